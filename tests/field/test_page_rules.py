"""The page and the server judge answers alike: the same questions and answers through both."""

import json
import subprocess
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from field.blueprints import FIGURE_MAX, NOTE_MAX, NUMBER_MAX, SHAPES, TEXT_MAX
from field.rules.answers import judge
from law.rules import questions as bank
from scripts.assets import find_node
from tests.architecture.sources import ROOT

TODAY = date(2026, 10, 5)
SCRIPT = ROOT / "tests" / "field" / "rules_of_page.mjs"
TYPES = ["YES_NO", "NUMBER", "MONEY", "NUMBERS", "DATE", "TEXT"]
DAYS = st.dates(TODAY - timedelta(days=800), TODAY).map(date.isoformat)
WHOLE = st.one_of(st.none(), st.integers(-2, 200), st.just(NUMBER_MAX + 1))


def of_the_page(**what):
    node, _npm = find_node()
    asked = json.dumps({"today": TODAY.isoformat(), **what})
    done = subprocess.run([node, SCRIPT], input=asked, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@st.composite
def limits(draw):
    row = st.fixed_dictionaries(
        {
            "variant": st.sampled_from(["", "I", "II"]),
            "value": st.integers(0, 150),
            "direction": st.sampled_from(["MOST", "LEAST"]),
            "from": st.one_of(st.just(""), DAYS),
            "to": st.one_of(st.just(""), DAYS),
        }
    )
    return {
        "likely": draw(st.sampled_from(["", "I"])),
        "variants": draw(st.lists(row, max_size=4)),
    }


@st.composite
def questions(draw, code="CK-001"):
    kind = draw(st.sampled_from(TYPES))
    limit = draw(st.one_of(st.none(), limits())) if kind == "YES_NO" else None
    counts = kind in ("NUMBER", "MONEY")
    return {
        "id": code,
        "type": kind,
        "limit": limit,
        "parts": [
            {"key": "women", "vi": "Nữ", "en": "Women"},
            {"key": "men", "vi": "Nam", "en": ""},
        ]
        if kind == "NUMBERS"
        else [],
        "rule": {
            "value": SHAPES.get(kind, "choice"),
            "choices": ["YES", "NO", "NA"],
            "text_max": TEXT_MAX,
            "number": "needed" if counts else "beside" if limit else "none",
            "number_max": NUMBER_MAX,
            "figure": bool(limit),
            "figure_max": FIGURE_MAX,
            "note_max": NOTE_MAX,
        },
    }


ANSWERS = st.fixed_dictionaries(
    {
        "value": st.one_of(
            st.sampled_from(["YES", "NO", "NA", "", " ", "MAYBE", "2026-02-30", "x" * 301]), DAYS
        ),
        "number": WHOLE,
        "figure": WHOLE,
        "variant": st.sampled_from(["", "I", "II", "III"]),
        "on": st.one_of(st.none(), DAYS, st.just("2026-13-01")),
        "parts": st.dictionaries(
            st.sampled_from(["women", "men", "cats"]), st.integers(0, NUMBER_MAX + 1), max_size=2
        ),
        "note": st.sampled_from(["", "Thiếu chữ ký", "x" * (NOTE_MAX + 1)]),
    }
)


@settings(max_examples=12, deadline=None)
@given(st.lists(st.tuples(questions(), ANSWERS), min_size=1, max_size=15))
def test_answers_are_judged_alike(cases):
    here = []
    for question, answer in cases:
        found = judge(question, answer, TODAY)
        faults = [{"field": fault.field, "code": fault.code} for fault in found.faults]
        here.append(
            {"errors": faults, "value": found.value, "reading": found.reading, "by": found.by}
        )
    assert of_the_page(judged=cases)["judged"] == here


CODES = ["CK-001", "CK-002", "CK-003", "CK-004"]
YES_NO = {"value": "choice", "choices": ["YES", "NO", "NA"], "text_max": 300, "number": "needed",
          "number_max": NUMBER_MAX, "figure": False, "figure_max": 9, "note_max": 9}  # fmt: skip


@st.composite
def checklists(draw):
    """Questions that count, conditions between them, answers to some."""
    listed = draw(st.lists(st.sampled_from(CODES), unique=True, min_size=1))
    condition = st.fixed_dictionaries(
        {
            "question": st.sampled_from(CODES),
            "depends_on": st.sampled_from(CODES),
            "test": st.sampled_from(["YES", "NO", "ABOVE"]),
            "part": st.sampled_from(["", "women"]),
            "value": st.integers(0, 3),
        }
    )
    counts = st.dictionaries(st.sampled_from(listed), st.integers(0, 5))
    return listed, draw(st.lists(condition, max_size=5)), draw(counts)


@settings(max_examples=8, deadline=None)
@given(st.lists(checklists(), min_size=1, max_size=15))
def test_the_same_questions_are_asked(lists):
    here, there = [], []
    for listed, conditions, counts in lists:
        rows = [bank.Condition(**row) for row in conditions]
        given_ = {
            code: bank.Given("NO" if number else "YES", {"": number})
            for code, number in counts.items()
        }
        here.append(
            [c for c in listed if c in counts or bank.is_asked(c, rows, given_, set(listed))]
        )
        there.append(
            {
                "questions": [{"id": c, "type": "NUMBER", "limit": None, "rule": YES_NO} for c in listed],
                "conditions": conditions,
                "answers": {
                    code: {"value": "NO" if number else "YES", "number": number or None}
                    for code, number in counts.items()
                },
            }
        )  # fmt: skip
    assert of_the_page(lists=there)["lists"] == here
