"""Rows into the staging table by COPY, and their verdicts in sets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import connection

from accounts.models import Province, Ward
from ecms.core.bulk import copy_in
from enterprises.enums import RowVerdict
from enterprises.models import ImportJob, ImportRow, Sector
from enterprises.services.imports.cells import Books, RowReader
from enterprises.services.imports.columns import Columns, is_numbering
from enterprises.services.imports.files import MOST_ROWS, Source
from enterprises.services.imports.lookups import ProvinceBook, SectorBook, WardBook
from enterprises.services.imports.refusal import FileRefused
from enterprises.services.register import BY_HAND

STAGE, TWINS = "ecms_import_stage", "ecms_import_twins"
COLUMNS = (
    "row_number", "raw", "tax_code", "name", "data", "folded", "risk_score", "risk_reasons",
    "reasons", "warnings",
)  # fmt: skip
CHUNK = 20_000  # rows between two signs of life
JUDGED = 50_000  # rows compared with the register in one statement

# What the register holds of an enterprise, under the names of the fields of an import.
HELD = """jsonb_build_object(
    'name', e.name, 'foreign_name', e.foreign_name, 'short_name', e.short_name,
    'legal_form', e.legal_form, 'status', e.status, 'address', e.address, 'ward', e.ward_id,
    'sector', e.sector_id, 'representative', e.representative,
    'representative_title', e.representative_title, 'phone', e.phone, 'email', e.email,
    'workers', e.workers, 'women', e.women, 'has_union', e.has_union)"""

_CREATE = f"""
DROP TABLE IF EXISTS {STAGE}, {TWINS};
CREATE TEMP TABLE {STAGE} (
    row_number integer NOT NULL, raw jsonb NOT NULL, tax_code text NOT NULL, name text NOT NULL,
    data jsonb NOT NULL, folded text NOT NULL, risk_score smallint, risk_reasons jsonb NOT NULL,
    reasons jsonb NOT NULL, warnings jsonb NOT NULL)
"""
# Later rows with a tax code that an earlier row of the file has.
_FIND_TWINS = f"""
CREATE TEMP TABLE {TWINS} AS
SELECT row_number, first FROM (
    SELECT row_number, min(row_number) OVER (PARTITION BY tax_code) AS first
    FROM {STAGE} WHERE tax_code <> '' AND reasons = '[]') AS numbered
WHERE row_number <> first;
CREATE INDEX ON {TWINS} (row_number);
CREATE INDEX ON {STAGE} (row_number);
ANALYZE {STAGE}; ANALYZE {TWINS}
"""  # noqa: S608 - our own names only
# For each row in a range: compare with the register, find what would change, be kept or lost.
_JUDGE = f"""
INSERT INTO enterprises_importrow (
    job_id, row_number, raw, tax_code, name, data, folded, risk_score, risk_reasons,
    enterprise_id, verdict, reasons, warnings, changes)
SELECT %(job)s, s.row_number, s.raw, s.tax_code, s.name, s.data, s.folded, s.risk_score,
    s.risk_reasons,
    CASE WHEN r.refused THEN NULL ELSE e.id END,
    CASE WHEN r.refused THEN '{RowVerdict.REFUSED.value}'
         WHEN e.id IS NULL THEN '{RowVerdict.NEW.value}'
         WHEN c.changes IS NULL THEN '{RowVerdict.UNCHANGED.value}'
         ELSE '{RowVerdict.CHANGED.value}' END,
    r.reasons,
    s.warnings || coalesce(c.warnings, '[]'),
    CASE WHEN r.refused THEN '{{}}' ELSE coalesce(c.changes, '{{}}') END
FROM {STAGE} s
LEFT JOIN {TWINS} t ON t.row_number = s.row_number
LEFT JOIN enterprises_enterprise e ON e.tax_code = s.tax_code
LEFT JOIN LATERAL (
    SELECT jsonb_object_agg(f.key, jsonb_build_array(f.old, f.new)) FILTER (WHERE NOT f.older)
               AS changes,
           jsonb_agg(CASE WHEN f.older
               THEN jsonb_build_array('older', jsonb_build_object('field', f.key, 'day', f.day))
               ELSE jsonb_build_array('replaces_correction', jsonb_build_object(
                   'field', f.key, 'day', f.day, 'who', f.origin->>'by')) END)
               FILTER (WHERE f.older OR f.by_hand) AS warnings
    FROM (
        SELECT g.*, g.day > %(as_of)s AS older,
            coalesce(g.origin->>'source' = '{BY_HAND}', false) AS by_hand
        FROM (
            SELECT n.key, h.held->n.key AS old, n.value AS new, p.origin,
                coalesce(CASE WHEN n.key IN ('workers', 'women') THEN e.workers_on::text END,
                         p.origin->>'as_of', '') AS day
            FROM (SELECT {HELD} AS held OFFSET 0) h  -- built once a row, not once a field
            CROSS JOIN LATERAL jsonb_each(s.data) n
            CROSS JOIN LATERAL (
                SELECT coalesce(e.provenance->n.key, e.provenance->'*') AS origin) p
            WHERE h.held ? n.key AND h.held->n.key IS DISTINCT FROM n.value) g) f
) c ON e.province_id = %(province)s
CROSS JOIN LATERAL (
    SELECT s.reasons
        || CASE WHEN t.first IS NULL THEN '[]'::jsonb ELSE jsonb_build_array(
               jsonb_build_array('duplicate', jsonb_build_object('row', t.first))) END
        || CASE WHEN e.province_id <> %(province)s
               THEN '[["held_elsewhere", {{}}]]'::jsonb ELSE '[]'::jsonb END
        || CASE WHEN coalesce((c.changes#>>'{{women,1}}')::int, e.women)
                   > coalesce((c.changes#>>'{{workers,1}}')::int, e.workers)
               THEN jsonb_build_array(jsonb_build_array('women_more', jsonb_build_object(
                   'women', coalesce((c.changes#>>'{{women,1}}')::int, e.women),
                   'workers', coalesce((c.changes#>>'{{workers,1}}')::int, e.workers))))
               ELSE '[]'::jsonb END AS reasons
) q
CROSS JOIN LATERAL (SELECT q.reasons, q.reasons <> '[]' AS refused) r
WHERE s.row_number BETWEEN %(low)s AND %(high)s
"""  # noqa: S608 - our own names only
_COUNT = """
SELECT verdict, count(*), count(*) FILTER (WHERE warnings <> '[]')
FROM enterprises_importrow WHERE job_id = %s GROUP BY verdict
"""


def books_for(job: ImportJob) -> tuple[Books, dict[int, str]]:
    """What rows of this import are understood with, and the names of its wards."""
    wards = list(Ward.objects.filter(province=job.province_id))
    books = Books(
        WardBook(wards),
        SectorBook(Sector.objects.select_related("parent"), job.as_of),
        ProvinceBook(job.province, Province.objects.filter(successor=job.province_id)),
    )
    return books, {ward.pk: ward.name_vi for ward in wards}


def fill(job: ImportJob, source: Source, columns: Columns, tick: Any) -> int:
    """COPY the rows of the file into a fresh staging table; returns how many.

    Raises:
        FileRefused: no rows, or more than may be.
    """
    books, ward_names = books_for(job)
    reader = RowReader(columns.fields, books, job.as_of)
    reader.ward_names = ward_names
    with connection.cursor() as cursor:
        cursor.execute(_CREATE)
    count = copy_in(STAGE, COLUMNS, _staged(reader, source, columns.header_row, tick))
    if not count:
        raise FileRefused("no_rows")
    if count > MOST_ROWS:
        raise FileRefused("too_many_rows", limit=MOST_ROWS)
    return count


def _staged(reader: RowReader, source: Source, header_row: int, tick: Any) -> Iterator[list[Any]]:
    done = 0
    for number, cells in source.rows():
        if number <= header_row or (number <= header_row + 2 and is_numbering(cells)):
            continue
        yield reader.staged(reader.read(number, cells))
        done += 1
        if done % CHUNK == 0:
            tick(done)


def judge(job: ImportJob, total: int, tick: Any) -> None:
    """Give every staged row its verdict, range by range."""
    ImportRow.objects.filter(job=job).delete()
    with connection.cursor() as cursor:
        cursor.execute(_FIND_TWINS)
        cursor.execute(f"SELECT min(row_number), max(row_number) FROM {STAGE}")  # noqa: S608
        low, last = cursor.fetchone()
        done = 0
        while low <= last:
            parameters = {
                "job": job.pk, "province": job.province_id, "as_of": job.as_of.isoformat(),
                "low": low, "high": low + JUDGED - 1,
            }  # fmt: skip
            cursor.execute(_JUDGE, parameters)
            done += cursor.rowcount
            low += JUDGED
            tick(min(done, total))


def drop() -> None:
    """Leave nothing behind in the session."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {STAGE}, {TWINS}")


def counts(job: ImportJob) -> dict[str, int]:
    """Rows by verdict, and how many carry warnings, under the names of the job's columns."""
    names = {
        RowVerdict.NEW: "new", RowVerdict.CHANGED: "changed", RowVerdict.UNCHANGED: "unchanged",
        RowVerdict.REFUSED: "refused",
    }  # fmt: skip
    found = dict.fromkeys([*names.values(), "warned", "total"], 0)
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [job.pk])
        for verdict, number, warned in cursor.fetchall():
            found[names[verdict]] = number
            found["warned"] += warned
            found["total"] += number
    return found
