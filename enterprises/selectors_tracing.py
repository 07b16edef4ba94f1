"""Who shared something with a worker, or was at a site: one statement over all employments.

Each spot of the subject is looked up in ``spell_by_site``, ``spell_without_site`` or
``stay_by_place`` (index-only), once for those still there and once for those who left since; the
answer is grouped by worker with one bit per day, so that a day counts once. See
``rules.tracing.contacts`` for the same in plain Python.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection

from enterprises.models import Spell, Tracing, Worker
from enterprises.rules.tracing import KINDS, PLATE, WEIGHTS

# People read per spot. Nobody follows up more from one question; the page says when it was hit.
MOST_PER_SPOT = 20_000
EXPORT_CHUNK = 2_000

_THERE = "{alias}.started_on <= o.hi AND {alias}.ended_on {state}"
_LEFT, _STILL = ">= o.lo", "IS NULL"


def _spells(where: str, state: str) -> str:
    there = _THERE.format(alias="s", state=state)
    return f"""SELECT s.worker_id, s.province_id, s.started_on, s.ended_on
            FROM enterprises_spell s WHERE {where} AND {there}"""  # noqa: S608 - our own names


def _stays(state: str) -> str:
    there = _THERE.format(alias="t", state=state)
    return f"""SELECT t.worker_id, o.province_id, t.started_on, t.ended_on
            FROM enterprises_sharedstay t
            WHERE o.place_id IS NOT NULL AND t.place_id = o.place_id AND {there}"""  # noqa: S608


_AT_SITE = "o.kind = 'SITE' AND o.site_id IS NOT NULL AND s.site_id = o.site_id"
_AT_FIRM = """o.kind = 'SITE' AND o.site_id IS NULL
                AND s.enterprise_id = o.enterprise_id AND s.site_id IS NULL"""
_BRANCHES = "\n            UNION ALL ".join(
    [_spells(_AT_SITE, _STILL), _spells(_AT_SITE, _LEFT), _spells(_AT_FIRM, _STILL),
     _spells(_AT_FIRM, _LEFT), _stays(_STILL), _stays(_LEFT)]
)  # fmt: skip

# Spots of a worker. A vehicle is known by its plate, whichever enterprise declared it.
_OWN_OF_WORKER = f"""
    SELECT 'SITE' AS kind, s.site_id, s.enterprise_id, NULL::bigint AS place_id,
        s.province_id, greatest(s.started_on, %(first)s) AS lo,
        least(coalesce(s.ended_on, %(last)s), %(last)s) AS hi
    FROM enterprises_spell s
    WHERE s.worker_id = %(worker)s AND 'SITE' = ANY(%(kinds)s)
        AND s.started_on <= %(last)s AND (s.ended_on IS NULL OR s.ended_on >= %(first)s)
    UNION ALL
    SELECT p.kind, NULL, NULL, q.id, e.province_id, greatest(t.started_on, %(first)s),
        least(coalesce(t.ended_on, %(last)s), %(last)s)
    FROM enterprises_sharedstay t
    JOIN enterprises_sharedplace p ON p.id = t.place_id AND p.kind = ANY(%(kinds)s)
    JOIN enterprises_sharedplace q ON q.id = p.id
        OR (p.kind = 'VEHICLE' AND p.code ~ '^{PLATE}$' AND q.kind = 'VEHICLE'
            AND q.code = p.code)
    JOIN enterprises_enterprise e ON e.id = q.enterprise_id
    WHERE t.worker_id = %(worker)s
        AND t.started_on <= %(last)s AND (t.ended_on IS NULL OR t.ended_on >= %(first)s)
"""  # noqa: S608 - our own names only
# A site of an enterprise, or all of it: every site and those of whom no site is known.
_OWN_OF_SITE = """
    SELECT 'SITE' AS kind, i.id AS site_id, i.enterprise_id, NULL::bigint AS place_id,
        e.province_id, %(first)s::date AS lo, %(last)s::date AS hi
    FROM enterprises_site i JOIN enterprises_enterprise e ON e.id = i.enterprise_id
    WHERE i.enterprise_id = %(enterprise)s AND (%(site)s::bigint IS NULL OR i.id = %(site)s)
    UNION ALL
    SELECT 'SITE', NULL, e.id, NULL, e.province_id, %(first)s::date, %(last)s::date
    FROM enterprises_enterprise e WHERE e.id = %(enterprise)s AND %(site)s::bigint IS NULL
"""


def _days(kind: str) -> str:
    return f"""bit_count(coalesce(bit_or(m.mask) FILTER (
            WHERE m.here AND m.kind = '{kind}'), 0)::bit(64)) AS {kind.lower()}"""


_STRENGTH = " + ".join(f"{weight} * {kind.lower()}" for kind, weight in WEIGHTS.items())
_STATEMENT = f"""
WITH own AS MATERIALIZED (
    SELECT row_number() OVER () AS spot, u.* FROM ({{own}}) u
),
met AS MATERIALIZED (
    SELECT o.spot, o.kind, w.worker_id,
        (%(national)s OR w.province_id = ANY(%(provinces)s)) AS here,
        ((1::bigint << (least(coalesce(w.ended_on, o.hi), o.hi)
            - greatest(w.started_on, o.lo) + 1)) - 1)
            << (greatest(w.started_on, o.lo) - %(first)s::date) AS mask
    FROM own o CROSS JOIN LATERAL (
            {_BRANCHES}
            LIMIT %(most)s + 2) w
    WHERE w.worker_id IS DISTINCT FROM %(worker)s
),
people AS (
    SELECT m.worker_id, bool_or(m.here) AS here,
        {", ".join(_days(kind) for kind in KINDS)}
    FROM met m GROUP BY m.worker_id
),
totals AS (
    SELECT count(*) FILTER (WHERE here) AS found, count(*) FILTER (WHERE NOT here) AS elsewhere
    FROM people
),
best AS (
    SELECT worker_id, {", ".join(kind.lower() for kind in KINDS)}, {_STRENGTH} AS strength
    FROM people WHERE here
    ORDER BY strength DESC, worker_id LIMIT %(limit)s OFFSET %(offset)s
)
SELECT t.found, t.elsewhere,
    EXISTS (SELECT 1 FROM met GROUP BY spot HAVING count(*) > %(most)s) AS capped, b.*
FROM totals t LEFT JOIN best b ON true
ORDER BY b.strength DESC, b.worker_id
"""  # noqa: S608 - our own names only


@dataclass(frozen=True)
class Contact:
    """A worker with the days shared per kind; ``strength`` as in ``rules.tracing``."""

    worker_id: int
    days: dict[str, int]
    strength: int


@dataclass(frozen=True)
class Answer:
    """``found`` contacts within reach, of which ``contacts`` are one page, strongest first.

    ``elsewhere`` were met in provinces out of reach and are only counted. ``capped``: a spot had
    more people than are read.
    """

    found: int
    elsewhere: int
    capped: bool
    contacts: list[Contact] = field(default_factory=list)


@dataclass(frozen=True)
class Question:
    """What is asked: a worker, or an enterprise and perhaps one of its sites; days; kinds."""

    first: date
    last: date
    kinds: tuple[str, ...] = KINDS
    worker: int | None = None
    enterprise: int | None = None
    site: int | None = None


def question_of(tracing: Tracing) -> Question:
    """The question that a stored tracing asks."""
    return Question(
        tracing.started_on,
        tracing.ended_on,
        tuple(tracing.kinds),
        worker=tracing.worker_id,
        enterprise=tracing.enterprise_id,
        site=tracing.site_id,
    )


def statement(question: Question) -> str:
    """The SQL for ``question``; its parameters are those of :func:`parameters`."""
    return _STATEMENT.format(own=_OWN_OF_SITE if question.worker is None else _OWN_OF_WORKER)


def parameters(
    question: Question, scope: Any, *, limit: int, offset: int, most: int
) -> dict[str, Any]:
    """Parameters of the statement for a reader with ``scope``."""
    return {
        "worker": question.worker,
        "enterprise": question.enterprise,
        "site": question.site,
        "first": question.first,
        "last": question.last,
        "kinds": list(question.kinds),
        "national": scope.national,
        "provinces": sorted(scope.province_ids),
        "limit": limit,
        "offset": offset,
        "most": most,
    }


def answer(
    question: Question,
    scope: Any,
    *,
    limit: int = 25,
    offset: int = 0,
    most: int = MOST_PER_SPOT,
) -> Answer:
    """The contacts that a reader with ``scope`` may see, strongest first."""
    given = parameters(question, scope, limit=limit, offset=offset, most=most)
    with connection.cursor() as cursor:
        cursor.execute(statement(question), given)
        rows = cursor.fetchall()
    found, elsewhere, capped = rows[0][:3]
    return Answer(found, elsewhere, capped, [_contact(row[3:]) for row in rows if row[3]])


def _contact(row: tuple[Any, ...]) -> Contact:
    worker, *days, strength = row
    shared = {kind: count for kind, count in zip(KINDS, days, strict=True) if count}
    return Contact(worker, shared, strength)


@dataclass(frozen=True)
class Person:
    """A contact as the page and the file show it."""

    worker: Worker
    spell: Spell | None
    contact: Contact
    shifts: str


def people(tracing: Tracing, found: list[Contact], scope: Any) -> list[Person]:
    """Names, employments and shifts of contacts; three statements for a page."""
    keys = [contact.worker_id for contact in found]
    workers = Worker.objects.in_bulk(keys)
    spells = _spells_of(tracing, keys, scope)
    shifts = _shifts_of(tracing, keys)
    return [
        Person(
            workers[contact.worker_id],
            spells.get(contact.worker_id),
            contact,
            shifts.get(contact.worker_id, ""),
        )
        for contact in found
    ]


def _spells_of(tracing: Tracing, keys: list[int], scope: Any) -> dict[int, Spell]:
    """The employment of each in the period and within reach: there, else the newest."""
    rows = (
        Spell.objects.filter(worker__in=keys, started_on__lte=tracing.ended_on)
        .exclude(ended_on__lt=tracing.started_on)
        .select_related("enterprise", "site")
    )
    if not scope.national:
        rows = rows.filter(province__in=scope.province_ids)
    here = tracing.enterprise_id
    ranked = sorted(rows, key=lambda row: (row.enterprise_id == here, row.started_on, row.pk))
    return {row.worker_id: row for row in ranked}


def _shifts_of(tracing: Tracing, keys: list[int]) -> dict[int, str]:
    """Shifts in the period at the enterprise of the question: who worked when."""
    sql = """SELECT t.worker_id, string_agg(DISTINCT p.code, ', ' ORDER BY p.code)
        FROM enterprises_sharedstay t JOIN enterprises_sharedplace p ON p.id = t.place_id
        WHERE t.worker_id = ANY(%s) AND p.kind = 'SHIFT' AND p.enterprise_id = %s
            AND t.started_on <= %s AND (t.ended_on IS NULL OR t.ended_on >= %s)
        GROUP BY t.worker_id"""
    with connection.cursor() as cursor:
        cursor.execute(sql, [keys, tracing.enterprise_id, tracing.ended_on, tracing.started_on])
        return dict(cursor.fetchall())


def everybody(tracing: Tracing, scope: Any) -> Iterator[Person]:
    """All contacts for a file, strongest first, a few thousand in memory at a time."""
    question = question_of(tracing)
    found = answer(question, scope, limit=MOST_PER_SPOT * 4).contacts
    for start in range(0, len(found), EXPORT_CHUNK):
        yield from people(tracing, found[start : start + EXPORT_CHUNK], scope)
