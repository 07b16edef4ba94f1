"""Writing many messages about due items at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from typing import Any

from django.db import connection

from ecms.notifications.enums import Purpose, Stage
from ecms.notifications.services import dispatching

# The key names what is told, not the row: an item closed and opened again for the same date is
# the same matter to those who were told. Urgent ones are put into the outbox by the same
# statement, so that no message has to be read back.
_INSERT = """
    WITH made AS (
        INSERT INTO notifications_delivery (
            key, recipient_id, kind, stage, due_item_id, rule_id, rules, on_behalf_of_id,
            content_type_id, object_id, label, due_on, is_late, created_at)
        SELECT item.kind || ':' || item.content_type_id || ':' || item.object_id || ':' ||
               to_char(item.due_on, 'YYYYMMDD') || ':' || line.rule || ':' || line.person,
               line.person, item.kind, line.stage, item.id, line.rule,
               string_to_array(line.rules, ',')::bigint[], line.absent, item.content_type_id,
               item.object_id, item.label, item.due_on, line.is_late, %(at)s
        FROM unnest(%(of)s::int[], %(items)s::bigint[]) AS about(telling, item)
        JOIN notifications_dueitem item ON item.id = about.item
        JOIN unnest(%(tellings)s::int[], %(people)s::bigint[], %(rule)s::bigint[],
                    %(stages)s::text[], %(rules)s::text[], %(late)s::boolean[],
                    %(absent)s::bigint[])
             AS line(telling, person, rule, stage, rules, is_late, absent)
             ON line.telling = about.telling
        ON CONFLICT (key) DO NOTHING
        RETURNING id, recipient_id, rule_id),
    sent AS (
        INSERT INTO notifications_dispatch (
            key, recipient_id, channel, purpose, day, delivery_id, state, attempts, next_try_at,
            address, reference, last_error)
        SELECT 'urgent:' || made.id || ':' || way.channel, made.recipient_id, way.channel,
               %(purpose)s, way.day, made.id, 'WAITING', 0, way.moment, '', '', ''
        FROM made
        JOIN unnest(%(to)s::bigint[], %(channels)s::text[], %(days)s::date[],
                    %(moments)s::timestamptz[]) AS way(person, channel, day, moment)
             ON way.person = made.recipient_id
        WHERE made.rule_id = ANY(%(urgent)s)
        ON CONFLICT (key) DO NOTHING)
    SELECT count(*) FROM made"""


Row = tuple[int, int, int, str, str, bool, int | None]  # a line of a telling, as the columns stand


@dataclass(frozen=True)
class Line:
    """One message to one person: the rule it tells and all folded into it."""

    person: int
    rule: int
    stage: str
    rules: tuple[int, ...]
    is_late: bool
    urgent: bool = False
    deputies: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Telling:
    """What is said, in the same way, of each of several due items."""

    items: tuple[int, ...]
    lines: tuple[Line, ...]


def write(tellings: Sequence[Telling], *, at: datetime) -> int:
    """Write what is not written yet, copies for deputies too; returns how many were new.

    Urgent ones are put into the outbox in the same transaction.
    """
    rows = [row for n, telling in enumerate(tellings) for row in _rows(n, telling)]
    if not rows:
        return 0
    about = [(n, item) for n, telling in enumerate(tellings) for item in telling.items]
    lines = zip_longest(*rows)
    names = ("tellings", "people", "rule", "stages", "rules", "late", "absent")
    urgent = {line.rule for telling in tellings for line in telling.lines if line.urgent}
    pressed = {row[1] for row in rows if row[2] in urgent}
    found: dict[str, Any] = {
        "at": at, "purpose": str(Purpose.URGENT), "urgent": sorted(urgent),
        "of": [n for n, _item in about], "items": [item for _n, item in about],
        **{name: list(column) for name, column in zip(names, lines, strict=True)},
        **dispatching.ways(pressed, at=at),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, found)
        [(count,)] = cursor.fetchall()
    return int(count)


def _rows(
    number: int, telling: Telling
) -> Iterator[tuple[int, int, int, str, str, bool, int | None]]:
    """A deputy who is told anyway is told once, in their own right."""
    own = {line.person for line in telling.lines}
    for line in telling.lines:
        rules = ",".join(map(str, line.rules))
        common = (line.rule, str(Stage(line.stage)), rules, line.is_late)
        yield (number, line.person, *common, None)
        for deputy in line.deputies - own:
            own.add(deputy)
            yield (number, deputy, *common, line.person)
