"""Formulas: what they read, what they refuse, exact values and intervals."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.formulas import FormulaError, Term, parse, wilson

NUMBERS = {"a": Fraction(6), "b": Fraction(4), "zero": Fraction(0), "nothing": None}


def value(text):
    return parse(text).value(lambda term: NUMBERS[term.measure])


def test_arithmetic_is_exact_and_empty_where_nothing_can_be_said():
    assert value("count(a) / count(b)") == Fraction(3, 2)
    assert value("1000 * (sum(a) - sum(b)) / 3") == Fraction(2000, 3)
    assert value("rate(count(b), count(a))") == Fraction(200, 3)
    assert value("0.1 + count(b)") == Fraction(41, 10)
    assert value("count(a) / count(zero)") is None
    assert value("rate(count(a), count(zero))") is None
    assert value("count(a) + median(nothing)") is None


def test_terms_are_read_once_with_their_codes():
    formula = parse(
        'rate(count(a, key="x"), count(a, key=("x", "y"), key2="z")) + count(a, key="x")'
    )
    assert formula.terms == (
        Term("count", "a", ("x",)),
        Term("count", "a", ("x", "y"), ("z",)),
    )


@pytest.mark.parametrize(
    "text",
    [
        "", "1 + 1", "count()", "count(a, b)", "count(1)", "max(a)", "a", "count(a) ** 2",
        "count(a, size=1)", "count(a, key=1)", "count(a, key=())", "rate(count(a))",
        "rate(count(a), count(b), count(a))", "__import__('os')", "count(a).real", "True",
        "count(a) if count(b) else 1", "count(a" * 30, "count(a, key=x)", "[count(a)]",
        "count(a) + " * 60 + "1", "lambda: 1", "count(*a)",
    ],
)  # fmt: skip
def test_what_is_no_formula_is_refused(text):
    with pytest.raises(FormulaError):
        parse(text)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text):
    try:
        formula = parse(text)
    except FormulaError:
        return
    assert formula.terms


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_share(pair):
    found, of = pair
    interval = wilson(found, of)
    assert 0 <= interval.low <= 100 * found / of + 1e-9
    assert 100 * found / of - 1e-9 <= interval.high <= 100
    wider = wilson(found * 10, of * 10)
    assert wider.high - wider.low < interval.high - interval.low


def test_the_interval_is_that_of_the_textbook():
    interval = wilson(10, 100)
    assert (round(interval.low, 2), round(interval.high, 2)) == (5.52, 17.44)
    assert parse("count(a) / count(b)").interval(lambda term: NUMBERS[term.measure]) is None
    assert parse("rate(count(a), count(b))").interval(lambda t: NUMBERS[t.measure]) is None
