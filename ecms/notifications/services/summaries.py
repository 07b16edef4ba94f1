"""How a unit stands: what its people were told and have not done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ecms.notifications import registry
from ecms.notifications.models import Delivery, DueItem
from ecms.notifications.rules_sending import number_of
from ecms.notifications.selectors import Words

SHOWN = 15


@dataclass(frozen=True)
class Line:
    """One open item: file number, what is due, how many days over (negative: days left)."""

    number: str
    title: str
    due_on: date
    days: int


@dataclass(frozen=True)
class Summary:
    """Overdue and coming items of a unit, and the overdue by kind."""

    overdue: Sequence[Line]
    coming: Sequence[Line]
    by_kind: Sequence[tuple[str, int]]

    @property
    def longest(self) -> Sequence[Line]:
        """The first of the overdue, the oldest first."""
        return self.overdue[:SHOWN]


def items_of(people: object) -> object:
    """Open, running items of which any of ``people`` was told and still is in charge."""
    told = Delivery.objects.filter(
        recipient__in=people,
        due_item__isnull=False,
        moved_on_at__isnull=True,  # type: ignore[misc]
    ).values("due_item")
    return DueItem.objects.filter(closed_at__isnull=True, paused_at__isnull=True, pk__in=told)


def of_leader(leader: int, *, on: date) -> Summary:
    """The unit of one leader on a day: overdue, and due within a week."""
    people = registry.staff(on).led_by(leader)
    rows = list(
        items_of(people)  # type: ignore[attr-defined]
        .filter(due_on__lte=on + timedelta(days=7))
        .order_by("due_on", "pk")
    )
    words = Words({row.kind for row in rows})
    lines = [
        Line(number_of(row.label), words.of(row.kind, "title"), row.due_on, (on - row.due_on).days)
        for row in rows
    ]
    overdue = [line for line in lines if line.days > 0]
    kinds = Counter(line.title for line in overdue)
    return Summary(overdue, [line for line in lines if line.days <= 0], kinds.most_common())
