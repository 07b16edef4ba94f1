"""Reference data of inspections: procedures, the question bank, checklists."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ecms.core.datafile import DATA_DIR, Row, read_rows
from ecms.core.reference import DataSet, Outcome, sync
from inspections.loading_fieldwork import DATA_SETS as FIELDWORK
from inspections.loading_procedures import FILES as PROCEDURE_FILES
from inspections.loading_procedures import load_procedures
from inspections.models import Checklist, ChecklistItem
from law.models import AnswerType, LimitKey, Provision, Question

QUESTION_COLUMNS = ("id", "topic", "question_en", "question_vi", "answer_type", "violation_codes")


def load_questions() -> Outcome:
    """The question bank; every violation code must exist in the catalogue."""
    topics = {
        row.required("number"): row
        for row in read_rows(DATA_DIR / "checklist_topics.csv", ("number", "topic_en", "topic_vi"))
    }
    known = set(Provision.objects.values_list("code", flat=True))
    rows = read_rows(DATA_DIR / "checklist_questions.csv", QUESTION_COLUMNS)
    return sync(Question, ("code",), (_question(row, topics, known) for row in rows))


def _question(row: Row, topics: dict[str, Row], known: set[str]) -> dict[str, Any]:
    unknown = [code for code in row.words("violation_codes") if code not in known]
    if unknown:
        raise row.fail(f"unknown violation code {', '.join(unknown)}")
    topic = topics[row.required("topic").split(" ", 1)[0]]
    number = int(topic.required("number"))
    return {
        "code": row.required("id"), "topic": f"{number}. {topic.required('topic_en')}",
        "topic_vi": f"{number}. {topic.required('topic_vi')}",
        "text_vi": row.required("question_vi"), "text_en": row.text("question_en"),
        "answer_type": _answer_type(row.required("answer_type")),
        "legal_basis": row.text("legal_basis"), "parts": row.text("parts"),
        "limit_key": row.choice("limit_key", ["", *LimitKey.values]),
        "violation_codes": list(row.words("violation_codes")), "evidence": row.text("evidence"),
        "evidence_vi": row.text("evidence_vi"),
        "source": row.text("source"), "confidence": row.text("confidence"),
    }  # fmt: skip


def _answer_type(text: str) -> str:
    """The pack's word: "number …" counts what is not in order, 0 meaning all is well."""
    if text == "numbers":
        return AnswerType.NUMBERS
    if text == "VND":
        return AnswerType.MONEY
    if text == "date":
        return AnswerType.DATE
    return AnswerType.NUMBER if text.startswith("number") else AnswerType.YES_NO


def load_checklists() -> Outcome:
    """Published checklists composed of topics; an existing version is never recomposed."""
    columns = ("code", "version", "name_vi", "topics", "valid_from")
    rows = list(read_rows(DATA_DIR / "checklists.csv", columns))
    outcome = sync(Checklist, ("code", "version"), (_checklist(row) for row in rows))
    for row in rows:
        checklist = Checklist.objects.get(
            code=row.required("code"), version=row.integer("version") or 0
        )
        if not checklist.items.exists():
            _compose(checklist, row.words("topics"))
    return outcome


def _checklist(row: Row) -> dict[str, Any]:
    return {
        "code": row.required("code"), "version": row.integer("version"),
        "name_vi": row.required("name_vi"), "name_en": row.text("name_en"),
        "valid_from": row.day("valid_from"), "published_on": row.day("valid_from"),
    }  # fmt: skip


def _compose(checklist: Checklist, topics: Iterable[str]) -> None:
    questions = [
        question
        for topic in topics
        for question in Question.objects.filter(topic__startswith=f"{topic}. ").order_by("code")
    ]
    ChecklistItem.objects.bulk_create(
        ChecklistItem(checklist=checklist, question=question, order=order)
        for order, question in enumerate(questions, start=1)
    )


DATA_SETS = (
    *FIELDWORK,
    DataSet("procedures", 80, PROCEDURE_FILES, load_procedures),
    DataSet("questions", 81, ("checklist_questions.csv", "checklist_topics.csv"), load_questions),
    DataSet("checklists", 82, ("checklists.csv",), load_checklists),
)
