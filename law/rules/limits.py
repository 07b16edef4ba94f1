"""Figures that the law limits: hours of overtime, days of probation, wages, delays.

A limit is data with its dates and article (``data/limits.csv``, ``data/minimum_wages.csv``); here
a figure is compared with it. Pure: no Django, no clock. Hours and days are whole numbers, wages
whole VND, shares whole per cent.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

MOST, LEAST = "MOST", "LEAST"  # the figure may not be above, or not below
WAGE_MONTH, WAGE_HOUR = "wage-month", "wage-hour"
WAGES = (WAGE_MONTH, WAGE_HOUR)
OVERTIME_MONTH, OVERTIME_YEAR, OVERTIME_DAY = "overtime-month", "overtime-year", "overtime-day"


class LimitUnknown(LookupError):
    """No limit of that key and variant was in force on the date; ``key`` names it."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit: ``value`` in ``unit`` (hours, days, percent, vnd), valid between two dates.

    ``variant`` tells apart limits of one key: whom or what they are for (a region, a trade).
    """

    key: str
    variant: str
    value: int
    unit: str
    direction: str
    legal_basis: str
    valid_from: date | None = None
    valid_to: date | None = None
    name_vi: str = ""
    name_en: str = ""
    violation_code: str = ""
    confidence: str = ""

    def in_force(self, on: date) -> bool:
        """Whether the limit applies to what happened on ``on``; both ends included."""
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_to is None or on <= self.valid_to
        )


@dataclass(frozen=True, slots=True)
class Verdict:
    """A figure beside its limit. ``by`` is how far it is beyond, 0 where it is not."""

    figure: int
    limit: Limit
    by: int

    @property
    def breaks(self) -> bool:
        """The figure is not lawful."""
        return self.by > 0


def judge(figure: int, limit: Limit) -> Verdict:
    """Compare a figure with a limit; the limit itself is lawful."""
    beyond = figure - limit.value if limit.direction == MOST else limit.value - figure
    return Verdict(figure, limit, max(0, beyond))


def choose(limits: Iterable[Limit], key: str, variant: str, on: date) -> Limit:
    """The limit of ``key`` and ``variant`` in force on ``on``, the latest where two overlap.

    Raises:
        LimitUnknown: there is none.
    """
    found = [
        limit
        for limit in limits
        if (limit.key, limit.variant) == (key, variant) and limit.in_force(on)
    ]
    if not found:
        raise LimitUnknown(key)
    return max(found, key=lambda limit: limit.valid_from or date.min)


def variants(limits: Iterable[Limit], key: str, on: date) -> list[Limit]:
    """What may be chosen for ``key`` on ``on``: one limit a variant, in the given order."""
    names = dict.fromkeys(limit.variant for limit in limits if limit.key == key)
    chosen = []
    for name in names:
        try:
            chosen.append(choose(limits, key, name, on))
        except LimitUnknown:
            continue
    return chosen
