"""The stated risk score: a sum of points that anybody can add up again.

Three facts count: how dangerous the sector is, how many people work there, and how long nobody
has been there. It orders the register; it decides nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

HIGHEST = 100
# Points by section of VSIC 2025: fatal accidents and unpaid insurance concentrate here.
SECTION_POINTS = {"B": 40, "F": 40, "C": 30, "D": 25, "E": 25, "H": 25, "A": 20, "I": 15, "O": 15}
OTHER_SECTION = 10
SIZE_POINTS = ((1000, 30), (200, 25), (100, 20), (50, 15), (10, 10), (0, 5))
UNKNOWN_SIZE = 10
NEVER_VISITED = 30
VISIT_POINTS = ((5 * 365, 30), (3 * 365, 20), (365, 10))  # days since the last visit, at least


@dataclass(frozen=True)
class Reason:
    """One part of the score: a code, the fact behind it, its points."""

    code: str  # sector, sector_unknown, size, size_unknown, never_visited, visited
    points: int
    fact: str = ""


@dataclass(frozen=True)
class Score:
    """Points from 0 to 100 and the reasons, heaviest first."""

    points: int
    reasons: tuple[Reason, ...]

    def as_json(self) -> list[dict[str, str | int]]:
        """The reasons as they are stored."""
        return [{"code": r.code, "points": r.points, "fact": r.fact} for r in self.reasons]


def score(*, section: str, workers: int | None, last_visited_on: date | None, on: date) -> Score:
    """Score an enterprise on the legal date ``on``; ``section`` is its VSIC 2025 letter or ""."""
    reasons = (_sector(section), _size(workers), _visit(last_visited_on, on))
    kept = tuple(sorted((r for r in reasons if r.points), key=lambda r: -r.points))
    return Score(min(HIGHEST, sum(r.points for r in kept)), kept)


def _sector(section: str) -> Reason:
    if not section:
        return Reason("sector_unknown", OTHER_SECTION)
    return Reason("sector", SECTION_POINTS.get(section, OTHER_SECTION), section)


def _size(workers: int | None) -> Reason:
    if workers is None:
        return Reason("size_unknown", UNKNOWN_SIZE)
    points = next(points for least, points in SIZE_POINTS if workers >= least)
    return Reason("size", points, str(workers))


def _visit(last: date | None, on: date) -> Reason:
    if last is None:
        return Reason("never_visited", NEVER_VISITED)
    days = (on - last).days
    points = next((points for least, points in VISIT_POINTS if days >= least), 0)
    return Reason("visited", points, last.isoformat())
