"""All 1,054 rows of the pack, read here on their own, against what the engine computes.

Nothing of the engine's tables is used: amounts, edges, halves and caps are reckoned from the text
of ``violations.csv`` alone, in whole đồng and fractions.
"""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.reference import load_from_files
from law.rules import ActFacts, Circumstances, LawRefusal, Party, act_worksheet
from tests.rules.acts import DECIDED, UNDER, applies

REFERENCE = load_from_files()
FIELD_MOST = {Party.ORGANISATION: 150_000_000}  # LHAV art. 24; persons: half of it
PLACES = {
    -2: Fraction(0),
    -1: Fraction(1, 4),
    0: Fraction(1, 2),
    1: Fraction(3, 4),
    2: Fraction(1),
}
REFUSED = "refused"


def edges(row):
    """The last quantity before the row's bracket, its two ends, the first one after it."""
    kind = row["fine_type"]
    if kind == "bracket":
        first = int(row["bracket_from"])
        last = int(row["bracket_to"]) if row["bracket_to"] else first + 100_000
        return [first, (first + last) // 2, last]
    if kind == "per_unit_with_cap":
        return [1, *around_cap(row, int(row["fine_max_vnd"])), 5_000]
    if kind == "percent_with_cap":
        share = Fraction(row["percent_max"]) / 100
        return [1, 999, 1_234_567, *around_cap(row, share), 10**12]
    return [None]


def around_cap(row, each):
    """Quantities just below, at and just above the one whose highest fine reaches the cap."""
    cap = int(row["cap_vnd"] or 75_000_000)
    reached = int(Fraction(cap) / each)
    return [n for n in (reached - 1, reached, reached + 1) if n >= 1]


def stated(row, party):
    """Amounts or per cents of the row for a party: (low, high, cap), or REFUSED."""
    organisation = party is Party.ORGANISATION
    if organisation and row["org_multiplier"] == "n/a":
        return REFUSED
    halved = not organisation and row["fine_stated_for"] == "organisation"
    if halved and row["row_id"] != "283-VL-13":  # the others only an organisation can commit
        return REFUSED
    part = Fraction(1, 2) if halved else Fraction(1)
    cap = row["org_cap_vnd"] if organisation else row["cap_vnd"]
    if row["fine_type"] == "percent_with_cap":
        times = int(row["org_multiplier"]) if organisation else 1
        low, high = (Fraction(row[f"percent_{end}"]) * times / 100 for end in ("min", "max"))
    else:
        prefix = "org_" if organisation else ""
        low, high = (Fraction(row[f"{prefix}fine_{end}_vnd"] or 0) for end in ("min", "max"))
    most = int(cap) if cap else FIELD_MOST.get(party, 75_000_000)
    capped = row["fine_type"] in ("per_unit_with_cap", "percent_with_cap")
    return low * part, high * part, most if capped else None


def facts_of(row, quantity, net=0):
    kind, unit = row["fine_type"], row["scale_unit"]
    name = "base" if kind == "percent_with_cap" else "units"
    if unit in ("workers", "worker"):
        name = "workers"
    marks = Circumstances(max(net, 0), max(-net, 0))
    given_ = {} if quantity is None else {name: quantity}
    return ActFacts(row["code"], ended_on=UNDER[row["decree"]], circumstances=marks, **given_)


def expected(row, party, quantity, net):
    """(minimum, fine, maximum) in whole đồng, or REFUSED."""
    found = stated(row, party)
    if found == REFUSED:
        return REFUSED
    low, high, cap = found
    times = quantity if row["fine_type"] in ("per_unit_with_cap", "percent_with_cap") else 1
    low, high = low * times, high * times
    amounts = (low, low + (high - low) * PLACES[net], high)
    return tuple(int(a) if cap is None else min(int(a), cap) for a in amounts)


def computed(row, party, quantity, net):
    try:
        act = act_worksheet(REFERENCE, facts_of(row, quantity, net), party, DECIDED)
    except LawRefusal as refusal:
        if refusal.code not in ("individuals_only", "organisations_only"):
            raise
        return REFUSED
    assert act.provision.row_id == row["row_id"], quantity
    return act.frame_min, act.fine, act.frame_max


@pytest.mark.parametrize("party", list(Party))
def test_every_row_at_every_edge_with_every_place_in_the_frame(pack, party):
    """1,051 rows in force; the three of article 14 are deferred."""
    rows = [row for row in pack if applies(row)]
    assert (len(pack), len(rows)) == (1054, 1051)
    for row in rows:
        for quantity in edges(row):
            for net in PLACES:
                found = computed(row, party, quantity, net)
                assert found == expected(row, party, quantity, net), (row["row_id"], quantity, net)


def test_how_many_rows_each_party_can_commit(pack):
    counted = {
        party: sum(stated(row, party) != REFUSED for row in pack if applies(row))
        for party in Party
    }
    assert counted == {Party.ORGANISATION: 1024, Party.INDIVIDUAL: 952, Party.HOUSEHOLD: 952}


def test_deferred_rows_are_refused_for_everybody(pack):
    deferred = [row for row in pack if not applies(row)]
    assert {row["article"] for row in deferred} == {"14"}
    for row in deferred:
        for party in Party:
            with pytest.raises(LawRefusal) as refused:
                act_worksheet(REFERENCE, facts_of(row, 1), party, DECIDED)
            assert refused.value.code == "deferred"


def test_one_below_and_one_above_a_bracket_is_another_row(pack):
    brackets = [row for row in pack if row["fine_type"] == "bracket" and applies(row)]
    for row in brackets:
        for quantity in (int(row["bracket_from"]) - 1, int(row["bracket_to"] or 0) + 1):
            outside = quantity >= 1 and (row["bracket_to"] or quantity < int(row["bracket_from"]))
            if not outside:
                continue
            act = act_worksheet(REFERENCE, facts_of(row, quantity), party_of(row), DECIDED)
            assert act.provision.row_id != row["row_id"]
            assert act.provision.code == row["code"]


def party_of(row):
    return Party.INDIVIDUAL if row["org_multiplier"] == "n/a" else Party.ORGANISATION


def test_no_frame_of_the_pack_passes_the_highest_fine_of_its_field(pack):
    for row in filter(applies, pack):
        for party in Party:
            for quantity in edges(row):
                found = computed(row, party, quantity, 2)
                if found == REFUSED:
                    continue
                most = 150_000_000 if party is Party.ORGANISATION else 75_000_000
                if row["category"] == "overseas_workers":
                    most = most * 4 // 3
                assert found[2] <= most, (row["row_id"], party, quantity)


WORKED = [row.row_id for row in REFERENCE.provisions if row.scale_unit in ("workers", "worker")]


@given(st.sampled_from(WORKED), st.integers(1, 20_000), st.sampled_from(list(Party)))
def test_one_worker_more_never_costs_less(row_id, workers, party):
    code = row_id.split("-", 1)[1].rsplit("-B", 1)[0]
    decree = "283/2026/NĐ-CP" if row_id.startswith("283") else "12/2022/NĐ-CP"

    def fine(n):
        facts = ActFacts(code, workers=n, ended_on=UNDER[decree])
        act = act_worksheet(REFERENCE, facts, party, DECIDED)
        return act.frame_min, act.fine, act.frame_max

    try:
        fewer, more = fine(workers), fine(workers + 1)
    except LawRefusal as refusal:
        if refusal.code not in ("individuals_only", "organisations_only"):
            raise
        return
    assert all(a <= b for a, b in zip(fewer, more, strict=True))


CHANGE = date(2026, 9, 10)
DAYS = [CHANGE - timedelta(1), CHANGE, CHANGE + timedelta(1)]


@pytest.mark.parametrize("day", DAYS)
def test_every_code_the_day_before_of_and_after_the_change_of_law(pack, day):
    """An act that ended, and one that went on: the row of the decree of that day, or a refusal."""
    decree = "12/2022/NĐ-CP" if day < CHANGE else "283/2026/NĐ-CP"
    heads = {}
    for row in pack:
        heads.setdefault((row["code"], row["decree"]), row)
    for code in {row["code"] for row in pack}:
        row = heads.get((code, decree))
        base = row or next(r for r in pack if r["code"] == code)
        for times in ({"ended_on": day}, {"ongoing": True, "discovered_on": day}):
            facts = ActFacts(code, **quantities(base), **times)
            if row is None or not applies(row):
                with pytest.raises(LawRefusal) as refused:
                    act_worksheet(REFERENCE, facts, party_of(base), DECIDED)
                assert refused.value.code == ("not_in_decree" if row is None else "deferred")
            else:
                act = act_worksheet(REFERENCE, facts, party_of(row), DECIDED)
                assert (act.instrument, act.provision.row_id) == (decree, row["row_id"])


def quantities(row):
    """One of what the row counts."""
    facts = facts_of(row, edges(row)[0])
    return {name: getattr(facts, name) for name in ("workers", "units", "base")}


@pytest.mark.parametrize("minutes", DAYS)
def test_an_act_going_on_when_the_law_changed_follows_the_minutes(minutes):
    facts = ActFacts("TL-18", workers=20, ongoing=True, discovered_on=CHANGE - timedelta(1))
    act = act_worksheet(REFERENCE, facts, Party.ORGANISATION, DECIDED, minutes_on=minutes)
    assert act.instrument == ("12/2022/NĐ-CP" if minutes < CHANGE else "283/2026/NĐ-CP")


def test_the_first_decree_begins_on_its_day():
    with pytest.raises(LawRefusal) as refused:
        computed_on(date(2022, 1, 16))
    assert refused.value.code == "law_too_old"
    assert computed_on(date(2022, 1, 17)).instrument == "12/2022/NĐ-CP"


def computed_on(day):
    facts = ActFacts("TL-18", workers=20, ended_on=day)
    return act_worksheet(REFERENCE, facts, Party.ORGANISATION, DECIDED)
