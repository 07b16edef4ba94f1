"""Arithmetic of follow-up: who may accept, what is missing, when to remind."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspections import rules_followup as rules

POLICY = rules.Policy()
DAY = date(2026, 10, 12)
people = st.integers(1, 4)
sums = st.integers(0, 10**12)
days = st.dates(date(2025, 1, 1), date(2030, 12, 31))


@given(people, people, people, people, st.booleans())
def test_somebody_else_may_always_judge(judge, recorder, author, assignee, high):
    allowed = rules.may_judge(
        POLICY, judge, recorder=recorder, author=author, assignee=assignee, high_risk=high
    )
    if judge != recorder:
        assert allowed
    else:
        assert allowed == (not high and author != assignee)


@given(people, people, st.booleans())
def test_always_means_always(author, assignee, high):
    strict = rules.Policy(second_person="always")
    assert rules.needs_second_person(strict, author=author, assignee=assignee, high_risk=high)


def test_an_unknown_author_counts_as_the_assignee():
    assert rules.needs_second_person(POLICY, author=None, assignee=3, high_risk=False)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, False),
        ({"amount": 99_999_999}, False),
        ({"amount": 100_000_000}, True),
        ({"workers": 49}, False),
        ({"workers": 50}, True),
        ({"danger": True}, True),
    ],
)
def test_high_risk(facts, expected):
    assert rules.is_high_risk(POLICY, **facts) is expected


@given(st.none() | sums, sums)
def test_what_is_left_is_never_negative(asked, done):
    tally = rules.Tally(asked, done)
    assert tally.left >= 0
    assert tally.is_complete == (done >= (asked or 0))


def test_arrears_of_300_million_paid_to_120():
    money, workers = rules.Tally(300_000_000, 120_000_000), rules.Tally(75, 40)
    assert (money.left, workers.left) == (180_000_000, 35)
    assert rules.full_problem(money, workers) == "money"
    assert rules.full_problem(rules.Tally(300, 300), workers) == "workers"
    assert rules.full_problem(rules.Tally(300, 300), rules.Tally(None, 0)) == ""
    assert rules.percent(120_000_000, 300_000_000) == 40


@given(sums, st.integers(1, 10**12))
def test_percent_says_100_only_when_nothing_is_missing(done, asked):
    assert (rules.percent(done, asked) == 100) == (done >= asked)


@given(days, days, st.booleans(), st.booleans(), st.booleans())
def test_standing_is_one_word(due_on, today, settled, waiting, asked):
    word = rules.standing(due_on, today, settled=settled, waiting=waiting, asked=asked)
    late = due_on < today and not settled and not waiting
    assert (word == "overdue") == late
    assert word in ("settled", "waiting", "asked", "overdue", "soon", "open")


@given(days, st.integers(-200, 200), st.integers(0, 4), days)
def test_more_time_is_later_bounded_and_not_endless(due_on, more, granted, today):
    until = due_on + timedelta(days=more)
    problem = rules.extension_problem(
        POLICY, due_on=due_on, until=until, today=today, granted=granted
    )
    possible = granted < 2 and 0 < more <= 90 and until >= today
    assert (problem == "") == possible


@pytest.mark.parametrize(
    ("in_days", "sent", "last", "step"),
    [
        (4, 0, None, ""),
        (3, 0, None, "remind"),
        (-1, 0, None, "remind"),
        (-1, 1, 6, ""),
        (-1, 1, 7, "remind"),
        (-30, 2, 7, "superior"),
        (-30, 2, 3, ""),
    ],
)
def test_reminders_come_in_time_not_daily_and_then_go_up(in_days, sent, last, step):
    last_on = DAY - timedelta(days=last) if last is not None else None
    assert (
        rules.reminder_step(
            POLICY, due_on=DAY + timedelta(days=in_days), today=DAY, sent=sent, last_on=last_on
        )
        == step
    )


def test_on_time_is_measured_by_the_day_the_evidence_came():
    assert rules.put_right_on_time(DAY, DAY)
    assert not rules.put_right_on_time(DAY + timedelta(days=1), DAY)
    assert not rules.put_right_on_time(None, DAY)
