"""Answering the checklist: each question saves by itself; nothing is overwritten silently."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ecms.audit.services import log
from inspections import rules
from inspections.enums import AnswerValue, FindingState
from inspections.models import Answer, ChecklistItem, Inspection
from inspections.permissions import can_work
from inspections.services import findings
from inspections.services.refusal import Refusal, demand, locked
from law.models import AnswerType, Question


@dataclass(frozen=True)
class Given:
    """What a person answered. ``number`` goes with NO in questions that count or add up;
    ``codes`` are the violations chosen under a NO; ``version`` is the one the person saw."""

    value: str
    number: int | None = None
    note: str = ""
    codes: tuple[str, ...] | None = None  # None: the only code there is, else none
    version: int = 0
    parts: Mapping[str, int] | None = None


class AnswerConflict(Exception):
    """Somebody else answered meanwhile; ``theirs`` is stored, ``mine`` was not."""

    def __init__(self, theirs: Answer, mine: Given) -> None:
        super().__init__(f"question {theirs.question_id} is at version {theirs.version}")
        self.theirs = theirs
        self.mine = mine


def answer(
    inspection: Inspection, question: Question, given: Given, *, by: Any, at: datetime
) -> Answer:
    """Store the answer and draft, keep or drop the findings that follow from it.

    The same answer sent twice changes nothing.

    Raises:
        Refusal: not the team, not running, not a question of this checklist, number missing.
        AnswerConflict: the stored answer is newer than ``given.version`` and differs.
    """
    with transaction.atomic():
        case = locked(inspection)
        demand(can_work(case, by))
        _check_question(case, question)
        value = _stored_value(question, given)
        row = Answer.objects.filter(inspection=case, question=question).first()
        note = given.note.strip()
        details = dict(given.parts or {})
        same = row is not None and (row.value, row.note, row.details) == (value, note, details)
        if row is not None and not same and row.version != given.version:
            raise AnswerConflict(row, given)
        if row is None or not same:
            row = _write(case, question, row, (value, note, details), by=by, at=at)
        _follow(row, question, given, by=by, at=at)
    return row


def _write(
    case: Inspection,
    question: Question,
    row: Answer | None,
    stored: tuple[str, str, Any],
    *,
    by: Any,
    at: datetime,
) -> Answer:
    before = row.value if row else ""
    row = row or Answer(inspection=case, question=question, version=0)
    row.value, row.note, row.details = stored
    row.version += 1
    row.answered_at, row.answered_by = at, by
    row.save()
    if before != row.value:
        log(
            "inspection.answer",
            case,
            by=by,
            at=at,
            data={"question": question.code, "from": before, "to": row.value},
        )
    return row


def _check_question(case: Inspection, question: Question) -> None:
    if not ChecklistItem.objects.filter(checklist=case.checklist_id, question=question).exists():
        raise Refusal(_("This question is not on the checklist of the case."))


def _stored_value(question: Question, given: Given) -> str:
    """YES/NO/NA, or for questions that count: 0, the number, NA."""
    kind, value = question.answer_type, given.value.strip()
    if kind == AnswerType.NUMBERS:
        return _recorded_numbers(value, given)
    if kind == AnswerType.TEXT:
        if not value:
            raise Refusal(_("Choose an answer."), field="value")
        return value[:300]
    if value not in AnswerValue.values:
        raise Refusal(_("Choose an answer."), field="value")
    if kind == AnswerType.YES_NO or value == AnswerValue.NOT_APPLICABLE:
        return value
    if value == AnswerValue.YES:
        return "0"
    if not given.number:
        raise Refusal(_("Enter the number, at least 1."), field="number")
    return str(given.number)


def _recorded_numbers(value: str, given: Given) -> str:
    if value == AnswerValue.NOT_APPLICABLE:
        return value
    text = "; ".join(f"{name}: {number}" for name, number in (given.parts or {}).items()) or value
    if not text:
        raise Refusal(_("Enter the numbers."), field="value")
    return text[:300]


# --- Findings -------------------------------------------------------------------------------
def _follow(row: Answer, question: Question, given: Given, *, by: Any, at: datetime) -> None:
    """A "no" has a draft finding for each chosen violation; any other answer has none."""
    is_no = rules.reading(question.answer_type, row.value) == "NO"
    wanted = _wanted(question, given, row) if is_no else set()
    present = {finding.violation_code: finding for finding in row.findings.all()}
    for code in sorted(wanted):
        findings.draft_for_answer(row, code, present.get(code), by=by, at=at)
    for code, finding in present.items():
        if code not in wanted and finding.state == FindingState.DRAFT:
            reason = _("The answer in the checklist was changed.")
            findings.drop_row(finding, reason, by=by, at=at)
        elif code not in wanted and finding.state == FindingState.CONFIRMED and not is_no:
            raise Refusal(
                _("The finding %(code)s is confirmed; drop it before changing the answer.")
                % {"code": code}
            )


def _wanted(question: Question, given: Given, row: Answer) -> set[str]:
    known: Iterable[str] = question.violation_codes
    if given.codes is not None:
        return {code for code in given.codes if code in known}
    kept = set(
        row.findings.exclude(state=FindingState.DROPPED).values_list("violation_code", flat=True)
    )
    if kept or len(question.violation_codes) != 1:
        return kept
    return set(question.violation_codes)
