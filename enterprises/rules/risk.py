"""The stated risk score, model R2: a sum of points that anybody can add up again.

Counted are how dangerous the sector is, how many people work there, what inspectors found there
in the last three years and what came back, complaints, accidents, unpaid insurance and fines,
hazards, a missing self-check, and how long nobody has been there. It orders the register; it
decides nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date

MODEL = "R2"
HIGHEST = 100
YEARS = 3  # findings, complaints and accidents count for so long
# Points by section of VSIC 2025: fatal accidents and unpaid insurance concentrate here.
SECTION_POINTS = {"B": 25, "F": 25, "C": 20, "D": 15, "E": 15, "H": 15, "A": 12, "I": 10, "O": 10}
OTHER_SECTION = 6
SIZE_POINTS = ((1000, 20), (200, 16), (100, 13), (50, 10), (10, 6), (0, 3))
UNKNOWN_SIZE = 6
NEVER_VISITED = 15
VISIT_POINTS = ((5 * 365, 15), (3 * 365, 10), (365, 5))  # days since the last visit, at least
# Points by a number, at least: the first line that fits counts.
FACT_POINTS = {
    "findings": ((6, 12), (3, 9), (1, 5)),
    "repeated": ((2, 10), (1, 6)),
    "complaints": ((5, 10), (2, 7), (1, 4)),
    "accidents": ((2, 15), (1, 10)),
    "insurance_gap": ((1, 6),),
    "arrears": ((1, 4),),
    "unpaid_fines": ((1, 5),),
    "hazards": ((3, 6), (1, 3)),
    "no_self_check": ((1, 4),),
}


@dataclass(frozen=True)
class Facts:
    """Numbers that other records hold about an enterprise; 0 where there is nothing.

    ``findings`` confirmed in the last three years, ``repeated`` violations found in more than
    one check of these years, ``complaints`` and ``accidents`` of these years, ``insurance_gap``
    1 where fewer workers are insured than declared, ``arrears`` 1 where insurance is owed,
    ``unpaid_fines`` decisions past their day of payment, ``hazards`` present, ``no_self_check``
    1 where the self-check that is a duty is late.
    """

    findings: int = 0
    repeated: int = 0
    complaints: int = 0
    accidents: int = 0
    insurance_gap: int = 0
    arrears: int = 0
    unpaid_fines: int = 0
    hazards: int = 0
    no_self_check: int = 0


NOTHING = Facts()
CODES = tuple(field.name for field in fields(Facts))


@dataclass(frozen=True)
class Inputs:
    """All that the score depends on; ``section`` is the letter of VSIC 2025 or ""."""

    section: str
    workers: int | None
    last_visited_on: date | None
    facts: Facts = NOTHING


@dataclass(frozen=True)
class Reason:
    """One part of the score: a code, the fact behind it, its points."""

    code: str  # sector, sector_unknown, size, size_unknown, never_visited, visited, or of Facts
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


def score(
    *,
    section: str,
    workers: int | None,
    last_visited_on: date | None,
    on: date,
    facts: Facts = NOTHING,
) -> Score:
    """Score an enterprise on the legal date ``on``; ``section`` is its VSIC 2025 letter or ""."""
    return score_of(Inputs(section, workers, last_visited_on, facts), on=on)


def score_of(inputs: Inputs, *, on: date) -> Score:
    """The same for inputs that are one thing already."""
    reasons = [_sector(inputs.section), _size(inputs.workers), _visit(inputs.last_visited_on, on)]
    reasons += [_fact(code, getattr(inputs.facts, code)) for code in CODES]
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


def _fact(code: str, number: int) -> Reason:
    points = next((points for least, points in FACT_POINTS[code] if number >= least), 0)
    return Reason(code, points, str(number))
