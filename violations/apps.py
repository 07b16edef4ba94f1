"""Application configuration of violations and sanctions."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ViolationsConfig(AppConfig):
    """Violations and sanctions."""

    name = "violations"
    verbose_name = _("Violations and sanctions")

    def ready(self) -> None:
        """Navigation, letters, events, panels on pages below, the guard on closing a check."""
        from accounts.permissions import Permission
        from ecms.audit import registry as events
        from ecms.core import nav, panels, workflows
        from ecms.notifications import registry as letters
        from inspections.workflow import workflow as check
        from violations import briefs, contributions, notifications
        from violations.inspection_guard import no_violation_open
        from violations.workflow import workflow

        nav.register(
            nav.Item(
                "violations",
                _("Violation cases"),
                "violations:list",
                Permission.VIOLATION_READ,
                "cash-coin",
                order=40,
            )
        )
        contributions.register()
        events.register(notifications.events())
        letters.register(*notifications.letters())
        workflows.register(workflow, initial="DETECTED", title="Violation case")
        check.add_guard("close", no_violation_open)
        briefs.register()
        for place, order in (("inspection", 30), ("enterprise", 40)):
            panels.register_panel(
                place,
                panels.Panel(
                    "violations",
                    _("Violation cases"),
                    f"violations:{place}_panel",
                    Permission.VIOLATION_READ,
                    order=order,
                ),
            )
