"""What a person holds and may hand over: modules above register their kinds of work here.

In ``apps.ready()``: ``handover.register(Kind("requirement", _("Requirements"), …))``. The page and
the service of the hand-over are here in ``accounts``; what a kind of work means, who may take it
and what stands in the way is known to its module alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.functional import Promise

from accounts.models import Agency, User
from accounts.permissions import Permission


@dataclass(frozen=True)
class Item:
    """One thing that a person holds.

    ``bars`` says for some people why they should not take it (a reason overrules it), ``never``
    who may not take it at all, ``settled`` why there is nothing to choose any more.
    """

    pk: int
    label: str
    url: str
    detail: str = ""
    due_on: date | None = None
    bars: Mapping[int, str] = field(default_factory=dict)
    never: frozenset[int] = frozenset()
    settled: str = ""


@dataclass(frozen=True)
class Moment:
    """In which hand-over something is given: why, by whom, when."""

    reason: str
    by: Any
    at: datetime


Show = Callable[[Sequence[Any], Any, date], list[Item]]
Loads = Callable[[Sequence[User]], Counter[int]]


@dataclass(frozen=True)
class Kind:
    """A kind of work. ``rows()`` are the open rows of everybody (a scoped queryset), ``holder``
    and ``agency`` the paths from a row to the person and to the body in charge.

    ``give(row, to, moment)`` hands one row over under its own lock, answers in words what became
    of it (empty: done), and raises Refusal or WorkflowRefused. ``weight`` is what one row adds to
    ``loads``, by which successors are proposed.
    """

    code: str
    label: str | Promise
    holder: str
    agency: str
    able: Permission
    rows: Callable[[], Any]
    show: Show
    give: Callable[[Any, User, Moment], str | Promise]
    order: int = 100
    weight: int = 1
    loads: Loads | None = None
    empty_choice: str | Promise = ""

    def of(self, people: Iterable[User]) -> QuerySet[Any]:
        """What any of ``people`` holds, whoever looks: for counts only."""
        found: QuerySet[Any] = self.rows().filter(
            **{f"{self.holder}__in": [person.pk for person in people]}
        )
        return found

    def held(self, person: User, agency: Agency, by: Any) -> QuerySet[Any]:
        """What ``person`` holds at ``agency`` as far as ``by`` may see it."""
        rows = self.rows().visible_to(by).filter(**{self.agency: agency, self.holder: person.pk})
        found: QuerySet[Any] = rows.order_by("pk")
        return found

    def counts(self, people: Iterable[User]) -> Counter[int]:
        """How many rows each of ``people`` holds."""
        rows = self.of(people).order_by().values_list(self.holder).annotate(n=Count("pk"))
        return Counter(dict(rows))


_kinds: dict[str, Kind] = {}


def register(*kinds: Kind) -> None:
    """Add kinds of work; registering the same code again replaces it."""
    _kinds.update({kind.code: kind for kind in kinds})


def kinds() -> list[Kind]:
    """All registered kinds in the order in which they are handed over."""
    return sorted(_kinds.values(), key=lambda kind: (kind.order, kind.code))


def open_work(person: User) -> list[tuple[Kind, int]]:
    """How much of each kind ``person`` holds, without what they have none of."""
    counted = [(kind, kind.of([person]).count()) for kind in kinds()]
    return [(kind, n) for kind, n in counted if n]


def shared_out(
    items: Iterable[Item], people: Sequence[User], loads: Counter[int], weight: int
) -> dict[int, int]:
    """Successors by load: each item goes to the least loaded of ``people`` whom nothing bars.

    Answers {item: person}; an item that everybody is barred from is left out. ``loads`` is what
    they have already, and grows. The same input gives the same answer.
    """
    found: dict[int, int] = {}
    for item in items:
        free = [p.pk for p in people if p.pk not in item.bars and p.pk not in item.never]
        if item.settled or not free:
            continue
        chosen = min(free, key=lambda pk: (loads[pk], pk))
        found[item.pk] = chosen
        loads[chosen] += weight
    return found
