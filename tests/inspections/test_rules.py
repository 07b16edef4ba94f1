"""Arithmetic of a check (Decree 217/2025 art. 12, 13.2)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecms.core.calendar import WorkingCalendar
from inspections import rules

DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))
PLAIN = WorkingCalendar({})  # weekends only


def test_a_digit_that_is_no_number_is_no_answer():
    assert rules.reading("NUMBER", "²") == ""
    assert rules.reading("NUMBER", "3") == "NO"


def test_ten_days_from_the_announcement():
    """Announced on Monday 5 October: the 6th is day 1, the 15th is day 10."""
    assert rules.last_day(date(2026, 10, 5), 10) == date(2026, 10, 15)


def test_a_last_day_on_a_sunday_does_not_roll():
    assert rules.last_day(date(2026, 10, 8), 10) == date(2026, 10, 18)
    assert date(2026, 10, 18).weekday() == 6


def test_ten_working_days_where_the_procedure_says_so():
    assert rules.last_day(date(2026, 10, 5), 10, unit="working days", calendar=PLAIN) == date(
        2026, 10, 19
    )


def test_working_days_need_a_calendar():
    with pytest.raises(rules.RuleError):
        rules.last_day(date(2026, 10, 5), 10, unit="working days")


@given(DAYS, st.integers(1, 60))
def test_the_last_day_is_that_many_days_later(start, days):
    assert rules.days_left(rules.last_day(start, days), start) == days


@given(DAYS, st.integers(1, 60), st.integers(1, 30))
def test_an_extension_adds_its_days(start, days, extension):
    once = rules.last_day(rules.last_day(start, days), extension)
    assert once == rules.last_day(start, days + extension)


@given(DAYS, st.integers(1, 60), st.integers(1, 30))
def test_working_days_never_end_before_calendar_days(start, days, _ignored):
    working = rules.last_day(start, days, unit="working days", calendar=PLAIN)
    assert working >= rules.last_day(start, days)
    assert PLAIN.is_working_day(working)


@given(DAYS, st.integers(0, 20), st.integers(0, 90), st.integers(0, 20))
def test_suspension_leaves_as_many_days_as_there_were(suspended, left, stood, more):
    ends = suspended + timedelta(days=left)
    resumed = suspended + timedelta(days=stood)
    shifted = rules.shifted_by_suspension(ends, suspended, resumed)
    assert rules.days_left(shifted, resumed) == left
    again = rules.shifted_by_suspension(shifted, resumed, resumed + timedelta(days=more))
    assert again == rules.shifted_by_suspension(ends, suspended, resumed + timedelta(days=more))


@given(DAYS, st.integers(1, 20), st.integers(0, 60))
def test_suspension_in_working_days_leaves_as_many(suspended, left, stood):
    ends = PLAIN.add_working_days(suspended, left)
    resumed = suspended + timedelta(days=stood)
    shifted = rules.shifted_by_suspension(
        ends, suspended, resumed, unit="working days", calendar=PLAIN
    )
    assert PLAIN.working_days_between(resumed, shifted) == left


def test_resumed_before_suspended_is_refused():
    with pytest.raises(rules.RuleError):
        rules.shifted_by_suspension(date(2026, 10, 15), date(2026, 10, 10), date(2026, 10, 9))


@pytest.mark.parametrize(
    "taken, extensions, today, why",
    [
        (0, (5,), date(2026, 10, 15), ""),
        (0, (5,), date(2026, 10, 16), "over"),
        (1, (5,), date(2026, 10, 10), "again"),
        (0, (), date(2026, 10, 10), "none"),
        (1, (30, 20), date(2026, 10, 10), ""),
        (2, (30, 20), date(2026, 10, 10), "again"),
    ],
)
def test_as_many_extensions_as_the_law_gives(taken, extensions, today, why):
    assert rules.may_extend(taken, extensions, date(2026, 10, 15), today) == why


def test_a_suspension_moves_the_end_by_no_more_than_the_law_allows():
    ends, began = date(2026, 3, 20), date(2026, 3, 1)
    late = date(2026, 4, 20)
    assert rules.shifted_by_suspension(ends, began, late, most=30) == date(2026, 4, 19)


# --- Team -----------------------------------------------------------------------------------
def person(name, role="MEMBER", agency=1, may=True):
    return rules.Candidate(name, role, agency, may)


@pytest.mark.parametrize(
    "team, problems",
    [
        ([person("a", "HEAD"), person("b")], []),
        ([person("a"), person("b")], ["head"]),
        ([person("a", "HEAD"), person("b", "HEAD")], ["head"]),
        ([person("a", "HEAD")], ["small"]),
        ([person("a", "HEAD"), person("a")], ["small", "twice"]),
        ([person("a", "HEAD"), person("b", agency=2)], ["agency"]),
        ([person("a", "HEAD"), person("b", may=False)], ["permission"]),
        ([], ["head", "small"]),
    ],
)
def test_who_may_be_on_a_team(team, problems):
    assert rules.team_problems(team, 1) == problems


# --- Checklist ------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "kind, value, meaning",
    [
        ("YES_NO", "YES", "YES"),
        ("YES_NO", "NO", "NO"),
        ("YES_NO", "NA", "NA"),
        ("YES_NO", "", ""),
        ("YES_NO", "maybe", ""),
        ("YES_NO", "5", ""),
        ("NUMBER", "0", "YES"),
        ("NUMBER", "5", "NO"),
        ("NUMBER", "NA", "NA"),
        ("MONEY", "1500000", "NO"),
        ("MONEY", "0", "YES"),
        ("NUMBER", "x", ""),
        ("NUMBERS", "120; 60", "RECORDED"),
        ("TEXT", "something", "RECORDED"),
        ("TEXT", " ", ""),
    ],
)
def test_what_an_answer_means(kind, value, meaning):
    assert rules.reading(kind, value) == meaning


@given(st.lists(st.sampled_from(["YES", "NO", "NA", "RECORDED", ""])))
def test_completeness_counts(readings):
    found = rules.completeness(readings)
    assert found.total == len(readings)
    assert found.missing == readings.count("")
    assert found.not_complied == readings.count("NO")
    assert found.is_complete == ("" not in readings)


# --- Facts and bands ------------------------------------------------------------------------
@pytest.mark.parametrize(
    "fine_type, unit, needed",
    [
        ("fixed_range", "", set()),
        ("warning", "", set()),
        ("bracket", "workers", {"workers"}),
        ("bracket", "machines", {"units"}),
        ("per_unit_with_cap", "worker", {"workers"}),
        ("per_unit_with_cap", "dossier", {"units"}),
        ("percent_with_cap", "", {"base_amount"}),
    ],
)
def test_which_facts_a_fine_needs(fine_type, unit, needed):
    assert rules.facts_needed(fine_type, unit) == needed


def test_zero_is_a_missing_fact():
    assert rules.missing_facts({"workers"}, {"workers": 0}) == ["workers"]
    assert rules.missing_facts({"workers"}, {"workers": 1}) == []


BRACKETS = [
    rules.FrameRow(5, 10, None, 1, 10),
    rules.FrameRow(10, 20, None, 11, 50),
    rules.FrameRow(20, 30, None, 51, None),
]


@pytest.mark.parametrize(
    "quantity, low, high", [(1, 5, 10), (10, 5, 10), (11, 10, 20), (51, 20, 30), (9999, 20, 30)]
)
def test_the_bracket_of_a_quantity(quantity, low, high):
    found = rules.band(BRACKETS, quantity)
    assert (found.minimum, found.maximum, found.is_exact) == (low, high, True)


@pytest.mark.parametrize("quantity", [None, 0])
def test_without_a_quantity_the_band_spans_all_brackets(quantity):
    found = rules.band(BRACKETS, quantity)
    assert (found.minimum, found.maximum, found.is_exact) == (5, 30, False)


def test_no_frames_no_band():
    assert rules.band([], 5) is None
