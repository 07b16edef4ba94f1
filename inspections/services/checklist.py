"""Answering the checklist: each question saves by itself; nothing is overwritten silently."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ecms.audit.services import log
from ecms.core import clock
from inspections import rules
from inspections.enums import AnswerValue, FindingState
from inspections.models import Answer, CaseQuestion, Finding, Inspection
from inspections.permissions import can_work
from inspections.services import composition, figures, findings
from inspections.services.refusal import Refusal, demand, locked
from law.models import AnswerType, Question

COUNTING = (AnswerType.NUMBER, AnswerType.MONEY)


@dataclass(frozen=True)
class Given:
    """What a person answered. ``number`` goes with NO in questions that count or add up, and is
    the workers concerned where a ``figure`` is compared with a limit; ``codes`` are the
    violations chosen under a NO; ``version`` is the one the person saw."""

    value: str
    number: int | None = None
    note: str = ""
    codes: tuple[str, ...] | None = None  # None: the only code there is, else none
    version: int = 0
    parts: Mapping[str, int] | None = None
    figure: figures.Figure | None = None


class AnswerConflict(Exception):
    """Somebody else answered meanwhile; ``theirs`` is stored, ``mine`` was not."""

    def __init__(self, theirs: Answer, mine: Given) -> None:
        super().__init__(f"question {theirs.question_id} is at version {theirs.version}")
        self.theirs = theirs
        self.mine = mine


@dataclass(frozen=True)
class Stored:
    """The columns of an answer as it is kept."""

    value: str
    note: str
    details: dict[str, Any]

    @classmethod
    def of(cls, row: Answer) -> Stored:
        return cls(row.value, row.note, row.details)


def answer(
    inspection: Inspection, question: Question, given: Given, *, by: Any, at: datetime
) -> Answer:
    """Store the answer and draft, keep or drop the findings that follow from it.

    The same answer sent twice changes nothing. A figure that breaks its limit makes the answer
    "no" and proposes the finding by itself.

    Raises:
        Refusal: not the team, not running, not a question of this case, number missing.
        AnswerConflict: the stored answer is newer than ``given.version`` and differs.
    """
    with transaction.atomic():
        case = locked(inspection)
        demand(can_work(case, by))
        asked = composition.asked(case, question, by=by, at=at)
        wanted = stored_form(case, question, given, on=clock.legal_date(at))
        row = Answer.objects.filter(inspection=case, question=question).first()
        same = row is not None and Stored.of(row) == wanted
        if row is not None and not same and row.version != given.version:
            raise AnswerConflict(row, given)
        before = findings.draft_text(row, question) if row is not None else ""
        if row is None or not same:
            row = _write(case, question, row, wanted, by=by, at=at)
        _follow(row, question, asked, given, before=before, by=by, at=at)
    return row


def _write(
    case: Inspection, question: Question, row: Answer | None, wanted: Stored, *, by: Any,
    at: datetime,
) -> Answer:  # fmt: skip
    before = row.value if row else ""
    row = row or Answer(inspection=case, question=question, version=0)
    row.value, row.note, row.details = wanted.value, wanted.note, wanted.details
    row.version += 1
    row.answered_at, row.answered_by = at, by
    row.save()
    if before != row.value:
        data = {"question": question.code, "from": before, "to": row.value}
        log("inspection.answer", case, by=by, at=at, data=data)
    return row


# --- What is stored -------------------------------------------------------------------------
def stored_form(case: Inspection, question: Question, given: Given, *, on: date) -> Stored:
    """What ``given`` is kept as, on a legal day. Raises Refusal."""
    note = given.note.strip()
    if given.figure is not None and given.value != AnswerValue.NOT_APPLICABLE:
        if not question.limit_key:
            raise Refusal(_("This question is not answered with a figure."), field="figure")
        verdict = figures.compare(case, question.limit_key, given.figure, on=on)
        kept = figures.stored(verdict, given.figure) | {"workers": given.number}
        value = AnswerValue.NO if verdict.breaks else (given.value or AnswerValue.YES)
        return Stored(_counted(question, str(value), given), note, kept)
    if question.answer_type == AnswerType.NUMBERS:
        return Stored(_numbers(question, given), note, dict(given.parts or {}))
    value = _value(question, given.value.strip(), given)
    return Stored(value, note, {"workers": given.number} if _measured(question, value) else {})


def _measured(question: Question, value: str) -> bool:
    """Whether the workers concerned are kept beside the answer: it counts nothing itself."""
    return bool(question.limit_key) and value == AnswerValue.NO


def _value(question: Question, value: str, given: Given) -> str:
    """YES/NO/NA, for questions that count 0, the number or NA, a date, or the words."""
    if question.answer_type == AnswerType.TEXT:
        if not value:
            raise Refusal(_("Choose an answer."), field="value")
        return value[:300]
    if question.answer_type == AnswerType.DATE and value != AnswerValue.NOT_APPLICABLE:
        return _day(value)
    if value not in AnswerValue.values:
        raise Refusal(_("Choose an answer."), field="value")
    return _counted(question, value, given)


def _counted(question: Question, value: str, given: Given) -> str:
    if question.answer_type not in COUNTING or value == AnswerValue.NOT_APPLICABLE:
        return value
    if value == AnswerValue.YES:
        return "0"
    if not given.number:
        raise Refusal(_("Enter the number, at least 1."), field="number")
    return str(given.number)


def _day(value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise Refusal(_("Enter the date."), field="value") from None


def _numbers(question: Question, given: Given) -> str:
    value = given.value.strip()
    if value == AnswerValue.NOT_APPLICABLE:
        return value
    names = [part.split("=")[:2] for part in question.parts.split("|") if part]
    known = {part[0]: part[-1] for part in names}
    parts = (given.parts or {}).items()
    text = "; ".join(f"{known.get(name, name)}: {number}" for name, number in parts) or value
    if not text:
        raise Refusal(_("Enter the numbers."), field="value")
    return text[:300]


# --- Findings -------------------------------------------------------------------------------
def _follow(
    row: Answer, question: Question, asked: CaseQuestion, given: Given, *, before: str, by: Any,
    at: datetime,
) -> None:  # fmt: skip
    """A "no" has a draft finding for each chosen violation; any other answer has none."""
    is_no = rules.reading(question.answer_type, row.value) == "NO"
    present = {finding.violation_code: finding for finding in row.findings.all()}
    wanted = _wanted(asked, given, row, present) if is_no else set()
    for code in sorted(wanted):
        findings.draft_for_answer(row, code, present.get(code), before=before, by=by, at=at)
    for code, finding in present.items():
        if code not in wanted:
            _let_go(finding, is_no=is_no, by=by, at=at)


def _let_go(finding: Finding, *, is_no: bool, by: Any, at: datetime) -> None:
    """Drop the draft that no answer leads to any more; a confirmed one stands in the way."""
    if finding.state == FindingState.DRAFT:
        findings.drop_row(finding, _("The answer in the checklist was changed."), by=by, at=at)
    elif finding.state == FindingState.CONFIRMED and not is_no:
        words = _("The finding %(code)s is confirmed; drop it before changing the answer.")
        raise Refusal(words % {"code": finding.violation_code})


def _wanted(
    asked: CaseQuestion, given: Given, row: Answer, present: Mapping[str, Finding]
) -> set[str]:
    """The violations of a "no": chosen, proposed by the figure, kept, or the only one there is."""
    details = row.details
    proposed = {details["code"]} if details.get("by") and details.get("code") else set()
    if given.codes is not None:
        return {code for code in given.codes if code in asked.codes} | proposed
    kept = {code for code, f in present.items() if f.state != FindingState.DROPPED}
    if kept or proposed:
        return kept | proposed
    return set(asked.codes) if len(asked.codes) == 1 else set()
