"""Undo of a list of workers: employment back as it was, as far as nobody changed it since."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import connection
from django.urls import reverse

from enterprises.enums import ImportState, RowVerdict
from enterprises.models import Enterprise, ImportJob
from enterprises.services.badges import LEFT
from enterprises.services.imports.adapters import Undo
from enterprises.services.workforce import counting
from enterprises.services.workforce.committing import KINDS, firms_of
from enterprises.services.workforce.matching import FACTS

TOUCHED = "changed_since"  # code of an employment that others changed after the import

_HERE = "o.enterprise_id = ANY(%(firms)s) AND o.job_id = %(job)s"
# Others had a hand in it since, or the employer has gone to another province.
_TOUCHED = "(o.updated_at > %(until)s OR o.province_id <> %(province)s)"
_COUNT = f"""
SELECT o.enterprise_id, count(*) FILTER (WHERE kind = 'own' AND NOT touched),
    count(*) FILTER (WHERE kind = 'held' AND NOT touched), count(*) FILTER (WHERE touched)
FROM (
    SELECT o.enterprise_id, 'own' AS kind, {_TOUCHED} AS touched
    FROM enterprises_spell o WHERE {_HERE}
    UNION ALL
    SELECT o.enterprise_id, 'held', {_TOUCHED}
    FROM enterprises_importrow r JOIN enterprises_spell o ON o.id = (r.data->>'spell')::bigint
    WHERE r.job_id = %(job)s AND r.verdict = '{RowVerdict.CHANGED.value}') o
GROUP BY o.enterprise_id ORDER BY o.enterprise_id
"""  # noqa: S608 - our own names only
# Employment that the import began goes; a move is then one employment again.
_REMOVE = f"""
DROP TABLE IF EXISTS ecms_workers_gone, ecms_workers_back;
CREATE TEMP TABLE ecms_workers_gone ON COMMIT DROP AS
WITH gone AS (
    DELETE FROM enterprises_spell o WHERE {_HERE} AND NOT {_TOUCHED}
    RETURNING o.worker_id)
SELECT DISTINCT worker_id FROM gone
"""  # noqa: S608 - our own names only


def _from(field: str, kind: str) -> str:
    return (
        f"CASE WHEN r.changes ? '{field}' THEN (r.changes->'{field}'->>0)::{kind} "
        f"ELSE o.{field if field != 'site' else 'site_id'} END"
    )


# The stays in shared places that ended on the same day by the import begin to last again.
_RESTORE = f"""
CREATE TEMP TABLE ecms_workers_back ON COMMIT DROP AS
SELECT r.row_number, o.id AS spell_id, o.worker_id, o.enterprise_id, o.ended_on AS was_until
FROM enterprises_importrow r JOIN enterprises_spell o ON o.id = (r.data->>'spell')::bigint
WHERE r.job_id = %(job)s AND r.verdict = '{RowVerdict.CHANGED.value}'
    AND NOT {_TOUCHED};
UPDATE enterprises_spell o SET
    {", ".join(f"{name} = {_from(name, KINDS[name])}" for name in FACTS)},
    site_id = {_from("site", "bigint")},
    ended_on = CASE WHEN r.changes ? 'ended_on' THEN (r.changes->'ended_on'->>0)::date
                    WHEN r.changes ? 'site' THEN NULL ELSE o.ended_on END,
    updated_at = %(at)s
FROM ecms_workers_back b JOIN enterprises_importrow r
    ON r.job_id = %(job)s AND r.row_number = b.row_number
WHERE o.id = b.spell_id;
UPDATE enterprises_sharedstay y SET ended_on = NULL
FROM ecms_workers_back b, enterprises_sharedplace p, enterprises_spell o
WHERE o.id = b.spell_id AND o.ended_on IS NULL AND y.worker_id = b.worker_id
    AND y.ended_on = b.was_until AND p.id = y.place_id AND p.enterprise_id = b.enterprise_id
    AND p.closed_on IS NULL;
UPDATE enterprises_badge g SET revoked_at = NULL, revoked_by_id = NULL, reason = ''
FROM ecms_workers_back b, enterprises_spell o
WHERE o.id = b.spell_id AND o.ended_on IS NULL AND g.worker_id = b.worker_id
    AND g.enterprise_id = b.enterprise_id AND g.reason = '{LEFT}'
    AND g.revoked_at BETWEEN %(since)s AND %(until)s
    AND NOT EXISTS (SELECT 1 FROM enterprises_badge x WHERE x.worker_id = g.worker_id
        AND x.enterprise_id = g.enterprise_id AND x.revoked_at IS NULL)
"""  # noqa: S608 - our own names only
# What a later import found and would put back is from now on what was there before this one.
_HAND_ON = f"""
UPDATE enterprises_importrow l SET changes = l.changes || (
    SELECT jsonb_object_agg(k, jsonb_build_array(r.changes->k->0, l.changes->k->1))
    FROM jsonb_object_keys(l.changes) k
    WHERE r.changes ? k AND l.changes->k->0 = r.changes->k->1)
FROM enterprises_importrow r, enterprises_importjob j
WHERE r.job_id = %(job)s AND r.verdict = '{RowVerdict.CHANGED.value}'
    AND j.province_id = %(province)s AND j.id > %(job)s AND j.state = '{ImportState.DONE.value}'
    AND l.job_id = j.id AND l.verdict = '{RowVerdict.CHANGED.value}'
    AND l.data->>'spell' = r.data->>'spell' AND EXISTS (
        SELECT FROM jsonb_object_keys(l.changes) k
        WHERE r.changes ? k AND l.changes->k->0 = r.changes->k->1)
"""  # noqa: S608 - our own names only
# People whom only the import knew.
_FORGET = """
DELETE FROM enterprises_worker w USING ecms_workers_gone g
WHERE w.id = g.worker_id AND w.created_at BETWEEN %(since)s AND %(until)s
    AND NOT EXISTS (SELECT 1 FROM enterprises_spell x WHERE x.worker_id = w.id)
    AND NOT EXISTS (SELECT 1 FROM enterprises_training x WHERE x.worker_id = w.id)
    AND NOT EXISTS (SELECT 1 FROM enterprises_sharedstay x WHERE x.worker_id = w.id)
    AND NOT EXISTS (SELECT 1 FROM enterprises_badge x WHERE x.worker_id = w.id)
    AND NOT EXISTS (SELECT 1 FROM enterprises_tracing x WHERE x.worker_id = w.id)
"""


def _parameters(job: ImportJob, at: datetime | None = None) -> dict[str, Any]:
    return {
        "job": job.pk, "firms": firms_of(job), "since": job.confirmed_at,
        "until": job.finished_at, "at": at, "province": job.province_id,
    }  # fmt: skip


def plan(job: ImportJob) -> Undo:
    """What an undo would do now, by employer; persons are not named."""
    result = Undo()
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, _parameters(job))
        rows = cursor.fetchall()
    names = Enterprise.objects.only("name").in_bulk([row[0] for row in rows if row[3]])
    for key, own, held, touched in rows:
        result.removed += own
        result.restored += held
        if touched:
            url = reverse("enterprises:workforce", args=[key])
            result.skip(names[key].name, url, TOUCHED, count=touched)
    return result


def carry_out(job: ImportJob, *, by: Any, at: datetime, tick: Any) -> Undo:
    """Undo in the caller's transaction, after the same plan as was shown."""
    result = plan(job)
    parameters = _parameters(job, at)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM enterprises_enterprise WHERE id = ANY(%(firms)s) ORDER BY id "
            "FOR NO KEY UPDATE", parameters,
        )  # fmt: skip
        cursor.execute(_REMOVE, parameters)
        tick(result.removed)
        cursor.execute(_HAND_ON, parameters)
        cursor.execute(_RESTORE, parameters)
        cursor.execute("ANALYZE ecms_workers_gone")
        cursor.execute(_FORGET, parameters)
    counting.take_back(parameters["firms"], job, by=by, at=at)
    tick(result.removed + result.restored)
    return result
