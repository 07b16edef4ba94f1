"""Loads and lateness of the people of a body, and what a person has done; nobody's keystrokes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Q

from accounts.permissions import Permission
from accounts.selectors import holders_of
from ecms.notifications.models import DueItem
from inspections.enums import OPEN_PHASES, TeamRole
from inspections.models import Inspection, MemberTask, OtherWork, TeamMember, Visit

AHEAD = timedelta(days=30)


@dataclass(frozen=True)
class Load:
    """One person: open cases as head and member, days on site planned in the next 30 days, open
    tasks, things past their day, and what was done since the beginning of the year."""

    user: Any
    heads: int
    joins: int
    days: int
    tasks: int
    late: int
    finished: int
    other: int

    @property
    def total(self) -> int:
        """Open cases."""
        return self.heads + self.joins


def loads(agency: Any, *, on: date) -> list[Load]:
    """Everybody of ``agency`` who carries out inspections, the most loaded first.

    A fixed number of statements, however many people there are.
    """
    staff = [
        user
        for user in holders_of(Permission.INSPECTION_CONDUCT, agency=agency, on=on)
        if user.agency_id == agency.pk
    ]
    seats = TeamMember.objects.filter(user__in=staff).order_by()
    running = seats.filter(inspection__phase__in=OPEN_PHASES)
    places = list(running.values_list("user", "role"))
    head = Counter(user for user, role in places if role == TeamRole.HEAD)
    join = Counter(user for user, role in places if role != TeamRole.HEAD)
    days = _per_person(
        running.filter(inspection__planned_on__range=(on, on + AHEAD)),
        Count("inspection__planned_on", distinct=True),
    )
    finished = _per_person(
        seats.filter(inspection__minutes_signed_on__year=on.year), Count("inspection")
    )
    open_ones = MemberTask.objects.filter(user__in=staff, done_at__isnull=True).order_by()
    tasks = list(open_ones.values_list("user", "due_on"))
    work = OtherWork.objects.filter(recorded_by__in=staff, done_on__year=on.year).order_by()
    other = Counter(work.values_list("recorded_by", flat=True))
    open_tasks = Counter(user for user, _due in tasks)
    late = _late_cases(running, on) + Counter(user for user, due in tasks if due and due < on)
    rows = [
        Load(
            user, head[user.pk], join[user.pk], days.get(user.pk, 0), open_tasks[user.pk],
            late[user.pk], finished.get(user.pk, 0), other[user.pk],
        )
        for user in staff
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (-row.late, -row.total, str(row.user)))


def _per_person(rows: Any, what: Any) -> dict[int, int]:
    return {row["user"]: row["n"] for row in rows.values("user").annotate(n=what)}


def late_cases(on: date) -> Any:
    """Keys of cases with something past its day."""
    return DueItem.objects.filter(
        content_type=ContentType.objects.get_for_model(Inspection), closed_at__isnull=True,
        paused_at__isnull=True, due_on__lt=on,
    ).values("object_id")  # fmt: skip


def _late_cases(running: Any, on: date) -> Counter[int]:
    """Late cases count for their head only: one lateness is one person's."""
    rows = running.filter(role=TeamRole.HEAD, inspection__in=late_cases(on))
    return Counter(rows.values_list("user", flat=True))


@dataclass(frozen=True)
class Activity:
    """What one person did from ``first`` to ``last``: figures, and the other work in rows."""

    visits: int
    minutes: int
    tasks: int
    other: Counter[str]
    rows: list[OtherWork]


def activity(user: Any, first: date, last: date) -> Activity:
    """For the person alone: their own work, whatever it was."""
    window = (first, last)
    rows = OtherWork.objects.filter(recorded_by=user, done_on__range=window)
    shown = list(rows.select_related("enterprise"))
    mine = Inspection.objects.filter(team__user=user)
    return Activity(
        visits=Visit.objects.filter(
            Q(recorded_by=user) | Q(inspection__team__user=user), visited_on__range=window
        ).distinct().count(),
        minutes=mine.filter(minutes_signed_on__range=window).count(),
        tasks=MemberTask.objects.filter(
            user=user, done_at__date__gte=first, done_at__date__lte=last
        ).count(),
        other=Counter(row.kind for row in shown),
        rows=shown,
    )  # fmt: skip
