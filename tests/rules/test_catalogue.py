"""Every row of both decrees through the engine, against the amounts written in the file."""

from datetime import date

import pytest

from law.rules import LawRefusal, Party, act_worksheet, worksheet
from tests.rules.acts import DECIDED, applies, edges, facts_for

ORGANISATIONS = {
    "public employment service org.",
    "employment service enterprise",
    "employment service org.",
    "labour-leasing enterprise",
    "OSH training organisation",
    "technical inspection organisation",
    "monitoring organisation",
    "OSH assessment organisation",
    "vocational institution",
    "workers organisation at enterprise",
}


def expected(row, party, quantity):
    """Lowest and highest fine for a party, from the file's own columns."""
    prefix = "org_" if party is Party.ORGANISATION else ""
    cap = row[f"{'org_cap_vnd' if prefix else 'cap_vnd'}"]
    cap = int(cap) if cap else 10**18
    if row["fine_type"] == "warning":
        return 0, 0
    if row["fine_type"] == "percent_with_cap":
        times = 2 if prefix else 1
        amounts = [quantity * int(row[f"percent_{end}"]) * times // 100 for end in ("min", "max")]
    else:
        times = quantity if row["fine_type"] == "per_unit_with_cap" else 1
        amounts = [int(row[f"{prefix}fine_{end}_vnd"]) * times for end in ("min", "max")]
    return min(amounts[0], cap), min(amounts[1], cap)


def test_every_row_for_organisations_and_individuals(reference, pack):
    tested = 0
    for row in filter(applies, pack):
        for quantity in edges(row):
            for party in Party:
                if party is Party.ORGANISATION and row["org_multiplier"] == "n/a":
                    continue
                if party is not Party.ORGANISATION and row["fine_stated_for"] == "organisation":
                    continue
                act = act_worksheet(reference, facts_for(row, quantity), party, DECIDED)
                assert act.provision.row_id == row["row_id"], (row["row_id"], quantity)
                assert act.instrument == row["decree"]
                assert (act.frame_min, act.frame_max) == expected(row, party, quantity), row
                assert act.fine == (act.frame_min + act.frame_max) // 2 or act.frame.cap
                assert [item.code for item in act.additional] == row[
                    "additional_sanction_codes"
                ].split()
                assert [r.remedy.code for r in act.remedies] == row["remedial_codes"].split()
                tested += 1
    assert tested > 3_000


def test_explanation_right_agrees_with_the_file(reference, pack):
    for row in filter(applies, pack):
        if row["explanation_right"] not in ("yes", "no"):
            continue
        person = row["org_multiplier"] == "n/a"
        party = Party.INDIVIDUAL if person else Party.ORGANISATION
        act = act_worksheet(reference, facts_for(row, edges(row)[0]), party, DECIDED)
        assert act.explanation_right is (row["explanation_right"] == "yes"), row["row_id"]


def test_every_code_by_its_dates(reference, pack):
    """The last day of the old decree and the first day of the new one."""
    codes = {
        decree: {row["code"] for row in pack if row["decree"] == decree and applies(row)}
        for decree in ("12/2022/NĐ-CP", "283/2026/NĐ-CP")
    }
    rows = {row["code"]: row for row in pack}
    for code, row in rows.items():
        for decree, day in (
            ("12/2022/NĐ-CP", date(2026, 9, 9)),
            ("283/2026/NĐ-CP", date(2026, 9, 10)),
        ):
            match = next((r for r in pack if r["code"] == code and r["decree"] == decree), row)
            facts = facts_for(match, edges(match)[0], ended_on=day)
            party = party_of(match)
            if code in codes[decree]:
                assert act_worksheet(reference, facts, party, DECIDED).instrument == decree
            else:
                with pytest.raises(LawRefusal) as refused:
                    act_worksheet(reference, facts, party, DECIDED)
                assert refused.value.code in ("not_in_decree", "deferred")


def party_of(row):
    """A party that can commit the act."""
    return Party.INDIVIDUAL if row["org_multiplier"] == "n/a" else Party.ORGANISATION


def test_acts_only_a_person_can_commit_are_refused_for_organisations(reference, pack):
    rows = [row for row in pack if row["org_multiplier"] == "n/a" and applies(row)]
    assert rows
    for row in rows:
        with pytest.raises(LawRefusal) as refused:
            act_worksheet(reference, facts_for(row, 1), Party.ORGANISATION, DECIDED)
        assert refused.value.code == "individuals_only"


@pytest.mark.parametrize("party", [Party.INDIVIDUAL, Party.HOUSEHOLD])
def test_amounts_stated_for_organisations(reference, pack, party):
    """Refused where only an organisation can act, halved where anybody can."""
    halved = []
    for row in pack:
        if row["fine_stated_for"] != "organisation" or not applies(row):
            continue
        facts = facts_for(row, edges(row)[0])
        if row["violator"] in ORGANISATIONS:
            with pytest.raises(LawRefusal) as refused:
                act_worksheet(reference, facts, party, DECIDED)
            assert refused.value.code == "organisations_only"
        else:
            act = act_worksheet(reference, facts, party, DECIDED)
            assert act.frame_max * 2 == int(row["org_fine_max_vnd"])
            assert any(line.id.startswith("party.halved") for line in act.reasoning)
            halved.append(row["row_id"])
    assert halved == ["283-VL-13"]


def test_reasoning_and_json_of_every_row_in_both_languages(reference, pack):
    """No sentence is empty, in the wrong language or left with an unfilled place."""
    for row in filter(applies, pack):
        case = worksheet(
            reference, [facts_for(row, edges(row)[0])], party_of(row), DECIDED, date(2026, 9, 22)
        )
        vi, en = case.to_dict("vi"), case.to_dict("en")
        assert vi["total_fine"] == en["total_fine"]
        for words in (vi["reasoning"], en["reasoning"]):
            assert len(words) >= 5
            for sentence in words:
                assert sentence.endswith(".")
                assert "{" not in sentence
                assert "None" not in sentence
        assert not any("The " in sentence for sentence in vi["reasoning"])
        assert not any("nghị định số" in sentence.lower() for sentence in en["reasoning"])
