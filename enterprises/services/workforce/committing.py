"""A confirmed list of workers into the register: people, employment, what follows from it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import connection

from enterprises.enums import RowVerdict
from enterprises.models import Enterprise, ImportJob
from enterprises.services import badges
from enterprises.services.imports.committing import ranges
from enterprises.services.workforce import counting
from enterprises.services.workforce.matching import FACTS

NAMELESS, CHANGES = "ecms_workers_nameless", "ecms_workers_changed"
ANALYSE_FROM = 20_000

# Employment that is now other than the preview said: by a person's hand, or another import.
_STALE = f"""
SELECT EXISTS (
    SELECT 1 FROM enterprises_importrow r
    JOIN enterprises_spell o ON o.id = (r.data->>'spell')::bigint
    WHERE r.job_id = %(job)s AND r.verdict = '{RowVerdict.CHANGED.value}'
        AND o.updated_at > %(checked_at)s)
OR EXISTS (
    SELECT 1 FROM enterprises_importrow r
    JOIN enterprises_worker w ON w.identity_hash = decode(r.data->>'hash', 'hex')
    JOIN enterprises_spell o ON o.worker_id = w.id AND o.enterprise_id = r.enterprise_id
    WHERE r.job_id = %(job)s AND r.verdict = '{RowVerdict.NEW.value}'
        AND o.updated_at > %(checked_at)s)
OR EXISTS (
    SELECT 1 FROM enterprises_importrow r
    JOIN enterprises_enterprise e ON e.id = r.enterprise_id
    WHERE r.job_id = %(job)s AND r.verdict <> '{RowVerdict.REFUSED.value}'
        AND (e.province_id <> %(province)s OR e.merged_into_id IS NOT NULL))
"""  # noqa: S608 - our own names only
_VALUES_OF_NEW = """jsonb_to_record(r.data) AS d (worker bigint, kind text, hash text,
    identity text, born_on date, sex text, nationality text, started_on date, ended_on date,
    site bigint, job_title text, contract text, contract_until date, is_full_time boolean,
    is_insured boolean, trained_until date)"""
_NEW_ROWS = f"""
FROM enterprises_importrow r CROSS JOIN LATERAL {_VALUES_OF_NEW}
WHERE r.job_id = %(job)s AND r.verdict = '{RowVerdict.NEW.value}'
    AND r.row_number BETWEEN %(low)s AND %(high)s
"""
# People without a number are found again by their row; those with one by its hash, which is one
# worker however many rows of a province-wide file name it, and whoever was first with it.
_FIND_NAMELESS = f"""
DROP TABLE IF EXISTS {NAMELESS}, {CHANGES};
CREATE TEMP TABLE {NAMELESS} ON COMMIT DROP AS
SELECT row_number, nextval(pg_get_serial_sequence('enterprises_worker', 'id')) AS id
FROM enterprises_importrow r
WHERE job_id = %(job)s AND verdict = '{RowVerdict.NEW.value}'
    AND NOT data ?| ARRAY['worker', 'hash'] ORDER BY row_number;
CREATE UNIQUE INDEX ON {NAMELESS} (row_number); ANALYZE {NAMELESS}
"""  # noqa: S608 - our own names only
_PERSON = """coalesce(d.kind, 'CCCD'), decode(d.identity, 'base64'), decode(d.hash, 'hex'),
    r.name, r.folded, d.born_on, coalesce(d.sex, ''), coalesce(d.nationality, 'VN'), %(at)s"""
_PERSON_COLUMNS = """identity_kind, identity, identity_hash, name, folded, born_on, sex,
    nationality, created_at"""
_PEOPLE = f"""
INSERT INTO enterprises_worker ({_PERSON_COLUMNS})
SELECT {_PERSON} {_NEW_ROWS} AND d.worker IS NULL AND d.hash IS NOT NULL
ORDER BY r.row_number
ON CONFLICT (identity_hash) DO NOTHING;
INSERT INTO enterprises_worker (id, {_PERSON_COLUMNS})
SELECT n.id, {_PERSON}
FROM {NAMELESS} n JOIN enterprises_importrow r
    ON r.job_id = %(job)s AND r.row_number = n.row_number
CROSS JOIN LATERAL {_VALUES_OF_NEW}
WHERE n.row_number BETWEEN %(low)s AND %(high)s
"""  # noqa: S608 - our own names only
_EMPLOY = f"""
INSERT INTO enterprises_spell (worker_id, enterprise_id, site_id, province_id, started_on,
    ended_on, job_title, contract, contract_until, is_full_time, is_insured, trained_until,
    job_id, updated_at)
SELECT coalesce(d.worker, n.id, w.id), r.enterprise_id, d.site, %(province)s, d.started_on,
    d.ended_on, coalesce(d.job_title, ''), coalesce(d.contract, ''), d.contract_until,
    coalesce(d.is_full_time, true), d.is_insured, d.trained_until, %(job)s, %(at)s
FROM enterprises_importrow r CROSS JOIN LATERAL {_VALUES_OF_NEW}
LEFT JOIN {NAMELESS} n ON n.row_number = r.row_number
LEFT JOIN enterprises_worker w ON d.worker IS NULL AND w.identity_hash = decode(d.hash, 'hex')
WHERE r.job_id = %(job)s AND r.verdict = '{RowVerdict.NEW.value}'
    AND r.row_number BETWEEN %(low)s AND %(high)s
"""  # noqa: S608 - our own names only
# Another site from a later day on is a new employment; from the first day on it is a correction.
_FIND_CHANGED = f"""
CREATE TEMP TABLE {CHANGES} ON COMMIT DROP AS
SELECT r.row_number, r.enterprise_id, o.id AS spell_id, o.worker_id, r.changes,
    (r.data->>'day')::date AS day, (r.changes->'ended_on'->>1)::date AS ended_on,
    r.changes ? 'site' AND NOT r.changes ? 'ended_on'
        AND o.started_on < (r.data->>'day')::date AS moves
FROM enterprises_importrow r JOIN enterprises_spell o ON o.id = (r.data->>'spell')::bigint
WHERE r.job_id = %(job)s AND r.verdict = '{RowVerdict.CHANGED.value}'
    AND o.province_id = %(province)s;
ANALYZE {CHANGES}
"""  # noqa: S608 - our own names only


def _to(field: str, kind: str, held: str) -> str:
    """The new value of a changed field, or the one that is held."""
    return (
        f"CASE WHEN c.changes ? '{field}' THEN (c.changes->'{field}'->>1)::{kind} ELSE {held} END"
    )


KINDS = {
    "job_title": "varchar", "contract": "varchar", "contract_until": "date",
    "is_full_time": "boolean", "is_insured": "boolean", "trained_until": "date",
}  # fmt: skip
_VALUES = ", ".join(_to(name, KINDS[name], f"o.{name}") for name in FACTS)
_MOVE = f"""
INSERT INTO enterprises_spell (worker_id, enterprise_id, site_id, province_id, started_on,
    {", ".join(FACTS)}, job_id, updated_at)
SELECT o.worker_id, o.enterprise_id, {_to("site", "bigint", "o.site_id")}, o.province_id, c.day,
    {_VALUES}, %(job)s, %(at)s
FROM {CHANGES} c JOIN enterprises_spell o ON o.id = c.spell_id WHERE c.moves;
UPDATE enterprises_spell o SET ended_on = c.day - 1, updated_at = %(at)s
FROM {CHANGES} c WHERE o.id = c.spell_id AND c.moves
"""  # noqa: S608 - our own names only
_CHANGE = f"""
UPDATE enterprises_spell o SET
    {", ".join(f"{name} = {_to(name, KINDS[name], f'o.{name}')}" for name in FACTS)},
    site_id = {_to("site", "bigint", "o.site_id")},
    ended_on = {_to("ended_on", "date", "o.ended_on")}, updated_at = %(at)s
FROM {CHANGES} c WHERE o.id = c.spell_id AND NOT c.moves
"""  # noqa: S608 - our own names only
# Who left leaves shifts, housing and buses of the employer too.
_LEAVE = f"""
UPDATE enterprises_sharedstay y SET ended_on = greatest(c.ended_on, y.started_on)
FROM {CHANGES} c, enterprises_sharedplace p
WHERE c.ended_on IS NOT NULL AND y.worker_id = c.worker_id AND y.ended_on IS NULL
    AND p.id = y.place_id AND p.enterprise_id = c.enterprise_id
"""  # noqa: S608 - our own names only
_BADGED = f"""
SELECT DISTINCT c.enterprise_id FROM {CHANGES} c JOIN enterprises_badge b
    ON b.worker_id = c.worker_id AND b.enterprise_id = c.enterprise_id AND b.revoked_at IS NULL
WHERE c.ended_on IS NOT NULL ORDER BY c.enterprise_id
"""  # noqa: S608 - our own names only
_FIRMS = """
SELECT DISTINCT enterprise_id FROM enterprises_importrow
WHERE job_id = %s AND enterprise_id IS NOT NULL
"""


def is_stale(job: ImportJob) -> bool:
    """Whether employment, or an employer to another province, moved since the check."""
    with connection.cursor() as cursor:
        cursor.execute(
            _STALE, {"job": job.pk, "checked_at": job.checked_at, "province": job.province_id}
        )
        return bool(cursor.fetchone()[0])


def firms_of(job: ImportJob) -> list[int]:
    """Keys of the employers that rows of the import speak of."""
    with connection.cursor() as cursor:
        cursor.execute(_FIRMS, [job.pk])
        return [row[0] for row in cursor.fetchall()]


def carry_out(job: ImportJob, *, at: datetime, tick: Any, whole: bool) -> int:
    """Write arrivals, departures, moves and changes; returns how many rows.

    Runs inside the caller's transaction. Employers are locked in the order of their keys, as
    changes by hand lock them, so that neither waits for the other for ever.
    """
    firms = firms_of(job)
    common: dict[str, Any] = {"job": job.pk, "province": job.province_id, "at": at}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM enterprises_enterprise WHERE id = ANY(%s) ORDER BY id "
            "FOR NO KEY UPDATE", [firms],
        )  # fmt: skip
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # checked as we go, not all at the end
        cursor.execute(_FIND_NAMELESS, common)
        done = _employ(cursor, job, common, tick)
        cursor.execute(_FIND_CHANGED, common)
        cursor.execute(f"SELECT count(*) FROM {CHANGES}")  # noqa: S608 - our own name
        done += cursor.fetchone()[0]
        for sql in (_MOVE, _CHANGE, _LEAVE):
            cursor.execute(sql, common)
        cursor.execute(_BADGED)
        badged = [row[0] for row in cursor.fetchall()]
        tick(done)
    by = job.confirmed_by
    for firm in Enterprise.objects.only("pk").filter(pk__in=badged).order_by("pk"):
        badges.revoke_departed(enterprise=firm, by=by, at=at)
    counting.refresh(firms, on=job.as_of, whole=whole, by=by, at=at, job=job)
    counting.flag_arrivals(firms, at=at, job=job)
    return done


def _employ(cursor: Any, job: ImportJob, common: dict[str, Any], tick: Any) -> int:
    """People who are new, and employment of who arrived, range by range."""
    done = 0
    for low, high in ranges(job) if job.new else ():
        span = {**common, "low": low, "high": high}
        cursor.execute(_PEOPLE, span)
        cursor.execute(_EMPLOY, span)
        done += cursor.rowcount
        tick(done)
    return done


def analyse(written: int) -> None:
    """Fresh statistics after many rows."""
    if written >= ANALYSE_FROM:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE enterprises_worker; ANALYZE enterprises_spell")
