"""Late payment, deferral, reduction and instalments (LHAV arts. 76-79)."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from violations import payment_rules as rules
from violations.payment_rules import Bounds, Problem, Schedule

DUE = date(2026, 10, 23)
DAY = timedelta(days=1)
RATE = Fraction(5, 10_000)
RATES = ((date(2013, 7, 1), RATE),)


def surcharge(dues, payments, on):
    """The surcharge where nothing but the decision says what is due."""
    return rules.late_surcharge([Schedule(date.min, tuple(dues))], payments, on, RATES)


PLAN = Bounds(15_000_000, months_most=6, parts_most=3, first_percent_least=40)


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
    assert surcharge([(DUE, 10_000_000)], payments, date(2027, 1, 1)) == expected


def test_surcharge_grows_on_what_is_not_paid():
    """Half is paid 11 days late (10 days on all), the other half 10 days later (10 on half)."""
    payments = [(DUE + 11 * DAY, 5_000_000), (DUE + 21 * DAY, 5_000_000)]
    assert surcharge([(DUE, 10_000_000)], payments, date(2027, 1, 1)) == 75_000


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
    both = surcharge([(DUE, fine)], [(first, part), (last, fine - part)], end)
    once = surcharge([(DUE, fine)], [(last, fine)], end)
    none = surcharge([(DUE, fine)], [], last)
    assert 0 <= both <= once == none


def test_a_plan_costs_only_for_the_part_that_is_late():
    """12 of 30 million are due; the second part of 9 million is paid ten days late."""
    dues = [(DUE, 12_000_000), (DUE + 30 * DAY, 9_000_000), (DUE + 60 * DAY, 9_000_000)]
    payments = [(DUE, 12_000_000), (DUE + 41 * DAY, 9_000_000), (DUE + 60 * DAY, 9_000_000)]
    assert surcharge(dues, payments, date(2027, 6, 1)) == 10 * 4_500


def test_a_deferral_stops_the_surcharge_and_forgives_none_of_the_days_before():
    deferred = Schedule(DUE + 5 * DAY, ((DUE + 34 * DAY, 10_000_000),))
    whole = [Schedule(date.min, ((DUE, 10_000_000),)), deferred]
    for days, late in ((3, 2), (5, 4), (20, 4), (35, 4), (36, 5), (100, 4 + 65)):
        assert rules.late_surcharge(whole, [], DUE + days * DAY, RATES) == late * 5_000


amounts = st.lists(st.tuples(st.integers(0, 300), st.integers(1, 10**8)), min_size=1, max_size=4)


@given(
    first=amounts,
    second=amounts,
    paid=st.lists(st.tuples(st.integers(0, 400), st.integers(1, 10**8)), max_size=4),
    turn=st.integers(0, 300),
    days=st.integers(0, 400),
)
def test_surcharge_agrees_with_counting_day_by_day(first, second, paid, turn, days):
    payments = [(DUE + n * DAY, amount) for n, amount in paid]
    plans = [tuple((DUE + n * DAY, amount) for n, amount in part) for part in (first, second)]
    grown = sum(
        max(
            sum(a for d, a in plans[n >= turn] if d < DUE + n * DAY)
            - sum(a for d, a in payments if d <= DUE + n * DAY),
            0,
        )
        for n in range(days)
    )
    schedules = [Schedule(date.min, plans[0]), Schedule(DUE + turn * DAY, plans[1])]
    found = rules.late_surcharge(schedules, payments, DUE + days * DAY, RATES)
    assert found == int(grown * RATE)


@given(dues=amounts, fine=st.integers(0, 10**9))
def test_another_fine_keeps_the_days(dues, fine):
    plan = sorted((DUE + n * DAY, amount) for n, amount in dues)
    found = rules.refitted(plan, fine)
    assert sum(amount for _, amount in found) == fine
    assert {day for day, _ in found} <= {day for day, _ in plan}


def test_the_next_day_is_that_of_the_first_part_not_paid():
    dues = [(DUE, 4), (DUE + DAY, 3), (DUE + 2 * DAY, 3)]
    assert [(rules.next_due(dues, paid) - DUE).days for paid in (0, 3, 4, 6, 7, 10, 99)] == [
        0, 0, 1, 1, 2, 2, 2
    ]  # fmt: skip


@given(
    fine=st.integers(15_000_000, 10**9),
    count=st.integers(2, 3),
    on=st.dates(date(2022, 1, 1), date(2030, 12, 31)),
    since=st.integers(0, 60),
)
def test_a_proposed_plan_is_lawful(fine, count, on, since):
    effective = on - since * DAY
    parts = rules.proposed_parts(PLAN, fine, count, on=on, effective_on=effective)
    assert len(parts) == count
    assert rules.instalments_problem(PLAN, fine, parts, on=on, effective_on=effective) is None


ON = date(2026, 11, 2)
GOOD = [(ON, 8_000_000), (date(2026, 12, 1), 6_000_000), (date(2027, 5, 2), 6_000_000)]


@pytest.mark.parametrize(
    ("fine", "parts", "expected"),
    [
        (20_000_000, GOOD, None),
        (14_999_999, GOOD, Problem.FINE_TOO_LOW),
        (20_000_000, GOOD[:1], Problem.TOO_MANY),
        (20_000_000, [*GOOD, (date(2027, 5, 2), 1)], Problem.TOO_MANY),
        (20_000_000, [(ON - DAY, 8_000_000), *GOOD[1:]], Problem.PAST),
        (20_000_000, [GOOD[0], GOOD[2], GOOD[1]], Problem.ORDER),
        (20_000_001, GOOD, Problem.SUM),
        (20_000_000, [*GOOD[:2], (date(2027, 5, 3), 6_000_000)], Problem.TOO_LONG),
        (
            20_000_000,
            [(ON, 7_999_999), (date(2026, 12, 1), 12_000_001)],
            Problem.FIRST_TOO_LOW,
        ),
    ],
)
def test_a_plan_of_instalments(fine, parts, expected):
    found = rules.instalments_problem(PLAN, fine, parts, on=ON, effective_on=ON)
    assert found == expected


@pytest.mark.parametrize(
    ("fine", "until", "expected"),
    [
        (2_000_000, date(2027, 2, 2), None),
        (1_999_999, date(2027, 2, 2), Problem.FINE_TOO_LOW),
        (2_000_000, date(2027, 2, 3), Problem.TOO_LONG),
        (2_000_000, ON, Problem.PAST),
    ],
)
def test_a_deferral_of_three_months(fine, until, expected):
    bounds = Bounds(2_000_000, months_most=3)
    assert rules.deferral_problem(bounds, fine, on=ON, until=until) == expected


@given(fine=st.integers(0, 10**9), after=st.integers(0, 10**9), paid=st.integers(0, 10**9))
def test_a_reduction_lies_between_what_is_paid_and_the_fine(fine, after, paid):
    assume(paid <= fine)
    problem = rules.reduction_problem(Bounds(2_000_000), fine, after=after, paid=paid)
    assert (problem is None) == (fine >= 2_000_000 and paid <= after < fine)


# --- The rate is data --------------------------------------------------------------------------
def test_each_late_day_costs_the_rate_of_that_day():
    """Ten million late for twenty days; the rate doubles after ten of them."""
    rates = (*RATES, (DUE + 11 * DAY, 2 * RATE))
    whole = [Schedule(date.min, ((DUE, 10_000_000),))]
    runs = rules.late_periods(whole, [], DUE + 21 * DAY, rates)
    assert [(run.days, run.rate) for run in runs] == [(10, RATE), (10, 2 * RATE)]
    assert rules.late_surcharge(whole, [], DUE + 21 * DAY, rates) == 50_000 + 100_000


def test_before_the_first_rate_a_late_day_costs_nothing():
    whole = [Schedule(date.min, ((DUE, 10_000_000),))]
    assert rules.late_surcharge(whole, [], DUE + 21 * DAY, ()) == 0
    later = ((DUE + 16 * DAY, RATE),)
    assert rules.late_surcharge(whole, [], DUE + 21 * DAY, later) == 5 * 5_000


@given(stood=st.integers(0, 300), gap=st.integers(-50, 50))
def test_a_stay_moves_open_days_and_no_passed_one(stood, gap):
    since = DUE + gap * DAY
    [(day, amount)] = rules.shifted(((DUE, 7),), since, since + stood * DAY)
    assert amount == 7
    assert day == (DUE + stood * DAY if since <= DUE else DUE)
