"""The tabs of the list of inspections: what each role has to do, the nearest last day first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, OuterRef, Q, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission as P  # noqa: N817 - a table
from ecms.core.calendar import CalendarError
from ecms.notifications.models import DueItem
from inspections.enums import HEADS, Phase
from inspections.models import (
    DayStop,
    DueExtension,
    Inspection,
    MemberTask,
    TeamChange,
    TeamMember,
)
from inspections.states_followup import ExtensionState
from law.selectors import working_calendar

RISK_DAYS = 3  # working days before a last day from which a case is at risk
NOT_STARTED = (Phase.PREPARING, Phase.DECIDED)
Narrow = Callable[[Any, Any, date], Any]


@dataclass(frozen=True)
class Desk:
    """One tab: its words, who has it (any of the permissions), and what is on it.

    ``onlookers``: for those who watch over the work of others and have none here themselves.
    """

    words: str | Promise
    permissions: tuple[str, ...]
    rows: Narrow
    onlookers: bool = False


def desks_of(user: Any) -> dict[str, Desk]:
    """The tabs that ``user`` has, in order."""
    return {
        code: desk
        for code, desk in DESKS.items()
        if (not desk.permissions or any(user.can(each) for each in desk.permissions))
        and not (desk.onlookers and any(user.can(each) for each in (*WORKERS, *SIGNERS)))
    }


def default_desk(user: Any) -> str:
    """Where the list opens: with one’s own work, for those who have any."""
    if user.can(P.INSPECTION_APPROVE):
        return "waiting"
    return "mine" if "mine" in desks_of(user) else "all"


def with_next_due(rows: Any) -> Any:
    """``next_due``: the nearest last day of a case that does not stand still, or None."""
    items = _open_items().filter(object_id=OuterRef("pk")).order_by("due_on").values("due_on")
    return rows.annotate(next_due=Subquery(items[:1]))


def by_next_due(rows: Any) -> Any:
    """What is due first comes first; cases without a clock last."""
    return with_next_due(rows).order_by(F("next_due").asc(nulls_last=True), "-pk")


# --- What is on each tab ----------------------------------------------------------------------
def _open_items() -> Any:
    return DueItem.objects.filter(
        content_type=ContentType.objects.get_for_model(Inspection),
        closed_at__isnull=True, paused_at__isnull=True,
    )  # fmt: skip


def _due(**when: Any) -> Any:
    return _open_items().filter(**when).values("object_id")


def _waiting(rows: Any, user: Any, today: date) -> Any:
    return rows.waiting_for(user)


def _today(rows: Any, user: Any, today: date) -> Any:
    """Planned, due or to be done today."""
    stops = DayStop.objects.filter(plan__user=user, plan__on=today).values("inspection")
    tasks = MemberTask.objects.filter(user=user, due_on=today, done_at=None).values("inspection")
    return rows.of_person(user).filter(
        Q(planned_on=today, phase__in=NOT_STARTED)
        | Q(pk__in=stops)
        | Q(pk__in=tasks)
        | Q(pk__in=_due(due_on=today))
    )


def _mine(rows: Any, user: Any, today: date) -> Any:
    return rows.of_person(user).open()


def _approve(rows: Any, user: Any, today: date) -> Any:
    """Proposals, plans, more time, other teams: everything a signature answers."""
    changes = TeamChange.objects.filter(decided_at=None).values("inspection")
    asked = DueExtension.objects.filter(state=ExtensionState.ASKED).values(
        "requirement__inspection"
    )
    return rows.filter(agency_id__in=user.scope.agency_ids).filter(
        Q(phase=Phase.PREPARING, reason="")
        | Q(phase=Phase.DECIDED, plan_sent_at__isnull=False, plan_approved_at=None)
        | Q(phase=Phase.RUNNING, extension_asked_at__isnull=False, extended_at=None)
        | Q(pk__in=changes)
        | Q(pk__in=asked)
    )


def _sign(rows: Any, user: Any, today: date) -> Any:
    """Minutes for the head of the team, results for whoever decides."""
    headed = Inspection.objects.filter(team__role__in=HEADS, team__user=user).values("pk")
    wanted = Q(phase=Phase.RUNNING, pk__in=headed)
    if user.can(P.INSPECTION_APPROVE):
        wanted |= Q(phase=Phase.REPORTING, agency_id__in=user.scope.agency_ids)
    return rows.filter(wanted)


def _assign(rows: Any, user: Any, today: date) -> Any:
    """Nobody has a task yet, or somebody on the team has a conflict of interest."""
    unable = TeamMember.objects.exclude(conflict="").values("inspection")
    cases = rows.filter(agency_id__in=user.scope.agency_ids, phase__in=NOT_STARTED)
    shared_out = MemberTask.objects.values("inspection")
    idle = Q(phase=Phase.DECIDED) & ~Q(pk__in=shared_out)
    return cases.filter(idle | Q(pk__in=unable))


def _overdue(rows: Any, user: Any, today: date) -> Any:
    """Past a last day of the case itself, on site or before or afterwards."""
    return rows.filter(Q(pk__in=_due(due_on__lt=today)) | Q(pk__in=rows.overdue(today)))


def _risk(rows: Any, user: Any, today: date) -> Any:
    """A last day comes within three working days."""
    try:
        last = working_calendar().add_working_days(today, RISK_DAYS)
    except CalendarError:  # a year whose holidays nobody has entered yet
        last = today
    return rows.open().filter(pk__in=_due(due_on__range=(today, last)))


def _running(rows: Any, user: Any, today: date) -> Any:
    """On site now, or standing still in the middle of it."""
    return rows.filter(phase__in=(Phase.RUNNING, Phase.PAUSED))


def _result(rows: Any, user: Any, today: date) -> Any:
    """The minutes are signed, the result is not issued yet."""
    return rows.filter(phase=Phase.REPORTING)


def _followed(rows: Any, user: Any, today: date) -> Any:
    """Something is still to be put right."""
    return rows.filter(phase__in=(Phase.CONCLUDED, Phase.FOLLOW_UP))


def _all(rows: Any, user: Any, today: date) -> Any:
    return rows


WORKERS = (P.INSPECTION_CONDUCT, P.INSPECTION_PROPOSE)
SIGNERS = (P.INSPECTION_APPROVE,)
DESKS: dict[str, Desk] = {
    "waiting": Desk(_("Waiting for me"), (*WORKERS, *SIGNERS), _waiting),
    "today": Desk(_("Today"), WORKERS, _today),
    "mine": Desk(_("Mine"), WORKERS, _mine),
    "assign": Desk(_("To assign"), (P.INSPECTION_ASSIGN,), _assign),
    "approve": Desk(_("To approve"), SIGNERS, _approve),
    "sign": Desk(_("To sign"), (P.INSPECTION_CONDUCT, *SIGNERS), _sign),
    "overdue": Desk(_("Overdue"), (), _overdue),
    "risk": Desk(_("At risk"), (), _risk),
    "running": Desk(_("On site now"), (), _running, onlookers=True),
    "result": Desk(_("Result not issued yet"), (), _result, onlookers=True),
    "followed": Desk(_("Being put right"), (), _followed, onlookers=True),
    "all": Desk(_("All"), (), _all),
}


def on_desk(rows: Any, user: Any, code: str, today: date) -> Any:
    """The rows of a tab; all of them for a tab that ``user`` does not have."""
    desk = desks_of(user).get(code)
    return desk.rows(rows, user, today) if desk else rows
