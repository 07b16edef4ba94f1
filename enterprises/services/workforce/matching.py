"""Verdicts on the rows of a list of workers, in sets: who is known, who is there, who is gone."""

from __future__ import annotations

from typing import Any

from django.db import connection

from enterprises.enums import RowVerdict
from enterprises.models import ImportJob
from enterprises.services.imports import stage
from enterprises.services.workforce.vocabulary import CHANGED, LEFT, MOVED

MATCH, TWINS, NAMESAKES = "ecms_workers_match", "ecms_workers_twins", "ecms_workers_namesakes"
JUDGED = 50_000  # rows judged in one statement
# Facts of an employment that a list may change, beside its end and its site.
FACTS = (
    "job_title", "contract", "contract_until", "is_full_time", "is_insured", "trained_until",
)  # fmt: skip

# Each row with its employer, the worker it names, and the employment it speaks of: the one that
# is open, else one that began on the day of the row.
_MATCH = f"""
DROP TABLE IF EXISTS {MATCH}, {TWINS}, {NAMESAKES};
CREATE INDEX ON {stage.TABLE} (row_number);
ANALYZE {stage.TABLE};
CREATE TEMP TABLE {MATCH} AS
SELECT DISTINCT ON (s.row_number) s.row_number, e.id AS enterprise_id, e.province_id,
    e.workforce_on, w.id AS worker_id, w.name AS known_name, w.folded AS known_folded,
    w.born_on AS known_born, t.id AS site_id, o.id AS spell_id, o.site_id AS held_site,
    o.started_on, o.ended_on, {", ".join(f"o.{name}" for name in FACTS)}
FROM {stage.TABLE} s
LEFT JOIN enterprises_enterprise e0 ON e0.tax_code = s.tax_code
LEFT JOIN enterprises_enterprise e ON e.id = coalesce(e0.merged_into_id, e0.id)
LEFT JOIN enterprises_site t ON t.enterprise_id = e.id AND s.site_code IS NOT NULL
    AND t.closed_on IS NULL AND s.site_code <> '' AND lower(t.code) = lower(s.site_code)
LEFT JOIN enterprises_worker w ON w.identity_hash = decode(s.hash, 'hex')
LEFT JOIN enterprises_spell o ON o.worker_id = w.id AND o.enterprise_id = e.id
    AND (o.ended_on IS NULL OR o.started_on = s.started_on
         OR (s.event = '{LEFT}' AND o.ended_on = s.ended_on))
ORDER BY s.row_number, o.ended_on DESC NULLS FIRST, o.started_on DESC, t.id;
CREATE INDEX ON {MATCH} (row_number);
CREATE INDEX ON {MATCH} (spell_id);
"""  # noqa: S608 - our own names only
# People without papers are known by name and birthday, among those who are there.
_WITHOUT_PAPERS = f"""
UPDATE {MATCH} m SET worker_id = w.id, known_name = w.name, known_folded = w.folded,
    known_born = w.born_on, spell_id = o.id, held_site = o.site_id, started_on = o.started_on,
    {", ".join(f"{name} = o.{name}" for name in FACTS)}
FROM {stage.TABLE} s, enterprises_spell o, enterprises_worker w
WHERE s.hash IS NULL AND s.reasons = '[]' AND s.row_number = m.row_number
    AND o.enterprise_id = m.enterprise_id AND o.ended_on IS NULL AND w.id = o.worker_id
    AND w.identity_hash IS NULL AND w.folded = s.folded AND w.born_on = s.born_on;
"""  # noqa: S608 - our own names only
_TWINS = f"""
CREATE TEMP TABLE {TWINS} AS
SELECT * FROM (
    SELECT s.row_number, s.hash,
        min(s.row_number) OVER same AS first, min(s.row_number) OVER alike AS named
    FROM {stage.TABLE} s JOIN {MATCH} m ON m.row_number = s.row_number
    WHERE m.enterprise_id IS NOT NULL AND s.reasons = '[]'
    WINDOW same AS (PARTITION BY m.enterprise_id, s.hash,
                    CASE WHEN s.hash IS NULL THEN s.folded || '/' || s.born_on END),
           alike AS (PARTITION BY m.enterprise_id, s.folded, s.born_on)) numbered
WHERE first <> row_number OR named <> row_number;
CREATE INDEX ON {TWINS} (row_number);
CREATE TEMP TABLE {NAMESAKES} AS
SELECT DISTINCT s.row_number
FROM {stage.TABLE} s JOIN {MATCH} m ON m.row_number = s.row_number
JOIN enterprises_spell o ON o.enterprise_id = m.enterprise_id AND o.ended_on IS NULL
JOIN enterprises_worker w ON w.id = o.worker_id
WHERE m.spell_id IS NULL AND s.hash IS NOT NULL AND s.born_on IS NOT NULL
    AND w.folded = s.folded AND w.born_on = s.born_on
    AND w.identity_hash IS DISTINCT FROM decode(s.hash, 'hex');
ANALYZE {MATCH}; ANALYZE {TWINS}; ANALYZE {NAMESAKES}
"""  # noqa: S608 - our own names only


def _piece(name: str, given: str, held: str) -> str:
    """{field: [old, new]} where the list says something else."""
    return (
        f"CASE WHEN {given} IS NOT NULL AND {given} IS DISTINCT FROM {held} "
        f"THEN jsonb_build_object('{name}', jsonb_build_array({held}, {given})) "
        f"ELSE '{{}}'::jsonb END"
    )


def _note(condition: str, code: str, params: str = "'{}'::jsonb") -> str:
    """[[code, params]] where the condition holds."""
    return (
        f"CASE WHEN {condition} THEN jsonb_build_array(jsonb_build_array('{code}', {params})) "
        f"ELSE '[]'::jsonb END"
    )


_ENDED = (
    "CASE WHEN s.ended_on IS DISTINCT FROM m.ended_on THEN jsonb_build_object("
    "'ended_on', jsonb_build_array(m.ended_on, s.ended_on)) ELSE '{}'::jsonb END"
)
_CHANGES = " || ".join(
    [
        *(_piece(name, f"s.{name}", f"m.{name}") for name in FACTS),
        _piece("site", "m.site_id", "m.held_site"),
        _ENDED,
    ]
)
_ONLY_THERE = f"s.event IN ('{LEFT}', '{MOVED}', '{CHANGED}')"
_REASONS = " || ".join(
    [
        "s.reasons",
        _note("t.first < s.row_number", "duplicate_worker",
              "jsonb_build_object('row', t.first)"),
        _note("m.enterprise_id IS NULL AND s.tax_code <> '' AND s.reasons = '[]'",
              "employer_unknown", "jsonb_build_object('value', s.tax_code)"),
        _note("m.province_id <> %(province)s", "held_elsewhere"),
        _note("%(whole)s AND m.workforce_on > %(as_of)s", "older_list",
              "jsonb_build_object('day', m.workforce_on)"),
        _note(f"{_ONLY_THERE} AND m.spell_id IS NULL AND m.enterprise_id IS NOT NULL"
              " AND s.reasons = '[]'", "not_there"),
        _note(f"s.event = '{MOVED}' AND m.site_id IS NULL", "site_unknown",
              "jsonb_build_object('value', coalesce(s.site_code, ''))"),
        _note("s.ended_on < m.started_on", "end_before_start"),
        _note("k.is_new AND s.name = '' AND s.reasons = '[]'", "name_missing"),
        _note("k.is_new AND s.ended_on < k.start", "overlaps_spell"),
    ]
)  # fmt: skip
_WARNINGS = " || ".join(
    [
        "s.warnings",
        "CASE WHEN k.is_new THEN s.of_new ELSE '[]'::jsonb END",
        _note(f"s.site_code IS NOT NULL AND m.site_id IS NULL AND s.event <> '{MOVED}'",
              "site_unknown", "jsonb_build_object('value', s.site_code)"),
        _note("m.known_folded <> s.folded AND s.folded <> '' AND k.is_ours", "other_name",
              "jsonb_build_object('known', m.known_name)"),
        _note("m.known_folded <> s.folded AND s.folded <> '' AND NOT k.is_ours",
              "other_name_elsewhere"),
        _note("m.known_born <> s.born_on", "other_birthday"),
        _note("n.row_number IS NOT NULL", "namesake"),
        _note("t.named < s.row_number AND t.named <> t.first AND s.folded <> ''"
              " AND s.born_on IS NOT NULL", "namesake_row",
              "jsonb_build_object('row', t.named)"),
        _note("k.is_new AND k.is_second_job", "two_full_time"),
        _note("k.is_new AND k.start > coalesce(s.started_on, %(as_of)s)", "start_moved",
              "jsonb_build_object('day', k.start)"),
    ]
)  # fmt: skip
_NEW_DATA = """jsonb_strip_nulls(jsonb_build_object(
    'worker', m.worker_id, 'kind', s.kind, 'hash', s.hash,
    'identity', s.identity, 'masked', s.masked, 'born_on', s.born_on, 'sex', s.sex,
    'nationality', s.nationality, 'started_on', k.start, 'ended_on', s.ended_on,
    'site', m.site_id, 'job_title', s.job_title, 'contract', s.contract,
    'contract_until', s.contract_until, 'is_full_time', s.is_full_time,
    'is_insured', s.is_insured, 'trained_until', s.trained_until))"""
_CHANGED_DATA = """jsonb_build_object('spell', m.spell_id, 'masked', s.masked,
    'day', coalesce(s.day, %(as_of)s))"""
_COLUMNS = """job_id, row_number, raw, tax_code, name, data, folded, risk_reasons, enterprise_id,
    verdict, reasons, warnings, changes"""
_JUDGE = f"""
INSERT INTO enterprises_importrow ({_COLUMNS})
SELECT %(job)s, s.row_number, {stage.raw_sql("s.raw", "r.refused")}, s.tax_code,
    coalesce(nullif(s.name, ''), CASE WHEN k.is_ours THEN m.known_name END, ''),
    CASE WHEN r.refused THEN jsonb_build_object('masked', s.masked)
         WHEN k.is_new THEN {_NEW_DATA}
         WHEN c.changes = '{{}}' THEN '{{}}' ELSE {_CHANGED_DATA} END,
    s.folded, '[]', CASE WHEN m.province_id = %(province)s THEN m.enterprise_id END,
    CASE WHEN r.refused THEN '{RowVerdict.REFUSED.value}'
         WHEN k.is_new THEN '{RowVerdict.NEW.value}'
         WHEN c.changes = '{{}}' THEN '{RowVerdict.UNCHANGED.value}'
         ELSE '{RowVerdict.CHANGED.value}' END,
    q.reasons, {_WARNINGS}, CASE WHEN r.refused THEN '{{}}' ELSE c.changes END
FROM {stage.TABLE} s
JOIN {MATCH} m ON m.row_number = s.row_number
LEFT JOIN {TWINS} t ON t.row_number = s.row_number
LEFT JOIN {NAMESAKES} n ON n.row_number = s.row_number
CROSS JOIN LATERAL (
    SELECT m.spell_id IS NULL AND NOT {_ONLY_THERE} AS is_new,
        m.worker_id IS NOT NULL AND (m.spell_id IS NOT NULL OR EXISTS (
            SELECT 1 FROM enterprises_spell x
            WHERE x.worker_id = m.worker_id AND x.province_id = %(province)s)) AS is_ours,
        m.spell_id IS NULL AND m.worker_id IS NOT NULL AND s.ended_on IS NULL
            AND s.is_full_time IS NOT FALSE AND EXISTS (
            SELECT 1 FROM enterprises_spell x
            WHERE x.worker_id = m.worker_id AND x.ended_on IS NULL AND x.is_full_time
                AND x.enterprise_id <> m.enterprise_id) AS is_second_job,
        greatest(coalesce(s.started_on, %(as_of)s), CASE WHEN m.worker_id IS NOT NULL THEN (
            SELECT max(x.ended_on) + 1 FROM enterprises_spell x
            WHERE x.worker_id = m.worker_id AND x.enterprise_id = m.enterprise_id
                AND x.started_on <= coalesce(s.ended_on, 'infinity')
                AND x.ended_on >= coalesce(s.started_on, %(as_of)s)) END) AS start
    OFFSET 0) k
CROSS JOIN LATERAL (
    SELECT CASE WHEN m.spell_id IS NULL THEN '{{}}'::jsonb ELSE {_CHANGES} END AS changes) c
CROSS JOIN LATERAL (SELECT {_REASONS} AS reasons) q
CROSS JOIN LATERAL (SELECT q.reasons <> '[]' AS refused) r
WHERE s.row_number BETWEEN %(low)s AND %(high)s
"""  # noqa: S608 - our own names only
# Who is there by the register and not in the whole list of the employer. Rows that could not be
# read may mean anybody of their name: those stay.
_LEAVERS = f"""
WITH listed AS (
    SELECT DISTINCT enterprise_id FROM {MATCH}
    WHERE province_id = %(province)s AND (workforce_on IS NULL OR workforce_on <= %(as_of)s)),
unread AS (
    SELECT m.enterprise_id, s.folded, s.born_on
    FROM {stage.TABLE} s JOIN {MATCH} m ON m.row_number = s.row_number
    WHERE m.spell_id IS NULL AND s.reasons <> '[]')
INSERT INTO enterprises_importrow ({_COLUMNS})
SELECT %(job)s, %(last)s + row_number() OVER (ORDER BY o.enterprise_id, w.folded, o.id), '[]',
    e.tax_code, w.name, jsonb_build_object('spell', o.id, 'day', %(as_of)s, 'gone', true),
    w.folded, '[]', e.id, '{RowVerdict.CHANGED.value}', '[]', '[["gone", {{}}]]',
    jsonb_build_object('ended_on',
        jsonb_build_array(NULL, greatest(%(as_of)s - 1, o.started_on)))
FROM listed JOIN enterprises_spell o ON o.enterprise_id = listed.enterprise_id
JOIN enterprises_worker w ON w.id = o.worker_id
JOIN enterprises_enterprise e ON e.id = o.enterprise_id
WHERE o.ended_on IS NULL AND o.started_on <= %(as_of)s
    AND NOT EXISTS (SELECT 1 FROM {MATCH} m WHERE m.spell_id = o.id)
    AND NOT EXISTS (SELECT 1 FROM unread u WHERE u.enterprise_id = o.enterprise_id
        AND u.folded = w.folded AND (u.born_on IS NULL OR u.born_on = w.born_on))
"""  # noqa: S608 - our own names only


def judge(job: ImportJob, total: int, tick: Any, *, whole: bool) -> None:
    """Give every staged row its verdict; ``whole`` lists tell who has left by silence."""
    common: dict[str, Any] = {
        "job": job.pk, "province": job.province_id, "as_of": job.as_of, "whole": whole,
    }  # fmt: skip
    with connection.cursor() as cursor:
        for sql in (_MATCH, _WITHOUT_PAPERS, _TWINS):
            cursor.execute(sql)
        cursor.execute(f"SELECT min(row_number), max(row_number) FROM {stage.TABLE}")  # noqa: S608
        low, last = cursor.fetchone()
        done = 0
        for start in range(low, last + 1, JUDGED):
            cursor.execute(_JUDGE, {**common, "low": start, "high": start + JUDGED - 1})
            done += cursor.rowcount
            tick(min(done, total))
        if whole:
            cursor.execute(_LEAVERS, {**common, "last": last})
        cursor.execute(f"DROP TABLE {MATCH}, {TWINS}, {NAMESAKES}")
    stage.analyse_rows(done)
