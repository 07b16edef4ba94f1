"""Limits and time limits of the steps before the decision."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.reference import load_from_files
from violations import on_spot_limits
from violations import proceeding_rules as rules

D = date
LAW = load_from_files()
DAYS = st.dates(D(2025, 7, 1), D(2026, 9, 30))


@pytest.mark.parametrize(
    ("day", "individual", "organisation"),
    [
        (D(2025, 6, 30), 250_000, 500_000),
        (D(2025, 7, 1), 500_000, 1_000_000),
        (D(2026, 10, 5), 500_000, 1_000_000),
    ],
)
def test_the_limit_without_minutes_before_and_after_law_88(day, individual, organisation):
    found = on_spot_limits.limit_on(day)
    assert (found.of(organisation=False), found.of(organisation=True)) == (
        individual, organisation,
    )  # fmt: skip


def test_before_the_law_there_is_no_limit():
    with pytest.raises(LookupError):
        on_spot_limits.limit_on(D(2013, 6, 30))


@pytest.mark.parametrize(
    ("total", "fits"), [(0, True), (499_999, True), (500_000, True), (500_001, False)]
)
def test_edges_of_the_limit(total, fits):
    assert rules.fits_on_spot(total, 500_000) is fits


@given(st.integers(0, 2_000_000), st.integers(0, 2_000_000), st.integers(1, 10**6))
def test_a_smaller_fine_fits_where_a_greater_one_does(total, less, limit):
    if rules.fits_on_spot(total, limit):
        assert rules.fits_on_spot(min(total, less), limit)


def test_two_limits_on_one_day_are_not_in_the_file():
    rows = on_spot_limits.limits()
    for row in rows:
        for day in (row.valid_from, row.valid_to or D(2026, 10, 5)):
            assert sum(other.in_force(day) for other in rows) == 1


@pytest.mark.parametrize(
    ("start", "hearing", "extended", "back", "after", "verified"),
    [  # an ordinary Monday; the week before Tết; the end of the year
        (D(2026, 10, 5), D(2026, 10, 12), D(2026, 10, 12), D(2026, 10, 12), D(2026, 11, 4),
         D(2026, 11, 19)),
        (D(2026, 2, 5), D(2026, 2, 12), D(2026, 2, 12), D(2026, 2, 12), D(2026, 3, 9),
         D(2026, 3, 23)),
        (D(2025, 12, 24), D(2025, 12, 31), D(2025, 12, 31), D(2025, 12, 31), D(2026, 1, 23),
         D(2026, 2, 9)),
    ],
)  # fmt: skip
def test_days_counted_on_a_calendar(start, hearing, extended, back, after, verified):
    assert rules.hearing_by(LAW, start) == hearing
    assert rules.extended_until(LAW, start) == extended
    assert rules.file_back_by(LAW, start) == back
    assert rules.decision_after_return(LAW, start, verified=False) == after
    assert rules.decision_after_return(LAW, start, verified=True) == verified


@given(DAYS)
def test_verifying_after_a_return_never_shortens_the_time(day):
    short = rules.decision_after_return(LAW, day, verified=False)
    assert day < short < rules.decision_after_return(LAW, day, verified=True)


@given(DAYS)
def test_a_limitation_grows_by_one_year_and_never_rolls(day):
    longer = rules.longer_limitation(LAW, day, day)
    assert longer.year == day.year + 1
    assert (longer.month, longer.day) == (day.month, day.day) or day.day == 29
    assert rules.owner_may_come_until(LAW, day) == longer


def test_an_unknown_period_is_not_guessed():
    row = on_spot_limits.limits()[-1]
    with pytest.raises(LookupError):
        rules.spot_limit([replace(row, valid_from=D(2030, 1, 1))], D(2026, 1, 1))


@given(DAYS, st.integers(1, 30))
def test_a_later_request_never_ends_earlier(day, n):
    later = day + timedelta(days=n)
    assert rules.hearing_by(LAW, day) <= rules.hearing_by(LAW, later)
    assert rules.extended_until(LAW, day) <= rules.extended_until(LAW, later)
