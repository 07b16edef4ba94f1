"""Claiming what is due: each reminder of each item is told exactly once.

One statement finds the items of which any rule speaks up to today and which were not told so far;
then batch by batch they are locked (skipping rows that another worker holds), judged by the pure
rules, and their messages are written together with ``told_through``. A killed worker rolls both
back; a second beat finds nothing left; after an outage what was missed comes once and is marked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db import connection, transaction

from ecms.core.calendar import WorkingCalendar
from ecms.notifications import registry, selectors
from ecms.notifications.rules import Firing, Ladder, told_to
from ecms.notifications.services import writing
from ecms.notifications.services.addressing import Addresses, Circle

BATCH = 5000
_CANDIDATES = """
    SELECT item.id FROM notifications_dueitem item
    JOIN unnest(%s::date[], %s::date[]) AS plan(due_on, latest) ON plan.due_on = item.due_on
    WHERE item.closed_at IS NULL AND item.paused_at IS NULL AND item.runs_from <= %s
      AND (item.told_through IS NULL OR plan.latest > item.told_through)
    ORDER BY item.id"""
# One array instead of thousands of parameters: the driver and the planner read it at once.
_LOCK = """
    SELECT id, kind, content_type_id, object_id, due_on, runs_from, told_through
    FROM notifications_dueitem
    WHERE id = ANY(%s) AND closed_at IS NULL AND paused_at IS NULL AND runs_from <= %s
      AND (told_through IS NULL OR told_through < %s)
    ORDER BY id FOR UPDATE SKIP LOCKED"""
_TOLD = "UPDATE notifications_dueitem SET told_through = %s WHERE id = ANY(%s)"
_DATES = """
    SELECT DISTINCT due_on FROM notifications_dueitem
    WHERE closed_at IS NULL AND due_on <= %s"""


class Item(NamedTuple):
    """What the rules must know of a due item."""

    pk: int
    kind: str
    content_type_id: int
    object_id: int
    due_on: date
    runs_from: date
    told_through: date | None


def claim_due(*, today: date, at: datetime, calendar: WorkingCalendar | None = None) -> int:
    """Tell everybody what is due; returns the number of messages written."""
    ladder = selectors.ladder(calendar or registry.calendar())
    addresses = Addresses(on=today)
    waiting = _candidates(ladder, today)
    told = 0
    for start in range(0, len(waiting), BATCH):
        with transaction.atomic():
            told += _claim(waiting[start : start + BATCH], ladder, addresses, today=today, at=at)
    return told


def _candidates(ladder: Ladder, today: date) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(_DATES, [today + timedelta(days=ladder.look_ahead())])
        latest = {day: ladder.latest(day, today) for (day,) in cursor.fetchall()}
        plan = [(day, last) for day, last in latest.items() if last is not None]
        cursor.execute(_CANDIDATES, [[d for d, _ in plan], [x for _, x in plan], today])
        return [pk for (pk,) in cursor.fetchall()]


def _claim(
    pks: Sequence[int], ladder: Ladder, addresses: Addresses, *, today: date, at: datetime
) -> int:
    """One batch, inside a transaction; what changed since it was found is left alone."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, [list(pks), today, today])
        items = [Item(*row) for row in cursor.fetchall()]
    tellings = list(_tellings(_fired(items, ladder, today), addresses, today))
    written = writing.write(tellings, at=at)
    with connection.cursor() as cursor:
        cursor.execute(_TOLD, [today, [item.pk for item in items]])
    return written


def _fired(
    items: Sequence[Item], ladder: Ladder, today: date
) -> dict[tuple[Firing, ...], list[Item]]:
    """What is to be told, and of which; asked once for all of one kind and the same dates."""
    alike: dict[tuple[str, date, date, date | None], list[Item]] = defaultdict(list)
    for item in items:
        alike[item.kind, item.due_on, item.runs_from, item.told_through].append(item)
    found: dict[tuple[Firing, ...], list[Item]] = defaultdict(list)
    for (kind, due_on, runs_from, told_through), several in alike.items():
        firings = ladder.fired(
            kind, due_on, runs_from=runs_from, told_through=told_through, today=today
        )
        if firings:
            found[tuple(firings)] += several
    return found


def _tellings(
    fired: dict[tuple[Firing, ...], list[Item]], addresses: Addresses, today: date
) -> Iterator[writing.Telling]:
    """What is told of the items of the same people in the same way is worked out once."""
    circle = addresses.of(item for items in fired.values() for item in items)
    for firings, items in fired.items():
        circles: dict[Circle, list[int]] = defaultdict(list)
        for item in items:
            circles[circle(item)].append(item.pk)
        for people, pks in circles.items():
            yield writing.Telling(tuple(pks), tuple(_lines(firings, people, addresses, today)))


def _lines(
    found: tuple[Firing, ...], circle: Circle, addresses: Addresses, today: date
) -> Iterator[writing.Line]:
    """One line a person: the last of what is to be told, the rest folded into it."""
    told = told_to(
        (person, firing)
        for firing in found
        for person in addresses.people(circle, firing.step.audience)
    )
    for person, firings in told.items():
        last = firings[-1].step
        yield writing.Line(
            person=person, rule=last.pk, stage=last.stage, urgent=last.urgent,
            rules=tuple(firing.step.pk for firing in firings),
            is_late=any(firing.is_late(today) for firing in firings),
            deputies=addresses.deputies(person),
        )  # fmt: skip
