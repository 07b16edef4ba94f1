"""What accidents add to other modules: navigation, letters, events, workflow, panels."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

BRIEF_ROWS = 5
NAMES = tuple(
    f"intake:accident{name}"
    for name in (
        "s",
        "",
        "_new",
        "_statistics",
        "_missing",
        "_return",
        "_injuries",
        "_done",
        "_complete",
        "_victims",
        "_victim_add",
        "_victim",
        "_death",
        "_assess",
        "_paid",
        "_team",
        "_scene",
        "_conclusion",
        "_costs",
        "_measures",
        "_measure",
        "_step",
        "_documents",
        "_timeline",
    )
)


def _page(dossier: Any) -> str:
    return reverse("intake:accident", args=[dossier.accident_id])


def _may_correct(dossier: Any, user: Any) -> Any:
    """Replace a decision: its signatory."""
    from accounts.permissions import Permission
    from ecms.core.access import Refused
    from intake.permissions.accident import is_signatory

    if not user.can(Permission.ACCIDENT_DECIDE):
        return Refused(_("Your role does not include this step."))
    return is_signatory(dossier.accident, user)


def register() -> None:
    """Called once, from ``apps.ready()``."""
    from accounts.permissions import Permission
    from ecms.audit import registry as events
    from ecms.core import nav, workflows
    from ecms.core.admin_site import register_group
    from ecms.documents import holders
    from ecms.notifications import registry as letters
    from enterprises.briefs import Brief, register_brief
    from intake.accident_events import EVENTS
    from intake.enums.accident import AccidentState
    from intake.notifications.accident import LETTERS
    from intake.workflow.accident import workflow

    holders.register(
        holders.Holder("intake.Dossier", _page, _may_correct, ("accident__enterprise",))
    )
    nav.register(
        nav.Item(
            "accidents",
            _("Accidents"),
            "intake:accidents",
            Permission.ACCIDENT_READ,
            "exclamation-octagon",
            order=46,
            match=NAMES,
        )
    )
    letters.register(*LETTERS)
    events.register(EVENTS)
    workflows.register(
        workflow, initial=AccidentState.REPORTED, title="Industrial accident (tai nạn lao động)"
    )
    register_group("catalogues", "intake.AccidentCode")
    _show_on_dossier()
    _count_in_risk()
    register_brief(Brief("accidents", _("Accidents"), Permission.ACCIDENT_READ, _brief, order=70))


def _brief(user: Any, enterprise: Any) -> list[str]:
    """Accidents on the one-page sheet, newest first. It is carried into the enterprise: no number
    and no person."""
    from ecms.core.formatting import legal_date
    from intake.accident_presenters import toll_words
    from intake.selectors.accident import of_enterprise

    rows = of_enterprise(enterprise, user).counted()[:BRIEF_ROWS]
    return [
        f"{legal_date(row.occurred_on)}: {row.get_class_code_display()} ({toll_words(row)})"
        for row in rows
    ]


def _show_on_dossier() -> None:
    from accounts.permissions import Permission
    from ecms.core.panels import Panel, PlaceAction, register_action, register_panel

    register_panel(
        "enterprise",
        Panel(
            "accidents",
            _("Accidents"),
            "intake:accident_panel",
            Permission.ACCIDENT_READ,
            order=26,
        ),
    )
    register_action(
        "enterprise",
        PlaceAction(
            "accident",
            _("Declare an accident"),
            "intake:accident_new",
            Permission.ACCIDENT_EDIT,
            parameter="enterprise",
            icon="exclamation-octagon",
            order=30,
        ),
    )


def _count_in_risk() -> None:
    """Accidents of the last 36 months weigh in the stated score of an enterprise."""
    from enterprises.services import risk

    risk.register_factor("accidents", recent_accidents)


def recent_accidents(on: date) -> Any:
    """{firm, n} of occupational accidents in the 36 months before ``on``."""
    from django.db.models import Count, F

    from intake.models import Accident

    first = on.replace(year=on.year - 3, day=min(on.day, 28))
    rows = Accident.objects.counted().filter(
        enterprise__isnull=False, occurred_on__range=(first, on)
    )
    return rows.order_by().values(firm=F("enterprise_id")).annotate(n=Count("pk"))
