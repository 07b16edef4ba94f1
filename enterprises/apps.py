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
        from enterprises import (
            contributions_imports,
            contributions_listing,
            contributions_record,
            contributions_tracing,
            contributions_workforce,
        )
        from enterprises.contributions import EVENTS, register_all

        register_all()
        contributions_imports.register_all()
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
        nav.register(
            nav.Item(
                "enterprises", _("Enterprises"), "enterprises:list",
                Permission.ENTERPRISE_READ, "buildings", order=20, match=own,
            )
        )  # fmt: skip
        events.register(
            {
                "enterprise.created": _("Enterprise entered by hand"),
                "enterprise.corrected": _("Enterprise corrected"),
            }
        )
