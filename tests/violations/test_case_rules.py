"""Routes, delivery and competence, against the files of the law."""

from datetime import date
from functools import lru_cache

import pytest

from law.enums import DecisionRoute, Party
from law.reference import load_from_files
from law.rules import ActFacts, signatories
from law.rules.worksheet import act_worksheet
from violations import case_rules
from violations.case_rules import ExplanationState, Incompetence, Obstacle


@lru_cache(maxsize=1)
def law():
    return load_from_files()


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


@pytest.mark.parametrize(
    ("decided_on", "ends_on"),
    [(date(2026, 10, 5), date(2027, 10, 5)), (date(2024, 2, 29), date(2025, 2, 28)),
     (date(2026, 1, 2), date(2027, 1, 2))],  # a Saturday: a limitation does not roll
)  # fmt: skip
def test_a_decision_can_be_executed_for_one_year(decided_on, ends_on):
    assert case_rules.execution_ends_on(law(), decided_on) == ends_on
