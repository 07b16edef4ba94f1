"""The checklist of a case compiled for a device: questions, options, rules and conditions as data.

What stands here is what ``field.rules.answers.judge`` and the page both evaluate.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import Any

from ecms.core.citation import vietnamese
from inspections.enums import AnswerValue, VisitOutcome
from inspections.models import Inspection, InterviewQuestion
from inspections.selectors_checklist import Entry, entries
from inspections.services.checklist import COUNTING
from inspections.services.figures import offers
from law.models import AnswerType, Question, QuestionCondition
from law.rules.limits import Limit
from law.selectors_limits import limits

NUMBER_MAX, FIGURE_MAX, TEXT_MAX, NOTE_MAX = 9_999_999, 999_999_999, 300, 2000
MONEY_MAX = 999_999_999_999
SHAPES = {
    AnswerType.DATE: "date",
    AnswerType.TEXT: "text",
    AnswerType.NUMBERS: "parts",
}
# Lengths and choices of the other forms; longer texts are refused by the page and by the server.
BOUNDS = {
    "visit": {"outcomes": VisitOutcome.values, "place": 500, "met": 500, "note": 2000,
              "workers_present": NUMBER_MAX},
    "interview": {"work": 150, "name": 150, "id_number": 20, "phone": 20, "answer": 1000,
                  "note": 4000},
    "finding": {"description": 5000, "evidence_note": 2000, "reason": 500, "number": NUMBER_MAX,
                "base_amount": MONEY_MAX},
    "signature": {"name": 200, "title": 200, "text": 400_000, "points": 20_000},
    "minutes": {"names": 500, "opinion": 3000},
    "caption": 500,
}  # fmt: skip


def compiled(case: Inspection, *, on: date) -> dict[str, Any]:
    """The compiled checklist of ``case`` on a legal day; ``version`` is a hash of all the rest."""
    listed = entries(case)
    content = {
        "questions": _questions(case, listed, on),
        "conditions": _conditions(listed),
        "interview": _talk(on),
        "bounds": BOUNDS,
    }
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return {"version": hashlib.sha256(text.encode()).hexdigest()[:16], **content}


def _questions(case: Inspection, listed: list[Entry], on: date) -> list[dict[str, Any]]:
    keys = {entry.question.limit_key for entry in listed if entry.question.limit_key}
    likely = {key: chosen for key, (_limits, chosen) in offers(case, keys, on=on).items()}
    every: dict[str, list[Limit]] = {}
    for limit in limits(keys, on=None):
        every.setdefault(limit.key, []).append(limit)
    return [
        _question(entry, every.get(entry.question.limit_key, []),
                  likely.get(entry.question.limit_key, ""))
        for entry in listed
    ]  # fmt: skip


def _question(entry: Entry, found: list[Limit], likely: str) -> dict[str, Any]:
    row = entry.question
    parts = [part.split("=") for part in row.parts.split("|") if part.count("=") == 2]
    return {
        "id": row.code, "topic": row.topic, "topic_vi": row.topic_vi, "topic_en": row.topic,
        "text_vi": row.text_vi, "text_en": row.text_en, "basis": row.legal_basis,
        "basis_vi": vietnamese(row.legal_basis),
        "look_vi": row.evidence_vi, "look_en": row.evidence, "type": row.answer_type,
        "codes": list(entry.codes),
        "parts": [{"key": key, "vi": vi, "en": en} for key, vi, en in parts],
        "limit": _limit(row.limit_key, found, likely) if found else None,
        "rule": rule_of(row, codes=len(entry.codes), figure=bool(found)),
    }  # fmt: skip


def rule_of(row: Question, *, codes: int, figure: bool) -> dict[str, Any]:
    """How an answer to ``row`` is made up and bounded."""
    counts = row.answer_type in COUNTING
    beside = bool(row.limit_key)
    return {
        "value": SHAPES.get(AnswerType(row.answer_type), "choice"),
        "choices": AnswerValue.values,
        "text_max": TEXT_MAX,
        "number": "needed" if counts else "beside" if beside else "none",
        "number_max": MONEY_MAX if row.answer_type == AnswerType.MONEY else NUMBER_MAX,
        "figure": figure,
        "figure_max": FIGURE_MAX,
        "pick_codes": codes > 1 and row.answer_type != AnswerType.NUMBERS,
        "note_max": NOTE_MAX,
    }


def _limit(key: str, found: list[Limit], likely: str) -> dict[str, Any]:
    return {
        "key": key, "likely": likely, "unit": found[0].unit, "direction": found[0].direction,
        "variants": [
            {
                "variant": limit.variant, "value": limit.value, "direction": limit.direction,
                "basis": limit.legal_basis, "basis_vi": vietnamese(limit.legal_basis),
                "code": limit.violation_code, "vi": limit.name_vi, "en": limit.name_en,
                "from": _iso(limit.valid_from), "to": _iso(limit.valid_to),
            }
            for limit in found
        ],
    }  # fmt: skip


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _conditions(listed: list[Entry]) -> list[dict[str, Any]]:
    codes = {entry.question.pk: entry.question.code for entry in listed}
    rows = QuestionCondition.objects.filter(question__in=codes).select_related("depends_on")
    return [
        {
            "question": codes[row.question_id], "depends_on": row.depends_on.code,
            "test": row.test, "part": row.part, "value": row.value,
        }
        for row in rows.order_by("question__code", "pk")
    ]  # fmt: skip


def _talk(on: date) -> list[dict[str, Any]]:
    return [
        {
            "code": row.code, "topic_vi": row.topic_vi, "topic_en": row.topic_en,
            "text_vi": row.name_vi, "text_en": row.name_en,
        }
        for row in InterviewQuestion.objects.in_force(on)
    ]  # fmt: skip
