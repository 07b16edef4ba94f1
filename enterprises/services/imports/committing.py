"""A confirmed list of enterprises into the register: one transaction, in sets, with history."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import connection

from ecms.core.bulk import json_text
from ecms.core.clock import legal_date
from enterprises.enums import LegalForm, RowVerdict
from enterprises.history import IMPORT_MARK
from enterprises.models import Enterprise, ImportJob
from enterprises.rules.risk import MODEL
from enterprises.services.imports import derived, flags
from enterprises.services.imports.cells import DERIVED_SECTION, INFERRED_FORM
from enterprises.services.imports.facts import DAYS, FACTS, TEXTS

CHUNK = 10_000
ANALYSE_FROM = 5_000
INFERRED = "from_name"  # source code of a legal form that was read from the name

# Enterprises that would now be treated otherwise than the preview said.
_STALE = f"""
SELECT EXISTS (
    SELECT 1 FROM enterprises_importrow r JOIN enterprises_enterprise e ON e.tax_code = r.tax_code
    WHERE r.job_id = %(job)s AND r.verdict = '{RowVerdict.NEW.value}' LIMIT 1)
OR EXISTS (
    SELECT 1 FROM enterprises_importrow r
    LEFT JOIN enterprises_enterprise e ON e.id = r.enterprise_id
    WHERE r.job_id = %(job)s AND r.enterprise_id IS NOT NULL
        AND (e.id IS NULL OR e.merged_into_id IS NOT NULL OR e.province_id <> %(province)s
             OR (r.verdict = '{RowVerdict.CHANGED.value}' AND e.updated_at > %(checked_at)s))
    LIMIT 1)
"""  # noqa: S608 - our own names only
_HISTORY = [
    field.column
    for field in Enterprise.history.model._meta.concrete_fields
    if field.name in {f.name for f in Enterprise._meta.concrete_fields}
]
_HISTORY_NAMES = ", ".join(_HISTORY)
REMEMBER = f"""
INSERT INTO enterprises_historicalenterprise ({_HISTORY_NAMES},
    history_date, history_change_reason, history_type, history_user_id)
SELECT {_HISTORY_NAMES}, %(at)s, %(mark)s, %(kind)s, %(by)s FROM written
"""  # noqa: S608 - our own names only


def _first(fact: Any) -> str:
    """The value of a fact for a new enterprise; ``d`` are the values of the row."""
    if fact.field == "legal_form":
        return f"coalesce(d.legal_form, r.data->>'{INFERRED_FORM}', '{LegalForm.OTHER.value}')"
    if fact.field == "status":
        return "coalesce(d.status, 'ACTIVE')"
    if fact.field == "section_2025":
        return f"coalesce(d.section_2025, (r.data->>'{DERIVED_SECTION}')::bigint)"
    if fact.field == "status_on":
        return "coalesce(d.status_on, CASE WHEN d.status <> 'ACTIVE' THEN %(as_of)s::date END)"
    return f"coalesce(d.{fact.field}, '')" if fact.field in TEXTS else f"d.{fact.field}"


_DAYS_OF_NEW = {
    day: f"CASE WHEN r.data ?| ARRAY{list(fields)} THEN %(as_of)s::date END"
    for day, fields in DAYS.items()
}
_INSERT = f"""
WITH written AS (
    INSERT INTO enterprises_enterprise (
        tax_code, {", ".join(fact.column for fact in FACTS)}, {", ".join(_DAYS_OF_NEW)},
        province_id, caution, provenance, risk_score, risk_reasons, risk_on, risk_model, folded,
        created_at, updated_at)
    SELECT r.tax_code, {", ".join(_first(fact) for fact in FACTS)},
        {", ".join(_DAYS_OF_NEW.values())}, %(province)s, '',
        CASE WHEN r.data ? '{INFERRED_FORM}' AND d.legal_form IS NULL
             THEN %(whole)s::jsonb || %(inferred)s::jsonb ELSE %(whole)s::jsonb END,
        r.risk_score, r.risk_reasons, %(today)s, %(model)s, r.folded, %(at)s, %(at)s
    FROM enterprises_importrow r
    CROSS JOIN LATERAL jsonb_to_record(r.data) AS d (
        {", ".join(f"{fact.field} {fact.kind}" for fact in FACTS)})
    WHERE r.job_id = %(job)s AND r.verdict = '{RowVerdict.NEW.value}'
        AND r.row_number BETWEEN %(low)s AND %(high)s
    RETURNING *)
{REMEMBER}
"""  # noqa: S608 - our own names only


def _new(fact: Any) -> str:
    """The column takes the changed value, or stays."""
    cast = "" if fact.kind == "text" else f"::{fact.kind}"
    return (
        f"{fact.column} = CASE WHEN r.changes ? '{fact.field}' "
        f"THEN (r.changes->'{fact.field}'->>1){cast} ELSE e.{fact.column} END"
    )


_SETS = ",\n        ".join(
    [
        *(_new(fact) for fact in FACTS),
        *(
            f"{day} = CASE WHEN r.changes ?| ARRAY{list(fields)} THEN %(as_of)s::date "
            f"ELSE e.{day} END"
            for day, fields in DAYS.items()
        ),
    ]
)
_UPDATE = f"""
WITH written AS (
    UPDATE enterprises_enterprise e SET
        {_SETS},
        former_names = CASE WHEN r.changes ? 'name'
            THEN ltrim(e.former_names || E'\\n' || e.name, E'\\n') ELSE e.former_names END,
        provenance = e.provenance || (
            SELECT jsonb_object_agg(k, %(origin)s::jsonb) FROM jsonb_object_keys(r.changes) k),
        folded = coalesce(d.folded, e.folded),
        risk_score = coalesce(d.risk_score, e.risk_score),
        risk_reasons = coalesce(d.risk_reasons, e.risk_reasons),
        risk_on = CASE WHEN d.risk_score IS NULL THEN e.risk_on ELSE %(today)s::date END,
        risk_model = CASE WHEN d.risk_score IS NULL THEN e.risk_model ELSE %(model)s END,
        updated_at = %(at)s
    FROM enterprises_importrow r
    LEFT JOIN {derived.TABLE} d ON d.enterprise_id = r.enterprise_id
    WHERE r.job_id = %(job)s AND r.verdict = '{RowVerdict.CHANGED.value}'
        AND r.row_number BETWEEN %(low)s AND %(high)s
        AND e.id = r.enterprise_id AND e.province_id = %(province)s
    RETURNING e.*)
{REMEMBER}
"""  # noqa: S608 - our own names only
# The same figure again, of a later day: the day moves, nothing else.
_NOT_OLDER = """NOT r.warnings @> '[["older"]]'"""
_LATER = ", ".join(
    f"{day} = CASE WHEN r.data ?| ARRAY{list(fields)} THEN greatest(e.{day}, %(as_of)s::date) "
    f"ELSE e.{day} END"
    for day, fields in DAYS.items()
)
_IS_LATER = " OR ".join(
    f"(r.data ?| ARRAY{list(fields)} AND {_NOT_OLDER} AND e.{day} < %(as_of)s::date)"
    for day, fields in DAYS.items()
)
_CONFIRM = f"""
UPDATE enterprises_enterprise e SET {_LATER}
FROM enterprises_importrow r
WHERE r.job_id = %(job)s AND r.row_number BETWEEN %(low)s AND %(high)s
    AND r.verdict = '{RowVerdict.UNCHANGED.value}' AND e.id = r.enterprise_id
    AND e.province_id = %(province)s AND ({_IS_LATER})
"""  # noqa: S608 - our own names only
# What a headcount of the same day and source said before this list replaces it. LATERAL with a
# limit: row by row through the index, whatever a planner without statistics of a table that this
# transaction is filling would rather do.
_SET_ASIDE = """
UPDATE enterprises_importrow r SET before = r.before || jsonb_build_object('headcount', o.said)
FROM (
    SELECT k.id, h.said FROM enterprises_importrow k CROSS JOIN LATERAL (
        SELECT jsonb_build_object('total', x.total, 'women', x.women, 'insured', x.insured,
            'job', x.job_id, 'recorded_at', x.recorded_at, 'recorded_by', x.recorded_by_id) AS said
        FROM enterprises_headcount x WHERE x.enterprise_id = k.enterprise_id
            AND x."on" = %(as_of)s AND x.source = %(source)s LIMIT 1) h
    WHERE k.job_id = %(job)s AND k.row_number BETWEEN %(low)s AND %(high)s
        AND k.enterprise_id IS NOT NULL) o
WHERE r.id = o.id
"""
# The enterprise that a row brought in or speaks of.
_OF_ROW = f"""
CROSS JOIN LATERAL (
    SELECT x.id, x.status, x.status_on FROM enterprises_enterprise x
    WHERE r.verdict = '{RowVerdict.NEW.value}' AND x.tax_code = r.tax_code
    UNION ALL
    SELECT x.id, x.status, x.status_on FROM enterprises_enterprise x
    WHERE r.verdict <> '{RowVerdict.NEW.value}' AND x.id = r.enterprise_id LIMIT 1) e
"""  # noqa: S608 - our own names only
# Figures of rows that were taken: one headcount an enterprise, day and source.
_HEADCOUNTS = f"""
INSERT INTO enterprises_headcount (
    enterprise_id, "on", source, total, women, insured, recorded_at, recorded_by_id, job_id)
SELECT e.id, %(as_of)s, %(source)s, d.workers,
    coalesce(d.women, d.insured_women), d.insured, %(at)s, %(by)s, %(job)s
FROM enterprises_importrow r
CROSS JOIN LATERAL jsonb_to_record(r.data) AS d (
    workers int, women int, insured int, insured_women int)
{_OF_ROW}
WHERE r.job_id = %(job)s AND r.row_number BETWEEN %(low)s AND %(high)s
    AND r.verdict <> '{RowVerdict.REFUSED.value}'
    AND (d.workers IS NOT NULL OR d.insured IS NOT NULL)
ON CONFLICT (enterprise_id, "on", source) DO UPDATE SET
    total = coalesce(excluded.total, enterprises_headcount.total),
    women = CASE WHEN excluded.total IS NULL THEN enterprises_headcount.women
                 ELSE excluded.women END,
    insured = coalesce(excluded.insured, enterprises_headcount.insured),
    recorded_at = excluded.recorded_at, recorded_by_id = excluded.recorded_by_id,
    job_id = excluded.job_id
    WHERE enterprises_headcount.verified_at IS NULL
"""  # noqa: S608 - our own names only
_STATES = f"""
INSERT INTO enterprises_statuschange (
    enterprise_id, status, "on", note, source, recorded_at, recorded_by_id)
SELECT e.id, e.status, e.status_on, '', %(source)s, %(at)s, %(by)s
FROM enterprises_importrow r
{_OF_ROW}
WHERE r.job_id = %(job)s AND r.row_number BETWEEN %(low)s AND %(high)s
    AND e.status_on IS NOT NULL
    AND (r.changes ?| ARRAY['status', 'status_on']
         OR (r.verdict = '{RowVerdict.NEW.value}' AND r.data ? 'status'))
ON CONFLICT (enterprise_id, "on") DO NOTHING
"""  # noqa: S608 - our own names only


def is_stale(job: ImportJob) -> bool:
    """Whether the register moved since the rows were judged."""
    with connection.cursor() as cursor:
        cursor.execute(
            _STALE,
            {"job": job.pk, "checked_at": job.checked_at, "province": job.province_id},
        )
        return bool(cursor.fetchone()[0])


def carry_out(job: ImportJob, *, at: datetime, tick: Any) -> int:
    """Write new and changed enterprises with their history; returns how many.

    Runs inside the caller's transaction. ``tick(done)`` reports and may raise to stop all.
    """
    common = parameters(job, at)
    derive = derived.Deriver(job, at)
    counted = bool(job.summary.get("counted"))
    done = 0
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # checked as we go, not all at the end
        cursor.execute(derived.CREATE)
        for low, high in ranges(job):
            span = {**common, "low": low, "high": high}
            cursor.execute(_INSERT, {**span, "kind": "+"})
            done += cursor.rowcount
            if job.changed:
                derive.fill(span)
                cursor.execute(_UPDATE, {**span, "kind": "~"})
                done += cursor.rowcount
            if counted:
                cursor.execute(_CONFIRM, span)
                cursor.execute(_SET_ASIDE, span)
                cursor.execute(_HEADCOUNTS, span)
            if job.summary.get("states"):
                cursor.execute(_STATES, span)
            tick(done)
        analyse(done)
        flags.raise_for(job, common)
    return done


def parameters(job: ImportJob, at: datetime) -> dict[str, Any]:
    """What every statement of a commit may need."""
    origin = {
        "source": job.source, "kind": str(job.kind), "as_of": job.as_of.isoformat(),
        "by": str(job.uploaded_by), "job": job.pk,
    }  # fmt: skip
    return {
        "job": job.pk, "province": job.province_id, "as_of": job.as_of, "at": at,
        "today": legal_date(at), "mark": f"{IMPORT_MARK}{job.pk}", "by": job.confirmed_by_id,
        "source": job.source, "model": MODEL, "origin": json_text(origin),
        "whole": json_text({"*": origin}),
        "inferred": json_text({"legal_form": {**origin, "source": INFERRED}}),
    }  # fmt: skip


def ranges(job: ImportJob) -> Iterator[tuple[int, int]]:
    """Row numbers in ranges, blank ranges between far rows included."""
    rows = job.rows.exclude(verdict=RowVerdict.REFUSED)
    first = rows.order_by("row_number").values_list("row_number", flat=True).first()
    last = rows.order_by("-row_number").values_list("row_number", flat=True).first()
    if first is None or last is None:
        return
    for low in range(first, last + 1, CHUNK):
        yield low, low + CHUNK - 1


def analyse(written: int) -> None:
    """Fresh statistics after many rows: for the flags of this list, and for the next search."""
    if written >= ANALYSE_FROM:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE enterprises_enterprise, enterprises_headcount")


def tidy(written: int) -> None:
    """A tidy index after many rows, so that the next search is fast."""
    if written >= ANALYSE_FROM:
        with connection.cursor() as cursor:
            cursor.execute("SELECT gin_clean_pending_list('enterprise_search')")
