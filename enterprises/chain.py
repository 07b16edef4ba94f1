"""The chain of an enterprise: who stands above and below it, and who above and below those.

One recursive statement a direction, bounded in depth, rows and time. Rows repeat only per level
(UNION, not UNION ALL), so a circle ends at the bound. A relation is followed only where the user
may see at least one of its sides; a firm of another province is then a name and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from enterprises.models import Relation

LEVELS = 3  # that are drawn, each way
DRAWN = 40  # boxes each way
FARTHEST = 5  # levels of the list
LISTED = 2_000  # rows read for it
LADDER_STEPS = 30  # no real ladder of companies is as long
UP, DOWN = "up", "down"

_SEEN = "(%(all)s OR s.province_id = ANY(%(mine)s) OR t.province_id = ANY(%(mine)s))"
_STEP = """
    SELECT r.id, r.kind, {here} AS here, {there} AS there, {depth} AS depth
    FROM {start} enterprises_relation r
    JOIN enterprises_enterprise s ON s.id = r.source_firm_id
    JOIN enterprises_enterprise t ON t.id = r.target_firm_id
    WHERE {where} AND (r.ended_on IS NULL OR r.ended_on > %(on)s) AND {seen}
"""
_WALK = """
WITH RECURSIVE walk(id, kind, here, there, depth) AS (
    {first}
    UNION
    {next}
)
SELECT w.id, w.kind, w.here, w.there, w.depth
FROM (SELECT * FROM walk LIMIT %(most)s) w
"""


def _statement(here: str, there: str) -> str:
    """Steps from ``here`` to ``there``: columns of a relation."""
    common = {"here": f"r.{here}", "there": f"r.{there}", "seen": _SEEN}
    return _WALK.format(
        first=_STEP.format(**common, depth="1", start="", where=f"r.{here} = %(root)s"),
        next=_STEP.format(
            **common, depth="w.depth + 1", start="walk w JOIN",
            where="w.depth < %(levels)s AND w.there <> %(root)s",
        ).replace("enterprises_relation r\n", f"enterprises_relation r ON r.{here} = w.there\n"),
    )  # fmt: skip


_SQL = {
    DOWN: _statement("source_firm_id", "target_firm_id"),
    UP: _statement("target_firm_id", "source_firm_id"),
}
_LADDER = """
WITH RECURSIVE walk(there, depth) AS (
    SELECT target_firm_id, 1 FROM enterprises_relation
    WHERE source_firm_id = %(start)s AND kind = ANY(%(kinds)s) AND ended_on IS NULL
    UNION
    SELECT r.target_firm_id, w.depth + 1 FROM walk w
    JOIN enterprises_relation r ON r.source_firm_id = w.there
    WHERE r.kind = ANY(%(kinds)s) AND r.ended_on IS NULL AND w.depth < %(steps)s
)
SELECT EXISTS (SELECT 1 FROM walk WHERE there = %(end)s)
"""


@dataclass(frozen=True)
class Edge:
    """A relation met on the walk: its key and kind, from which firm to which, how many steps."""

    relation: int
    kind: str
    here: int
    there: int
    depth: int


@dataclass(frozen=True)
class Member:
    """An enterprise of a chain. Without ``visible`` only the name is filled in.

    ``level`` is negative above the enterprise in question; ``after`` is whom it hangs on and
    ``kind`` by which relation.
    """

    pk: int
    name: str
    level: int
    after: int | None
    kind: str
    visible: bool
    tax_code: str = ""
    province: str = ""
    workers: int | None = None
    status: str = ""


def walk(root: int, direction: str, user: Any, *, on: Any, levels: int, most: int) -> list[Edge]:
    """Relations from ``root`` in one direction, nearest first, at most ``most``."""
    scope = user.scope
    with connection.cursor() as cursor:
        cursor.execute(
            _SQL[direction],
            {"root": root, "on": on, "levels": levels, "most": most, "all": scope.national,
             "mine": list(scope.province_ids)},
        )  # fmt: skip
        edges = [Edge(*row) for row in cursor.fetchall()]
    return sorted(edges, key=lambda edge: (edge.depth, edge.relation))


def leads_to(start: int, end: int, kinds: Sequence[str]) -> bool:
    """Whether relations of these kinds lead down from ``start`` to ``end``."""
    with connection.cursor() as cursor:
        cursor.execute(
            _LADDER,
            {"start": start, "end": end, "kinds": [str(kind) for kind in kinds],
             "steps": LADDER_STEPS},
        )  # fmt: skip
        return bool(cursor.fetchone()[0])


def members(root: Any, user: Any, *, on: Any, levels: int, most: int) -> list[Member]:
    """Everybody in the chain of ``root`` once, nearest level first; ``root`` itself is level 0."""
    placed: dict[int, tuple[int, int | None, str]] = {root.pk: (0, None, "")}
    for direction, sign in ((UP, -1), (DOWN, 1)):
        for edge in walk(root.pk, direction, user, on=on, levels=levels, most=most):
            known = placed.get(edge.there)
            if known is None or abs(known[0]) > edge.depth:
                placed[edge.there] = (sign * edge.depth, edge.here, edge.kind)
    return sorted(_named(placed, user), key=lambda m: (abs(m.level), m.level, m.name))


def _named(placed: dict[int, tuple[int, int | None, str]], user: Any) -> Iterator[Member]:
    """With names; facts of firms in the user's reach only."""
    firms = Relation._meta.get_field("source_firm").related_model._default_manager
    rows = firms.filter(pk__in=placed).values_list(
        "pk", "name", "province_id", "tax_code", "province__name_vi", "workers", "status"
    )
    for pk, name, province_id, *facts in rows:
        level, after, kind = placed[pk]
        if user.scope.national or province_id in user.scope.province_ids:
            yield Member(pk, name, level, after, kind, True, *facts)
        else:
            yield Member(pk, name, level, after, kind, False)


@dataclass(frozen=True)
class Drawn:
    """What of a chain is drawn: members, and how many more each way are left out."""

    members: list[Member]
    above: int
    below: int


def to_draw(everybody: Iterable[Member]) -> Drawn:
    """The nearest ``DRAWN`` each way; a box hangs on a drawn one only."""
    kept: dict[int, Member] = {}
    left, used = {-1: 0, 1: 0}, {-1: 0, 1: 0}
    for member in sorted(everybody, key=lambda m: abs(m.level)):
        side = (member.level > 0) - (member.level < 0)
        if side == 0:
            kept[member.pk] = member
        elif used[side] < DRAWN and abs(member.level) <= LEVELS and member.after in kept:
            kept[member.pk] = member
            used[side] += 1
        else:
            left[side] += 1
    return Drawn(list(kept.values()), above=left[-1], below=left[1])
