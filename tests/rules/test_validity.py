"""A clause has its own first and last day inside its decree."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from law.reference import load_from_files
from law.rules import ActFacts, LawRefusal, Party, Reference, act_worksheet

SHIPPED = load_from_files()
FIRST, LAST = date(2027, 1, 1), date(2027, 6, 30)


def test_where_the_highest_fine_of_the_field_is_not_known_the_reasoning_says_so():
    law = with_validity(14, valid_from=FIRST)
    law.instruments = tuple(replace(item, fine_most=None) for item in law.instruments)
    facts = ActFacts("CK-01", workers=100, ended_on=date(2026, 9, 20))
    act = act_worksheet(law, facts, Party.INDIVIDUAL, date(2026, 11, 20))
    assert act.frame_max == 1_000_000_000
    assert any(line.id == "cap.none" for line in act.reasoning)


def with_validity(article, **dates):
    """The law as shipped with other dates for one article of the new decree."""
    rows = [
        replace(row, **dates)
        if row.article == article and row.instrument.startswith("283")
        else row
        for row in SHIPPED.provisions
    ]
    return Reference(
        instruments=SHIPPED.instruments, provisions=rows, competence=SHIPPED.competence,
        deadlines=SHIPPED.deadlines, remedies=SHIPPED.remedies.values(),
        additional=SHIPPED.additional.values(), calendar=SHIPPED.calendar,
    )  # fmt: skip


LAW = with_validity(14, valid_from=FIRST, valid_to=LAST)
CODE = "NG-03"  # article 14, by a worker


@pytest.mark.parametrize(
    ("day", "refusal"),
    [
        (FIRST - timedelta(1), "not_yet"),
        (FIRST, ""),
        (LAST, ""),
        (LAST + timedelta(1), "no_longer"),
    ],
)
def test_a_clause_that_begins_later_than_its_decree(day, refusal):
    facts = ActFacts(CODE, ended_on=day)
    if not refusal:
        act = act_worksheet(LAW, facts, Party.INDIVIDUAL, LAST + timedelta(30))
        assert act.provision.valid_from == FIRST
        return
    with pytest.raises(LawRefusal) as refused:
        act_worksheet(LAW, facts, Party.INDIVIDUAL, LAST + timedelta(30))
    assert refused.value.code == refusal
    assert refused.value.message("vi") != refused.value.message("en")
