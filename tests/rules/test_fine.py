"""Frames, circumstances, caps and sums."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from law.enums import FineType
from law.reference import load_from_files
from law.rules import ActFacts, Circumstances, LawRefusal, Party, act_worksheet, worksheet
from tests.rules.acts import DECIDED, facts_for

REFERENCE = load_from_files()
ENDED = date(2026, 9, 20)
ROWS = [row for row in REFERENCE.provisions if row.valid_from is not None]
PERSONS = st.sampled_from([Party.INDIVIDUAL, Party.HOUSEHOLD])
COUNTS = st.integers(0, 4)


def act(code, party=Party.ORGANISATION, ended=ENDED, aggravating=0, mitigating=0, **quantity):
    facts = ActFacts(
        code=code,
        ended_on=ended,
        circumstances=Circumstances(aggravating, mitigating),
        **quantity,
    )
    return act_worksheet(REFERENCE, facts, party, DECIDED)


def facts_of(row, quantity, **extra):
    text = {
        "code": row.code,
        "decree": row.instrument,
        "fine_type": row.fine_type.value,
        "scale_unit": row.scale_unit,
    }
    return facts_for(text, quantity, **extra)


def computed(row, quantity, party, **extra):
    try:
        return act_worksheet(REFERENCE, facts_of(row, quantity, **extra), party, DECIDED)
    except LawRefusal as refusal:
        assume(refusal.code not in ("individuals_only", "organisations_only"))
        raise


@pytest.mark.parametrize(
    ("workers", "low", "high"),
    [(1, 40, 60), (10, 40, 60), (11, 60, 100), (50, 60, 100), (51, 100, 150), (9999, 100, 150)],
)
def test_brackets_of_wages_below_the_minimum(workers, low, high):
    found = act("TL-18", workers=workers)
    assert (found.frame_min, found.frame_max) == (low * 10**6, high * 10**6)
    assert found.fine == (low + high) * 10**6 // 2


@pytest.mark.parametrize(
    ("units", "low", "high"), [(3, 40, 60), (4, 60, 100), (10, 60, 100), (20, 100, 150)]
)
def test_brackets_by_machines(units, low, high):
    found = act("AT-63", units=units)
    assert (found.frame_min, found.frame_max) == (low * 10**6, high * 10**6)


def test_the_last_bracket_of_machines_is_one_amount():
    found = act("AT-63", units=21)
    assert (found.frame_min, found.fine, found.frame_max) == (150_000_000,) * 3


@pytest.mark.parametrize(
    ("aggravating", "mitigating", "fine"),
    [
        (0, 0, 80_000_000),
        (1, 0, 90_000_000),
        (2, 0, 100_000_000),
        (5, 0, 100_000_000),
        (0, 1, 70_000_000),
        (0, 2, 60_000_000),
        (0, 3, 60_000_000),
        (1, 1, 80_000_000),
        (2, 1, 90_000_000),
        (1, 3, 60_000_000),
    ],
)
def test_circumstances(aggravating, mitigating, fine):
    found = act("TL-18", workers=20, aggravating=aggravating, mitigating=mitigating)
    assert found.fine == fine


@pytest.mark.parametrize(
    ("party", "units", "low", "fine", "high"),
    [
        (Party.INDIVIDUAL, 1, 5, 7.5, 10),
        (Party.INDIVIDUAL, 7, 35, 52.5, 70),
        (Party.INDIVIDUAL, 9, 45, 67.5, 75),  # the highest fine is capped, the fine is not
        (Party.INDIVIDUAL, 10, 50, 75, 75),
        (Party.INDIVIDUAL, 15, 75, 75, 75),
        (Party.ORGANISATION, 15, 150, 150, 150),
        (Party.ORGANISATION, 7, 70, 105, 140),
        (Party.ORGANISATION, 1000, 150, 150, 150),
        (Party.HOUSEHOLD, 1000, 75, 75, 75),
    ],
)
def test_fines_per_worker_with_a_cap(party, units, low, fine, high):
    found = act("AT-33", party, units=units)
    assert (found.frame_min, found.fine, found.frame_max) == tuple(
        int(amount * 10**6) for amount in (low, fine, high)
    )
    assert found == act("AT-33", party, units=units)
    assert act("AT-33", party, workers=units).fine == found.fine


@pytest.mark.parametrize(
    ("party", "units", "low", "fine", "high"),
    [
        (Party.ORGANISATION, 1, 10, 15, 20),
        (Party.ORGANISATION, 7, 70, 105, 140),
        (Party.ORGANISATION, 8, 80, 120, 150),
        (Party.ORGANISATION, 100, 150, 150, 150),
        (Party.INDIVIDUAL, 7, 35, 52.5, 70),
        (Party.HOUSEHOLD, 100, 75, 75, 75),
    ],
)
def test_a_clause_without_a_cap_is_held_by_the_highest_fine_of_the_field(
    party, units, low, fine, high
):
    """LHAV arts. 23.3 and 24: no frame passes 75 million, for an organisation 150 million."""
    found = act("CK-01", party, units=units)
    assert (found.frame_min, found.fine, found.frame_max) == tuple(
        int(amount * 10**6) for amount in (low, fine, high)
    )
    assert any(line.id == "cap.field" for line in found.reasoning)


@pytest.mark.parametrize(
    ("party", "base", "low", "fine", "high"),
    [
        (Party.INDIVIDUAL, 100_000_000, 12_000_000, 13_500_000, 15_000_000),
        (Party.ORGANISATION, 100_000_000, 24_000_000, 27_000_000, 30_000_000),
        (Party.INDIVIDUAL, 10**12, 75_000_000, 75_000_000, 75_000_000),
        (Party.ORGANISATION, 10**15, 150_000_000, 150_000_000, 150_000_000),
        (Party.ORGANISATION, 1, 0, 0, 0),
        (Party.INDIVIDUAL, 1_234_567, 148_148, 166_666, 185_185),
        (Party.ORGANISATION, 520_000_000, 124_800_000, 140_400_000, 150_000_000),
    ],
)
def test_percentages_with_a_cap(party, base, low, fine, high):
    found = act("BH-03", party, base=base)
    assert (found.frame_min, found.fine, found.frame_max) == (low, fine, high)


def test_a_frame_cut_by_the_cap_says_on_which_amounts_the_midpoint_was_taken():
    cut, whole = act("KP-01", base=550_000_000), act("KP-01", base=100_000_000)
    said = [line.params for line in cut.reasoning if line.id == "fine.uncut"]
    assert [(line["from_vnd"], line["to_vnd"]) for line in said] == [(132_000_000, 165_000_000)]
    assert cut.fine == sum((132_000_000, 165_000_000)) // 2
    assert not any(line.id == "fine.uncut" for line in whole.reasoning)


def test_a_warning_has_no_amounts_and_no_explanation():
    found = act("GV-01", aggravating=3)
    assert (found.frame_min, found.fine, found.frame_max) == (0, 0, 0)
    assert found.frame.is_warning
    assert not found.explanation_right
    assert any(line.id == "fine.warning" for line in found.reasoning)


@pytest.mark.parametrize(
    ("code", "quantity", "refusal"),
    [
        ("TL-18", {}, "missing_workers"),
        ("TL-18", {"units": 5}, "missing_workers"),
        ("AT-63", {"workers": 5}, "missing_units"),
        ("AT-33", {}, "missing_units"),
        ("BH-32", {"workers": 3}, "missing_units"),
        ("BH-03", {}, "missing_base"),
        ("AT-33", {"units": 3, "workers": 4}, "workers_and_units"),
        ("TL-18", {"workers": 0}, "quantity_below_one"),
        ("TL-18", {"workers": -1}, "quantity_below_one"),
        ("BH-03", {"base": 0}, "quantity_below_one"),
        ("ZZ-01", {}, "unknown_code"),
        ("12-TL-18", {"workers": 3}, "other_decree"),
    ],
)
def test_refusals_say_why_in_both_languages(code, quantity, refusal):
    with pytest.raises(LawRefusal) as refused:
        act(code, **quantity)
    assert refused.value.code == refusal
    assert refused.value.message("vi") != refused.value.message("en")


def test_codes_may_carry_the_decree_and_any_case():
    assert act("283-tl-18", workers=5).fine == act("TL-18", workers=5).fine
    assert act(" tl-18 ", ended=date(2026, 9, 9), workers=5).instrument == "12/2022/NĐ-CP"


def test_negative_circumstances_are_refused():
    with pytest.raises(LawRefusal):
        Circumstances(-1, 0)


@given(
    st.sampled_from(ROWS), st.integers(1, 5_000_000_000), st.sampled_from(Party), COUNTS, COUNTS
)
def test_the_fine_lies_inside_the_frame(row, quantity, party, aggravating, mitigating):
    found = computed(row, quantity, party, aggravating=aggravating, mitigating=mitigating)
    assert 0 <= found.frame_min <= found.fine <= found.frame_max
    if found.frame.cap is not None:
        assert found.frame_max <= found.frame.cap


@given(st.sampled_from(ROWS), st.integers(1, 5_000_000_000), PERSONS)
def test_organisations_pay_double_exactly_once(row, quantity, person):
    assume(row.org_multiplier == 2)
    organisation = computed(row, quantity, Party.ORGANISATION)
    individual = computed(row, quantity, person)
    assert organisation.frame.low == 2 * individual.frame.low
    assert organisation.frame.high == 2 * individual.frame.high
    slack = 1 if row.fine_type is FineType.PERCENT else 0  # a fraction of a dong dropped once
    assert 0 <= organisation.frame_max - 2 * individual.frame_max <= slack
    assert 0 <= organisation.fine - 2 * individual.fine <= slack


@given(st.sampled_from(ROWS), st.integers(1, 100_000), st.integers(1, 100_000))
def test_more_workers_never_cost_less(row, one, other):
    party = Party.INDIVIDUAL if row.org_multiplier is None else Party.ORGANISATION
    fewer, more = sorted((one, other))
    first, second = computed(row, fewer, party), computed(row, more, party)
    assert first.frame_min <= second.frame_min
    assert first.frame_max <= second.frame_max
    assert first.fine <= second.fine


@given(st.sampled_from(ROWS), st.integers(1, 1000), COUNTS)
def test_circumstances_are_monotone_and_offset(row, quantity, n):
    party = Party.INDIVIDUAL if row.org_multiplier is None else Party.ORGANISATION
    plain = computed(row, quantity, party)
    worse = computed(row, quantity, party, aggravating=n)
    better = computed(row, quantity, party, mitigating=n)
    even = computed(row, quantity, party, aggravating=n, mitigating=n)
    assert better.fine <= plain.fine <= worse.fine
    assert even.fine == plain.fine


@given(st.lists(st.sampled_from(ROWS), min_size=1, max_size=4), st.integers(1, 300))
def test_several_acts_are_added(rows, quantity):
    rows = [row for row in rows if row.org_multiplier is not None]
    assume(rows)
    facts = [facts_of(row, quantity) for row in rows]
    case = worksheet(REFERENCE, facts, Party.ORGANISATION, DECIDED)
    each = [computed(row, quantity, Party.ORGANISATION) for row in rows]
    assert case.total_fine == sum(item.fine for item in each)
    assert case.explanation_right is any(item.explanation_right for item in each)
    assert case.limitation_ends_on == min(item.limitation_ends_on for item in each)
    assert any(line.id == "total.sum" for line in case.reasoning) is (len(rows) > 1)


def test_a_case_without_acts_is_refused():
    with pytest.raises(LawRefusal) as refused:
        worksheet(REFERENCE, [], Party.ORGANISATION, DECIDED)
    assert refused.value.code == "no_acts"


def test_before_decree_68_2025_circumstances_come_with_a_caution():
    facts = ActFacts(
        "TL-18", workers=20, ended_on=date(2025, 1, 10), circumstances=Circumstances(1, 0)
    )
    early = act_worksheet(REFERENCE, facts, Party.ORGANISATION, date(2025, 5, 1))
    late = act_worksheet(REFERENCE, facts, Party.ORGANISATION, date(2025, 5, 2))
    assert any(line.id == "fine.before_68_2025" for line in early.reasoning)
    assert not any(line.id == "fine.before_68_2025" for line in late.reasoning)
