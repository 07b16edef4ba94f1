"""Rules of a workforce: ages, employment spells, names, and how long a list stays fresh."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from enterprises.rules.identity import FEMALE
from enterprises.rules.search import quick_fold

ADULT = 18  # Labour Code 45/2019 art. 143.1
LIGHT_WORK = 15  # art. 145: younger ones with written consent, light work of a list
ART_ONLY = 13  # art. 145.3: arts and sport only, with the consent of the labour authority
LONGEST_LIFE = 100
_NOT_LETTERS = re.compile(r"[^a-z0-9]+")


# --- Names --------------------------------------------------------------------------------
@lru_cache(maxsize=20_000)
def name_key(name: str) -> str:
    """The form in which names of persons are compared: no accents, no case, single spaces.

    >>> name_key("  NGUYỄN  thị Hạnh. ")
    'nguyen thi hanh'
    """
    folded = quick_fold(name)
    return folded if folded.replace(" ", "").isalnum() else _NOT_LETTERS.sub(" ", folded).strip()


# --- Ages ---------------------------------------------------------------------------------
@dataclass(frozen=True)
class RetirementAge:
    """Retirement ages in months for people who reach them in a year."""

    year: int
    men: int
    women: int


# Labour Code art. 169.2, Decree 135/2020/NĐ-CP art. 4: 60 years 3 months and 55 years 4 months
# in 2021, three and four months more each year, up to 62 (2028) and 60 (2035).
RETIREMENT = tuple(
    RetirementAge(year, min(62 * 12, 723 + 3 * step), min(60 * 12, 664 + 4 * step))
    for step, year in enumerate(range(2021, 2036))
)


def months_old(born_on: date, on: date) -> int:
    """Whole months of life on a day."""
    months = (on.year - born_on.year) * 12 + on.month - born_on.month
    return months - (on.day < born_on.day)


def age(born_on: date, on: date) -> int:
    """Whole years of life on a day."""
    return months_old(born_on, on) // 12


def is_minor(born_on: date, on: date) -> bool:
    """Under eighteen (Labour Code art. 143.1)."""
    return age(born_on, on) < ADULT


def minor_warning(born_on: date, on: date) -> str:
    """``under_13``, ``under_15``, ``minor`` or nothing, for a worker on a day."""
    years = age(born_on, on)
    if years < ART_ONLY:
        return "under_13"
    if years < LIGHT_WORK:
        return "under_15"
    return "minor" if years < ADULT else ""


def retirement_months(sex: str, on: date) -> int:
    """Age of retirement in months by the table of the year of ``on``; unknown sex: men's."""
    row = RETIREMENT[min(max(on.year - RETIREMENT[0].year, 0), len(RETIREMENT) - 1)]
    return row.women if sex == FEMALE else row.men


def is_elderly(born_on: date, sex: str, on: date) -> bool:
    """Past the retirement age and still at work (Labour Code art. 148.1)."""
    return months_old(born_on, on) >= retirement_months(sex, on)


def elderly_since(sex: str, on: date) -> date:
    """Who was born on this day or earlier is elderly on ``on``; for use in statements.

    The last day of a month has no earlier day in a shorter one, so the day is clipped.
    """
    years, months = divmod(retirement_months(sex, on), 12)
    month = on.month - months
    year = on.year - years - (month < 1)
    month += 12 if month < 1 else 0
    return _clipped(year, month, on.day)


def _clipped(year: int, month: int, day: int) -> date:
    while True:
        try:
            return date(year, month, day)
        except ValueError:
            day -= 1


def birthday_problem(born_on: date, on: date) -> str:
    """``born_future``, ``born_long_ago`` or nothing."""
    if born_on >= on:
        return "born_future"
    return "born_long_ago" if age(born_on, on) > LONGEST_LIFE else ""


# --- Employment ---------------------------------------------------------------------------
def overlaps(
    first_start: date, first_end: date | None, second_start: date, second_end: date | None
) -> bool:
    """Whether two spells share a day; an open end lasts, both ends belong to the spell."""
    starts_in_time = first_end is None or second_start <= first_end
    return starts_in_time and (second_end is None or first_start <= second_end)


def spell_problem(started_on: date, ended_on: date | None, *, today: date) -> str:
    """``end_before_start``, ``start_future``, ``end_future`` or nothing."""
    if ended_on is not None and ended_on < started_on:
        return "end_before_start"
    if started_on > today:
        return "start_future"
    return "end_future" if ended_on is not None and ended_on > today else ""


def last_day_before(day: date, started_on: date) -> date:
    """The last day of who is no longer there on ``day``; never before the first."""
    return max(day - timedelta(days=1), started_on)


# --- Freshness ----------------------------------------------------------------------------
@dataclass(frozen=True)
class ReportDay:
    """A yearly report of changes in the workforce, due before a day of the year."""

    month: int
    day: int
    legal_basis: str
    valid_from: date
    valid_to: date | None = None

    def last_day(self, year: int) -> date:
        """“Before 5 June” ends with 4 June."""
        return date(year, self.month, self.day) - timedelta(days=1)


# Employers report changes twice a year, to the department of the province.
REPORTS = tuple(
    ReportDay(month, 5, "khoản 2 Điều 4 Nghị định 145/2020/NĐ-CP", date(2021, 2, 1))
    for month in (6, 12)
)
LEAD_DAYS = 31  # our practice: a list this shortly before the day is the report of that day


def due_after(updated_on: date) -> date:
    """The last day in time of the next report after a list as of ``updated_on``."""
    after = updated_on + timedelta(days=LEAD_DAYS)
    return next_due(after + timedelta(days=1))


def next_due(on: date) -> date:
    """The first last day of a report that is not before ``on``."""
    days = [
        report.last_day(year)
        for year in (on.year, on.year + 1)
        for report in REPORTS
        if report.valid_from <= report.last_day(year) <= (report.valid_to or date.max)
    ]
    return min(day for day in days if day >= on)


def previous_due(on: date) -> date:
    """The latest last day of a report that lies before ``on``."""
    days = [report.last_day(year) for year in (on.year - 1, on.year) for report in REPORTS]
    return max(day for day in days if day < on)


def legal_basis() -> str:
    """The provision behind the dates."""
    return REPORTS[-1].legal_basis


BUCKETS = (30, 90, 180)  # days overdue, by which lists are counted


def overdue_bucket(due_on: date | None, today: date) -> str:
    """``never``, ``fresh``, or ``late30``/``late90``/``late180``/``late``: up to so many days."""
    if due_on is None:
        return "never"
    late = (today - due_on).days
    if late <= 0:
        return "fresh"
    return next((f"late{limit}" for limit in BUCKETS if late <= limit), "late")
