"""Figures beside limits, scopes and conditions of questions, samples: pure."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.rules import limits, questions, samples

DAY = date(2026, 10, 5)
FIGURES = st.integers(0, 10_000_000)


def limit(value=60, direction=limits.MOST, **more):
    values = {"key": "overtime-month", "variant": "usual", "unit": "hours", "legal_basis": "x"}
    return limits.Limit(**(values | {"value": value, "direction": direction} | more))


# --- Limits ---------------------------------------------------------------------------------
@given(FIGURES, FIGURES)
def test_at_most_breaks_only_above(figure, value):
    verdict = limits.judge(figure, limit(value))
    assert verdict.breaks == (figure > value)
    assert verdict.by == max(0, figure - value)


@given(FIGURES, FIGURES)
def test_at_least_breaks_only_below(figure, value):
    verdict = limits.judge(figure, limit(value, limits.LEAST))
    assert verdict.breaks == (figure < value)
    assert verdict.by == max(0, value - figure)


@given(FIGURES, FIGURES, st.sampled_from([limits.MOST, limits.LEAST]))
def test_the_limit_itself_is_lawful_and_the_distance_is_exact(figure, value, direction):
    assert not limits.judge(value, limit(value, direction)).breaks
    verdict = limits.judge(figure, limit(value, direction))
    back = figure - verdict.by if direction == limits.MOST else figure + verdict.by
    assert not limits.judge(back, limit(value, direction)).breaks


@given(st.integers(-400, 400))
def test_the_limit_is_that_of_the_day(days):
    change = date(2022, 4, 1)
    rows = [
        limit(40, valid_to=change - timedelta(days=1)),
        limit(60, valid_from=change),
    ]
    on = change + timedelta(days=days)
    assert limits.choose(rows, "overtime-month", "usual", on).value == (60 if days >= 0 else 40)


def test_an_unknown_limit_is_no_limit():
    with pytest.raises(limits.LimitUnknown):
        limits.choose([limit(valid_from=DAY)], "overtime-month", "usual", DAY - timedelta(days=1))
    with pytest.raises(limits.LimitUnknown):
        limits.choose([limit()], "overtime-month", "protected", DAY)


def test_variants_keep_their_order_and_only_those_in_force():
    rows = [limit(variant="b"), limit(variant="a"), limit(variant="c", valid_to=date(2020, 1, 1))]
    assert [row.variant for row in limits.variants(rows, "overtime-month", DAY)] == ["b", "a"]


# --- Scopes ---------------------------------------------------------------------------------
@given(st.none() | st.integers(0, 5000), st.integers(0, 2000))
def test_size_excludes_only_when_it_is_known(workers, least):
    scope = questions.Scope("CK-051", workers_from=least)
    fits = questions.fits(scope, questions.Facts(workers=workers))
    assert fits == (workers is None or workers >= least)


def test_a_question_without_scope_is_for_everybody():
    scopes = [questions.Scope("CK-051", workers_from=10)]
    small = questions.Facts(workers=9)
    assert questions.applies("CK-001", scopes, small)
    assert not questions.applies("CK-051", scopes, small)
    either = [*scopes, questions.Scope("CK-051", sections=frozenset("C"))]
    assert questions.applies("CK-051", either, questions.Facts(workers=9, section="C"))


@pytest.mark.parametrize(
    ("scope", "facts", "fits"),
    [
        ({"sections": frozenset("CD")}, {"section": "C"}, True),
        ({"sections": frozenset("CD")}, {"section": "G"}, False),
        ({"sections": frozenset("CD")}, {}, True),
        ({"hazards": frozenset({"BOILER"})}, {"hazards": frozenset({"BOILER", "DUST"})}, True),
        ({"hazards": frozenset({"BOILER"})}, {"hazards": frozenset({"DUST"})}, False),
        ({"hazards": frozenset({"BOILER"})}, {}, True),
        ({"group": "women"}, {"groups": {"women": 0}}, False),
        ({"group": "women"}, {"groups": {"women": 3}}, True),
        ({"group": "women"}, {}, True),
        ({"for_households": False}, {"household": True}, False),
        ({"workers_to": 9}, {"workers": 10}, False),
    ],
)
def test_scopes(scope, facts, fits):
    assert questions.fits(questions.Scope("q", **scope), questions.Facts(**facts)) is fits


def test_violations_of_a_question_follow_the_size():
    scopes = [questions.Scope("CK-052", code="KL-04", workers_from=10)]
    small, big = questions.Facts(workers=5), questions.Facts(workers=50)
    assert questions.codes_for("CK-052", ("KL-01", "KL-04"), scopes, small) == ("KL-01",)
    assert questions.codes_for("CK-052", ("KL-01", "KL-04"), scopes, big) == ("KL-01", "KL-04")


# --- Conditions -----------------------------------------------------------------------------
def asked(answers, *conditions, listed=("a", "b")):
    return questions.is_asked("b", conditions, answers, set(listed))


def test_a_condition_waits_for_its_answer():
    condition = questions.Condition("b", "a", "ABOVE", "women")
    assert not asked({}, condition)
    assert not asked({"a": questions.Given("RECORDED", {"women": 0})}, condition)
    assert asked({"a": questions.Given("RECORDED", {"women": 1})}, condition)
    assert asked({}, condition, listed=("b",))  # the other question is not on the list


@given(st.dictionaries(st.sampled_from("xyz"), st.integers(0, 9)), st.integers(0, 20))
def test_the_sum_of_the_parts(parts, value):
    condition = questions.Condition("b", "a", "ABOVE", "", value)
    assert asked({"a": questions.Given("RECORDED", parts)}, condition) == (
        sum(parts.values()) > value
    )


def test_every_condition_must_hold():
    first = questions.Condition("b", "a", "NO")
    second = questions.Condition("b", "c", "YES")
    answers = {"a": questions.Given("NO"), "c": questions.Given("NO")}
    assert not asked(answers, first, second, listed=("a", "b", "c"))
    answers["c"] = questions.Given("YES")
    assert asked(answers, first, second, listed=("a", "b", "c"))


# --- Samples --------------------------------------------------------------------------------
WAGE = limit(5_310_000, limits.LEAST, key="wage-month", unit="vnd", violation_code="TL-18")
OVERTIME = limit(60, key="overtime-month", violation_code="TG-07")


@given(st.lists(st.none() | FIGURES, max_size=30))
def test_the_sum_that_is_missing_is_what_brings_every_row_to_the_minimum(wages):
    rows = [
        samples.Row(n, f"NV{n}", {} if wage is None else {"wage": wage})
        for n, wage in enumerate(wages, start=1)
    ]
    found = samples.proposals(samples.hits(rows, {"wage-month": WAGE}))
    below = [wage for wage in wages if wage is not None and wage < WAGE.value]
    assert sum(p.workers for p in found) == len(below)
    assert sum(p.shortfall for p in found) == sum(WAGE.value - wage for wage in below)


def test_a_row_with_two_faults_of_one_kind_is_one_worker():
    day = limit(4, key="overtime-day", violation_code="TG-07")
    rows = [samples.Row(1, "NV1", {"overtime_month": 70, "overtime_day": 6, "wage": 1})]
    found = samples.hits(rows, {"overtime-month": OVERTIME, "overtime-day": day})
    (proposal,) = samples.proposals(found)
    assert (proposal.workers, len(proposal.hits), proposal.shortfall) == (1, 2, 0)
