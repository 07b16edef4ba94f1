"""Application configuration of the enterprise register."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# Pages that the entry "Enterprises" of the navigation stands for.
OWN_PAGES = tuple(
    f"enterprises:{name}"
    for name in (
        "detail", "create", "correct", "verify", "move", "headcounts", "hazards", "contacts",
        "contact_add", "contact_edit", "sites", "site_new", "site_correct", "relations",
        "relation_new", "chain", "sheet", "saved",
    )
)  # fmt: skip


class EnterprisesConfig(AppConfig):
    """Enterprise register."""

    name = "enterprises"
    verbose_name = _("Enterprise register")

    def ready(self) -> None:
        """Entries of the navigation, event types and letters."""
        from accounts import searches
        from accounts.permissions import Permission
        from ecms.audit import registry as events
        from ecms.core import nav
        from enterprises import (
            contributions_imports,
            contributions_listing,
            contributions_record,
            contributions_tracing,
            contributions_workforce,
            documents_workforce,  # noqa: F401 - defines its forms
        )
        from enterprises.contributions import EVENTS, register_all
        from enterprises.searches import SEARCHES

        register_all()
        searches.register(SEARCHES)
        contributions_imports.register_all()
        contributions_listing.register_all()
        contributions_record.register()
        contributions_tracing.register_all()
        contributions_workforce.register_all()
        events.register(EVENTS)
        own = (*OWN_PAGES, *contributions_tracing.PAGES)
        nav.register(
            nav.Item(
                "enterprises", _("Enterprises"), "enterprises:list",
                Permission.ENTERPRISE_READ, "buildings", order=20, group="register", match=own,
            )
        )  # fmt: skip
        events.register(
            {
                "enterprise.created": _("Enterprise entered by hand"),
                "enterprise.corrected": _("Enterprise corrected"),
            }
        )
