"""Verdicts on the staged rows of a list of enterprises, in sets."""

from __future__ import annotations

from typing import Any

from django.db import connection

from accounts.models import Province, Ward
from ecms.core import clock
from enterprises.enums import RowVerdict
from enterprises.models import ImportJob, IndustrialZone, Sector
from enterprises.services.imports import stage
from enterprises.services.imports.cells import DERIVED_SECTION, Books
from enterprises.services.imports.facts import DAYS, FACTS, HEADS
from enterprises.services.imports.lookups import (
    NameBook,
    ProvinceBook,
    SectorBook,
    WardBook,
)
from enterprises.services.record import BY_HAND
from enterprises.services.register import REGISTRY_FIELDS

TARGETS, TWINS = "ecms_import_targets", "ecms_import_twins"
JUDGED = 50_000  # rows compared with the register in one statement
ZONE_WORDS = r"khu cong nghiep|kcn|khu che xuat|kcx|cum cong nghiep|ccn|khu kinh te|kkt"

# The enterprise that a row speaks of: by its codes, through merges to the survivor.
_BY_TAX_CODE = f"""
SELECT s.row_number, e.id AS enterprise_id, false AS merged
FROM {stage.TABLE} s JOIN enterprises_enterprise e ON e.tax_code = s.tax_code
WHERE s.tax_code <> '' AND s.reasons = '[]'
"""  # noqa: S608 - our own names only
_BY_INSURANCE_CODE = f"""
UNION ALL
SELECT s.row_number, min(e.id), false
FROM {stage.TABLE} s JOIN enterprises_enterprise e ON e.insurance_code = s.data->>'insurance_code'
WHERE s.tax_code = '' AND s.reasons = '[]' AND e.province_id = %(province)s
    AND e.insurance_code <> '' AND e.merged_into_id IS NULL
GROUP BY s.row_number HAVING count(*) = 1
"""  # noqa: S608 - our own names only
_TO_SURVIVORS = f"""
WITH RECURSIVE chain (id, survivor) AS (
    SELECT id, merged_into_id FROM enterprises_enterprise WHERE merged_into_id IS NOT NULL
    UNION
    SELECT c.id, e.merged_into_id FROM chain c JOIN enterprises_enterprise e ON e.id = c.survivor
    WHERE e.merged_into_id IS NOT NULL)
UPDATE {TARGETS} t SET enterprise_id = c.survivor, merged = true
FROM chain c JOIN enterprises_enterprise e ON e.id = c.survivor AND e.merged_into_id IS NULL
WHERE c.id = t.enterprise_id
"""  # noqa: S608 - our own names only
# Later rows about an enterprise that an earlier row of the file has; its own code comes first.
_FIND_TWINS = f"""
CREATE TEMP TABLE {TWINS} AS
SELECT row_number, first FROM (
    SELECT s.row_number, first_value(s.row_number) OVER (
        PARTITION BY coalesce('#' || t.enterprise_id, nullif(s.tax_code, ''),
                              '!' || (s.data->>'insurance_code'))
        ORDER BY coalesce(t.merged, false), s.row_number) AS first
    FROM {stage.TABLE} s LEFT JOIN {TARGETS} t ON t.row_number = s.row_number
    WHERE s.reasons = '[]') AS numbered
WHERE row_number <> first;
CREATE INDEX ON {TWINS} (row_number);
CREATE INDEX ON {TARGETS} (row_number);
CREATE INDEX ON {stage.TABLE} (row_number);
ANALYZE {stage.TABLE}; ANALYZE {TWINS}; ANALYZE {TARGETS}
"""  # noqa: S608 - our own names only
_ROW = """
INSERT INTO enterprises_importrow (
    job_id, row_number, raw, tax_code, name, data, folded, risk_score, risk_reasons,
    enterprise_id, verdict, reasons, warnings, changes, before)
"""
_TWIN = """CASE WHEN w.first IS NULL THEN '[]'::jsonb ELSE jsonb_build_array(
    jsonb_build_array('duplicate', jsonb_build_object('row', w.first))) END"""
# Rows about enterprises that the register does not have, and rows refused already.
_JUDGE_UNKNOWN = f"""
{_ROW}
SELECT %(job)s, s.row_number, {stage.raw_sql("s.raw", "r.refused")}, s.tax_code, s.name, s.data,
    CASE WHEN r.refused THEN '' ELSE s.folded END, s.risk_score, s.risk_reasons, NULL,
    CASE WHEN r.refused THEN '{RowVerdict.REFUSED.value}' ELSE '{RowVerdict.NEW.value}' END,
    q.reasons, s.warnings, '{{}}', '{{}}'
FROM {stage.TABLE} s
LEFT JOIN {TWINS} w ON w.row_number = s.row_number
CROSS JOIN LATERAL (SELECT s.reasons || {_TWIN}
    || CASE WHEN s.reasons = '[]' AND s.tax_code = '' THEN '[["unit_unknown", {{}}]]'::jsonb
            WHEN s.reasons = '[]' AND s.name = '' THEN '[["name_missing", {{}}]]'::jsonb
            ELSE '[]'::jsonb END AS reasons OFFSET 0) q
CROSS JOIN LATERAL (SELECT q.reasons <> '[]' AS refused) r
WHERE s.row_number BETWEEN %(low)s AND %(high)s
    AND NOT EXISTS (SELECT FROM {TARGETS} t WHERE t.row_number = s.row_number)
"""  # noqa: S608 - our own names only


def _held(fields: set[str]) -> str:
    """What the register holds of an enterprise, under the names of the fields of a list."""
    pairs = [f"'{fact.field}', e.{fact.column}" for fact in FACTS if fact.field in fields]
    return f"jsonb_build_object({', '.join(pairs)})"


_DAY_OF_FACT = " ".join(
    f"WHEN n.key IN ({', '.join(repr(field) for field in fields)}) THEN e.{day}::text"
    for day, fields in DAYS.items()
)
_DAYS_NOW = ", ".join(f"'{day}', e.{day}" for day in DAYS)
# Rows about enterprises of the register: what would change, be kept or lost.
_JUDGE_KNOWN = f"""
{_ROW}
SELECT %(job)s, s.row_number, {stage.raw_sql("s.raw", "r.refused")}, s.tax_code, s.name, s.data,
    '', s.risk_score, '[]', CASE WHEN r.refused THEN NULL ELSE e.id END,
    CASE WHEN r.refused THEN '{RowVerdict.REFUSED.value}'
         WHEN c.changes IS NULL THEN '{RowVerdict.UNCHANGED.value}'
         ELSE '{RowVerdict.CHANGED.value}' END,
    q.reasons,
    s.warnings || coalesce(c.warnings, '[]') || CASE WHEN t.merged THEN jsonb_build_array(
        jsonb_build_array('merged_into', jsonb_build_object('name', e.name))) ELSE '[]' END,
    CASE WHEN r.refused THEN '{{}}' ELSE coalesce(c.changes, '{{}}') END,
    CASE WHEN r.refused THEN '{{}}' ELSE jsonb_build_object({_DAYS_NOW})
        || CASE WHEN c.changes IS NULL THEN '{{}}'::jsonb ELSE jsonb_build_object(
            'provenance', c.origins, 'former_names', e.former_names) END END
FROM {stage.TABLE} s
JOIN {TARGETS} t ON t.row_number = s.row_number
JOIN enterprises_enterprise e ON e.id = t.enterprise_id
LEFT JOIN {TWINS} w ON w.row_number = s.row_number
LEFT JOIN LATERAL (
    SELECT jsonb_object_agg(f.key, jsonb_build_array(f.old, f.new)) FILTER (WHERE f.taken)
               AS changes,
           jsonb_object_agg(f.key, f.own) FILTER (WHERE f.taken) AS origins,
           jsonb_agg(jsonb_build_array(f.note, jsonb_build_object(
               'field', f.key, 'day', f.day, 'who', f.who))) FILTER (WHERE f.note <> '')
               AS warnings
    FROM (
        SELECT g.*, NOT g.older AND NOT g.yields AS taken,
            CASE WHEN g.older THEN 'older' WHEN g.yields THEN 'registry_kept'
                 WHEN g.verified THEN 'contradicts_verified'
                 WHEN g.by_hand THEN 'replaces_correction' ELSE '' END AS note,
            coalesce(g.origin->>'verified_by', g.origin->>'by') AS who
        FROM (
            SELECT n.key, h.held->n.key AS old, n.value AS new, p.origin, p.day,
                e.provenance->n.key AS own,
                p.day > %(as_of)s AS older,
                n.key = ANY(%(registry)s) AND coalesce(p.origin->>'kind' = ANY(%(yields)s), false)
                    AND coalesce(h.held->>n.key, '') <> '' AS yields,
                p.origin ? 'verified_on' AS verified,
                coalesce(p.origin->>'source' = '{BY_HAND}', false) AS by_hand
            FROM (SELECT #held# AS held OFFSET 0) h  -- built once a row, not once a field
            CROSS JOIN LATERAL jsonb_each(s.data
                || CASE WHEN s.data->>'status' <> e.status AND NOT s.data ? 'status_on'
                        THEN jsonb_build_object('status_on', %(as_of)s::text) ELSE '{{}}' END
                || CASE WHEN s.data ? '{DERIVED_SECTION}' AND NOT s.data ? 'section_2025'
                             AND (s.data->>'sector')::bigint IS DISTINCT FROM e.sector_id
                        THEN jsonb_build_object('section_2025', s.data->'{DERIVED_SECTION}')
                        ELSE '{{}}' END) n
            CROSS JOIN LATERAL (
                SELECT o.origin, coalesce(CASE {_DAY_OF_FACT} END, o.origin->>'as_of', '') AS day
                FROM (SELECT coalesce(e.provenance->n.key, e.provenance->'*', '{{}}') AS origin) o
            ) p
            WHERE h.held ? n.key AND h.held->n.key IS DISTINCT FROM n.value
                AND n.key <> ALL(%(only_new)s)) g) f
) c ON e.province_id = %(province)s
LEFT JOIN accounts_province other ON other.id = e.province_id AND e.province_id <> %(province)s
CROSS JOIN LATERAL (
    SELECT s.reasons || {_TWIN}
        || CASE WHEN other.id IS NULL THEN '[]'::jsonb ELSE jsonb_build_array(jsonb_build_array(
               'held_elsewhere', jsonb_build_object('province', other.name_vi))) END
        || CASE WHEN coalesce((c.changes#>>'{{women,1}}')::int, e.women)
                   > coalesce((c.changes#>>'{{workers,1}}')::int, e.workers)
               THEN jsonb_build_array(jsonb_build_array('women_more', jsonb_build_object(
                   'women', coalesce((c.changes#>>'{{women,1}}')::int, e.women),
                   'workers', coalesce((c.changes#>>'{{workers,1}}')::int, e.workers))))
               ELSE '[]'::jsonb END AS reasons
) q
CROSS JOIN LATERAL (SELECT q.reasons <> '[]' AS refused) r
WHERE s.row_number BETWEEN %(low)s AND %(high)s
"""  # noqa: S608 - our own names only
_FOUND = f"""
SELECT count(*) FILTER (WHERE changes ?| ARRAY['status', 'status_on']
           OR (verdict = '{RowVerdict.NEW.value}' AND data ? 'status')),
       count(*) FILTER (WHERE data ?| %(heads)s AND verdict <> '{RowVerdict.REFUSED.value}'),
       count(*) FILTER (WHERE reasons @> '[["held_elsewhere"]]')
FROM enterprises_importrow WHERE job_id = %(job)s
"""  # noqa: S608 - our own names only


def books_for(job: ImportJob) -> Books:
    """What rows of this import are understood with."""
    return Books(
        WardBook(Ward.objects.of(job.province_id), clock.today()),
        SectorBook(Sector.objects.select_related("parent"), job.as_of),
        ProvinceBook(job.province, Province.objects.filter(successor=job.province_id)),
        NameBook(IndustrialZone.objects.filter(province=job.province_id), ZONE_WORDS),
        NameBook(Sector.objects.filter(scheme="VSIC2025", level=1)),
    )


def judge(job: ImportJob, adapter: Any, total: int, tick: Any) -> None:
    """Give every staged row its verdict, range by range."""
    common = {
        "job": job.pk, "province": job.province_id, "as_of": job.as_of.isoformat(),
        "registry": list(REGISTRY_FIELDS), "yields": list(adapter.yields_to),
        "only_new": list(adapter.only_new),
    }  # fmt: skip
    fields = {column["field"] for column in job.mapping["columns"]} | {"status_on", "section_2025"}
    known = _JUDGE_KNOWN.replace("#held#", _held(fields))
    with connection.cursor() as cursor:
        _find_targets(cursor, adapter, common)
        cursor.execute(f"SELECT min(row_number), max(row_number) FROM {stage.TABLE}")  # noqa: S608
        low, last = cursor.fetchone()
        done = 0
        while low <= last:
            span = {**common, "low": low, "high": low + JUDGED - 1}
            for statement in (_JUDGE_UNKNOWN, known):
                cursor.execute(statement, span)
                done += cursor.rowcount
            low += JUDGED
            tick(min(done, total))
    stage.drop(TARGETS, TWINS)
    stage.analyse_rows(total)


def _find_targets(cursor: Any, adapter: Any, common: dict[str, Any]) -> None:
    cursor.execute(f"DROP TABLE IF EXISTS {TARGETS}, {TWINS}")
    ways = _BY_TAX_CODE + (_BY_INSURANCE_CODE if adapter.by_insurance_code else "")
    cursor.execute(f"CREATE TEMP TABLE {TARGETS} AS {ways}", common)
    cursor.execute(_TO_SURVIVORS)
    cursor.execute(_FIND_TWINS)


def found(job: ImportJob) -> dict[str, Any]:
    """Rows with headcounts, and rows about enterprises that other provinces hold."""
    with connection.cursor() as cursor:
        cursor.execute(_FOUND, {"job": job.pk, "heads": [*HEADS, "insured_women"]})
        states, counted, elsewhere = cursor.fetchone()
    return {"states": states, "counted": counted, "elsewhere": elsewhere}
