"""The stored risk score: computed by the stated rule, or recorded from a model elsewhere.

A module adds what it knows with a query over sets of enterprises, in ``apps.ready()``::

    risk.register_factor("findings", lambda on: Finding.objects….values(firm=…).annotate(n=…))

The query answers rows with ``firm`` (key of an enterprise) and ``n`` (a whole number).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction
from django.db.models import QuerySet

from ecms.core.bulk import copy_in
from enterprises.models import Enterprise, Sector
from enterprises.rules.risk import CODES, MODEL, NOTHING, Facts, Score, score

Factor = Callable[[date], "QuerySet[Any, Any]"]
BATCH = 5_000
_FACTORS: dict[str, Factor] = {}
_MOVED = "ecms_risk_moved"


def register_factor(code: str, query: Factor) -> None:
    """Count towards ``code`` of ``rules.risk.Facts`` what ``query(on)`` answers."""
    if code not in CODES:
        raise ValueError(f"the score knows no {code}")
    _FACTORS[code] = query


def factors() -> tuple[str, ...]:
    """The codes that somebody counts."""
    return tuple(_FACTORS)


# --- One enterprise, or some --------------------------------------------------------------------
def facts_of(keys: Iterable[Any], *, on: date) -> dict[Any, Facts]:
    """What other records hold about some enterprises; those without anything are left out."""
    chosen = list(keys)
    found: dict[Any, dict[str, int]] = {}
    for code, query in _FACTORS.items() if chosen else ():
        for row in query(on).filter(firm__in=chosen):
            found.setdefault(row["firm"], {})[code] = row["n"]
    return {key: Facts(**numbers) for key, numbers in found.items()}


def stated(enterprise: Enterprise, *, on: date) -> Score:
    """The transparent score of an enterprise on the legal date ``on``."""
    facts = facts_of([enterprise.pk], on=on) if enterprise.pk else {}
    return score(
        section=enterprise.sector.section if enterprise.sector else "",
        workers=enterprise.workers,
        last_visited_on=enterprise.last_visited_on,
        on=on,
        facts=facts.get(enterprise.pk, NOTHING),
    )


def keep(enterprise: Enterprise, *, on: date) -> None:
    """Put the stated score with date, model and reasons on the object; the caller saves it."""
    fresh = stated(enterprise, on=on)
    enterprise.risk_score, enterprise.risk_reasons = fresh.points, fresh.as_json()
    enterprise.risk_on, enterprise.risk_model = on, MODEL


def record(
    enterprise: Enterprise,
    *,
    points: int,
    reasons: list[dict[str, Any]],
    on: date,
    model: str = MODEL,
) -> None:
    """Store a score (0 to 100) with its reasons [{code, points, fact}] as of ``on``."""
    values = {
        "risk_score": points, "risk_reasons": reasons, "risk_on": on, "risk_model": model,
    }  # fmt: skip
    for name, value in values.items():
        setattr(enterprise, name, value)
    Enterprise.objects.filter(pk=enterprise.pk).update(**values)


# --- Some whose facts moved, in one go -------------------------------------------------------
def renew(keys: Iterable[int], *, on: date) -> int:
    """Bring the stated scores of some enterprises up to their facts; returns how many moved."""
    chosen = list(keys)
    if not chosen:
        return 0
    facts = facts_of(chosen, on=on)
    sections = {sector.pk: sector.section for sector in Sector.objects.all()}
    with connection.cursor() as cursor:
        cursor.execute(_TABLE)
        cursor.execute(_READ_SOME, [chosen])
        rows = cursor.fetchall()
    fresh = [_fresh(row, sections, on, facts.get(row[0])) for row in rows]
    return _store([row for row in fresh if row is not None], on)


# --- All of them ----------------------------------------------------------------------------
_TABLE = f"""
DROP TABLE IF EXISTS {_MOVED};
CREATE TEMP TABLE {_MOVED} (id bigint PRIMARY KEY, points smallint, reasons jsonb)
"""
_TABLES = f"""
DROP TABLE IF EXISTS ecms_risk_numbers;
CREATE TEMP TABLE ecms_risk_numbers (firm bigint, code text, n bigint);
DROP TABLE IF EXISTS ecms_risk_facts;
{_TABLE}
"""
_GATHER = """
CREATE TEMP TABLE ecms_risk_facts AS
    SELECT firm, jsonb_object_agg(code, n) AS facts FROM ecms_risk_numbers GROUP BY firm;
CREATE UNIQUE INDEX ON ecms_risk_facts (firm);
ANALYZE ecms_risk_facts
"""
_READ = """
SELECT e.id, e.sector_id, e.workers, e.last_visited_on, f.facts::text,
    e.risk_model, e.risk_reasons::text
FROM enterprises_enterprise e
LEFT JOIN ecms_risk_facts f ON f.firm = e.id
WHERE e.id > %s AND e.merged_into_id IS NULL
ORDER BY e.id LIMIT %s
"""
_READ_SOME = """
SELECT e.id, e.sector_id, e.workers, e.last_visited_on, NULL, e.risk_model, e.risk_reasons::text
FROM enterprises_enterprise e WHERE e.id = ANY(%s)
"""
_WRITE = f"""
UPDATE enterprises_enterprise e
SET risk_score = m.points, risk_reasons = m.reasons, risk_on = %s, risk_model = %s
FROM {_MOVED} m WHERE e.id = m.id
"""  # noqa: S608 - our own names only


def refresh(*, on: date) -> int:
    """Bring every stated score up to the date, in sets; returns how many moved.

    Reads the register in order of its keys, so that memory stays flat and each step is a short
    transaction of its own; a repeat changes nothing.
    """
    _gather(on)
    sections = {sector.pk: sector.section for sector in Sector.objects.all()}
    moved = 0
    for rows in _steps():
        fresh = [_fresh(row, sections, on) for row in rows]
        moved += _store([row for row in fresh if row is not None], on)
    return moved


def _gather(on: date) -> None:
    """The numbers of every registered factor in one table, a row an enterprise."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_TABLES)
        for code, query in _FACTORS.items():
            try:
                sql, params = query(on).values_list("firm", "n").query.sql_with_params()
            except EmptyResultSet:  # nothing to count, as the ORM sees at once
                continue
            cursor.execute(
                f"INSERT INTO ecms_risk_numbers SELECT q.firm, %s, q.n FROM ({sql}) q(firm, n)",  # noqa: S608 - the ORM's own statement
                [code, *params],
            )
        cursor.execute(_GATHER)


def _steps() -> Iterator[list[tuple[Any, ...]]]:
    last = 0
    with connection.cursor() as cursor:
        while True:
            cursor.execute(_READ, [last, BATCH])
            rows = cursor.fetchall()
            if not rows:
                return
            last = rows[-1][0]
            yield rows


def _fresh(
    row: tuple[Any, ...], sections: dict[Any, str], on: date, known: Facts | None = None
) -> tuple[Any, ...] | None:
    """(key, points, reasons) where they differ from what is stored."""
    pk, sector, workers, visited, facts, model, reasons = row
    now = score(
        section=sections.get(sector, ""), workers=workers, last_visited_on=visited, on=on,
        facts=known or (Facts(**json.loads(facts)) if facts else NOTHING),
    )  # fmt: skip
    fresh = now.as_json()
    if model == MODEL and fresh == json.loads(reasons):
        return None
    return pk, now.points, fresh


def _store(rows: list[tuple[Any, ...]], on: date) -> int:
    if not rows:
        return 0
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {_MOVED}")
        copy_in(_MOVED, ("id", "points", "reasons"), rows)
        cursor.execute(_WRITE, [on, MODEL])
        return int(cursor.rowcount)
