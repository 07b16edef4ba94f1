"""Application configuration of documents."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    """Documents and stored files."""

    name = "ecms.documents"
    label = "documents"
    verbose_name = _("Documents")

    def ready(self) -> None:
        """Event types of the audit, and the check that the fonts are there."""
        from ecms.audit import registry
        from ecms.core import nav
        from ecms.documents import checks, letters, printing  # noqa: F401 - register themselves

        printing.registered()
        nav.register(
            nav.Item(
                "documents", _("Documents"), "documents:index", None, "file-earmark-text", order=60
            )
        )
        registry.register(
            {
                "document.issued": _("Document issued"),
                "document.replaced": _("Document replaced by a new version"),
                "document.cancelled": _("Document cancelled"),
                "file.stored": _("File added"),
                "file.removed": _("File removed"),
                "export.asked": _("Export asked for"),
                "export.made": _("Export made"),
                "export.cancelled": _("Export cancelled"),
                "export.failed": _("Export could not be made"),
            }
        )
