"""Computing the figures: one statement per measure, no case row ever in Python.

A refresh looks first whether anything has changed: the database counts the rows inserted,
updated and deleted per table. A count that is reported late only causes one refresh more, never
one too few; a new day counts as a change of everything, because "overdue" depends on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from time import monotonic
from typing import Any

from django.db import connection, transaction

from analytics import sources
from analytics.models import Figure, Refresh
from ecms.core import clock
from inspections.enums import VisitOutcome

LOCK = 0x45434D46  # one refresh at a time
KEEP_DAYS = 7

# ``{select}`` answers f_area, f_month, f_key, f_key2, f_count, f_amount. Rows that did not change
# are not written again, rows that are no longer there are deleted: one statement, no gap.
_STORE = """
WITH fresh AS MATERIALIZED (
  SELECT f_area AS province_id, f_month::date AS month, f_key::text AS key,
         f_key2::text AS key2, f_count::bigint AS count, f_amount::bigint AS amount
    FROM ({select}) AS tally
), gone AS (
  DELETE FROM {table} AS old
   WHERE old.measure = %s AND NOT EXISTS (
     SELECT 1 FROM fresh WHERE fresh.province_id = old.province_id
        AND COALESCE(fresh.month, '-infinity') = COALESCE(old.month, '-infinity')
        AND fresh.key = old.key AND fresh.key2 = old.key2)
)
INSERT INTO {table} AS old (measure, province_id, month, key, key2, count, amount)
SELECT %s, province_id, month, key, key2, count, amount FROM fresh
ON CONFLICT ON CONSTRAINT figure_identity DO UPDATE
   SET count = EXCLUDED.count, amount = EXCLUDED.amount
 WHERE (old.count, old.amount) IS DISTINCT FROM (EXCLUDED.count, EXCLUDED.amount)
"""

# An enterprise counts once in a period of any length: for each month in which it was visited,
# ``f_key`` is the month of the visit before. Those whose visit before lies outside of the period
# are counted, so counts of months may be added up without counting an enterprise twice.
_VISITED = """
SELECT province_id AS f_area, month AS f_month, COALESCE(to_char(before, 'YYYY-MM'), '') AS f_key,
       '' AS f_key2, COUNT(*) AS f_count, 0 AS f_amount
  FROM (SELECT province_id, month,
               lag(month) OVER (PARTITION BY province_id, enterprise_id ORDER BY month) AS before
          FROM (SELECT DISTINCT i.province_id, i.enterprise_id,
                       date_trunc('month', v.visited_on)::date AS month
                  FROM inspections_visit v JOIN inspections_inspection i ON i.id = v.inspection_id
                 WHERE v.outcome = %s) AS visits) AS turns
 GROUP BY 1, 2, 3
"""

# What was counted, once more without one or both of its dimensions.
_SUM = """
SELECT province_id AS f_area, month AS f_month, {key} AS f_key, '' AS f_key2,
       SUM(count) AS f_count, SUM(amount) AS f_amount
  FROM {table} WHERE measure = %s GROUP BY 1, 2, 3
"""
_SUM_KEYS = {"all": "''::text", "key": "key", "key2": "key2"}

_CHANGES = """
SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_user_tables
 WHERE relname = ANY(%s) AND schemaname = ANY(current_schemas(false))
"""


@dataclass(frozen=True)
class Outcome:
    """What a refresh did: the measures computed anew, and how long it took."""

    measures: tuple[str, ...]
    seconds: float


def refresh(*, at: datetime, force: bool = False) -> Outcome | None:
    """Bring the figures up to date; None while another refresh runs.

    Nothing is computed when nothing has changed, but the moment until which the figures are
    known to be right moves on.
    """
    with _alone() as alone:
        return _refresh(at, force) if alone else None


def _refresh(at: datetime, force: bool) -> Outcome:
    started, day = monotonic(), clock.legal_date(at)
    last = None if force else Refresh.objects.order_by("refreshed_at").last()
    changes = _changes()  # before the snapshot: a change in between is seen again next time
    stale = _stale(last, changes, day)
    with transaction.atomic():
        _one_snapshot()
        for source in stale:
            _store(source, day)
        seconds = monotonic() - started
        if last is not None and not stale:
            Refresh.objects.filter(pk=last.pk).update(checked_at=at, changes=changes)
        else:
            _note(at, day, changes, seconds)
    return Outcome(tuple(source.measure for source in stale), seconds)


@contextmanager
def _alone() -> Iterator[bool]:
    """Hold the lock of the session; answers False when somebody else holds it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        (alone,) = cursor.fetchone()
        try:
            yield alone
        finally:
            if alone:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def _one_snapshot() -> None:
    """All measures see the same moment; inside another transaction its own rule holds."""
    if len(connection.savepoint_ids) == 0 and connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


def _tables() -> dict[str, tuple[str, ...]]:
    return {
        measure: tuple(model._meta.db_table for model in source.models)
        for measure, source in sources.BY_MEASURE.items()
    }


def _changes() -> dict[str, int]:
    names = sorted({name for tables in _tables().values() for name in tables})
    with connection.cursor() as cursor:
        cursor.execute(_CHANGES, [names])
        return dict(cursor.fetchall())


def _stale(last: Refresh | None, changes: dict[str, int], day: date) -> Sequence[sources.Source]:
    """Sources whose tables changed; all when the figures are new or of another day."""
    everything = tuple(sources.BY_MEASURE.values())
    if last is None or last.day != day:
        return everything
    changed = {name for name, count in changes.items() if last.changes.get(name) != count}
    tables = _tables()
    return tuple(source for source in everything if changed & set(tables[source.measure]))


def _store(source: sources.Source, day: date) -> None:
    """Compute a measure, and its sums over the dimensions from what was just stored."""
    _put(source.measure, *_select(source, day))
    for level in source.sums:
        select = _SUM.format(key=_SUM_KEYS[level], table=Figure._meta.db_table)
        _put(source.stored_as(level), select, [source.measure])


def _put(code: str, select: str, params: list[Any]) -> None:
    statement = _STORE.format(select=select, table=Figure._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(statement, [*params, code, code])


def _select(source: sources.Source, day: date) -> tuple[str, list[Any]]:
    if source.measure == sources.VISITED:
        return _VISITED, [VisitOutcome.DONE.value]
    sql, params = source.tally(day).query.sql_with_params()
    return sql, list(params)


def _note(at: datetime, day: date, changes: dict[str, int], seconds: float) -> None:
    Refresh.objects.create(
        refreshed_at=at, checked_at=at, seconds=seconds, day=day, changes=changes
    )
    Refresh.objects.filter(refreshed_at__lt=at - timedelta(days=KEEP_DAYS)).delete()
