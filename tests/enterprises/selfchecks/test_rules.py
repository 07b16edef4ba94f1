"""Self-checks against what inspectors saw; when one is due."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enterprises.rules.selfcheck import (
    ADMITTED,
    CONFIRMED,
    CONTRADICTED,
    PUT_RIGHT,
    Honesty,
    Observed,
    Said,
    compare,
    covers_since,
    honesty,
    next_due,
    reading,
    results,
)

DAY, LATER, LATEST = date(2026, 1, 10), date(2026, 3, 1), date(2026, 5, 1)


@pytest.mark.parametrize(
    "kind, value, meaning",
    [
        ("YES_NO", "YES", "YES"), ("YES_NO", "maybe", ""), ("YES_NO", "NA", "NA"),
        ("NUMBER", "0", "YES"), ("NUMBER", "3", "NO"), ("MONEY", "5000000", "NO"),
        ("NUMBER", "YES", "YES"), ("NUMBER", "three", ""), ("TEXT", "words", "RECORDED"),
        ("NUMBERS", "12 nữ 5", "RECORDED"), ("YES_NO", " ", ""),
    ],
)  # fmt: skip
def test_reading(kind, value, meaning):
    assert reading(kind, value) == meaning


def test_results_per_topic():
    said = [Said("A", "1", "YES"), Said("B", "1", "NO"), Said("C", "2", "NA"), Said("D", "2", "")]
    assert results(said) == {"1": {"yes": 1, "no": 1, "na": 0}, "2": {"yes": 0, "no": 0, "na": 1}}


@pytest.mark.parametrize(
    "reading_, complied, put_right, verdict",
    [
        ("YES", False, False, CONTRADICTED),
        ("YES", True, False, CONFIRMED),
        ("NA", False, False, CONTRADICTED),
        ("NO", False, False, ADMITTED),
        ("NO", False, True, PUT_RIGHT),
        ("NO", True, False, PUT_RIGHT),
    ],
)
def test_verdicts(reading_, complied, put_right, verdict):
    seen = [Observed(LATER, complied, question="A", put_right=put_right)]
    found = compare([Said("A", "1", reading_)], seen, after=DAY, until=None)
    assert [line.verdict for line in found] == [verdict]


def test_only_what_was_seen_after_it_and_before_the_next_counts():
    said = [Said("A", "1", "YES")]
    seen = [Observed(DAY, False, question="A"), Observed(LATEST, False, question="A")]
    assert compare(said, seen, after=DAY, until=LATER) == []


def test_a_violation_found_outweighs_a_later_clean_look():
    seen = [Observed(LATER, False, question="A"), Observed(LATEST, True, question="A")]
    found = compare([Said("A", "1", "YES")], seen, after=DAY, until=None)
    assert [line.verdict for line in found] == [CONTRADICTED]


def test_a_finding_known_by_its_violation_counts_once():
    said = [
        Said("A", "1", "NO", ("AT-11",)),
        Said("B", "1", "YES", ("AT-11",)),
        Said("C", "1", "YES", ("AT-11",)),
    ]
    found = compare(said, [Observed(LATER, False, code="AT-11")], after=DAY, until=None)
    assert [(line.said.question, line.verdict) for line in found] == [("B", CONTRADICTED)]


def test_honesty_is_a_share_of_what_was_compared():
    assert Honesty(0, 0).percent is None
    assert Honesty(2, 3).percent == 66
    assert honesty([]).percent is None


@given(
    st.lists(st.tuples(st.sampled_from(["YES", "NO", "NA"]), st.booleans()), max_size=12),
)
def test_honesty_counts_every_comparison_once(pairs):
    said = [Said(str(i), "1", reading_) for i, (reading_, _) in enumerate(pairs)]
    seen = [Observed(LATER, complied, question=str(i)) for i, (_, complied) in enumerate(pairs)]
    lines = compare(said, seen, after=DAY, until=None)
    figure = honesty(lines)
    lies = sum(r != "NO" and not complied for r, complied in pairs)
    assert figure.compared - figure.borne_out == lies
    assert figure.compared <= len(pairs)


def test_twice_a_year_is_due_after_six_months():
    assert next_due(date(2026, 8, 31), 2) == date(2027, 2, 28)
    assert next_due(date(2026, 1, 15), 1) == date(2027, 1, 15)
    assert covers_since(date(2026, 8, 31), 2) == date(2026, 2, 28)


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.sampled_from([1, 2, 4]))
def test_what_is_not_due_yet_still_covers_the_day(last, per_year):
    """The two ways to ask agree, but for the ends of months."""
    due = next_due(last, per_year)
    assert abs((covers_since(due, per_year) - last).days) <= 3
