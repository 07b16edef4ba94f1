"""Days of an accident: investigation, extension, sending, payment, reports. Pure.

The day of the event is not counted; terms in days within which somebody must act roll to the
next working day (Civil Code art. 148.5), as everywhere in this system.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from ecms.core.calendar import WorkingCalendar

HALF, YEAR = "HALF", "YEAR"
REPORT_RULES = {HALF: 107, YEAR: 108}  # rows of the table: before 5 July, before 10 January


def last_day(start: date, days: int, calendar: WorkingCalendar, *, working: bool = False) -> date:
    """The last day of a term of ``days`` that an event on ``start`` opens.

    Raises:
        CalendarError: holidays of that time are not known, or a bad length.
    """
    if working:
        return calendar.add_working_days(start, days)
    return calendar.add_days(start, days, roll=True)


def extension_problem(
    *, allowed: bool, already: bool, last: date, on: date, days: int, term: int
) -> str:
    """Why an extension is not possible: "class", "again", "over", "long"; "" when it is.

    Once, before the term has run out, at most as long as the term itself (art. 35.6).
    """
    if not allowed:
        return "class"
    if already:
        return "again"
    if on > last:
        return "over"
    return "" if 0 < days <= term else "long"


def period(year: int, part: str) -> tuple[date, date]:
    """First and last day of a reporting period: the first half or the whole year."""
    last = date(year, 6, 30) if part == HALF else date(year, 12, 31)
    return date(year, 1, 1), last


def report_due(year: int, part: str) -> date:
    """The day before which the employer reports: 5 July, or 10 January of the year after."""
    return date(year, 7, 5) if part == HALF else date(year + 1, 1, 10)


MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
FIXED = re.compile(r"(\d{1,2}) (" + "|".join(MONTHS) + r")")


def before_fixed(text: str, year: int, part: str) -> date:
    """The last day that is "before 5 Jul / 5 Jan" for a period; the yearly report is made in the
    year after. Where the row has one date, it is the same for both.

    Raises:
        ValueError: no such date in ``text``.
    """
    found = FIXED.findall(text)
    if not found:
        raise ValueError(f"no fixed date in {text!r}")
    number, month = found[0] if part == HALF else found[-1]
    made_in = year if part == HALF else year + 1
    return date(made_in, MONTHS.index(month) + 1, int(number)) - timedelta(days=1)


def latest_period(on: date) -> tuple[int, str]:
    """The last period that is over on ``on``."""
    if on > date(on.year, 6, 30):
        return on.year, HALF
    return on.year - 1, YEAR
