"""Application configuration of the enterprise register."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EnterprisesConfig(AppConfig):
    """Enterprise register."""

    name = "enterprises"
    verbose_name = _("Enterprise register")

    def ready(self) -> None:
        """Entries of the navigation, event types and letters."""
        from accounts.permissions import Permission
        from ecms.audit import registry as events
        from ecms.core import nav
        from ecms.notifications import registry as letters
        from enterprises import (
            contributions_listing,
            contributions_record,
            contributions_tracing,
            contributions_workforce,
        )
        from enterprises.contributions import EVENTS, register_all
        from enterprises.notifications import IMPORT_FINISHED
        from enterprises.services.imports import adapters
        from enterprises.services.imports.adapters.kinds import KINDS

        register_all()
        contributions_listing.register_all()
        contributions_record.register()
        contributions_tracing.register_all()
        contributions_workforce.register_all()
        events.register(EVENTS)
        own = (
            "enterprises:detail", "enterprises:create", "enterprises:correct",
            "enterprises:verify", "enterprises:move", "enterprises:headcounts",
            "enterprises:hazards", "enterprises:contacts", "enterprises:contact_add",
            "enterprises:contact_edit", "enterprises:sites", "enterprises:site_new",
            "enterprises:site_correct", "enterprises:relations", "enterprises:relation_new",
            "enterprises:chain", "enterprises:sheet", "enterprises:saved", *contributions_tracing.PAGES,
        )  # fmt: skip
        imports = ("enterprises:import_new", "enterprises:import_detail",
                   "enterprises:import_columns", "enterprises:import_undo")  # fmt: skip
        nav.register(
            nav.Item(
                "enterprises", _("Enterprises"), "enterprises:list",
                Permission.ENTERPRISE_READ, "buildings", order=20, match=own,
            )
        )  # fmt: skip
        nav.register(
            nav.Item(
                "imports", _("Imports"), "enterprises:import_list",
                Permission.ENTERPRISE_IMPORT, "upload", order=25, match=imports,
            )
        )  # fmt: skip
        for kind in KINDS:
            adapters.register(kind)
        letters.register(IMPORT_FINISHED)
        events.register(
            {
                "enterprise.created": _("Enterprise entered by hand"),
                "enterprise.corrected": _("Enterprise corrected"),
                "import.uploaded": _("List sent in"),
                "import.columns_chosen": _("Columns of the list chosen"),
                "import.confirmed": _("Import confirmed"),
                "import.finished": _("Import carried out"),
                "import.refused": _("List refused"),
                "import.cancelled": _("Import cancelled"),
                "import.failed": _("Import failed"),
                "import.encoding_chosen": _("Encoding of the list chosen"),
                "import.undo_ordered": _("Undo of an import ordered"),
                "import.undo_stopped": _("Undo of an import stopped"),
                "import.undone": _("Import undone"),
                "import.report_read": _("Refused rows of a list read"),
            }
        )
