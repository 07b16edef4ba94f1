"""Undo of a list of enterprises: values back, new enterprises out, what others did stays."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.urls import reverse

from ecms.core.clock import legal_date
from enterprises.enums import FlagKind, ImportState, RowVerdict
from enterprises.history import UNDO_MARK
from enterprises.models import ImportJob
from enterprises.services.imports import committing, derived, flags, ties
from enterprises.services.imports.adapters import MOST_NAMED, Undo
from enterprises.services.imports.facts import DAYS, FACTS

BACK = "ecms_undo_back"

_HELD = ", ".join(f"'{fact.field}', e.{fact.column}" for fact in FACTS)
# What each changed enterprise gets back: facts that still are as the import wrote them.
_FIND_BACK = f"""
CREATE TEMP TABLE {BACK} ON COMMIT DROP AS
SELECT r.row_number, e.id, e.name, r.before, r.changes,
    coalesce(jsonb_object_agg(c.key, c.value->0) FILTER (WHERE c.ours), '{{}}') AS back,
    coalesce(jsonb_agg(c.key) FILTER (WHERE NOT c.ours), '[]') AS stays
FROM enterprises_importrow r
JOIN enterprises_enterprise e ON e.id = r.enterprise_id
CROSS JOIN LATERAL (
    SELECT n.key, n.value, e.merged_into_id IS NULL AND e.province_id = %(province)s
        AND h.held->n.key IS NOT DISTINCT FROM n.value->1
        AND (e.provenance->n.key->>'job')::bigint IS NOT DISTINCT FROM %(job)s AS ours
    FROM (SELECT jsonb_build_object({_HELD}) AS held OFFSET 0) h
    CROSS JOIN LATERAL jsonb_each(r.changes) n) c
WHERE r.job_id = %(job)s AND r.verdict = '{RowVerdict.CHANGED.value}'
GROUP BY r.row_number, e.id, e.name, r.before, r.changes;
CREATE INDEX ON {BACK} (id);
ANALYZE {BACK}
"""  # noqa: S608 - our own names only
# A later list that found what this one wrote would put it back: from now on it goes back to what
# was there before this one. The same for figures of the same day and source.
_LATER = f"""
FROM enterprises_importrow r, enterprises_importjob j
WHERE r.job_id = %(job)s AND r.verdict <> '{RowVerdict.REFUSED.value}'
    AND j.province_id = %(province)s AND j.id > %(job)s AND j.state = '{ImportState.DONE.value}'
    AND l.job_id = j.id AND l.enterprise_id = r.enterprise_id
"""
_FOUND_OURS = """jsonb_object_keys(l.changes) k WHERE r.changes ? k
    AND (l.before->'provenance'->k->>'job')::bigint = %(job)s"""
_HAND_ON = f"""
UPDATE enterprises_importrow l SET changes = l.changes || (
        SELECT jsonb_object_agg(k, jsonb_build_array(r.changes->k->0, l.changes->k->1))
        FROM {_FOUND_OURS}),
    before = l.before || jsonb_build_object('provenance', l.before->'provenance' || (
        SELECT jsonb_object_agg(k, r.before->'provenance'->k) FROM {_FOUND_OURS}))
{_LATER} AND l.changes <> '{{}}' AND EXISTS (SELECT FROM {_FOUND_OURS});
UPDATE enterprises_importrow l SET before = l.before - 'headcount' || CASE
    WHEN r.before ? 'headcount' THEN jsonb_build_object('headcount', r.before->'headcount')
    ELSE '{{}}' END
{_LATER} AND (l.before->'headcount'->>'job')::bigint = %(job)s
"""  # noqa: S608 - our own names only
# Women are among the workers: where an old number would not fit a newer one, both stay.
_KEEP_PAIRS = f"""
UPDATE {BACK} b SET back = b.back - ARRAY['workers', 'women'], stays = b.stays || (
    SELECT jsonb_agg(k) FROM unnest(ARRAY['workers', 'women']) k WHERE b.back ? k)
FROM enterprises_enterprise e WHERE e.id = b.id AND b.back ?| ARRAY['workers', 'women']
    AND CASE WHEN b.back ? 'women' THEN (b.back->>'women')::int ELSE e.women END
      > CASE WHEN b.back ? 'workers' THEN (b.back->>'workers')::int ELSE e.workers END
"""  # noqa: S608 - our own names only


def _old(fact: Any) -> str:
    cast = "" if fact.kind == "text" else f"::{fact.kind}"
    return (
        f"{fact.column} = CASE WHEN b.back ? '{fact.field}' "
        f"THEN (b.back->>'{fact.field}'){cast} ELSE e.{fact.column} END"
    )


_OLD_DAYS = ", ".join(
    f"{day} = CASE WHEN b.back ?| ARRAY{list(fields)} AND NOT b.stays ?| ARRAY{list(fields)} "
    f"AND e.{day} = %(as_of)s THEN (b.before->>'{day}')::date ELSE e.{day} END"
    for day, fields in DAYS.items()
)
_RESTORE = f"""
UPDATE enterprises_enterprise e SET {", ".join(_old(fact) for fact in FACTS)}, {_OLD_DAYS},
    former_names = CASE WHEN b.back ? 'name' AND e.former_names = ltrim(
            (b.before->>'former_names') || E'\\n' || (b.back->>'name'), E'\\n')
        THEN b.before->>'former_names' ELSE e.former_names END,
    provenance = (e.provenance - ARRAY(SELECT jsonb_object_keys(b.back))) || coalesce((
        SELECT jsonb_object_agg(k, b.before->'provenance'->k) FROM jsonb_object_keys(b.back) k
        WHERE jsonb_typeof(b.before->'provenance'->k) = 'object'), '{{}}'),
    updated_at = %(at)s
FROM {BACK} b WHERE e.id = b.id AND b.back <> '{{}}'
    AND b.row_number BETWEEN %(low)s AND %(high)s
"""  # noqa: S608 - our own names only
_REMEMBER = f"""
WITH written AS (
    SELECT e.* FROM enterprises_enterprise e JOIN {BACK} b ON b.id = e.id
    WHERE b.back <> '{{}}' AND b.row_number BETWEEN %(low)s AND %(high)s)
{committing.REMEMBER}
"""  # noqa: S608 - our own names only
# Days that the import moved although the figure was the same.
_DAYS_BACK = f"""
UPDATE enterprises_enterprise e SET {
    ", ".join(
        f"{day} = CASE WHEN r.data ?| ARRAY{list(fields)} AND e.{day} = %(as_of)s "
        f"THEN (r.before->>'{day}')::date ELSE e.{day} END"
        for day, fields in DAYS.items()
    )
}
FROM enterprises_importrow r
WHERE r.job_id = %(job)s AND r.verdict = '{RowVerdict.UNCHANGED.value}'
    AND e.id = r.enterprise_id AND ({
    " OR ".join(
        f"(r.data ?| ARRAY{list(fields)} AND e.{day} = %(as_of)s "
        f"AND (r.before->>'{day}')::date < %(as_of)s)"
        for day, fields in DAYS.items()
    )
})
    AND NOT EXISTS (SELECT FROM enterprises_headcount h WHERE h.enterprise_id = e.id
        AND h."on" = %(as_of)s AND h.job_id IS DISTINCT FROM %(job)s)
"""  # noqa: S608 - our own names only
_HEADCOUNTS_BACK = """
UPDATE enterprises_headcount h SET total = o.total, women = o.women, insured = o.insured,
    job_id = (SELECT id FROM enterprises_importjob WHERE id = o.job), recorded_at = o.recorded_at,
    recorded_by_id = o.recorded_by
FROM enterprises_importrow r CROSS JOIN LATERAL jsonb_to_record(r.before->'headcount') AS o (
    total int, women int, insured int, job bigint, recorded_at timestamptz, recorded_by bigint)
WHERE r.job_id = %(job)s AND r.before ? 'headcount' AND h.enterprise_id = r.enterprise_id
    AND h.job_id = %(job)s AND h.verified_at IS NULL;
DELETE FROM enterprises_headcount WHERE job_id = %(job)s AND verified_at IS NULL;
DELETE FROM enterprises_statuschange s USING enterprises_importrow r
WHERE r.job_id = %(job)s AND s.enterprise_id = r.enterprise_id AND s.recorded_at = %(written_at)s
    AND s.source = %(source)s AND s.verified_at IS NULL
"""
_FLAGS_BACK = f"""
DELETE FROM enterprises_flag WHERE job_id = %(job)s
    AND (settled_at IS NULL OR note = '{flags.CLOSED}');
UPDATE enterprises_flag f SET settled_at = NULL, settled_by_id = NULL, note = ''
FROM enterprises_importrow r
WHERE r.job_id = %(job)s AND r.enterprise_id = f.enterprise_id
    AND f.settled_at = %(written_at)s AND f.note = '{flags.CLOSED}' AND NOT EXISTS (
        SELECT FROM enterprises_flag o WHERE o.enterprise_id = f.enterprise_id
        AND o.kind = f.kind AND o.settled_at IS NULL)
"""  # noqa: S608 - our own names only
# What is raised while an import goes is not that import's.
_NOBODYS = (
    "UPDATE enterprises_flag SET job_id = NULL WHERE job_id = %(job)s AND kind = %(kind)s "
    "AND settled_at IS NULL"
)
_RESTORED = (
    f"SELECT id FROM {BACK} WHERE back <> '{{}}' "  # noqa: S608 - our own names only
    "AND row_number BETWEEN %(low)s AND %(high)s"
)
_ROWS = "SELECT enterprise_id AS id FROM enterprises_importrow WHERE job_id = %(job)s"


def plan(job: ImportJob) -> Undo:
    """What an undo would do now; nothing stays written."""
    with transaction.atomic(), connection.cursor() as cursor:
        found = _find(cursor, job, _parameters(job))
        transaction.set_rollback(True)
    return found


def carry_out(job: ImportJob, *, by: Any, at: datetime, tick: Any) -> Undo:
    """Undo, in the caller's transaction; facts that others changed since are left alone."""
    common = {**_parameters(job), "at": at, "by": by.pk, "today": legal_date(at)}
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # checked as we go, not all at the end
        found = _find(cursor, job, common)
        tick(0)
        cursor.execute(_HAND_ON, common)
        cursor.execute(_DAYS_BACK, common)
        spans = [
            {**common, "low": low, "high": high, "kind": "~"}
            for low, high in (committing.ranges(job) if job.changed else ())
        ]
        for span in spans:
            cursor.execute(_RESTORE, span)
            tick(cursor.rowcount)
        cursor.execute(_HEADCOUNTS_BACK, common)
        cursor.execute(_FLAGS_BACK, common)
        flags.refresh_gaps(cursor, _ROWS, common)
        cursor.execute(_NOBODYS, {**common, "kind": FlagKind.INSURED_GAP.value})
        _follow(cursor, job, spans, tick)
        ties.remove(cursor, common, tick)
    return found


def _parameters(job: ImportJob) -> dict[str, Any]:
    return {
        "job": job.pk, "province": job.province_id, "as_of": job.as_of, "source": job.source,
        "written_at": datetime.fromisoformat(job.summary["written_at"]),
        "made": f"{committing.IMPORT_MARK}{job.pk}", "mark": f"{UNDO_MARK}{job.pk}",
    }  # fmt: skip


def _find(cursor: Any, job: ImportJob, common: dict[str, Any]) -> Undo:
    """The work lists as temporary tables, and what they say."""
    cursor.execute(f"DROP TABLE IF EXISTS {BACK}, {ties.NEW}")
    ties.find(cursor, common)
    cursor.execute(_FIND_BACK, common)
    cursor.execute(_KEEP_PAIRS)
    found = Undo()
    cursor.execute(f"""SELECT count(*) FILTER (WHERE back <> '{{}}'),
        coalesce(sum(jsonb_array_length(stays)), 0) FROM {BACK}""")  # noqa: S608
    found.restored, skipped = cursor.fetchone()
    cursor.execute(f"""SELECT id, name, f FROM {BACK}, jsonb_array_elements_text(stays) f
        ORDER BY name, id LIMIT {MOST_NAMED}""")  # noqa: S608
    for pk, name, field in cursor.fetchall():
        found.skip(name, _page(pk), "changed_since", field=field)
    found.skipped_count = int(skipped)
    found.removed, kept = ties.counts(cursor)
    for pk, name, reason in ties.kept(cursor, MOST_NAMED):
        if reason in ("changed_since", "merged"):
            found.keep(name, _page(pk), reason)
        else:
            found.keep(name, _page(pk), "in_use", what=reason)
    found.kept_count = kept
    return found


def _page(pk: int) -> str:
    return reverse("enterprises:detail", args=[pk])


def _follow(cursor: Any, job: ImportJob, spans: list[dict[str, Any]], tick: Any) -> None:
    """What follows from the old values: search text, stated score, history; range by range."""
    if not spans:
        return
    derive = derived.Deriver(job, spans[0]["at"])
    cursor.execute(derived.CREATE)
    for done, span in enumerate(spans, start=1):
        derive.renew(_RESTORED, span)
        cursor.execute(_REMEMBER, span)
        tick(done)
