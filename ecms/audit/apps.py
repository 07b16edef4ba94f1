"""Application configuration of the audit."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    """Audit trail; modules register their event types in their own ``ready()``."""

    name = "ecms.audit"
    label = "audit"
    verbose_name = _("Audit")

    def ready(self) -> None:
        """The trail in the navigation of administrators."""
        from ecms.core import nav

        item = nav.Item(
            "audit",
            _("Audit trail"),
            "audit:list",
            "admin",
            "journal-text",
            order=90,
            group="system",
        )
        nav.register(item)
