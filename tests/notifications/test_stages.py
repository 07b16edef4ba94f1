"""When people are told: pure rule, no database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecms.core.calendar import load_calendar
from ecms.notifications.stages import LOOK_AHEAD_DAYS, ORDER, comes_after, stage_on, told_late

CALENDAR = load_calendar()
DAYS = st.dates(date(2024, 1, 1), date(2027, 6, 30))


@pytest.mark.parametrize(
    ("due_on", "today", "stage"),
    [
        (date(2026, 10, 30), date(2026, 10, 26), ""),  # Friday, seen on Monday: four days left
        (date(2026, 10, 30), date(2026, 10, 27), "T3"),
        (date(2026, 11, 27), date(2026, 11, 23), "T3"),  # 24 November is a public holiday
        (date(2026, 11, 27), date(2026, 11, 26), "T1"),
        (date(2026, 11, 27), date(2026, 11, 27), "T0"),
        (date(2026, 11, 27), date(2026, 11, 28), "LATE"),
        (date(2026, 11, 30), date(2026, 11, 27), "T1"),  # Monday, seen on Friday
        (date(2026, 2, 23), date(2026, 2, 13), "T1"),  # the day before Tết is the last one
    ],
)
def test_stage_follows_the_working_calendar(due_on, today, stage):
    assert stage_on(due_on, today, CALENDAR) == stage


@given(due_on=DAYS)
def test_stages_only_go_forward_as_days_pass(due_on):
    seen = [stage_on(due_on, due_on + timedelta(days=n), CALENDAR) for n in range(-30, 5)]
    ranks = [ORDER.index(stage) for stage in seen]
    assert ranks == sorted(ranks)
    assert seen[0] == ""
    assert seen[-1] == "LATE"


@given(due_on=DAYS)
def test_nothing_is_told_before_the_look_ahead(due_on):
    before = due_on - timedelta(days=LOOK_AHEAD_DAYS + 1)
    assert stage_on(due_on, before, CALENDAR) == ""


@given(stage=st.sampled_from(ORDER), claimed=st.sampled_from(ORDER))
def test_a_stage_is_never_told_twice(stage, claimed):
    assert not (comes_after(stage, claimed) and comes_after(claimed, stage))
    assert not comes_after(stage, stage)


def test_overdue_on_the_next_day_is_in_time_and_later_is_marked():
    due_on = date(2026, 11, 27)
    assert not told_late("LATE", due_on, date(2026, 11, 28))
    assert told_late("LATE", due_on, date(2026, 11, 30))
    assert not told_late("T0", due_on, due_on)
