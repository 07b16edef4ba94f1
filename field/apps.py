"""Application configuration of the field work."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FieldConfig(AppConfig):
    """Offline field work."""

    name = "field"
    verbose_name = _("Offline field work")

    def ready(self) -> None:
        """Words of events, letters, group of the administration."""
        from accounts.permissions import Permission
        from ecms.audit import registry as events
        from ecms.core import nav
        from ecms.core.admin_site import register_group
        from ecms.core.panels import Panel, register_panel
        from ecms.notifications import registry as letters
        from field.events import EVENTS
        from field.guards import no_conflict_open
        from field.notifications import LETTERS
        from inspections.workflow import workflow

        events.register(EVENTS)
        letters.register(*LETTERS)
        register_group("checks", "field.Device")
        nav.register(
            nav.Item(
                "field", _("Work on site"), "field:devices",
                (Permission.INSPECTION_CONDUCT, Permission.INSPECTION_ASSIGN), "phone", order=33,
            )
        )  # fmt: skip
        register_panel(
            "inspection",
            Panel("field", _("Work on site"), "field:panel", Permission.INSPECTION_READ, order=15),
        )
        workflow.add_guard("sign_minutes", no_conflict_open)
