"""How a unit stands: what its people were told and have not done."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from ecms.notifications import registry
from ecms.notifications.enums import Stage
from ecms.notifications.models import Delivery, DueItem
from ecms.notifications.rules_sending import number_of
from ecms.notifications.selectors import Words

SHOWN = 15
WEEK = timedelta(days=7)


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


def items_of_leader(leader: int, *, on: date) -> Any:
    """Open, running items of those whom ``leader`` leads, up to a week ahead, by date.

    Where the heads of the officials may be those it is about, only who was told sees it.
    """
    people = registry.staff(on).led_by(leader)
    live = Delivery.objects.filter(due_item__isnull=False, moved_on_at__isnull=True)
    private = [kind for kind in registry.kinds() if registry.letter(kind).own_chain]
    mine = live.filter(recipient=leader).values("due_item")
    return (
        DueItem.objects.filter(closed_at__isnull=True, paused_at__isnull=True)
        .filter(pk__in=live.filter(recipient__in=people).values("due_item"), due_on__lte=on + WEEK)
        .filter(~Q(kind__in=private) | Q(pk__in=mine))
        .order_by("due_on", "pk")
    )


def of_leader(leader: int, *, on: date) -> Summary:
    """The unit of one leader on a day: overdue, and due within a week."""
    rows = list(items_of_leader(leader, on=on))
    words = Words({row.kind for row in rows})
    lines = [
        Line(number_of(row.label), words.of(row.kind, "title"), row.due_on, (on - row.due_on).days)
        for row in rows
    ]
    overdue = [line for line in lines if line.days > 0]
    kinds = Counter(line.title for line in overdue)
    return Summary(overdue, [line for line in lines if line.days <= 0], kinds.most_common())


def rows_of(items: Sequence[DueItem], *, on: date) -> list[dict[str, Any]]:
    """The items as the page shows them: with whom they lie and what can be done."""
    words = Words({item.kind for item in items})
    with_whom: dict[int, dict[int, str]] = defaultdict(dict)
    told = Delivery.objects.filter(due_item__in=[item.pk for item in items])
    first = told.filter(moved_on_at__isnull=True, rule__audience="RESPONSIBLE")
    for item, person, name in first.values_list("due_item", "recipient", "recipient__full_name"):
        with_whom[item][person] = name
    return [
        {
            "item": item, "what": words.of(item.kind, "title"),
            "help": words.of(item.kind, "late" if item.due_on < on else "text"),
            "with_whom": ", ".join(sorted(with_whom[item.pk].values())),
            "stage": Stage.LATE if item.due_on < on else Stage.SOON,
        }
        for item in items
    ]  # fmt: skip
