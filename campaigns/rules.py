"""Sharing out a stratified sample, days of visits, and whether targeting beats chance.

Pure: no Django.
"""

from __future__ import annotations

import math
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

Z = 1.959964  # two-sided 95 %


def shares(strata: Mapping[str, int], wanted: int) -> dict[str, int]:
    """How many to draw of each stratum: in proportion to its size, by largest remainders.

    The sum is ``wanted``, or everything where there is less; no stratum gives more than it has.
    Equal remainders go to the larger stratum, then by name, so that the result is always the
    same.
    """
    total = sum(strata.values())
    wanted = max(min(wanted, total), 0)
    if not wanted:
        return dict.fromkeys(strata, 0)
    given = {name: wanted * size // total for name, size in strata.items()}
    rest = {name: wanted * size % total for name, size in strata.items()}
    order = sorted(strata, key=lambda name: (-rest[name], -strata[name], name))
    for name in order[: wanted - sum(given.values())]:
        given[name] += 1
    return given


def random_part(size: int, percent: int) -> int:
    """How many of ``size`` targets are drawn at random, rounded half up."""
    return (size * percent + 50) // 100


def spread(count: int, days: Sequence[date]) -> list[date]:
    """A day for each of ``count`` visits: in order, evenly over ``days``. Empty without days."""
    if not days:
        return []
    return [days[number * len(days) // count] for number in range(count)]


# --- Better than chance? ----------------------------------------------------------------------
@dataclass(frozen=True)
class Rate:
    """``hits`` of ``seen`` with the Wilson interval of 95 %; ``low`` and ``high`` from 0 to 1."""

    hits: int
    seen: int
    low: float
    high: float

    @property
    def value(self) -> float | None:
        """The share itself; None where nothing was seen."""
        return self.hits / self.seen if self.seen else None


@dataclass(frozen=True)
class Difference:
    """Share of the targeted minus share of the random ones, with Newcombe's interval of 95 %."""

    value: float
    low: float
    high: float

    @property
    def verdict(self) -> str:
        """``better``, ``worse``, or ``open`` where the interval holds no difference."""
        if self.low > 0:
            return "better"
        return "worse" if self.high < 0 else "open"


def rate(hits: int, seen: int) -> Rate:
    """Wilson's score interval (1927), which also holds for few visits and shares near 0 or 1."""
    if not 0 <= hits <= seen:
        raise ValueError("hits must lie between 0 and seen")
    if not seen:
        return Rate(0, 0, 0.0, 1.0)
    share, square = hits / seen, Z * Z
    middle = share + square / (2 * seen)
    width = Z * math.sqrt(share * (1 - share) / seen + square / (4 * seen * seen))
    scale = 1 + square / seen
    return Rate(hits, seen, max((middle - width) / scale, 0.0), min((middle + width) / scale, 1.0))


def difference(targeted: Rate, chance: Rate) -> Difference | None:
    """Newcombe's interval (1998, method 10) of the difference; None while one side is empty."""
    if targeted.value is None or chance.value is None:
        return None
    gap = targeted.value - chance.value
    down = math.hypot(targeted.value - targeted.low, chance.high - chance.value)
    up = math.hypot(targeted.high - targeted.value, chance.value - chance.low)
    return Difference(gap, max(gap - down, -1.0), min(gap + up, 1.0))


# --- Plans of a year ----------------------------------------------------------------------------
def months(year: int, first: int, last: int) -> tuple[date, date]:
    """The first day of a month and the last day of another.

    >>> months(2028, 2, 2)
    (datetime.date(2028, 2, 1), datetime.date(2028, 2, 29))
    """
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def expected(size: int, first: date, last: date, on: date) -> int:
    """How many of ``size`` should be done by the end of ``on``, evenly from ``first`` to ``last``.

    >>> expected(10, date(2026, 1, 1), date(2026, 1, 10), date(2026, 1, 5))
    5
    """
    if on < first:
        return 0
    return size * min((on - first).days + 1, (last - first).days + 1) // ((last - first).days + 1)
