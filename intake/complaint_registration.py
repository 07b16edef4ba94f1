"""What complaints add to other modules: navigation, letters, events, workflow, panels."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _


def register() -> None:
    """Called once, from ``apps.ready()``."""
    from accounts import searches
    from accounts.permissions import Permission
    from ecms.audit import registry as events
    from ecms.core import nav, workflows
    from ecms.documents import holders
    from ecms.notifications import registry as letters
    from enterprises.services import risk
    from intake import complaint_briefs
    from intake.notifications import complaint as notifications
    from intake.searches import SEARCHES
    from intake.selectors.complaint import risk_factor
    from intake.workflow.complaint import workflow

    nav.register(
        nav.Item(
            "complaints",
            _("Complaints"),
            "intake:complaints",
            Permission.COMPLAINT_READ,
            "envelope",
            order=45,
            match=NAMES,
        )
    )
    holders.register(holders.Holder("intake.Complaint", _page, _may_correct))
    events.register(notifications.events())
    letters.register(*notifications.letters())
    workflows.register(workflow, initial="RECEIVED", title="Complaint")
    _show_on_dossier()
    risk.register_factor("complaints", risk_factor)
    complaint_briefs.register()
    searches.register(SEARCHES)


def _page(complaint: Any) -> str:
    return reverse("intake:complaint", args=[complaint.pk])


def _may_correct(complaint: Any, user: Any) -> Any:
    """Replace a letter or decision: who decides complaints at the body in charge."""
    from accounts.permissions import Permission
    from ecms.core.access import Refused
    from intake.permissions.complaint import in_body

    if not user.can(Permission.COMPLAINT_DECIDE):
        return Refused(_("Your role does not include this step."))
    return in_body(complaint, user)


def _show_on_dossier() -> None:
    """The panel and the action on the dossier of an enterprise."""
    from accounts.permissions import Permission
    from ecms.core import panels

    panels.register_panel(
        "enterprise",
        panels.Panel(
            "complaints",
            _("Complaints and tips"),
            "intake:complaint_enterprise_panel",
            Permission.COMPLAINT_READ,
            order=45,
        ),
    )
    panels.register_action(
        "enterprise",
        panels.PlaceAction(
            "complaint",
            _("Enter a complaint"),
            "intake:complaint_new",
            Permission.COMPLAINT_EDIT,
            parameter="enterprise",
            order=60,
            icon="envelope",
        ),
    )


NAMES = (
    "intake:complaints", "intake:complaint", "intake:complaint_new", "intake:complaint_step",
    "intake:complaint_done", "intake:complaint_person", "intake:complaint_person_correct",
)  # fmt: skip
