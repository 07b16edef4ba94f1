"""What an import makes a machine notice: figures that do not fit, enterprises that others list."""

from __future__ import annotations

from typing import Any

from django.db import connection

from enterprises.enums import FlagKind, RowVerdict
from enterprises.models import ImportJob
from enterprises.rules.headcount import JUMP_LEAST, JUMP_SHARE

GAP_PERCENT = 10  # fewer insured than declared by more than this share of the declared …
GAP_HEADS = 5  # … and by at least so many people
GAP_DAYS = 366  # figures further apart than this are not compared
CLOSED = "closed"  # note of a flag that a later list settled

_ROWS = f"""
SELECT coalesce(r.enterprise_id, n.id) AS id, r.changes
FROM enterprises_importrow r
LEFT JOIN enterprises_enterprise n ON r.verdict = '{RowVerdict.NEW.value}'
    AND n.tax_code = r.tax_code
WHERE r.job_id = %(job)s AND r.verdict <> '{RowVerdict.REFUSED.value}'
"""  # noqa: S608 - our own names only
_GAP = """
    e.workers IS NOT NULL AND e.insured IS NOT NULL
    AND abs(e.workers_on - e.insured_on) <= %(gap_days)s
    AND e.workers - e.insured >= %(gap_heads)s
    AND (e.workers - e.insured) * 100 > e.workers * %(gap_percent)s
"""
_FACTS = """jsonb_build_object('declared', e.workers, 'declared_on', e.workers_on,
    'insured', e.insured, 'insured_on', e.insured_on)"""
# A person who settled a flag for these figures is not asked about them again.
_SETTLED_BEFORE = """EXISTS (
    SELECT FROM enterprises_flag old WHERE old.enterprise_id = e.id AND old.kind = %(kind)s
    AND old.settled_at IS NOT NULL AND old.note <> %(closed)s
    AND old.facts->>'declared' = e.workers::text AND old.facts->>'insured' = e.insured::text)"""
_RAISE_GAPS = f"""
INSERT INTO enterprises_flag (enterprise_id, kind, facts, job_id, raised_on, note)
SELECT e.id, %(kind)s, {_FACTS}, %(job)s, %(today)s, ''
FROM enterprises_enterprise e WHERE e.id IN (SELECT id FROM ({{rows}}) f)
    AND {_GAP} AND NOT {_SETTLED_BEFORE}
ON CONFLICT (enterprise_id, kind) WHERE settled_at IS NULL
DO UPDATE SET facts = excluded.facts
    WHERE enterprises_flag.facts IS DISTINCT FROM excluded.facts
"""  # noqa: S608 - our own names only
_SETTLE_GAPS = f"""
UPDATE enterprises_flag f SET settled_at = %(at)s, settled_by_id = %(by)s, note = %(closed)s
FROM enterprises_enterprise e
WHERE f.enterprise_id = e.id AND f.kind = %(kind)s AND f.settled_at IS NULL
    AND e.id IN (SELECT id FROM ({{rows}}) g)
    AND e.workers IS NOT NULL AND e.insured IS NOT NULL AND NOT ({_GAP})
"""  # noqa: S608 - our own names only
_RAISE_JUMPS = f"""
INSERT INTO enterprises_flag (enterprise_id, kind, facts, job_id, raised_on, note)
SELECT r.enterprise_id, %(kind)s, jsonb_build_object('before', c.old, 'before_on',
    r.before->'workers_on', 'now', c.new, 'now_on', %(as_of)s::text), %(job)s, %(today)s, ''
FROM enterprises_importrow r CROSS JOIN LATERAL (
    SELECT (r.changes#>>'{{workers,0}}')::int AS old, (r.changes#>>'{{workers,1}}')::int AS new) c
WHERE r.job_id = %(job)s AND r.verdict = '{RowVerdict.CHANGED.value}'
    AND abs(c.new - c.old) >= {JUMP_LEAST}
    AND abs(c.new - c.old) * {JUMP_SHARE} > greatest(c.old, 1)
ON CONFLICT (enterprise_id, kind) WHERE settled_at IS NULL DO UPDATE SET facts = excluded.facts
"""  # noqa: S608 - our own names only
_RAISE_ELSEWHERE = """
INSERT INTO enterprises_flag (enterprise_id, kind, facts, job_id, raised_on, note)
SELECT DISTINCT ON (e.id) e.id, %(kind)s, jsonb_build_object('province', p.code,
    'province_name', p.name_vi, 'source', %(source)s::text, 'as_of', %(as_of)s::text,
    'name', r.name, 'address', coalesce(r.data->>'address', '')), %(job)s, %(today)s, ''
FROM enterprises_importrow r
JOIN enterprises_enterprise e ON e.tax_code = r.tax_code AND e.province_id <> %(province)s
JOIN accounts_province p ON p.id = %(province)s
WHERE r.job_id = %(job)s AND r.reasons @> '[["held_elsewhere"]]'
ON CONFLICT (enterprise_id, kind) WHERE settled_at IS NULL DO UPDATE SET facts = excluded.facts
"""


def raise_for(job: ImportJob, common: dict[str, Any]) -> None:
    """Flags of a list that is being written; ``common`` are the parameters of the commit."""
    with connection.cursor() as cursor:
        if job.summary.get("counted"):
            refresh_gaps(cursor, _ROWS, common)
            cursor.execute(_RAISE_JUMPS, {**common, "kind": FlagKind.HEADCOUNT_JUMP.value})
        if job.summary.get("elsewhere"):
            cursor.execute(_RAISE_ELSEWHERE, {**common, "kind": FlagKind.ELSEWHERE.value})


def refresh_gaps(cursor: Any, rows: str, common: dict[str, Any]) -> None:
    """Raise, renew and settle "fewer insured than declared" as the figures now are.

    ``rows`` is SQL that gives the keys of the enterprises as ``id``.
    """
    values = {
        **common, "kind": FlagKind.INSURED_GAP.value, "closed": CLOSED, "gap_days": GAP_DAYS,
        "gap_heads": GAP_HEADS, "gap_percent": GAP_PERCENT,
    }  # fmt: skip
    cursor.execute(_SETTLE_GAPS.replace("{rows}", rows), values)
    cursor.execute(_RAISE_GAPS.replace("{rows}", rows), values)
