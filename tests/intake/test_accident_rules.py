"""Class, terms, compensation, statistics: the rules without a database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecms.core.calendar import load_calendar
from intake.rules import accident_class as k
from intake.rules import accident_statistics as figures
from intake.rules import accident_terms as terms
from intake.rules import compensation as pay

CALENDAR = load_calendar()
# Put together by hand: builds() first looks up the types of everything, which takes seconds.
hurt = st.tuples(st.booleans(), st.integers(0, 4)).map(lambda pair: k.Hurt(*pair))
hurts = st.lists(hurt, max_size=8)


# --- Class ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("dead", "serious", "light", "code", "level", "rule"),
    [
        (0, 0, 1, "MINOR", "GRASSROOTS", 100),
        (0, 0, 9, "MINOR", "GRASSROOTS", 100),
        (0, 1, 0, "SERIOUS", "GRASSROOTS", 101),
        (0, 1, 5, "SERIOUS", "GRASSROOTS", 101),
        (0, 2, 0, "SERIOUS_MULTI", "PROVINCIAL", 102),
        (0, 7, 3, "SERIOUS_MULTI", "PROVINCIAL", 102),
        (1, 0, 0, "FATAL", "PROVINCIAL", 103),
        (1, 5, 2, "FATAL", "PROVINCIAL", 103),
        (3, 0, 0, "FATAL", "PROVINCIAL", 103),
    ],
)
def test_the_table_of_classes(dead, serious, light, code, level, rule):
    verdict = k.judge(k.Tally(dead, serious, light))
    assert (verdict.code, verdict.level, verdict.rule) == (code, level, rule)


@pytest.mark.parametrize(
    ("counts", "level", "rule"),
    [
        (k.Tally(0, 0, 1), "COMMUNE", None),
        (k.Tally(0, 1, 0), "COMMUNE", None),
        (k.Tally(0, 2, 0), "PROVINCIAL", 102),
        (k.Tally(1, 0, 0), "PROVINCIAL", 103),
    ],
)
def test_without_a_contract_the_commune_makes_a_record(counts, level, rule):
    verdict = k.judge(counts, without_contract=True)
    assert (verdict.level, verdict.rule) == (level, rule)


def test_expertise_gives_the_higher_teams_sixty_days_only():
    assert k.judge(k.Tally(1, 0, 0), expertise=True).rule == 104
    assert k.judge(k.Tally(0, 2, 0), expertise=True).rule == 104
    assert k.judge(k.Tally(0, 1, 0), expertise=True).rule == 101


def test_a_body_that_took_over_keeps_the_case():
    assert k.judge(k.Tally(0, 0, 1), level="PROVINCIAL").level == "PROVINCIAL"
    assert k.judge(k.Tally(1, 0, 0), level="GRASSROOTS").level == "PROVINCIAL"
    assert k.judge(k.Tally(1, 0, 0), level="CENTRAL").level == "CENTRAL"


@given(hurts)
def test_the_class_follows_from_the_worst(victims):
    code = k.class_of(k.tally(victims))
    serious = sum(1 for v in victims if v.serious_injuries and not v.is_dead)
    if any(v.is_dead for v in victims):
        assert code == k.FATAL
    else:
        assert code == {0: k.MINOR, 1: k.SERIOUS}.get(serious, k.SERIOUS_MULTI)


@given(hurts, st.integers(0, 7))
def test_a_death_never_makes_it_milder(victims, place):
    order = [k.MINOR, k.SERIOUS, k.SERIOUS_MULTI, k.FATAL]
    worse = [k.Hurt(True, v.serious_injuries) if i == place else v for i, v in enumerate(victims)]
    before, after = k.judge(k.tally(victims)), k.judge(k.tally(worse))
    assert order.index(after.code) >= order.index(before.code)
    assert k.RANK[after.level] >= k.RANK[before.level]


@given(hurts, st.integers(0, 5), st.integers(0, 5), st.integers(0, 5))
def test_what_a_caller_said_tops_up_and_never_takes_away(victims, dead, serious, light):
    known, said = k.tally(victims), k.Tally(dead, serious, light)
    both = k.merged(known, said)
    assert both.victims == max(known.victims, said.victims)
    assert both.dead >= known.dead
    assert both.seriously >= known.seriously
    if known.victims >= said.victims:
        assert both == known


def test_a_seriously_injured_person_who_dies_is_not_counted_twice():
    assert k.merged(k.Tally(1, 0, 0), k.Tally(0, 1, 0)) == k.Tally(1, 0, 0)


# --- Terms ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("start", "days", "last"),
    [
        (date(2026, 10, 5), 4, date(2026, 10, 9)),  # Monday to Friday
        (date(2026, 10, 5), 7, date(2026, 10, 12)),
        (date(2026, 10, 6), 4, date(2026, 10, 12)),  # ends on a Saturday, rolls to Monday
        (date(2026, 2, 12), 4, date(2026, 2, 23)),  # ends inside the Tết holidays of 2026
        (date(2024, 2, 25), 4, date(2024, 2, 29)),  # a leap day is a day
        (date(2024, 1, 30), 30, date(2024, 2, 29)),
        (date(2025, 1, 30), 30, date(2025, 3, 3)),  # 1 March 2025 is a Saturday
        (date(2026, 1, 31), 30, date(2026, 3, 2)),
        (date(2026, 12, 12), 20, date(2027, 1, 4)),  # New Year's Day and a weekend
    ],
)
def test_terms_in_days_roll_to_a_working_day(start, days, last):
    assert terms.last_day(start, days, CALENDAR) == last


@pytest.mark.parametrize(
    ("start", "last"),
    [
        (date(2026, 10, 5), date(2026, 10, 8)),
        (date(2026, 10, 8), date(2026, 10, 13)),  # over a weekend
        (date(2026, 2, 13), date(2026, 2, 25)),  # over Tết
        (date(2024, 2, 27), date(2024, 3, 1)),  # over a leap day
    ],
)
def test_both_minutes_go_out_in_three_working_days(start, last):
    assert terms.last_day(start, 3, CALENDAR, working=True) == last


@given(st.dates(date(2024, 1, 1), date(2026, 9, 1)), st.integers(1, 60))
def test_a_term_never_ends_early_nor_on_a_day_off(start, days):
    last = terms.last_day(start, days, CALENDAR)
    assert last >= start + timedelta(days=days)
    assert CALENDAR.is_working_day(last)


@pytest.mark.parametrize(
    ("facts", "problem"),
    [
        ({}, ""),
        ({"allowed": False}, "class"),
        ({"already": True}, "again"),
        ({"on": date(2026, 10, 13)}, "over"),
        ({"days": 8}, "long"),
        ({"days": 0}, "long"),
        ({"days": 7}, ""),
    ],
)
def test_one_extension_in_time_and_no_longer_than_the_term(facts, problem):
    given_ = {"allowed": True, "already": False, "last": date(2026, 10, 12),
              "on": date(2026, 10, 12), "days": 5, "term": 7} | facts  # fmt: skip
    assert terms.extension_problem(**given_) == problem


def test_only_a_minor_accident_knows_no_extension():
    assert [k.may_extend(c) for c in ("MINOR", "SERIOUS", "SERIOUS_MULTI", "FATAL")] == [
        False, True, True, True,
    ]  # fmt: skip


def test_reports_are_due_before_5_july_and_10_january():
    assert terms.period(2026, "HALF") == (date(2026, 1, 1), date(2026, 6, 30))
    assert terms.report_due(2026, "HALF") == date(2026, 7, 5)
    assert terms.report_due(2026, "YEAR") == date(2027, 1, 10)
    assert terms.latest_period(date(2026, 6, 30)) == (2025, "YEAR")
    assert terms.latest_period(date(2026, 7, 1)) == (2026, "HALF")


# --- Compensation -----------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("loss", "months"),
    [(0, 0), (4, 0), (5, 1.5), (7, 1.5), (10, 1.5), (11, 1.9), (12, 2.3), (20, 5.5), (31, 9.9),
     (50, 17.5), (80, 29.5), (81, 30), (100, 30)],
)  # fmt: skip
def test_months_by_loss_of_capacity(loss, months):
    found = pay.owed(pay.Claim(wage=10_000_000, loss=loss))
    assert found.amount == round(months * 10_000_000)
    assert found.month_hundredths == round(months * 100)


@pytest.mark.parametrize(
    ("claim", "kind", "amount"),
    [
        (pay.Claim(8_000_000, None, is_dead=True), "COMPENSATION", 240_000_000),
        (pay.Claim(8_000_000, None, is_dead=True, own_fault=True), "ALLOWANCE", 96_000_000),
        (pay.Claim(8_000_000, None, is_dead=True, commuting=True), "ALLOWANCE", 96_000_000),
        (pay.Claim(8_000_000, 10, own_fault=True), "ALLOWANCE", 4_800_000),
        (pay.Claim(7_654_321, 23), "COMPENSATION", 51_283_951),  # 6.7 months, rounded up
        (pay.Claim(8_000_000, 3), "NOTHING", 0),
    ],
)
def test_golden_cases_of_compensation(claim, kind, amount):
    found = pay.owed(claim)
    assert (found.kind, found.amount) == (kind, amount)


@pytest.mark.parametrize("claim", [pay.Claim(0, 10), pay.Claim(5_000_000, None),
                                   pay.Claim(5_000_000, 101)])  # fmt: skip
def test_nothing_is_guessed(claim):
    with pytest.raises(pay.ClaimError):
        pay.owed(claim)


@given(st.integers(1, 10**9), st.integers(0, 99), st.booleans())
def test_more_loss_never_means_less(wage, loss, fault):
    one, more = (pay.owed(pay.Claim(wage, n, own_fault=fault)).amount for n in (loss, loss + 1))
    assert more >= one


@given(st.integers(1, 10**9), st.integers(5, 100))
def test_an_allowance_is_at_least_two_fifths(wage, loss):
    whole = pay.owed(pay.Claim(wage, loss)).amount
    part = pay.owed(pay.Claim(wage, loss, own_fault=True)).amount
    assert part * 10 >= (whole - 1) * 4
    assert part <= whole


def test_the_reasoning_ends_with_the_amount():
    steps = pay.owed(pay.Claim(10_000_000, 31, own_fault=True)).steps
    assert [step.code for step in steps] == ["by_percent", "own_fault", "amount"]
    assert steps[-1].figures == {"wage": 10_000_000, "hundredths": 396, "amount": 39_600_000}


# --- Statistics -------------------------------------------------------------------------------
people = st.builds(
    figures.Person, st.booleans(), st.booleans(), st.booleans(), st.booleans(),
    st.integers(0, 90), st.sampled_from(["O7", "O8", ""]),
)  # fmt: skip
cases = st.lists(
    st.builds(
        figures.Case, people=st.lists(people, max_size=4).map(tuple), is_fatal=st.booleans(),
        cause=st.sampled_from(["C01", "C07", ""]), medical=st.integers(0, 10**9),
    ),
    max_size=12,
)  # fmt: skip


@given(cases)
def test_groups_add_up_to_the_total(found):
    total = figures.line(found)
    lines = figures.by_group(found, "cause").values()
    for place, value in enumerate(total.cells):
        assert sum(line.cells[place] for line in lines) == value


@given(cases)
def test_victims_by_occupation_add_up_though_accidents_may_count_twice(found):
    total = figures.line(found)
    lines = figures.by_occupation(found).values()
    assert sum(line.victims for line in lines) == total.victims
    assert sum(line.dead for line in lines) == total.dead
    assert total.dead + total.serious <= total.victims


def test_rates():
    total = figures.Line(cases=4, victims=5, dead=1)
    found = figures.rates(total, 60, workers=2_500, hours=5_000_000,
                          reported=figures.Reported(3, 40))  # fmt: skip
    assert found.per_thousand == 2
    assert found.fatal_per_hundred_thousand == 40
    assert found.days_per_case == 15
    assert found.days_per_worker == 24
    assert found.frequency == pytest.approx(0.6)
    assert found.severity == 8
    empty = figures.rates(figures.Line(), 0, workers=None, hours=None,
                          reported=figures.Reported())  # fmt: skip
    assert empty.per_thousand is None
    assert empty.frequency is None
