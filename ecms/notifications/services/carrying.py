"""Work that goes to somebody else takes its alerts along."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from ecms.core import clock
from ecms.notifications.enums import Audience
from ecms.notifications.models import Delivery, DueItem
from ecms.notifications.services import writing
from ecms.notifications.services.addressing import Addresses


@transaction.atomic
def carry(person: int, *, at: datetime) -> int:
    """What ``person`` was told and must not do any more is told to those who must do it now.

    Their messages leave the person’s lists. Safe to call at any time; returns how many messages
    were written for the new ones.
    """
    told = Delivery.objects.filter(
        recipient=person, due_item__closed_at__isnull=True, due_item__isnull=False,
        moved_on_at__isnull=True, rule__audience=Audience.RESPONSIBLE,
    )  # fmt: skip
    last = {row.due_item_id: row for row in told.select_related("due_item").order_by("pk")}
    items = [row.due_item for row in last.values() if row.due_item is not None]
    addresses = Addresses(on=clock.legal_date(at))
    circle = addresses.of(items)
    acting = {item.pk: addresses.people(circle(item), Audience.RESPONSIBLE) for item in items}
    gone = [item for item in items if person not in acting[item.pk]]
    told.filter(due_item__in=gone).update(moved_on_at=at)
    return writing.write(_tellings(gone, last, acting), at=at)


def carry_all(people: Iterable[int], *, at: datetime) -> int:
    """The same for several who leave together; returns how many messages were written."""
    return sum(carry(person, at=at) for person in people)


def _tellings(
    gone: Sequence[DueItem], last: dict[int | None, Delivery], acting: dict[int, set[int]]
) -> list[writing.Telling]:
    """For those who have no message about the date yet: the one that the person had last."""
    known = Delivery.objects.filter(due_item__in=gone, moved_on_at__isnull=True)
    had = set(known.values_list("due_item", "due_on", "recipient"))
    return [
        writing.Telling((item.pk,), tuple(
            _line(new, last[item.pk])
            for new in sorted(acting[item.pk])
            if (item.pk, item.due_on, new) not in had
        ))
        for item in gone
    ]  # fmt: skip


def _line(person: int, had: Delivery) -> writing.Line:
    return writing.Line(
        person=person, rule=had.rule_id or 0, stage=had.stage, rules=tuple(had.rules),
        is_late=False,
    )  # fmt: skip
