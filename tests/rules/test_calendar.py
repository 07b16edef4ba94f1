"""Working days and legal terms."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecms.core.calendar import CalendarError, WorkingCalendar, load_calendar
from ecms.core.datafile import DataFileError

DAYS = st.dates(date(2021, 1, 1), date(2026, 12, 31))


@pytest.fixture(scope="module")
def calendar():
    return load_calendar()


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        (date(2026, 2, 10), 7, date(2026, 2, 26)),  # Tết 16-20 February lies in between
        (date(2026, 2, 13), 1, date(2026, 2, 23)),  # the last day before Tết
        (date(2026, 2, 18), 1, date(2026, 2, 23)),  # from within Tết
        (date(2025, 1, 24), 1, date(2025, 2, 3)),  # Tết 2025: 27-31 January
        (date(2024, 2, 7), 2, date(2024, 2, 16)),  # Tết 2024: 8-14 February
        (date(2023, 1, 19), 1, date(2023, 1, 27)),  # Tết 2023: 20-26 January
        (date(2022, 1, 28), 1, date(2022, 2, 7)),  # Tết 2022: 31 January - 4 February
        (date(2021, 2, 9), 1, date(2021, 2, 17)),  # Tết 2021: 10-16 February
        (date(2027, 2, 3), 1, date(2027, 2, 11)),  # Tết 2027: 4-10 February
        (date(2026, 4, 24), 1, date(2026, 4, 28)),  # Hùng Kings on a Sunday, Monday in lieu
        (date(2026, 4, 29), 1, date(2026, 5, 4)),  # 30 April and 1 May
        (date(2026, 8, 21), 1, date(2026, 8, 22)),  # Saturday worked instead of 31 August
        (date(2026, 8, 28), 1, date(2026, 9, 3)),  # National Day with the moved Monday
        (date(2024, 4, 26), 1, date(2024, 5, 2)),  # 29 April 2024 moved to Saturday 4 May
        (date(2024, 5, 3), 1, date(2024, 5, 4)),
        (date(2025, 4, 25), 1, date(2025, 4, 26)),  # Saturday worked instead of 2 May 2025
        (date(2026, 9, 25), 5, date(2026, 10, 2)),  # an ordinary week
    ],
)
def test_working_days_over_holidays(calendar, start, n, end):
    assert calendar.add_working_days(start, n) == end


@pytest.mark.parametrize(
    ("method", "start", "n", "end"),
    [
        ("add_months", date(2026, 1, 31), 1, date(2026, 2, 28)),
        ("add_months", date(2024, 1, 31), 1, date(2024, 2, 29)),
        ("add_months", date(2026, 12, 15), 2, date(2027, 2, 15)),
        ("add_years", date(2024, 2, 29), 1, date(2025, 2, 28)),
        ("add_years", date(2024, 2, 29), 4, date(2028, 2, 29)),
        ("add_years", date(2026, 9, 20), 1, date(2027, 9, 20)),
        ("add_days", date(2026, 2, 10), 10, date(2026, 2, 20)),
    ],
)
def test_calendar_terms_are_clamped(calendar, method, start, n, end):
    assert getattr(calendar, method)(start, n) == end


def test_a_term_that_ends_on_a_day_off_rolls_only_when_asked(calendar):
    assert calendar.add_days(date(2026, 2, 6), 10) == date(2026, 2, 16)
    assert calendar.add_days(date(2026, 2, 6), 10, roll=True) == date(2026, 2, 23)
    assert calendar.add_months(date(2026, 9, 25), 1) == date(2026, 10, 25)
    assert calendar.add_months(date(2026, 9, 25), 1, roll=True) == date(2026, 10, 26)
    assert calendar.add_years(date(2025, 10, 25), 1, roll=True) == date(2026, 10, 26)


@given(start=DAYS, n=st.integers(1, 60))
def test_working_days_are_counted_back(start, n):
    calendar = CALENDAR
    end = calendar.add_working_days(start, n)
    assert end > start
    assert calendar.is_working_day(end)
    assert calendar.working_days_between(start, end) == n
    assert calendar.working_days_between(end, start) == -n
    assert calendar.add_working_days(start, n + 1) > end


@given(day=DAYS)
def test_next_working_day_never_skips_one(day):
    found = CALENDAR.next_working_day(day)
    assert CALENDAR.is_working_day(found)
    between = (found - day).days
    assert not any(CALENDAR.is_working_day(day + timedelta(days=i)) for i in range(between))


CALENDAR = load_calendar()


def test_every_year_has_its_eleven_statutory_days(calendar):
    for year in range(2021, 2028):
        working_days_off = [
            day for day in calendar.holidays if day.year == year and day.weekday() < 5
        ]
        assert len(working_days_off) >= 11, year
        assert any("Tết" in calendar.holidays[day] for day in working_days_off)


@pytest.mark.parametrize("n", [0, -1])
def test_a_term_in_working_days_has_at_least_one(calendar, n):
    with pytest.raises(CalendarError):
        calendar.add_working_days(date(2026, 2, 10), n)


@pytest.mark.parametrize("method", ["add_days", "add_months", "add_years"])
def test_negative_terms_are_refused(calendar, method):
    with pytest.raises(CalendarError):
        getattr(calendar, method)(date(2026, 2, 10), -1)


def test_years_without_known_holidays_are_refused(calendar):
    with pytest.raises(CalendarError, match="2021-2027, not for 2028"):
        calendar.add_working_days(date(2027, 12, 30), 5)
    with pytest.raises(CalendarError):
        calendar.is_working_day(date(2020, 12, 31))


def test_the_end_of_time_is_an_error_not_a_crash():
    bare = WorkingCalendar({})
    assert bare.add_working_days(date(1999, 12, 31), 1) == date(2000, 1, 3)
    with pytest.raises(CalendarError):
        bare.add_working_days(date.max, 1)
    with pytest.raises(CalendarError):
        bare.add_days(date.max, 1)
    with pytest.raises(CalendarError):
        bare.add_years(date.max, 1)


HEAD = "date,name_vi,name_en\n"
MOVED = "day_off,worked_instead,occasion_vi\n"


@pytest.mark.parametrize(
    ("holidays", "moved", "reason"),
    [
        (HEAD + "2026-13-01,x,x\n", MOVED, r"holidays.csv, row 2: column date: '2026-13-01'"),
        (HEAD + "2026-01-01,x,x\n2026-01-01,y,y\n", MOVED, r"holidays.csv, row 3: .* twice"),
        (HEAD + ",x,x\n", MOVED, r"holidays.csv, row 2: column date is empty"),
        (HEAD, MOVED, r"holidays.csv: has no rows"),
        ("day,name_vi\n", MOVED, r"holidays.csv, row 1: missing column date, name_en"),
        (HEAD + "2026-01-01,x\n", MOVED, r"holidays.csv, row 2: has 2 cells instead of 3"),
        (
            HEAD + "2026-01-01,x,x\n",
            MOVED + "2026-08-31,2026-08-24,x\n",
            r"moved_working_days.csv, row 2: a swap needs a weekday and a weekend",
        ),
        (
            HEAD + "2026-01-01,x,x\n",
            MOVED + "2026-01-01,2026-01-10,x\n",
            r"moved_working_days.csv, row 2: a swap",
        ),
    ],
)
def test_broken_calendar_files_name_row_and_reason(tmp_path, holidays, moved, reason):
    (tmp_path / "holidays.csv").write_text(holidays, encoding="utf-8")
    (tmp_path / "moved_working_days.csv").write_text(moved, encoding="utf-8")
    with pytest.raises(DataFileError, match=reason):
        load_calendar(tmp_path)
