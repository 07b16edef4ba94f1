"""Which body settles a submission, and by which clock: the table as data, the choice as a rule.

A row names a kind, a respondent, a level and a field of law, each of them or "any" (empty). The
most particular row wins; what is said of the kind weighs more than what is said of the
respondent, then the level, then the field. So two different rows never tie, and a table with a
row for every kind answers every question exactly once. Imports no Django.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

FIELDS = ("kind", "respondent", "level", "subject")  # the heaviest first


class RouteError(ValueError):
    """The table gives no answer, or two; ``str()`` names the question."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is known of a submission."""

    kind: str
    respondent: str
    level: str
    subject: str


@dataclass(frozen=True, slots=True)
class Route:
    """One row of the table; an empty field means any. Both days of validity are included."""

    competent: str
    handling: str
    clock: str
    kind: str = ""
    respondent: str = ""
    level: str = ""
    subject: str = ""
    basis: str = ""
    confidence: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    key: int = 0

    def matches(self, asked: Asked) -> bool:
        """Every field it names is as asked."""
        return all(getattr(self, name) in ("", getattr(asked, name)) for name in FIELDS)

    def in_force(self, on: date) -> bool:
        """Valid on that day."""
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_to is None or on <= self.valid_to
        )

    @property
    def weight(self) -> tuple[bool, ...]:
        """How particular it is."""
        return tuple(bool(getattr(self, name)) for name in FIELDS)


def route(table: Iterable[Route], asked: Asked, *, on: date) -> Route:
    """The one row that applies on ``on``.

    Raises:
        RouteError: no row, or two rows of the same weight.
    """
    found = [row for row in table if row.in_force(on) and row.matches(asked)]
    if not found:
        raise RouteError(f"no route for {asked} on {on}")
    best = max(row.weight for row in found)
    chosen = [row for row in found if row.weight == best]
    if len(chosen) > 1:
        raise RouteError(f"{len(chosen)} routes for {asked} on {on}")
    return chosen[0]


def clashes(table: Iterable[Route]) -> list[tuple[Route, Route]]:
    """Pairs of rows that say different things of the same question on the same day."""
    rows = list(table)
    return [
        (one, other)
        for place, one in enumerate(rows)
        for other in rows[place + 1 :]
        if all(getattr(one, name) == getattr(other, name) for name in FIELDS)
        and _overlap(one, other)
    ]


def _overlap(one: Route, other: Route) -> bool:
    start = max(one.valid_from or date.min, other.valid_from or date.min)
    end = min(one.valid_to or date.max, other.valid_to or date.max)
    return start <= end
