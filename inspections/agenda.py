"""What happens when: visits, deadlines, tasks and hand-ins of a person or of a whole body.

Read by the calendar page and by the calendar feed. Lines name the case and the enterprise, never
a worker or a complainant; a sensitive case is its number alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from ecms.notifications import registry as letters
from ecms.notifications.models import DueItem
from inspections.enums import Phase, RequirementState, VisitOutcome
from inspections.models import DayStop, Inspection, MemberTask, OtherWork, Requirement, Visit
from inspections.planning_dates import planning_days

NOT_STARTED = (Phase.PREPARING, Phase.DECIDED)
VISIT, START, DUE, TASK, HAND_IN, WORK = "visit", "start", "due", "task", "hand-in", "work"
KINDS = {
    VISIT: "success", START: "progress", DUE: "warning", TASK: "waiting", HAND_IN: "info",
    WORK: "neutral",
}  # fmt: skip


@dataclass(frozen=True)
class Occasion:
    """Something on a day; ``key`` stays the same as long as it is the same thing."""

    on: date
    kind: str
    title: str
    detail: str
    url: str
    key: str
    at: Any = None  # time of the day, where one is planned
    until: Any = None

    @property
    def colour(self) -> str:
        """Kind of the pill."""
        return KINDS[self.kind]


def agenda(
    user: Any, first: date, last: date, *, whole: bool = False, detached: bool = False
) -> list[Occasion]:
    """Occasions from ``first`` to ``last``, by day and time; ``whole``: of the bodies of the user.

    ``detached`` is for what leaves the system: without the names in sensitive cases.
    """
    cases = Inspection.objects.visible_to(user)
    if whole:
        cases = cases.filter(agency_id__in=user.scope.agency_ids)
    else:
        cases = cases.of_person(user)
    window = (first, last)
    parts = (
        _starts(cases, window, detached),
        _visits(cases, window, detached),
        _deadlines(cases, window, detached),
        _tasks(cases, None if whole else user, window, detached),
        _hand_ins(cases, window, detached),
        _stops(user, window, detached) if not whole else (),
        _other(user, window, whole=whole, detached=detached),
        _planning(user, window),
    )
    found = [occasion for part in parts for occasion in part]
    return sorted(found, key=lambda one: (one.on, str(one.at or "99"), one.kind, one.key))


def _name(case: Inspection, detached: bool) -> str:
    if detached and case.is_sensitive:
        return case.code
    return f"{case.code} – {case.enterprise.name}"


def _url(case: Inspection) -> str:
    return reverse("inspections:detail", args=[case.pk])


def _starts(cases: Any, window: tuple[date, date], detached: bool) -> Iterable[Occasion]:
    rows = cases.filter(planned_on__range=window, phase__in=NOT_STARTED)
    for case in rows.select_related("enterprise"):
        place = "" if detached and case.is_sensitive else case.place
        yield Occasion(case.planned_on, START, _name(case, detached),
                       _("Planned start") + (f", {place}" if place else ""), _url(case),
                       f"start-{case.pk}")  # fmt: skip


def _visits(cases: Any, window: tuple[date, date], detached: bool) -> Iterable[Occasion]:
    rows = Visit.objects.filter(inspection__in=cases.values("pk"), visited_on__range=window)
    for row in rows.select_related("inspection__enterprise"):
        words = str(VisitOutcome(row.outcome).label)
        yield Occasion(row.visited_on, VISIT, _name(row.inspection, detached),
                       _("Visit: %(outcome)s") % {"outcome": words}, _url(row.inspection),
                       f"visit-{row.pk}")  # fmt: skip


def _deadlines(cases: Any, window: tuple[date, date], detached: bool) -> Iterable[Occasion]:
    of_cases = Q(
        content_type=ContentType.objects.get_for_model(Inspection),
        object_id__in=cases.values("pk"),
    )
    rows = DueItem.objects.filter(
        of_cases, due_on__range=window, closed_at__isnull=True, paused_at__isnull=True
    )
    items = list(rows)
    by_pk = cases.select_related("enterprise").in_bulk([item.object_id for item in items])
    for item in items:
        case = by_pk[item.object_id]
        words = str(letters.letter(item.kind).title)
        yield Occasion(item.due_on, DUE, _name(case, detached), words, _url(case),
                       f"due-{item.pk}")  # fmt: skip


def _tasks(cases: Any, user: Any, window: tuple[date, date], detached: bool) -> Iterable[Occasion]:
    rows = MemberTask.objects.filter(
        inspection__in=cases.values("pk"), due_on__range=window, done_at__isnull=True
    ).select_related("inspection__enterprise", "user")
    for row in rows.filter(user=user) if user is not None else rows:
        # What is typed into a task may name anybody: it stays inside.
        words = _("Task in the team") if detached else f"{row.user}: {row.text}"
        url = reverse("inspections:team", args=[row.inspection_id])
        yield Occasion(row.due_on, TASK, _name(row.inspection, detached), words, url,
                       f"task-{row.pk}")  # fmt: skip


def _hand_ins(cases: Any, window: tuple[date, date], detached: bool) -> Iterable[Occasion]:
    rows = Requirement.objects.filter(
        inspection__in=cases.values("pk"), due_on__range=window, state=RequirementState.OPEN
    ).select_related("inspection__enterprise")
    for row in rows:
        url = reverse("inspections:requirements", args=[row.inspection_id])
        words = _("The enterprise must have put something right")
        yield Occasion(row.due_on, HAND_IN, _name(row.inspection, detached), words, url,
                       f"hand-in-{row.pk}")  # fmt: skip


def _stops(user: Any, window: tuple[date, date], detached: bool) -> Iterable[Occasion]:
    rows = DayStop.objects.filter(plan__user=user, plan__on__range=window)
    for row in rows.select_related("plan", "inspection__enterprise"):
        url = f"{reverse('inspections:day')}?on={row.plan.on:%Y-%m-%d}"
        yield Occasion(row.plan.on, VISIT, _name(row.inspection, detached), _("Day plan"), url,
                       f"stop-{row.pk}", row.arrives, row.leaves)  # fmt: skip


def _other(
    user: Any, window: tuple[date, date], *, whole: bool, detached: bool
) -> Iterable[Occasion]:
    rows = OtherWork.objects.visible_to(user).filter(done_on__range=window)
    mine = Q(agency_id__in=user.scope.agency_ids) if whole else Q(recorded_by=user)
    url = reverse("inspections:activity")
    for row in rows.filter(mine).select_related("enterprise", "recorded_by"):
        who = str(row.recorded_by) if whole else ""
        words = ", ".join(filter(None, [who, "" if detached else row.note]))
        name = f" – {row.enterprise.name}" if row.enterprise else ""
        yield Occasion(row.done_on, WORK, f"{row.get_kind_display()}{name}", words, url,
                       f"work-{row.pk}")  # fmt: skip


def _planning(user: Any, window: tuple[date, date]) -> Iterable[Occasion]:
    """The fixed days for the plans of the next year."""
    url = reverse("inspections:plans")
    for on, words, row in planning_days(user.agency, *window):
        title = _("Inspection plan for %(year)d") % {"year": on.year + 1}
        yield Occasion(on, DUE, title, words, url, f"planning-{row}-{on.year}")
