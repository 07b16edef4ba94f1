"""Writing many messages about due items at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import zip_longest

from django.db import connection

from ecms.notifications.enums import Stage
from ecms.notifications.services import dispatching

# The key names what is told, not the row: an item closed and opened again for the same date is
# the same matter to those who were told.
_INSERT = """
    INSERT INTO notifications_delivery (
        key, recipient_id, kind, stage, due_item_id, rule_id, rules, on_behalf_of_id,
        content_type_id, object_id, label, due_on, is_late, created_at)
    SELECT item.kind || ':' || item.content_type_id || ':' || item.object_id || ':' ||
           to_char(item.due_on, 'YYYYMMDD') || ':' || line.rule || ':' || line.person,
           line.person, item.kind, line.stage, item.id, line.rule,
           string_to_array(line.rules, ',')::bigint[], line.absent, item.content_type_id,
           item.object_id, item.label, item.due_on, line.is_late, %s
    FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::text[], %s::text[], %s::boolean[],
                %s::bigint[])
         AS line(item, person, rule, stage, rules, is_late, absent)
    JOIN notifications_dueitem item ON item.id = line.item
    ON CONFLICT (key) DO NOTHING
    RETURNING id, recipient_id, rule_id"""


@dataclass(frozen=True)
class Line:
    """One message: due item, person, the rule it tells and all folded into it."""

    item: int
    person: int
    rule: int
    stage: str
    rules: tuple[int, ...]
    is_late: bool
    urgent: bool = False
    deputies: frozenset[int] = field(default_factory=frozenset)


def write(lines: Sequence[Line], *, at: datetime) -> int:
    """Write what is not written yet, copies for deputies too; returns how many were new.

    Urgent ones are put into the outbox in the same transaction.
    """
    if not lines:
        return 0
    columns = zip_longest(*_rows(lines))
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [at, *(list(column) for column in columns)])
        made = cursor.fetchall()
    urgent = {line.rule for line in lines if line.urgent}
    pressing = [(pk, person) for pk, person, rule in made if rule in urgent]
    dispatching.queue_urgent(pressing, at=at)
    return len(made)


def _rows(lines: Sequence[Line]) -> Iterator[tuple[object, ...]]:
    """A deputy who is told anyway is told once, in their own right."""
    own = {(line.item, line.person) for line in lines}
    for line in lines:
        rules = ",".join(map(str, line.rules))
        common = (line.rule, str(Stage(line.stage)), rules, line.is_late)
        yield (line.item, line.person, *common, None)
        for deputy in line.deputies:
            if (line.item, deputy) not in own:
                own.add((line.item, deputy))
                yield (line.item, deputy, *common, line.person)
