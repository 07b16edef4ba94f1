"""What follows from changed employment: headcounts, freshness and flags, in sets."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import connection

from ecms.core.bulk import json_text
from ecms.core.clock import legal_date
from enterprises.enums import ContractKind, FlagKind
from enterprises.history import IMPORT_MARK, UNDO_MARK
from enterprises.models import Flag, Headcount
from enterprises.rules import workforce as rules
from enterprises.rules.identity import FEMALE, MALE
from enterprises.services import risk
from enterprises.services.imports.committing import REMEMBER

SOURCE = "workforce_list"  # source code of a headcount counted from employment

_FIRMS = """
firms AS (
    SELECT id, greatest(workforce_on, %(on)s::date) AS day FROM enterprises_enterprise
    WHERE id = ANY(%(firms)s) AND (%(whole)s OR workforce_on IS NOT NULL))
"""
# What the enterprise shows so far becomes a row, where an import wrote it without one.
_KEEP = """
INSERT INTO enterprises_headcount (enterprise_id, "on", source, total, women, recorded_at,
    recorded_by_id)
SELECT e.id, e.workers_on, left(coalesce(e.provenance#>>'{workers,source}',
    e.provenance#>>'{*,source}', ''), 200), e.workers, e.women, %(at)s, %(by)s
FROM enterprises_enterprise e
WHERE e.id = ANY(%(firms)s) AND e.workers IS NOT NULL AND e.workers_on IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM enterprises_headcount h
                    WHERE h.enterprise_id = e.id AND h."on" = e.workers_on)
ON CONFLICT DO NOTHING
"""
# Who is insured, the employer says here; only the insurance authority's figures are evidence.
_COUNT = f"""
WITH {_FIRMS}
INSERT INTO enterprises_headcount (enterprise_id, "on", source, total, women, minors, elderly,
    "foreign", leased, recorded_at, recorded_by_id, job_id)
SELECT f.id, f.day, %(source)s, count(o.id), count(*) FILTER (WHERE w.sex = '{FEMALE}'),
    count(*) FILTER (WHERE w.born_on > %(adult)s),
    count(*) FILTER (WHERE w.born_on <= CASE WHEN w.sex = '{FEMALE}' THEN %(old_women)s::date
                                             ELSE %(old_men)s::date END),
    count(*) FILTER (WHERE w.nationality <> 'VN'),
    count(*) FILTER (WHERE o.contract = '{ContractKind.LEASED.value}'), %(at)s, %(by)s, %(job)s
FROM firms f
LEFT JOIN enterprises_spell o ON o.enterprise_id = f.id AND o.ended_on IS NULL
LEFT JOIN enterprises_worker w ON w.id = o.worker_id
GROUP BY f.id, f.day
ON CONFLICT (enterprise_id, "on", source) DO UPDATE SET total = excluded.total,
    women = excluded.women, minors = excluded.minors, elderly = excluded.elderly,
    "foreign" = excluded."foreign", leased = excluded.leased,
    recorded_at = excluded.recorded_at, recorded_by_id = excluded.recorded_by_id,
    job_id = excluded.job_id
"""  # noqa: S608 - our own names only
# Enterprises that will show other figures than before.
_FIND_MOVED = f"""
WITH {_FIRMS}
SELECT e.id FROM firms f JOIN enterprises_enterprise e ON e.id = f.id
JOIN enterprises_headcount h ON h.enterprise_id = f.id AND h."on" = f.day
    AND h.source = %(source)s
WHERE (e.workers_on IS NULL OR e.workers_on <= h."on")
    AND (e.workers, e.women) IS DISTINCT FROM (h.total, h.women)
"""  # noqa: S608 - our own names only
# One statement, because each writes every index of the enterprise anew.
_FRESH = f"""
WITH {_FIRMS}
UPDATE enterprises_enterprise e SET workforce_on = f.day,
    workforce_due_on = CASE WHEN f.day = %(on)s THEN %(due)s ELSE e.workforce_due_on END,
    workers = CASE WHEN h.newest THEN h.total ELSE e.workers END,
    women = CASE WHEN h.newest THEN h.women ELSE e.women END,
    workers_on = CASE WHEN h.newest THEN h."on" ELSE e.workers_on END,
    provenance = CASE WHEN h.newest THEN e.provenance || jsonb_build_object(
        'workers', %(origin)s::jsonb, 'women', %(origin)s::jsonb, 'workers_on', %(origin)s::jsonb)
        ELSE e.provenance END
FROM firms f
JOIN LATERAL (
    SELECT h.total, h.women, h."on", c.workers_on IS NULL OR c.workers_on <= h."on" AS newest
    FROM enterprises_headcount h JOIN enterprises_enterprise c ON c.id = h.enterprise_id
    WHERE h.enterprise_id = f.id AND h."on" = f.day AND h.source = %(source)s) h ON true
WHERE e.id = f.id
"""  # noqa: S608 - our own names only
_REMEMBER = f"""
WITH written AS (SELECT e.* FROM enterprises_enterprise e WHERE e.id = ANY(%(moved)s))
{REMEMBER}
"""  # noqa: S608 - our own names only
# An undo takes the headcounts of the import away; the newest that is left speaks again.
_BACK = """
WITH gone AS (
    DELETE FROM enterprises_headcount WHERE enterprise_id = ANY(%(firms)s) AND job_id = %(job)s
    RETURNING id, enterprise_id)
UPDATE enterprises_enterprise e SET
    workforce_on = l.day, workforce_due_on = (%(dues)s::jsonb ->> l.day::text)::date,
    workers = h.total, women = h.women, workers_on = h."on",
    provenance = (e.provenance - ARRAY['workers', 'women', 'workers_on']) || CASE
        WHEN h.mark IS NULL THEN '{}' ELSE jsonb_build_object(
            'workers', h.mark, 'women', h.mark, 'workers_on', h.mark) END
FROM (SELECT DISTINCT enterprise_id FROM gone) g
LEFT JOIN LATERAL (
    SELECT max(x."on") AS day FROM enterprises_headcount x
    WHERE x.enterprise_id = g.enterprise_id AND x.source = %(source)s
        AND x.id NOT IN (SELECT id FROM gone)) l ON true
LEFT JOIN LATERAL (
    SELECT x.total, x.women, x."on", jsonb_strip_nulls(jsonb_build_object(
        'source', x.source, 'as_of', x."on", 'job', x.job_id,
        'by', coalesce(nullif(u.full_name, ''), u.username))) AS mark
    FROM enterprises_headcount x JOIN accounts_user u ON u.id = x.recorded_by_id
    WHERE x.enterprise_id = g.enterprise_id AND x.total IS NOT NULL
        AND x.id NOT IN (SELECT id FROM gone)
    ORDER BY x."on" DESC, x.id DESC LIMIT 1) h ON true
WHERE e.id = g.enterprise_id AND e.province_id = %(province)s
RETURNING e.id
"""
# Both employers learn that somebody works full time elsewhere too; of whom stays unsaid.
_TWO_JOBS = f"""
WITH pairs AS (
    SELECT a.enterprise_id AS one, b.enterprise_id AS other
    FROM enterprises_spell a JOIN enterprises_spell b ON b.worker_id = a.worker_id
        AND b.enterprise_id <> a.enterprise_id AND b.ended_on IS NULL AND b.is_full_time
    WHERE #whose# AND a.ended_on IS NULL AND a.is_full_time),
firms AS (
    SELECT one AS enterprise_id FROM pairs UNION SELECT other FROM pairs)
INSERT INTO enterprises_flag (enterprise_id, kind, facts, job_id, raised_on, note)
SELECT f.enterprise_id, '{FlagKind.TWO_FULL_TIME.value}',
    jsonb_build_object('workers', count(*)), %(job)s, %(today)s, ''
FROM firms f
JOIN enterprises_spell o ON o.enterprise_id = f.enterprise_id AND o.ended_on IS NULL
    AND o.is_full_time
WHERE EXISTS (SELECT 1 FROM enterprises_spell x WHERE x.worker_id = o.worker_id
    AND x.ended_on IS NULL AND x.is_full_time AND x.enterprise_id <> o.enterprise_id)
GROUP BY f.enterprise_id
ON CONFLICT (enterprise_id, kind) WHERE settled_at IS NULL DO UPDATE SET facts = excluded.facts
"""  # noqa: S608 - our own names only


def refresh(
    firms: Iterable[int], *, on: date, whole: bool, by: Any, at: datetime, job: Any = None
) -> None:
    """Count the open employment of enterprises and move their freshness on to ``on``.

    ``whole`` says that the list is complete as of ``on``; else an enterprise that never sent a
    whole list stays as it is, for changes alone do not say how many there are. An older day
    than the register has moves nothing back.
    """
    keys = sorted(set(firms))
    if not keys:
        return
    origin = {"source": SOURCE, "as_of": on.isoformat(), "by": str(by)}
    if job is not None:
        origin["job"] = job.pk
    parameters = {
        "firms": keys, "on": on, "due": rules.due_after(on), "whole": whole, "source": SOURCE,
        "adult": years_before(on, rules.ADULT), "old_women": rules.elderly_since(FEMALE, on),
        "old_men": rules.elderly_since(MALE, on), "at": at, "by": by.pk,
        "job": job.pk if job else None, "origin": json_text(origin),
    }  # fmt: skip
    with connection.cursor() as cursor:
        for sql in (_KEEP, _COUNT, _FIND_MOVED):
            cursor.execute(sql, parameters)
        moved = [row[0] for row in cursor.fetchall()]
        cursor.execute(_FRESH, parameters)
    _follow(moved, mark=f"{IMPORT_MARK}{job.pk}" if job else "", by=by, at=at)


def _follow(moved: list[int], *, mark: str, by: Any, at: datetime) -> None:
    """Other figures: the stated score is counted anew, and the history tells."""
    if not moved:
        return
    risk.renew(moved, on=legal_date(at))
    values = {"moved": moved, "mark": mark, "kind": "~", "by": by.pk, "at": at}
    with connection.cursor() as cursor:
        cursor.execute(_REMEMBER, values)


def take_back(firms: Iterable[int], job: Any, *, by: Any, at: datetime) -> None:
    """Undo :func:`refresh` of an import, and its flags that nobody has settled."""
    keys = sorted(set(firms))
    days = (
        Headcount.objects.filter(enterprise__in=keys, source=SOURCE).values_list("on").distinct()
    )
    dues = {day.isoformat(): rules.due_after(day).isoformat() for (day,) in days}
    parameters = {
        "firms": keys, "job": job.pk, "source": SOURCE, "dues": json_text(dues),
        "province": job.province_id,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_BACK, parameters)
        moved = [row[0] for row in cursor.fetchall()]
    _follow(moved, mark=f"{UNDO_MARK}{job.pk}", by=by, at=at)
    Flag.objects.filter(job=job, kind=FlagKind.TWO_FULL_TIME, settled_at__isnull=True).delete()


def flag_two_jobs(workers: Iterable[int], *, at: datetime) -> int:
    """Flag the employers of workers who are in two full-time jobs; returns how many flags."""
    return _flag("a.worker_id = ANY(%(keys)s)", workers, None, at)


def flag_arrivals(firms: Iterable[int], *, at: datetime, job: Any) -> int:
    """The same for who arrived at these enterprises by an import."""
    return _flag("a.job_id = %(job)s AND a.enterprise_id = ANY(%(keys)s)", firms, job, at)


def _flag(whose: str, keys: Iterable[int], job: Any, at: datetime) -> int:
    parameters = {
        "keys": list(set(keys)), "job": job.pk if job else None, "today": legal_date(at),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_TWO_JOBS.replace("#whose#", whose), parameters)
        return int(cursor.rowcount)


def years_before(day: date, years: int) -> date:
    """The same day so many years ago; 28 February for the 29th."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
