"""Shares of strata, days of visits, intervals: for any numbers."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns import rules

STRATA = st.dictionaries(
    st.sampled_from([f"{s}/{n}" for s in "ABCF" for n in "123"]), st.integers(0, 500), max_size=12
)


@given(STRATA, st.integers(-5, 4000))
def test_shares_add_up_and_no_stratum_gives_more_than_it_has(strata, wanted):
    given = rules.shares(strata, wanted)
    assert given.keys() == strata.keys()
    assert sum(given.values()) == max(min(wanted, sum(strata.values())), 0)
    assert all(0 <= given[name] <= strata[name] for name in strata)


@given(STRATA, st.integers(1, 4000))
def test_a_share_is_within_one_of_its_proportion(strata, wanted):
    total = sum(strata.values())
    given = rules.shares(strata, wanted)
    for name, size in strata.items():
        exact = min(wanted, total) * size / total if total else 0
        assert abs(given[name] - exact) < 1


def test_shares_do_not_depend_on_the_order_of_the_strata():
    one = {"A": 3, "B": 3, "C": 1}
    assert rules.shares(one, 2) == rules.shares(dict(reversed(one.items())), 2)


@pytest.mark.parametrize(
    ("size", "percent", "n"), [(200, 20, 40), (7, 50, 4), (3, 0, 0), (9, 100, 9)]
)
def test_the_random_part(size, percent, n):
    assert rules.random_part(size, percent) == n


@given(st.integers(0, 300), st.integers(1, 80))
def test_visits_are_spread_in_order_and_evenly(count, days):
    every = [date(2026, 1, 1) + timedelta(days=n) for n in range(days)]
    found = rules.spread(count, every)
    assert len(found) == count
    assert found == sorted(found)
    loads = [found.count(day) for day in every]
    assert max(loads) - min(loads) <= 1


def test_no_days_no_visits():
    assert rules.spread(5, []) == []


@given(st.integers(0, 200), st.integers(0, 200))
def test_a_rate_lies_in_its_interval(hits, more):
    rate = rules.rate(hits, hits + more)
    assert 0 <= rate.low <= rate.high <= 1
    if rate.value is not None:
        assert rate.low - 1e-12 <= rate.value <= rate.high + 1e-12


def test_wilson_and_newcombe_of_the_published_example():
    # Newcombe 1998, table II (a): 56/70 against 48/80: 0.2000, method 10 gives 0.0524 to 0.3339.
    gap = rules.difference(rules.rate(56, 70), rules.rate(48, 80))
    assert gap.value == pytest.approx(0.2, abs=1e-6)
    assert (gap.low, gap.high) == (
        pytest.approx(0.0524, abs=5e-5),
        pytest.approx(0.3339, abs=5e-5),
    )
    assert gap.verdict == "better"


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60), st.integers(0, 60))
def test_a_difference_turns_round(a, b, c, d):
    one, two = rules.rate(a, a + b), rules.rate(c, c + d)
    gap, back = rules.difference(one, two), rules.difference(two, one)
    if gap is None:
        assert back is None
        return
    assert gap.low <= gap.value <= gap.high
    assert back.low == pytest.approx(-gap.high)
    turned = {"better": "worse", "worse": "better", "open": "open"}
    assert back.verdict == turned[gap.verdict]


def test_impossible_numbers_are_refused():
    with pytest.raises(ValueError, match="between"):
        rules.rate(3, 2)
