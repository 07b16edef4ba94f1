"""Checks of a sample of the payroll or of time records, row by row. Pure: no Django.

Rows carry what was copied from the employer's books: hours of overtime, the wage, the days it was
late. A row is judged only on what it states.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from law.rules.limits import LEAST, Limit, Verdict, judge

# Column of a row -> key of the limit that its figure is compared with.
CHECKED = {
    "overtime_day": "overtime-day",
    "overtime_month": "overtime-month",
    "overtime_year": "overtime-year",
    "wage": "wage-month",
    "wage_hour": "wage-hour",
    "probation_days": "probation-days",
    "days_late": "late-payment",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a sample: ``label`` names the worker as the employer's list does."""

    number: int
    label: str
    figures: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Hit:
    """A figure of a row that breaks a limit."""

    row: Row
    column: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Proposal:
    """A finding that a sample leads to: the workers concerned, what is missing in VND."""

    violation_code: str
    hits: tuple[Hit, ...]

    @property
    def rows(self) -> tuple[int, ...]:
        """Numbers of the rows, each once."""
        return tuple(dict.fromkeys(hit.row.number for hit in self.hits))

    @property
    def workers(self) -> int:
        """How many rows are concerned; a worker with two faults counts once."""
        return len(self.rows)

    @property
    def shortfall(self) -> int:
        """What was paid too little in VND, over all rows; 0 for hours and days."""
        return sum(
            hit.verdict.by
            for hit in self.hits
            if hit.verdict.limit.unit == "vnd" and hit.verdict.limit.direction == LEAST
        )


def hits(rows: Iterable[Row], limits: Mapping[str, Limit]) -> list[Hit]:
    """Every figure that breaks its limit; ``limits`` by key, those missing are not checked."""
    found = []
    for row in rows:
        for column, key in CHECKED.items():
            figure, limit = row.figures.get(column), limits.get(key)
            if figure is None or limit is None:
                continue
            verdict = judge(figure, limit)
            if verdict.breaks:
                found.append(Hit(row, column, verdict))
    return found


def proposals(found: Sequence[Hit]) -> list[Proposal]:
    """The hits gathered by the violation that their limit points to."""
    codes = dict.fromkeys(
        hit.verdict.limit.violation_code for hit in found if hit.verdict.limit.violation_code
    )
    return [
        Proposal(code, tuple(hit for hit in found if hit.verdict.limit.violation_code == code))
        for code in codes
    ]
