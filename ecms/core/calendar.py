"""Working days and legal terms: pure date arithmetic over public holidays and moved days.

How terms are counted (Civil Code 91/2015 arts. 147-148, 151; Law on Handling of Administrative
Violations art. 8): the day of the event is not counted, the day after it is day 1. Months and
years end on the same day number, or on the last day of a shorter month.

Which terms roll to the next working day when they end on a day off (Civil Code art. 148.5):

* terms in days, months or years within which somebody must act (payment in 10 days, remedies in
  30 days, decision in 1 or 2 months) roll: pass ``roll=True``;
* terms in working days never need it, they end on a working day by construction;
* limitation periods do not roll here: a sanction issued after the plain last day could be
  attacked, so the earlier day is the safe one.
"""

import calendar
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

from ecms.core.datafile import DATA_DIR, DataFileError, read_rows

ONE_DAY = timedelta(days=1)


class CalendarError(ValueError):
    """A term that cannot be computed: bad length, or years whose holidays are not known."""


def add_months(start: date, months: int) -> date:
    """Return the same day ``months`` later, or the last day of a shorter month."""
    if months < 0:
        raise CalendarError("a term in months must not be negative")
    position = start.year * 12 + (start.month - 1) + months
    year, month = divmod(position, 12)
    if year > date.max.year:
        raise CalendarError("the term ends beyond the calendar")
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last))


def add_years(start: date, years: int) -> date:
    """Return the same day ``years`` later; 29 February ends on 28 February."""
    if years < 0:
        raise CalendarError("a term in years must not be negative")
    return add_months(start, years * 12)


class WorkingCalendar:
    """Public holidays by date, and weekend days that were declared working days instead.

    A moved working day wins over the weekend, a holiday wins over both. The years covered are
    those in which holidays are known; outside them working days raise CalendarError, because
    a deadline that silently ignores Tết is worse than none. An empty ``holidays`` knows
    weekends only and covers every year (useful in tests).
    """

    def __init__(
        self,
        holidays: Mapping[date, str],
        moved_working_days: frozenset[date] = frozenset(),
    ) -> None:
        self.holidays = dict(holidays)
        self.moved_working_days = frozenset(moved_working_days)
        years = [day.year for day in self.holidays]
        self.first_year = min(years, default=date.min.year)
        self.last_year = max(years, default=date.max.year)

    def is_working_day(self, day: date) -> bool:
        """Tell whether State offices work on ``day``."""
        if not self.first_year <= day.year <= self.last_year:
            raise CalendarError(
                f"public holidays are known for {self.first_year}-{self.last_year}, "
                f"not for {day.year}"
            )
        if day in self.holidays:
            return False
        return day.weekday() < 5 or day in self.moved_working_days

    def next_working_day(self, day: date) -> date:
        """Return ``day`` itself when it is a working day, else the next one after it."""
        while not self.is_working_day(day):
            day = self._later(day)
        return day

    def add_working_days(self, start: date, n: int) -> date:
        """Return the last day of a term of ``n`` working days; the day after start is day 1."""
        if n < 1:
            raise CalendarError("a term in working days must be at least 1")
        day = start
        while n:
            day = self._later(day)
            n -= self.is_working_day(day)
        return day

    def add_days(self, start: date, n: int, *, roll: bool = False) -> date:
        """Return the last day of a term of ``n`` calendar days; the day after start is day 1."""
        if n < 0:
            raise CalendarError("a term in days must not be negative")
        try:
            end = start + timedelta(days=n)
        except OverflowError:
            raise CalendarError("the term ends beyond the calendar") from None
        return self._rolled(end, roll)

    def add_months(self, start: date, n: int, *, roll: bool = False) -> date:
        """Return the last day of a term of ``n`` months, clamped to the end of the month."""
        return self._rolled(add_months(start, n), roll)

    def add_years(self, start: date, n: int, *, roll: bool = False) -> date:
        """Return the last day of a term of ``n`` years; from 29 February to 28 February."""
        return self._rolled(add_years(start, n), roll)

    def working_days_between(self, start: date, end: date) -> int:
        """Count working days after ``start`` up to and including ``end``; negative if before."""
        if end < start:
            return -self.working_days_between(end, start)
        return sum(
            self.is_working_day(start + timedelta(days=offset))
            for offset in range(1, (end - start).days + 1)
        )

    def _rolled(self, day: date, roll: bool) -> date:
        return self.next_working_day(day) if roll else day

    @staticmethod
    def _later(day: date) -> date:
        try:
            return day + ONE_DAY
        except OverflowError:
            raise CalendarError("the term ends beyond the calendar") from None


def load_calendar(directory: Path = DATA_DIR) -> WorkingCalendar:
    """Read ``holidays.csv`` and ``moved_working_days.csv``.

    Raises DataFileError with file, row and reason for a bad date, a date given twice, or a
    swap that does not exchange a weekday for a weekend day.
    """
    holidays: dict[date, str] = {}
    for row in read_rows(directory / "holidays.csv", ("date", "name_vi", "name_en")):
        row.required("date")
        day = row.day("date")
        if day is None or day in holidays:
            raise row.fail(f"{day} is given twice")
        holidays[day] = row.required("name_vi")
    worked: set[date] = set()
    for row in read_rows(
        directory / "moved_working_days.csv", ("day_off", "worked_instead", "occasion_vi")
    ):
        day_off, instead = row.day("day_off"), row.day("worked_instead")
        _check_swap(day_off, instead, holidays, row.fail("a swap needs a weekday and a weekend"))
        holidays[day_off] = row.required("occasion_vi")  # type: ignore[index]
        worked.add(instead)  # type: ignore[arg-type]
    return WorkingCalendar(holidays, frozenset(worked))


def _check_swap(
    day_off: date | None, instead: date | None, holidays: Mapping[date, str], error: DataFileError
) -> None:
    if day_off is None or instead is None or day_off in holidays or instead in holidays:
        raise error
    if day_off.weekday() >= 5 or instead.weekday() < 5:
        raise error
