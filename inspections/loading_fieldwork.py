"""Reference data of cases: scopes and conditions of questions, interview questions, grounds."""

from __future__ import annotations

from typing import Any

from ecms.core.datafile import DATA_DIR, Row, read_rows
from ecms.core.reference import DataSet, Outcome, sync
from inspections.models import InterviewQuestion, ReinspectionGround
from law.models import ConditionTest, Group, Question, QuestionCondition, QuestionScope

HOUSEHOLDS = {"": None, "yes": True, "no": False}


def load_scopes() -> Outcome:
    """For whom questions are; scopes that an administrator added stay."""
    ids = dict(Question.objects.values_list("code", "pk"))
    columns = ("question", "code", "workers_from", "sections", "hazards", "group", "households")
    rows = read_rows(DATA_DIR / "question_scopes.csv", columns)
    return sync(QuestionScope, ("question_id", "code", "source"), (_scope(r, ids) for r in rows))


def _scope(row: Row, ids: dict[str, int]) -> dict[str, Any]:
    return {
        "question_id": _known(row, "question", ids), "code": row.text("code"),
        "workers_from": row.integer("workers_from"), "workers_to": row.integer("workers_to"),
        "sections": list(row.words("sections")), "hazards": list(row.words("hazards")),
        "group": row.choice("group", ["", *Group.values]),
        "for_households": HOUSEHOLDS[row.choice("households", list(HOUSEHOLDS))],
        "legal_basis": row.text("legal_basis"), "source": row.text("source"),
        "confidence": row.text("confidence"),
    }  # fmt: skip


def _known(row: Row, column: str, ids: dict[str, int]) -> int:
    code = row.required(column)
    if code not in ids:
        raise row.fail(f"unknown question {code}")
    return ids[code]


def load_conditions() -> Outcome:
    """Which questions follow from which answers."""
    ids = dict(Question.objects.values_list("code", "pk"))
    columns = ("question", "depends_on", "test", "part", "value")
    rows = read_rows(DATA_DIR / "question_conditions.csv", columns)
    key = ("question_id", "depends_on_id", "test", "part")
    return sync(QuestionCondition, key, (_condition(row, ids) for row in rows))


def _condition(row: Row, ids: dict[str, int]) -> dict[str, Any]:
    return {
        "question_id": _known(row, "question", ids),
        "depends_on_id": _known(row, "depends_on", ids),
        "test": row.choice("test", ConditionTest.values), "part": row.text("part"),
        "value": row.integer("value") or 0, "reason": row.text("reason"),
    }  # fmt: skip


def load_interviews() -> Outcome:
    """What inspectors ask workers."""
    columns = ("code", "order", "topic_vi", "question_vi")
    rows = read_rows(DATA_DIR / "interview_questions.csv", columns)
    return sync(InterviewQuestion, ("code",), (_interview(row) for row in rows))


def _interview(row: Row) -> dict[str, Any]:
    return {
        "code": row.required("code"), "order": row.integer("order"),
        "topic_vi": row.required("topic_vi"), "topic_en": row.text("topic_en"),
        "name_vi": row.required("question_vi"), "name_en": row.text("question_en"),
    }  # fmt: skip


def load_grounds() -> Outcome:
    """What speaks for a re-inspection, with its article."""
    columns = ("code", "order", "name_vi", "cited_vi", "legal_basis")
    rows = read_rows(DATA_DIR / "reinspection_grounds.csv", columns)
    return sync(ReinspectionGround, ("code",), (_ground(row) for row in rows))


def _ground(row: Row) -> dict[str, Any]:
    return {
        "code": row.required("code"), "order": row.integer("order"),
        "name_vi": row.required("name_vi"), "name_en": row.text("name_en"),
        "cited_vi": row.required("cited_vi"), "legal_basis": row.required("legal_basis"),
        "valid_from": row.day("valid_from"), "valid_to": row.day("valid_to"),
        "source": row.text("source"), "confidence": row.text("confidence"),
    }  # fmt: skip


DATA_SETS = (
    DataSet("question scopes", 83, ("question_scopes.csv",), load_scopes),
    DataSet("question conditions", 84, ("question_conditions.csv",), load_conditions),
    DataSet("interview questions", 85, ("interview_questions.csv",), load_interviews),
    DataSet("grounds of re-inspections", 86, ("reinspection_grounds.csv",), load_grounds),
)
