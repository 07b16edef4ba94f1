"""Which decree, limitation, explanation and decision deadlines."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.reference import load_from_files
from law.rules import (
    ActFacts,
    DecisionRoute,
    LawRefusal,
    Party,
    act_worksheet,
    worksheet,
)

REFERENCE = load_from_files()
OLD, NEW = "12/2022/NĐ-CP", "283/2026/NĐ-CP"
DECIDED = date(2027, 6, 1)


def act(code="TL-18", decided=DECIDED, minutes=None, **facts):
    facts = {"workers": 20, **facts}
    return act_worksheet(
        REFERENCE, ActFacts(code, **facts), Party.INDIVIDUAL, decided, minutes_on=minutes
    )


@pytest.mark.parametrize(
    ("ended", "instrument"),
    [
        (date(2022, 1, 17), OLD),
        (date(2025, 6, 30), OLD),
        (date(2026, 9, 9), OLD),
        (date(2026, 9, 10), NEW),
        (date(2026, 9, 11), NEW),
    ],
)
def test_an_ended_act_falls_under_the_decree_of_its_end(ended, instrument):
    found = act(ended_on=ended)
    assert found.instrument == instrument
    assert found.provision.legal_basis.endswith(instrument)


@pytest.mark.parametrize(
    ("discovered", "minutes", "instrument"),
    [
        (date(2026, 9, 9), None, OLD),
        (date(2026, 9, 10), None, NEW),
        (date(2026, 9, 9), date(2026, 9, 9), OLD),
        (date(2026, 9, 9), date(2026, 9, 10), NEW),  # still going on when the new law began
        (date(2026, 10, 1), date(2026, 10, 2), NEW),
    ],
)
def test_an_ongoing_act_falls_under_the_decree_of_the_day_it_goes_on(
    discovered, minutes, instrument
):
    found = act(ongoing=True, discovered_on=discovered, minutes=minutes)
    assert found.instrument == instrument
    assert found.limitation_ends_on == discovered.replace(year=discovered.year + 1)


def test_acts_before_the_oldest_decree_are_refused():
    with pytest.raises(LawRefusal) as refused:
        act(ended_on=date(2022, 1, 16))
    assert refused.value.code == "law_too_old"


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({}, "no_act_date"),
        ({"ongoing": True}, "ongoing_needs_discovery"),
        ({"ongoing": True, "ended_on": date(2026, 9, 20)}, "ended_and_ongoing"),
        (
            {"ended_on": date(2026, 9, 20), "discovered_on": date(2026, 9, 19)},
            "ended_after_discovery",
        ),
    ],
)
def test_contradictory_dates_are_refused(facts, code):
    with pytest.raises(LawRefusal) as refused:
        ActFacts("TL-18", workers=1, **facts)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("code", "ended", "last"),
    [
        ("TL-18", date(2026, 9, 20), date(2027, 9, 20)),
        ("TL-18", date(2024, 2, 29), date(2025, 2, 28)),
        ("TL-18", date(2026, 12, 31), date(2027, 12, 31)),
        ("XK-01", date(2026, 9, 20), date(2028, 9, 20)),
        ("XK-02", date(2028, 2, 29), date(2030, 2, 28)),
    ],
)
def test_limitation(code, ended, last):
    on_the_day = act(code, ended_on=ended, decided=last)
    assert on_the_day.limitation_ends_on == last
    assert not on_the_day.limitation_expired
    after = act(code, ended_on=ended, decided=last + timedelta(days=1))
    assert after.limitation_expired
    assert any(line.id == "limitation.expired" for line in after.reasoning)


@given(st.dates(date(2022, 1, 17), date(2030, 12, 31)))
def test_limitation_is_a_year_and_ends_on_the_same_day_number(ended):
    last = act(ended_on=ended, decided=date(2032, 1, 1)).limitation_ends_on
    assert last.year == ended.year + 1
    assert last.month == ended.month
    assert last.day == ended.day or (ended.day, last.day) == (29, 28)


def case(minutes, code="TL-18", party=Party.ORGANISATION, **options):
    facts = ActFacts(code, workers=20, units=3, ended_on=date(2026, 9, 10))
    return worksheet(REFERENCE, [facts], party, DECIDED, minutes, **options)


@pytest.mark.parametrize(
    ("minutes", "written", "hearing", "normal", "transferred", "explained", "complex_"),
    [
        ("2026-09-25", "2026-10-02", "2026-09-29", "2026-10-06", "2026-10-09", "2026-10-26",
         "2026-11-25"),
        # over Tết 2027 (4-10 February)
        ("2027-02-01", "2027-02-15", "2027-02-03", "2027-02-17", "2027-02-22", "2027-03-01",
         "2027-04-01"),
    ],
)  # fmt: skip
def test_terms_from_the_minutes(
    minutes, written, hearing, normal, transferred, explained, complex_
):
    found = case(date.fromisoformat(minutes))
    assert found.explanation_written_until == date.fromisoformat(written)
    assert found.hearing_request_until == date.fromisoformat(hearing)
    assert found.decision_due_on == date.fromisoformat(normal)
    assert found.decision_due == {
        DecisionRoute.NORMAL: date.fromisoformat(normal),
        DecisionRoute.TRANSFERRED: date.fromisoformat(transferred),
        DecisionRoute.EXPLAINED: date.fromisoformat(explained),
        DecisionRoute.COMPLEX: date.fromisoformat(complex_),
    }


def test_the_route_selects_the_decision_deadline():
    found = case(date(2026, 9, 25), route=DecisionRoute.EXPLAINED)
    assert found.decision_due_on == date(2026, 10, 26)


def test_without_minutes_no_term_runs():
    found = case(None)
    assert found.decision_due_on is None
    assert found.explanation_written_until is None
    assert found.decision_due == {}


@pytest.mark.parametrize(
    ("code", "quantity", "party", "right"),
    [
        ("BH-03", {"base": 99_999_999}, Party.INDIVIDUAL, False),  # 15% is 14,999,999
        ("BH-03", {"base": 100_000_000}, Party.INDIVIDUAL, True),
        ("BH-03", {"base": 99_999_999}, Party.ORGANISATION, False),
        ("BH-03", {"base": 100_000_000}, Party.ORGANISATION, True),
        ("BH-03", {"base": 100_000_000}, Party.HOUSEHOLD, True),
        ("AT-50", {"units": 3}, Party.INDIVIDUAL, False),  # 3 x 4m
        ("AT-50", {"units": 4}, Party.INDIVIDUAL, True),
        ("AT-74", {}, Party.ORGANISATION, True),  # below 30m, but the activity is suspended
        ("AT-73", {}, Party.ORGANISATION, False),
    ],
)
def test_right_to_explain(code, quantity, party, right):
    facts = ActFacts(code, ended_on=date(2026, 9, 20), **quantity)
    found = worksheet(REFERENCE, [facts], party, DECIDED, date(2026, 9, 25))
    assert found.explanation_right is right
    assert (found.explanation_written_until is not None) is right


def test_union_dues_are_due_thirty_days_after_the_decision():
    facts = ActFacts("KP-01", base=10_000_000, ended_on=date(2026, 9, 20))
    found = act_worksheet(REFERENCE, facts, Party.ORGANISATION, date(2026, 10, 1))
    assert [(item.remedy.code, item.due_on) for item in found.remedies] == [
        ("R56", date(2026, 11, 2))  # 31 October 2026 is a Saturday
    ]
    plain = act(ended_on=date(2026, 9, 20))
    assert [item.due_on for item in plain.remedies] == [None]


@pytest.mark.parametrize(
    ("minutes", "decided", "code"),
    [
        (date(2026, 9, 9), DECIDED, "minutes_before_act"),
        (date(2026, 9, 25), date(2026, 9, 24), "decided_before_minutes"),
        (None, date(2026, 9, 9), "decided_before_minutes"),
    ],
)
def test_dates_in_the_wrong_order_are_refused(minutes, decided, code):
    facts = ActFacts("TL-18", workers=20, ended_on=date(2026, 9, 10))
    with pytest.raises(LawRefusal) as refused:
        worksheet(REFERENCE, [facts], Party.ORGANISATION, decided, minutes)
    assert refused.value.code == code


def test_terms_beyond_the_known_holidays_are_refused():
    facts = ActFacts("TL-18", workers=20, ended_on=date(2027, 12, 20))
    with pytest.raises(LawRefusal) as refused:
        worksheet(REFERENCE, [facts], Party.ORGANISATION, date(2028, 1, 10), date(2027, 12, 29))
    assert refused.value.code == "calendar"


def test_deadlines_are_those_in_force_on_their_day():
    before = REFERENCE.deadline("DECISION_SENT", date(2025, 6, 30))
    after = REFERENCE.deadline("DECISION_SENT", date(2025, 7, 1))
    assert (before.value, after.value) == (2, 3)
    with pytest.raises(LawRefusal):
        REFERENCE.deadline("DECISION_SENT", date(2012, 1, 1))
