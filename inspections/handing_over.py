"""Which work of inspections a person holds, and what stands in the way of a successor."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.handover import Item, Kind
from accounts.permissions import Permission
from inspections.enums import HEADS, OPEN_PHASES, Phase
from inspections.models import Inspection, MemberTask, Requirement, TeamChange, TeamMember
from inspections.rules_allotment import EACH_CASE, Person, weigh
from inspections.services import handover as services
from inspections.services import team as teams


# --- What is open ---------------------------------------------------------------------------
def _seats() -> Any:
    rows = TeamMember.objects.filter(inspection__phase__in=OPEN_PHASES)
    return rows.select_related("inspection__enterprise")


def _heads() -> Any:
    return _seats().filter(role__in=HEADS)


def _members() -> Any:
    return _seats().exclude(role__in=HEADS)


def _tasks() -> Any:
    rows = MemberTask.objects.filter(done_at__isnull=True, inspection__phase__in=OPEN_PHASES)
    return rows.select_related("inspection__enterprise")


def _requirements() -> Any:
    return Requirement.objects.issued().outstanding().for_list()


def _proposals() -> Any:
    return Inspection.objects.filter(phase=Phase.PREPARING).select_related("enterprise")


def _supervised() -> Any:
    return Inspection.objects.filter(phase__in=OPEN_PHASES).select_related("enterprise")


# --- How it is shown ------------------------------------------------------------------------
def _title(case: Inspection) -> str:
    return f"{case.code} – {case.enterprise.name}"


def _page(case_pk: int, part: str = "detail") -> str:
    return reverse(f"inspections:{part}", args=[case_pk])


def _show_seats(rows: Sequence[TeamMember], person: Any, on: date) -> list[Item]:
    cases = [row.inspection for row in rows]
    bars, asked, seated = objections(cases), _asked(cases), _seated(cases)
    tasks = Counter(
        MemberTask.objects.filter(user=person, inspection__in=cases, done_at__isnull=True)
        .values_list("inspection", flat=True)
    )  # fmt: skip
    return [
        Item(
            row.pk, _title(row.inspection), _page(row.inspection_id, "team"),
            detail=_seat_words(row, tasks[row.inspection_id]), due_on=_due(row.inspection),
            bars=bars[row.inspection_id], settled=_waits(asked.get(row.inspection_id), person),
            # A member may become the head; two places for one person make no sense.
            never=frozenset() if row.role in HEADS else frozenset(seated[row.inspection_id]),
        )
        for row in rows
    ]  # fmt: skip


def _seat_words(row: TeamMember, tasks: int) -> str:
    words = [str(row.inspection.get_state_display()), str(row.get_role_display())]
    if tasks:
        words.append(ngettext("with %(n)d open task", "with %(n)d open tasks", tasks)
                     % {"n": tasks})  # fmt: skip
    return " · ".join(words)


def _seated(cases: Iterable[Inspection]) -> dict[int, set[int]]:
    seats = TeamMember.objects.filter(inspection__in=[case.pk for case in cases])
    found: dict[int, set[int]] = defaultdict(set)
    for case, user in seats.values_list("inspection", "user"):
        found[case].add(user)
    return found


def _due(case: Inspection) -> date | None:
    return case.ends_on if case.phase == Phase.RUNNING else None


def _asked(cases: Iterable[Inspection]) -> dict[int, TeamChange]:
    rows = TeamChange.objects.filter(inspection__in=list(cases), decided_at__isnull=True)
    return {row.inspection_id: row for row in rows}


def _waits(change: TeamChange | None, person: Any) -> str:
    """A change that takes the person off the team waits for its signature."""
    if change is None or person.pk in {seat["user"] for seat in change.seats}:
        return ""
    heir = next((u for u, _r in teams.seats_of(change)
                 if u.pk == teams.heirs_of(change).get(person.pk)), "")  # fmt: skip
    return _("Waits for the signature: %(name)s") % {"name": heir or _("another team")}


def _show_tasks(rows: Sequence[MemberTask], person: Any, on: date) -> list[Item]:
    return [
        Item(row.pk, row.text, _page(row.inspection_id, "team"), detail=_title(row.inspection),
             due_on=row.due_on)
        for row in rows
    ]  # fmt: skip


def _show_requirements(rows: Sequence[Requirement], person: Any, on: date) -> list[Item]:
    return [
        Item(
            row.pk, row.text, reverse("inspections:requirement", args=[row.inspection_id, row.pk]),
            detail=_title(row.inspection), due_on=row.due_on,
        )
        for row in rows
    ]  # fmt: skip


def _show_cases(rows: Sequence[Inspection], person: Any, on: date) -> list[Item]:
    return [
        Item(row.pk, _title(row), _page(row.pk), detail=str(row.get_state_display()))
        for row in rows
    ]


def _show_supervised(rows: Sequence[Inspection], person: Any, on: date) -> list[Item]:
    seated = _seated(rows)
    return [
        Item(row.pk, _title(row), _page(row.pk), detail=str(row.get_state_display()),
             never=frozenset(seated[row.pk]))
        for row in rows
    ]  # fmt: skip


# --- What stands in the way -----------------------------------------------------------------
def objections(cases: Sequence[Inspection]) -> dict[int, dict[int, str]]:
    """{case: {person: why not}}: on the last team there (nobody goes twice in a row), or once
    declared a conflict of interest there. Three statements, however many cases."""
    firms = {case.enterprise_id for case in cases}
    barred: dict[int, set[int]] = defaultdict(set)
    told = TeamMember.history.filter(inspection__enterprise__in=firms).exclude(conflict="")
    for firm, user in told.values_list("inspection__enterprise", "user").distinct():
        barred[firm].add(user)
    before = _last_teams(firms)
    return {
        case.pk: {
            **{user: _("was on the last team there") for user in _team_before(case, before)},
            **{user: _("conflict of interest declared") for user in barred[case.enterprise_id]},
        }
        for case in cases
    }


def _last_teams(firms: set[int]) -> dict[int, list[tuple[int, set[int]]]]:
    """Decided cases of each enterprise with their teams, the newest first."""
    cases = Inspection.objects.filter(enterprise__in=firms, decided_at__isnull=False)
    people: dict[int, set[int]] = defaultdict(set)
    for case, user in TeamMember.objects.filter(inspection__in=cases.values("pk")).values_list(
        "inspection", "user"
    ):
        people[case].add(user)
    found: dict[int, list[tuple[int, set[int]]]] = defaultdict(list)
    newest = cases.order_by("-decided_at", "-pk").values_list("pk", "enterprise")
    for case, firm in newest:
        found[firm].append((case, people[case]))
    return found


def _team_before(case: Inspection, before: dict[int, list[tuple[int, set[int]]]]) -> set[int]:
    """Who was on the team of the case before this one."""
    rows = before[case.enterprise_id]
    own = next((at for at, (pk, _team) in enumerate(rows) if pk == case.pk), -1)
    return rows[own + 1][1] if len(rows) > own + 1 else set()


def _load(people: Sequence[Any]) -> Counter[int]:
    """What the allotment takes off for the cases that each has already."""
    rows = _seats().filter(user__in=people).order_by().values_list("user", "role")
    heads, joins = Counter[int](), Counter[int]()
    for user, role in rows:
        (heads if role in HEADS else joins)[user] += 1
    weighed = [weigh(Person(p.pk, str(p), heads[p.pk], joins[p.pk])) for p in people]
    return Counter({one.person.pk: -one.load for one in weighed})


CASE: dict[str, Any] = {"agency": "inspection__agency", "able": Permission.INSPECTION_CONDUCT}
KINDS = (
    Kind("seat-head", gettext_lazy("Inspections headed"), "user", rows=_heads, show=_show_seats,
         give=services.give_seat, order=10, weight=EACH_CASE, loads=_load, **CASE),
    Kind("seat", gettext_lazy("Inspections on whose team the person is"), "user", rows=_members,
         show=_show_seats, give=services.give_seat, order=20, weight=EACH_CASE // 2, loads=_load,
         **CASE),
    Kind("task", gettext_lazy("Tasks in inspections"), "user", rows=_tasks, show=_show_tasks,
         give=services.give_task, order=30, **CASE),
    Kind("proposal", gettext_lazy("Proposals not decided yet"), "proposed_by", "agency",
         Permission.INSPECTION_PROPOSE, _proposals, _show_cases, services.give_proposal, order=40),
    Kind("requirement", gettext_lazy("Requirements followed up"), "assignee", rows=_requirements,
         show=_show_requirements, give=services.give_requirement, order=50, **CASE),
    Kind("supervision", gettext_lazy("Inspections supervised"), "supervisor", "agency",
         Permission.INSPECTION_CONDUCT, _supervised, _show_supervised, services.give_supervision,
         order=60),
)  # fmt: skip
