"""Periods of whole months."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.periods import (
    Period,
    asked,
    month_code,
    month_of,
    quarter_of,
    read_month,
    shift,
    year_of,
)

DAYS = st.dates(min_value=date(2005, 1, 1), max_value=date(2095, 12, 31))


@given(DAYS, st.integers(min_value=-240, max_value=240))
def test_shifting_there_and_back_changes_nothing(day, months):
    month = day.replace(day=1)
    assert shift(shift(month, months), -months) == month


@given(DAYS, st.sampled_from([month_of, quarter_of, year_of]))
def test_a_period_and_the_one_before_touch_and_are_equally_long(day, make):
    period = make(day)
    assert period.holds(day)
    assert period.previous.end + timedelta(days=1) == period.start
    assert period.previous.length == period.length
    assert period.months[0] == period.first
    assert period.months[-1] == period.last
    assert not period.holds(period.end + timedelta(days=1))


@given(DAYS)
def test_the_trend_shows_a_year_and_ends_with_the_period(day):
    assert month_of(day).trend.length == 12
    assert month_of(day).trend.last == day.replace(day=1)


@given(DAYS)
def test_a_month_is_read_as_it_is_written(day):
    assert read_month(month_code(day)) == day.replace(day=1)


@pytest.mark.parametrize("code", ["", "2026", "2026-13", "26-01", "2026-1", "abcd-ef", "0000-01",
                                  "9999-12", "2026-01-05", "٢٠٢٦-٠١"])  # fmt: skip
def test_a_wrong_month_is_refused(code):
    with pytest.raises(ValueError):
        read_month(code)


def test_a_period_is_in_order_and_not_endless():
    with pytest.raises(ValueError):
        Period(date(2026, 2, 1), date(2026, 1, 1))
    with pytest.raises(ValueError):
        asked(date(2000, 1, 1), date(2026, 1, 1))
    assert asked(date(2016, 1, 1), date(2025, 12, 1)).previous.first == date(2006, 1, 1)
    with pytest.raises(ValueError):
        Period(date(2026, 1, 2), date(2026, 1, 1))
