"""When people are told: pure rules, no database."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecms.core.calendar import WorkingCalendar, load_calendar
from ecms.notifications.rules import Ladder, Step, reminder_day, works
from ecms.notifications.rules_sending import (
    LONGEST_WAIT,
    MAX_ATTEMPTS,
    Wishes,
    after_quiet,
    is_weekly_day,
    number_of,
    wait,
    wants_digest,
)

CALENDAR = load_calendar()
DAYS = st.dates(date(2024, 1, 1), date(2027, 6, 30))
STEPS = st.tuples(
    st.sampled_from(["BEFORE", "ON", "AFTER"]),
    st.integers(1, 60),
    st.sampled_from(["WORKING", "CALENDAR"]),
).map(lambda step: (step[0], 0 if step[0] == "ON" else step[1], step[2]))


@pytest.mark.parametrize(
    ("moment", "days", "unit", "due_on", "told_on"),
    [
        ("BEFORE", 3, "WORKING", date(2026, 10, 30), date(2026, 10, 27)),
        ("BEFORE", 3, "WORKING", date(2026, 11, 27), date(2026, 11, 23)),  # 24 Nov is a holiday
        ("BEFORE", 1, "WORKING", date(2026, 11, 30), date(2026, 11, 27)),  # Monday, on Friday
        ("BEFORE", 1, "WORKING", date(2026, 2, 23), date(2026, 2, 13)),  # the day before Tết
        ("ON", 0, "WORKING", date(2026, 10, 30), date(2026, 10, 30)),
        ("ON", 0, "WORKING", date(2026, 11, 1), date(2026, 10, 30)),  # Sunday: last on Friday
        ("BEFORE", 1, "WORKING", date(2026, 11, 1), date(2026, 10, 29)),
        ("BEFORE", 30, "CALENDAR", date(2026, 12, 1), date(2026, 10, 30)),  # 1 Nov is a Sunday
        ("AFTER", 1, "WORKING", date(2026, 10, 30), date(2026, 11, 2)),
        ("AFTER", 5, "WORKING", date(2026, 2, 13), date(2026, 2, 27)),  # over Tết
        ("AFTER", 1, "CALENDAR", date(2026, 10, 30), date(2026, 11, 2)),
    ],
)
def test_reminders_follow_the_working_calendar(moment, days, unit, due_on, told_on):
    assert reminder_day(moment, days, unit, due_on, CALENDAR) == told_on


@given(STEPS, DAYS)
def test_a_reminder_is_told_on_a_working_day_on_its_side_of_the_date(step, due_on):
    day = reminder_day(*step, due_on, CALENDAR)
    assert works(day, CALENDAR)
    if step[0] == "AFTER":
        assert day > due_on
    else:
        assert day <= due_on
    if step[0] == "BEFORE":
        assert day < due_on


@given(STEPS, DAYS, st.integers(0, 30))
def test_a_later_date_is_never_reminded_of_earlier(step, due_on, more):
    later = due_on + timedelta(days=more)
    assert reminder_day(*step, due_on, CALENDAR) <= reminder_day(*step, later, CALENDAR)


def test_years_without_known_holidays_do_not_stop_the_job():
    known = WorkingCalendar({date(2026, 1, 1): "Tết"})
    assert reminder_day("BEFORE", 1, "WORKING", date(2031, 5, 5), known) == date(2031, 5, 2)


def ladder(*steps):
    return Ladder(steps, CALENDAR)


def step(pk, moment, days, kind="", **more):
    return Step(pk, kind, moment, days, "WORKING", "RESPONSIBLE", **more)


ITEM = {"runs_from": date(2026, 10, 1), "told_through": None}


def test_rules_of_a_kind_replace_the_general_ones_while_they_are_in_force():
    own = step(2, "BEFORE", 5, "case", valid_to=date(2026, 10, 22))
    rules = ladder(step(1, "BEFORE", 3), own)
    early = {"due_on": date(2026, 10, 22), "today": date(2026, 10, 22), **ITEM}
    assert [f.step.pk for f in rules.fired("case", **early)] == [2]
    assert [f.step.pk for f in rules.fired("other", **early)] == [1]
    after = {"due_on": date(2026, 11, 12), "today": date(2026, 11, 12), **ITEM}
    assert [f.step.pk for f in rules.fired("case", **after)] == [1]


def test_a_new_rule_does_not_speak_of_days_before_it_came_into_force():
    rules = ladder(step(1, "BEFORE", 10, valid_from=date(2026, 10, 26)))
    assert not rules.fired("k", date(2026, 10, 30), **ITEM, today=date(2026, 10, 30))


def test_an_item_that_is_opened_late_is_told_at_once_and_not_as_late():
    rules = ladder(step(1, "BEFORE", 3), step(2, "BEFORE", 1))
    fired = rules.fired(
        "k", date(2026, 10, 30), runs_from=date(2026, 10, 29), told_through=None,
        today=date(2026, 10, 29),
    )  # fmt: skip
    assert [f.step.pk for f in fired] == [1, 2]
    assert not any(f.is_late(date(2026, 10, 29)) for f in fired)


@pytest.mark.parametrize(
    ("at", "free"),
    [
        (time(19, 59), None),
        (time(20, 0), (1, time(6, 30))),
        (time(3, 0), (0, time(6, 30))),
        (time(6, 30), None),
    ],
)
def test_quiet_hours_over_midnight_are_waited_for(at, free):
    moment = datetime.combine(date(2026, 10, 30), at)
    expected = moment
    if free:
        expected = datetime.combine(date(2026, 10, 30) + timedelta(days=free[0]), free[1])
    assert after_quiet(moment, time(20), time(6, 30)) == expected


@given(st.datetimes(datetime(2025, 1, 1), datetime(2027, 1, 1)), st.times(), st.times())
def test_nothing_is_sent_in_quiet_hours_and_nothing_waits_longer_than_a_day(at, start, end):
    free = after_quiet(at, start, end)
    assert at <= free <= at + timedelta(days=1)
    assert after_quiet(free, start, end) == free


@given(st.integers(1, 40), st.floats(0, 1))
def test_waits_grow_up_to_a_bound_and_are_spread(attempt, chance):
    assert wait(attempt, 0) <= wait(attempt, chance) <= wait(attempt, 1) <= LONGEST_WAIT * 1.5
    assert wait(attempt, 0) < wait(attempt, 1)
    assert wait(attempt, chance) <= wait(attempt + 1, chance)


def test_tries_last_over_a_night_without_mail_server():
    assert sum((wait(n, 0) for n in range(1, MAX_ATTEMPTS)), timedelta()) > timedelta(hours=2)


@given(DAYS, st.integers(0, 4))
def test_a_weekly_thing_comes_once_a_week_on_a_working_day(monday, weekday):
    start = monday - timedelta(days=monday.weekday())
    turns = [
        day
        for day in (start + timedelta(days=n) for n in range(7))
        if is_weekly_day(day, weekday, CALENDAR)
    ]
    assert len(turns) <= 2  # one put off by a long holiday, and this week's own
    assert all(works(day, CALENDAR) for day in turns)
    plain = start + timedelta(days=weekday)
    if works(plain, CALENDAR):
        assert plain in turns


def test_the_digest_waits_for_its_hour_and_for_a_working_day():
    friday, sunday = date(2026, 10, 30), date(2026, 11, 1)
    assert not wants_digest(Wishes(), friday, 6, CALENDAR)
    assert wants_digest(Wishes(), friday, 7, CALENDAR)
    assert not wants_digest(Wishes(), sunday, 9, CALENDAR)
    assert not wants_digest(Wishes(rhythm="NEVER"), friday, 9, CALENDAR)
    assert not wants_digest(Wishes(rhythm="WEEKLY"), friday, 9, CALENDAR)
    assert wants_digest(Wishes(rhythm="WEEKLY", weekday=4), friday, 9, CALENDAR)


@pytest.mark.parametrize(
    ("label", "number"),
    [
        ("KT-2026-000123 – Công ty TNHH Minh Phát", "KT-2026-000123"),
        ("KT-75-2026-00012: Gặp chị Hoa ở xưởng may", "KT-75-2026-00012"),
        ("12/QĐ-SNV: quyết định", "12/QĐ-SNV"),
        ("Nguyễn Văn An", ""),
        ("3600123456 Công ty", ""),
        ("", ""),
        ("   ", ""),
    ],
)
def test_only_the_file_number_of_a_label_leaves_the_house(label, number):
    assert number_of(label) == number
