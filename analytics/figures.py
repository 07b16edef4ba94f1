"""Computing the figures: one statement per measure, no case row ever in Python.

Every statement that changes a source table leaves a note of the table and the provinces it
touched (``Change``, written by triggers in the same transaction). A refresh takes the notes it
sees, computes the measures of those tables for those provinces only, and deletes exactly these
notes: nothing is missed, nothing counted twice, and a refresh that dies is simply done again. A
new day changes everything, because "overdue" depends on it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from time import monotonic
from typing import Any

from django.db import connection, transaction

from accounts.models import Province
from analytics import sources
from analytics.models import Figure, Refresh
from ecms.core import clock

LOCK = 0x45434D46  # one refresh at a time
KEEP_DAYS = 7
PROVINCE = "accounts_province"

# ``{select}`` answers f_area, f_month, f_key, f_key2, f_count, f_amount. Rows that did not change
# are not written again, rows that are no longer there are deleted: one statement, no gap.
_FRESH = """
WITH fresh AS MATERIALIZED (
  SELECT f_area AS province_id, f_month::date AS month, f_key::text AS key,
         f_key2::text AS key2, f_count::bigint AS count, f_amount::bigint AS amount
    FROM ({select}) AS tally
)"""
_STORE = """{fresh}, gone AS (
  DELETE FROM {table} AS old
   WHERE old.measure = %s{within} AND NOT EXISTS (
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
_COMPARE = """{fresh}, kept AS (
  SELECT province_id, month, key, key2, count, amount FROM {table} WHERE measure = %s
)
SELECT (SELECT COUNT(*) FROM fresh),
       (SELECT COUNT(*) FROM (SELECT * FROM fresh EXCEPT ALL SELECT * FROM kept) AS missing),
       (SELECT COUNT(*) FROM (SELECT * FROM kept EXCEPT ALL SELECT * FROM fresh) AS extra)
"""
_TAKE = """
WITH seen AS (DELETE FROM analytics_change RETURNING table_name, province_id)
SELECT DISTINCT table_name, province_id FROM seen
"""

# What was counted, once more without one or both of its dimensions.
_SUM = """
SELECT province_id AS f_area, month AS f_month, {key} AS f_key, '' AS f_key2,
       SUM(count) AS f_count, SUM(amount) AS f_amount
  FROM {table} WHERE measure = %s{within} GROUP BY 1, 2, 3
"""
_WITHIN = " AND province_id = ANY(%s)"
_SUM_KEYS = {"all": "''::text", "key": "key", "key2": "key2"}


@dataclass(frozen=True)
class Areas:
    """Provinces to compute anew: as they stand today, and with all that were merged into them."""

    today: frozenset[int]
    named: frozenset[int]


@dataclass(frozen=True)
class Outcome:
    """What a refresh did: the measures computed anew, and how long it took."""

    measures: tuple[str, ...]
    seconds: float


@dataclass(frozen=True)
class Difference:
    """A recount of one measure: cells counted anew, cells not kept so, kept cells not counted."""

    measure: str
    cells: int
    missing: int
    extra: int


def refresh(*, at: datetime, force: bool = False) -> Outcome | None:
    """Bring the figures up to date; None while another refresh runs.

    Nothing is computed when nothing has changed, but the moment until which the figures are
    known to be right moves on. ``force`` computes everything from nothing.
    """
    with _alone() as alone:
        return _refresh(at, force) if alone else None


def prove(*, at: datetime) -> list[Difference]:
    """Count everything once more and compare with what is kept, in one snapshot."""
    day = clock.legal_date(at)
    with transaction.atomic():
        _one_snapshot()
        return [
            _compare(source, day, former=former)
            for source in sources.BY_MEASURE.values()
            for former in ((False, True) if source.has_former else (False,))
        ]


def _refresh(at: datetime, force: bool) -> Outcome:
    started, day = monotonic(), clock.legal_date(at)
    with transaction.atomic():
        _one_snapshot()
        last = None if force else Refresh.objects.order_by("refreshed_at").last()
        stale = _stale(last, _take_changes(), day)
        for measure, areas in stale.items():
            _store(sources.BY_MEASURE[measure], day, areas)
        seconds = monotonic() - started
        if last is not None and not stale:
            Refresh.objects.filter(pk=last.pk).update(checked_at=at)
        else:
            _note(at, day, seconds)
    return Outcome(tuple(stale), seconds)


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


def _take_changes() -> dict[str, set[int | None]]:
    """Provinces touched by table, None for all; the notes are gone when the refresh is stored."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE)
        found: dict[str, set[int | None]] = defaultdict(set)
        for table, province in cursor.fetchall():
            found[table].add(province)
    return found


def _stale(
    last: Refresh | None, changes: Mapping[str, set[int | None]], day: date
) -> dict[str, Areas | None]:
    """Measures to compute and where (None: everywhere); all on a new day or after a merger."""
    if last is None or last.day != day or PROVINCE in changes:
        return dict.fromkeys(sources.BY_MEASURE)
    stale: dict[str, Areas | None] = {}
    line = dict(Province.objects.values_list("pk", "successor")) if changes else {}
    for measure, source in sources.BY_MEASURE.items():
        tables = () if source.daily else (model._meta.db_table for model in source.models)
        touched = {area for table in tables for area in changes.get(table, ())}
        if touched:
            stale[measure] = None if None in touched else _areas(touched, line)
    return stale


def _areas(touched: Collection[int | None], line: Mapping[int, int | None]) -> Areas:
    today = frozenset(line.get(area) or area for area in touched if area is not None)
    merged = frozenset(area for area, successor in line.items() if successor in today)
    return Areas(today, today | merged)


def _store(source: sources.Source, day: date, areas: Areas | None) -> None:
    """Compute a measure, and its sums over the dimensions from what was just stored."""
    within, extra = ("", []) if areas is None else (_WITHIN, [list(areas.today)])
    select, params = source.select(day, None if areas is None else areas.named)
    _put(source.measure, select, params, within, extra)
    if source.has_former:
        select, params = source.select(day, None if areas is None else areas.named, former=True)
        _put(source.stored_as("former"), select, params, within, extra)
    for level in source.sums:
        select = _SUM.format(key=_SUM_KEYS[level], table=Figure._meta.db_table, within=within)
        _put(source.stored_as(level), select, [source.measure, *extra], within, extra)


def _put(code: str, select: str, params: list[Any], within: str, extra: list[Any]) -> None:
    fresh = _FRESH.format(select=select)
    statement = _STORE.format(fresh=fresh, table=Figure._meta.db_table, within=within)
    with connection.cursor() as cursor:
        cursor.execute(statement, [*params, code, *extra, code])


def _compare(source: sources.Source, day: date, *, former: bool) -> Difference:
    code = source.stored_as("former") if former else source.measure
    select, params = source.select(day, former=former)
    fresh = _FRESH.format(select=select)
    statement = _COMPARE.format(fresh=fresh, table=Figure._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(statement, [*params, code])
        cells, missing, extra = cursor.fetchone()
    return Difference(code, cells, missing, extra)


def _note(at: datetime, day: date, seconds: float) -> None:
    Refresh.objects.create(refreshed_at=at, checked_at=at, seconds=seconds, day=day)
    Refresh.objects.filter(refreshed_at__lt=at - timedelta(days=KEEP_DAYS)).delete()
