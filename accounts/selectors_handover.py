"""What one person may hand over for another, group by group, with everybody who could take it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Q

from accounts import selectors
from accounts.handover import Item, Kind, kinds, shared_out
from accounts.models import Agency, User


@dataclass(frozen=True)
class Group:
    """The things of one kind, who may take them, and what each of these has already: ``counts``
    of the kind, ``loads`` by which a successor is proposed."""

    kind: Kind
    items: list[Item]
    people: list[User]
    loads: Counter[int] = field(default_factory=Counter)
    counts: Counter[int] = field(default_factory=Counter)

    @property
    def open_items(self) -> list[Item]:
        """Those for which somebody can be chosen."""
        return [item for item in self.items if not item.settled]

    def proposed(self, among: Collection[int]) -> dict[int, int]:
        """{item: person} by load among some of the people."""
        people = [person for person in self.people if person.pk in among]
        return shared_out(self.items, people, Counter(self.loads), self.kind.weight)


def groups_of(person: User, agency: Agency, *, by: Any, on: date) -> list[Group]:
    """Everything ``person`` holds at ``agency`` that ``by`` may see, without empty groups.

    The number of statements depends on the kinds, never on how much there is.
    """
    able: dict[str, list[User]] = {}
    found = []
    for kind in kinds():
        items = kind.show(list(kind.held(person, agency, by)), person, on)
        if not items:
            continue
        if kind.able not in able:
            holders = selectors.holders_of(kind.able, agency=agency, on=on)
            able[kind.able] = [
                u for u in holders if u.pk != person.pk and u.agency_id == agency.pk
            ]
        people = able[kind.able]
        counts = kind.counts(people)
        loads = kind.loads(people) if kind.loads is not None else counts
        found.append(Group(kind, items, people, loads, counts))
    return found


def staff_of(agency: Agency) -> Any:
    """Everybody who belongs to ``agency`` or once held a role there, whether or not in force."""
    mine = Q(agency=agency) | Q(grants__agency=agency)
    return User.objects.filter(mine).distinct().select_related("agency", "unit")


def holdings(agency: Agency) -> list[tuple[User, int]]:
    """Everybody of ``agency`` with the number of things they hold, most first; nobody is counted
    twice. One statement for all kinds of work."""
    people = list(staff_of(agency).order_by("full_name", "pk"))
    total: Counter[int] = Counter()
    held = [
        kind.of(people).filter(**{kind.agency: agency}).order_by().values_list(kind.holder)
        for kind in kinds()
    ]
    first, *others = [rows.annotate(n=Count("pk")) for rows in held]
    for holder, count in first.union(*others, all=True):
        total[holder] += count
    return sorted(((u, total[u.pk]) for u in people), key=lambda row: (-row[1], str(row[0])))
