"""Routes, delivery, late payment and competence, against the files of the law."""

from datetime import date, timedelta
from functools import lru_cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.enums import DecisionRoute, Party
from law.reference import load_from_files
from law.rules import ActFacts, signatories
from law.rules.worksheet import act_worksheet
from violations import case_rules
from violations.case_rules import ExplanationState, Incompetence, Obstacle

DUE = date(2026, 10, 23)
DAY = timedelta(days=1)


@lru_cache(maxsize=1)
def law():
    return load_from_files()


@pytest.mark.parametrize(
    ("paid_on", "expected"),
    [
        (DUE, 0),  # the last day is in time
        (DUE + DAY, 0),  # late days end the day before the payment
        (DUE + 2 * DAY, 5_000),
        (DUE + 11 * DAY, 50_000),
    ],
)
def test_surcharge_of_ten_million_paid_at_once(paid_on, expected):
    """0.05 % of 10 million is 5,000 a day."""
    payments = [(paid_on, 10_000_000)]
    assert case_rules.late_surcharge(10_000_000, DUE, payments, date(2027, 1, 1)) == expected


def test_surcharge_grows_on_what_is_not_paid():
    """Half is paid 11 days late (10 days on all), the other half 10 days later (10 on half)."""
    payments = [(DUE + 11 * DAY, 5_000_000), (DUE + 21 * DAY, 5_000_000)]
    assert case_rules.late_surcharge(10_000_000, DUE, payments, date(2027, 1, 1)) == 75_000


@given(
    fine=st.integers(1, 10**9),
    split=st.fractions(0, 1),
    late=st.integers(0, 400),
    gap=st.integers(0, 100),
)
def test_paying_part_early_never_costs_more(fine, split, late, gap):
    first, last = DUE + late * DAY, DUE + (late + gap) * DAY
    part = int(fine * split)
    end = last + DAY
    both = case_rules.late_surcharge(fine, DUE, [(first, part), (last, fine - part)], end)
    once = case_rules.late_surcharge(fine, DUE, [(last, fine)], end)
    none = case_rules.late_surcharge(fine, DUE, [], last)
    assert 0 <= both <= once == none


def test_minutes_term_is_two_five_or_three_working_days():
    friday = date(2026, 10, 2)
    due = case_rules.minutes_due_on
    assert due(law(), friday, complex_case=False, expertise_on=None) == date(2026, 10, 6)
    assert due(law(), friday, complex_case=True, expertise_on=None) == date(2026, 10, 9)
    assert due(law(), friday, complex_case=True, expertise_on=date(2026, 10, 12)) == date(
        2026, 10, 15
    )


@pytest.mark.parametrize(
    ("flags", "route"),
    [
        ((False, False, False), DecisionRoute.NORMAL),
        ((False, False, True), DecisionRoute.TRANSFERRED),
        ((False, True, True), DecisionRoute.EXPLAINED),
        ((True, True, True), DecisionRoute.COMPLEX),
    ],
)
def test_the_longest_route_that_fits(flags, route):
    names = ("complex_case", "explained", "transferred")
    assert case_rules.decision_route(**dict(zip(names, flags, strict=True))) is route


def test_delivery_without_receipt_is_deemed_later():
    monday = date(2026, 10, 5)
    served = case_rules.served_on
    assert served(law(), "ELECTRONIC", monday, confirmed=True) == monday
    assert served(law(), "ELECTRONIC", monday, confirmed=False) == date(2026, 10, 8)
    assert served(law(), "POST", monday, confirmed=False) == date(2026, 10, 8)
    assert served(law(), "POSTING", monday, confirmed=False) == date(2026, 10, 14)
    assert served(law(), "DIRECT", monday, confirmed=False) == monday


WINDOW = ExplanationState(written_until=date(2026, 10, 12), hearing_until=date(2026, 10, 7))


@pytest.mark.parametrize(
    ("on", "explanation", "found"),
    [
        (date(2026, 10, 12), WINDOW, [Obstacle.WINDOW_OPEN]),  # the last day still counts
        (date(2026, 10, 13), WINDOW, []),
        (date(2026, 10, 6), ExplanationState(date(2026, 10, 12), waived=True), []),
        (
            date(2026, 10, 6),
            ExplanationState(date(2026, 10, 12), received=True, unconsidered=True),
            [Obstacle.HEARING_OPEN],
        ),
        (date(2026, 10, 14), WINDOW, []),
        (date(2026, 10, 15), WINDOW, [Obstacle.TOO_LATE]),
        (date(2027, 10, 15), ExplanationState(), [Obstacle.TOO_LATE, Obstacle.LIMITATION]),
    ],
)
def test_what_stands_against_a_decision(on, explanation, found):
    answer = case_rules.obstacles(
        on,
        explanation=explanation,
        decision_due_on=date(2026, 10, 14),
        limitation_ends_on=date(2027, 9, 20),
    )
    assert [obstacle for obstacle, _day in answer] == found


def _sheets():
    ended = date(2026, 9, 20)
    for code in sorted(law().codes):
        for party in (Party.ORGANISATION, Party.HOUSEHOLD):
            facts = ActFacts(code=code, ended_on=ended, workers=60, units=60, base=10**10)
            try:
                yield party, act_worksheet(law(), facts, party, date(2026, 10, 5))
            except ValueError:
                continue


def test_the_answer_for_a_title_agrees_with_the_rules_for_every_act():
    """Saying why not must never disagree with who may: every title, every act, two parties."""
    on, seen = date(2026, 10, 5), 0
    titles = {row.title_code for row in law().competence}
    for party, sheet in _sheets():
        for check_open in (True, False):
            allowed = {
                item.title_code
                for item in signatories(law(), [sheet.frame], party, on, check_open=check_open)
            }
            answers = [
                case_rules.title_answer(
                    law(), title, [sheet.frame], party, on, check_open=check_open
                )
                for title in titles
            ]
            assert {answer.title_code for answer in answers if answer.competent} == allowed
            seen += 1
    assert seen > 400


def test_reasons_against_titles():
    facts = ActFacts(code="TL-18", ended_on=date(2026, 9, 20), workers=60)
    on = date(2026, 10, 5)
    frame = act_worksheet(law(), facts, Party.ORGANISATION, on).frame

    def reason(title, day=on, check_open=False):
        return case_rules.title_answer(
            law(), title, [frame], Party.ORGANISATION, day, check_open=check_open
        ).reason

    assert frame.maximum == 150_000_000
    assert reason("PROVINCE_CHAIR") is None
    assert reason("DHA_DIRECTOR") is Incompetence.AMOUNT
    assert reason("PROVINCE_SI_DIRECTOR") is Incompetence.SCOPE
    assert reason("MINISTER_TEAM_HEAD") is Incompetence.CHECK_OVER
    assert reason("MINISTER_TEAM_HEAD", check_open=True) is None
    assert reason("DOLISA_CHIEF_INSPECTOR") is Incompetence.NOT_IN_FORCE
    assert reason("NOBODY") is Incompetence.UNKNOWN
