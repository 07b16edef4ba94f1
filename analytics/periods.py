"""Periods of whole months, and the months they consist of. Pure."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import cached_property

TREND_MONTHS = 12
LONGEST_MONTHS = 120
EARLIEST_YEAR, LATEST_YEAR = 2000, 2100


@dataclass(frozen=True)
class Period:
    """Whole months from ``first`` to ``last``, each given by its first day, both included.

    Raises:
        ValueError: ends before it begins, or not on first days.
    """

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.first.day != 1 or self.last.day != 1:
            raise ValueError("a period is given by first days of months")
        if self.length < 1:
            raise ValueError("a period has a month at least")

    @property
    def length(self) -> int:
        """Number of months."""
        return _index(self.last) - _index(self.first) + 1

    @property
    def start(self) -> date:
        """First day."""
        return self.first

    @property
    def end(self) -> date:
        """Last day."""
        return self.last.replace(day=monthrange(self.last.year, self.last.month)[1])

    @property
    def months(self) -> tuple[date, ...]:
        """First days of all months, rising."""
        return tuple(shift(self.first, step) for step in range(self.length))

    @property
    def previous(self) -> Period:
        """The period of the same length that ends right before this one."""
        return Period(shift(self.first, -self.length), shift(self.first, -1))

    @property
    def is_year_long(self) -> bool:
        """The period before is that of a year ago: it is told once."""
        return self.length == TREND_MONTHS

    @property
    def trend(self) -> Period:
        """This period, or the twelve months up to its end where it is shorter."""
        if self.length >= TREND_MONTHS:
            return self
        return Period(shift(self.last, 1 - TREND_MONTHS), self.last)

    def holds(self, day: date) -> bool:
        """Whether ``day`` lies in the period."""
        return self.first <= day <= self._end

    @cached_property
    def _end(self) -> date:
        """Asked for every figure of a page."""
        return self.end

    @property
    def code(self) -> str:
        """2026-01_2026-03, for names of files."""
        return f"{month_code(self.first)}_{month_code(self.last)}"


def _index(month: date) -> int:
    return month.year * 12 + month.month - 1


def shift(month: date, months: int) -> date:
    """The first day of the month so many months after (before) ``month``."""
    year, index = divmod(_index(month) + months, 12)
    return date(year, index + 1, 1)


def asked(first: date, last: date) -> Period:
    """A period that somebody asks for. What it is compared with may lie years before it, so only
    this one is limited.

    Raises:
        ValueError: as of ``Period``, or it is longer than ten years.
    """
    period = Period(first, last)
    if period.length > LONGEST_MONTHS:
        raise ValueError("a period has 120 months at most")
    return period


def month_of(day: date) -> Period:
    """The month of a day."""
    return Period(day.replace(day=1), day.replace(day=1))


def quarter_of(day: date) -> Period:
    """The quarter of a day."""
    first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    return Period(first, shift(first, 2))


def half_of(day: date) -> Period:
    """The half-year of a day."""
    first = date(day.year, 1 if day.month <= 6 else 7, 1)
    return Period(first, shift(first, 5))


def year_of(day: date) -> Period:
    """The calendar year of a day."""
    return Period(date(day.year, 1, 1), date(day.year, 12, 1))


def month_code(month: date) -> str:
    """2026-01."""
    return f"{month.year:04}-{month.month:02}"


def read_month(code: str) -> date:
    """The first day of the month "2026-01".

    Raises:
        ValueError: not such a code, or not of this century.
    """
    year, _, month = code.partition("-")
    if not (len(year) == 4 and len(month) == 2 and (year + month).isascii()):
        raise ValueError(f"{code!r} is not a month (YYYY-MM)")
    if not EARLIEST_YEAR <= int(year) <= LATEST_YEAR:
        raise ValueError(f"{code!r} is out of reach")
    return date(int(year), int(month), 1)
