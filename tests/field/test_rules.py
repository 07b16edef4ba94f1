"""One definition of the rules: the vectors that the page runs too, and the real checklist."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecms.core.refusal import Refusal
from field.rules.answers import judge
from field.rules.merging import joined, merge
from inspections import rules
from inspections.services import checklist
from inspections.services.figures import Figure
from law.models import Limit, Question
from law.rules import questions as bank

FOLDER = Path(__file__).resolve().parents[2] / "field" / "vectors"
ANSWERS = json.loads((FOLDER / "answers.json").read_text())
ASKED = json.loads((FOLDER / "asked.json").read_text())


def named(row):
    return row["name"]


@pytest.mark.parametrize("row", ANSWERS, ids=named)
def test_answers_are_judged_as_the_vectors_say(row):
    found = judge(row["question"], row["given"], date.fromisoformat(row["today"]))
    assert row["expect"] == {
        "errors": [{"field": f.field, "code": f.code} for f in found.faults],
        "value": found.value, "reading": found.reading, "by": found.by,
    }  # fmt: skip


@pytest.mark.parametrize("row", ASKED, ids=named)
def test_questions_are_asked_as_the_vectors_say(row):
    conditions = [bank.Condition(**one) for one in row["conditions"]]
    answers = {code: seen(one) for code, one in row["answers"].items()}
    listed = set(row["questions"])
    assert row["asked"] == [
        code for code in row["questions"]
        if code in answers or bank.is_asked(code, conditions, answers, listed)
    ]  # fmt: skip


def seen(one):
    numbers = {"": int(one["value"])} if one["value"].isdigit() else one["details"]
    return bank.Given(rules.reading(one["type"], one["value"]), numbers)


def in_the_database(row):
    """The question and its limits as rows; wages as limits of another key with the same values."""
    asked, limit = row["question"], row["question"]["limit"]
    key = "probation-days" if limit and limit["key"] == "wage-month" else limit and limit["key"]
    for place, one in enumerate(limit["variants"] if limit else ()):
        Limit.objects.create(
            key=key, variant=one["variant"].lower(), order=place, value=one["value"], unit="days",
            direction=one["direction"], legal_basis="x", name_vi=one["vi"],
            valid_from=one["from"] or None, valid_to=one["to"] or None,
        )  # fmt: skip
    return Question(
        code=asked["id"], topic="T", text_vi="?", answer_type=asked["type"], limit_key=key or "",
        parts="|".join(f"{p['key']}={p['vi']}={p['en']}" for p in asked["parts"]),
    )  # fmt: skip


# Bounds of lengths and sizes stand in the form of the office and in the data of the page; the
# likely limit of a wage hangs on the ward. Everything else is judged by the service alike.
FORM_ONLY = ("too-long", "whole-number", "unknown-cats")
SAME = [
    row for row in ANSWERS
    if not any(e["code"] in FORM_ONLY for e in row["expect"]["errors"])
    and row["name"] != "a wage without its region"
]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("row", SAME, ids=named)
def test_the_service_of_the_checklist_judges_alike(row):
    question, said = in_the_database(row), row["given"]
    day = date.fromisoformat(said["on"]) if said["on"] else None
    figure = said["figure"]
    given = checklist.Given(
        value=said["value"].strip(), number=said["number"], note=said["note"],
        parts=said["parts"],
        figure=Figure(figure, said["variant"].lower(), day) if figure is not None else None,
    )  # fmt: skip
    errors = row["expect"]["errors"]
    today = date.fromisoformat(row["today"])
    if errors:
        with pytest.raises(Refusal) as refused:
            checklist.stored_form(None, question, given, on=today)
        assert refused.value.field == errors[0]["field"]
        return
    kept = checklist.stored_form(None, question, given, on=today)
    assert kept.value == row["expect"]["value"]
    assert kept.details.get("by") == row["expect"]["by"]


VALUES = st.fixed_dictionaries({"a": st.integers(0, 2), "b": st.integers(0, 2)})


@given(VALUES, VALUES, VALUES)
def test_a_merge_loses_no_change(base, mine, theirs):
    merged = merge(base, mine, theirs, ("a", "b"))
    for name in ("a", "b"):
        if name in merged.conflicts:
            assert len({base[name], mine[name], theirs[name]}) == 3
            assert merged.values[name] == theirs[name]
        else:
            changed = {side[name] for side in (mine, theirs) if side[name] != base[name]}
            assert {merged.values[name]} == (changed or {base[name]})


@given(st.text(max_size=20), st.text(max_size=20))
def test_joined_texts_hold_both(theirs, mine):
    both = joined(theirs, mine)
    assert theirs.strip() in both
    assert mine.strip() in both
