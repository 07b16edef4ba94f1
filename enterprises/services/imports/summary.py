"""What a check found: rows by verdict, and by field what would be written over, kept or lost."""

from __future__ import annotations

from typing import Any

from django.db import connection

from enterprises.enums import RowVerdict
from enterprises.models import ImportJob

SHOWN = 3  # examples of values that would be written over

_COUNT = """
SELECT verdict, count(*), count(*) FILTER (WHERE warnings <> '[]')
FROM enterprises_importrow WHERE job_id = %s GROUP BY verdict
"""
_CHANGES = f"""
SELECT c.key, count(*) FILTER (WHERE coalesce(c.value->>0, '') <> ''),
    count(*) FILTER (WHERE coalesce(c.value->>0, '') = '')
FROM enterprises_importrow r CROSS JOIN LATERAL jsonb_each(r.changes) c
WHERE r.job_id = %s AND r.verdict = '{RowVerdict.CHANGED.value}' GROUP BY c.key
"""  # noqa: S608 - our own names only
_WARNINGS = f"""
SELECT w.value->1->>'field', w.value->>0, count(*)
FROM enterprises_importrow r CROSS JOIN LATERAL jsonb_array_elements(r.warnings) w
WHERE r.job_id = %s AND r.verdict <> '{RowVerdict.REFUSED.value}' AND r.warnings <> '[]'
    AND w.value->1 ? 'field' GROUP BY 1, 2
"""  # noqa: S608 - our own names only
_REASONS = f"""
SELECT w.value->>0, count(*)
FROM enterprises_importrow r CROSS JOIN LATERAL jsonb_array_elements(r.reasons) w
WHERE r.job_id = %s AND r.verdict = '{RowVerdict.REFUSED.value}' GROUP BY 1
"""  # noqa: S608 - our own names only
_EXAMPLES = f"""
SELECT key, name, old, new FROM (
    SELECT c.key, r.name, c.value->0 #>> '{{}}' AS old, c.value->1 #>> '{{}}' AS new,
        row_number() OVER (PARTITION BY c.key ORDER BY r.row_number) AS n
    FROM enterprises_importrow r CROSS JOIN LATERAL jsonb_each(r.changes) c
    WHERE r.job_id = %s AND r.verdict = '{RowVerdict.CHANGED.value}'
        AND coalesce(c.value->>0, '') <> '') x
WHERE n <= {SHOWN} ORDER BY key, n
"""  # noqa: S608 - our own names only
# Warnings of a field that say what becomes of a value that the register has.
LOSSES = ("replaces_correction", "contradicts_verified", "older", "registry_kept")


def counts(job: ImportJob) -> dict[str, int]:
    """Rows by verdict, and how many carry warnings, under the names of the job's columns."""
    names = {
        RowVerdict.NEW: "new", RowVerdict.CHANGED: "changed", RowVerdict.UNCHANGED: "unchanged",
        RowVerdict.REFUSED: "refused",
    }  # fmt: skip
    found = dict.fromkeys([*names.values(), "warned", "total"], 0)
    for verdict, number, warned in _read(_COUNT, job):
        found[names[verdict]] = number
        found["warned"] += warned
        found["total"] += number
    return found


def by_field(job: ImportJob, *, sealed: bool = False) -> dict[str, Any]:
    """What happens to each field: {"fields": {field: {"overwritten", …}}, "reasons": {code: n}}.

    "overwritten" counts rows that put another value in the place of one, "filled" those that
    give a value where there was none; "examples" are [name, old, new] of the former, none where
    rows are ``sealed``. Empty cells erase nothing.
    """
    fields: dict[str, dict[str, Any]] = {}
    for field, overwritten, filled in _read(_CHANGES, job):
        fields[field] = {"overwritten": overwritten, "filled": filled}
    for field, code, number in _read(_WARNINGS, job):
        if code in LOSSES:
            fields.setdefault(field, {"overwritten": 0, "filled": 0})[code] = number
    for field, name, old, new in () if sealed else _read(_EXAMPLES, job):
        fields[field].setdefault("examples", []).append([name, old, new])
    return {"fields": fields, "reasons": dict(_read(_REASONS, job))}


def _read(statement: str, job: ImportJob) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [job.pk])
        return list(cursor.fetchall())
