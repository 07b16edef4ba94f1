"""Minutes of non-execution and verification of means: what must stand before any enforcement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ecms.core import clock
from ecms.core.formatting import legal_date
from ecms.documents import files
from violations import guards, guards_after
from violations.case_rules import term_after
from violations.models import Inquiry, NonExecution, ViolationCase
from violations.services import clocks, papers_after
from violations.services.refusal import Refusal, allowed, in_words, locked
from violations.workflow import workflow
from violations.worksheets import law_of


@dataclass(frozen=True)
class Found:
    """What the minutes of non-execution hold beside what the file knows."""

    place: str
    present: str = ""
    opinion: str = ""
    late_reason: str = ""


def minutes_due_on(case: ViolationCase, on: date) -> tuple[date, date]:
    """Day on which non-execution shows, and the last day for its minutes.

    The day after the last day to pay or to carry out a measure, whichever passed first.
    """
    found = guards_after.overdue_since(case, on) + timedelta(days=1)
    return found, term_after(law_of(case), "NON_EXECUTION_MINUTES", found)


@in_words
def record(
    case: ViolationCase, found: Found, *, submission: UUID, by: Any, at: datetime
) -> NonExecution:
    """Draw up MBB09 today; the same form sent twice is one.

    Raises:
        WorkflowRefused: nothing is overdue, execution stands still, or no right.
        Refusal: late without a reason, no place, or drawn up before for the same default.
    """
    on = clock.legal_date(at)
    with transaction.atomic():
        fresh = locked(case)
        if sent := NonExecution.objects.filter(submission=submission).first():
            return sent
        allowed(fresh, "record_non_execution", by)
        discovered, due_on = minutes_due_on(fresh, on)
        _demand(fresh, found, discovered, due_on, on)
        row = NonExecution.objects.create(
            case=fresh, of_decision=fresh.decision_number, discovered_on=discovered,
            due_on=due_on, drawn_up_on=on, place=found.place.strip(),
            fine_rest=fresh.outstanding, surcharge_rest=guards.surcharge_owed(fresh, on),
            measures=[row.text for row in guards_after.overdue_remedies(fresh, on)],
            present=found.present.strip(), opinion=found.opinion.strip(),
            late_reason=found.late_reason.strip(), submission=submission,
            recorded_at=at, recorded_by=by,
        )  # fmt: skip
        row.number = papers_after.issue_non_execution(row, by=by, at=at).reference
        row.save(update_fields=["number"])
        fresh = workflow.advance(fresh, "record_non_execution", by=by, at=at, note=row.number)
        clocks.refresh(fresh, at=at)
    return row


def _demand(case: ViolationCase, found: Found, discovered: date, due_on: date, on: date) -> None:
    if not found.place.strip():
        raise Refusal(_("Say where the minutes were drawn up."), "place")
    if on > due_on and not found.late_reason.strip():
        words = _("These minutes were due on %(day)s; say why they come later.")
        raise Refusal(words % {"day": legal_date(due_on)}, "late_reason")
    same = case.non_executions.filter(of_decision=case.decision_number, discovered_on=discovered)
    if same.exists():
        raise Refusal(_("Minutes of this non-execution were drawn up already."))


@in_words
def ask(
    case: ViolationCase, kind: str, *, addressee: str, question: str, submission: UUID,
    by: Any, at: datetime,
) -> Inquiry:  # fmt: skip
    """Ask a bank, employer, registry or third party about the means of the debtor, by letter.

    Raises:
        WorkflowRefused: no minutes of non-execution yet, execution stands still, or no right.
        Refusal: a field is missing.
    """
    on = clock.legal_date(at)
    if not addressee.strip():
        raise Refusal(_("Name whom the letter goes to."), "addressee")
    if not question.strip():
        raise Refusal(_("Say what is asked."), "question")
    with transaction.atomic():
        fresh = locked(case)
        if sent := Inquiry.objects.filter(submission=submission).first():
            return sent
        allowed(fresh, "verify_means", by)
        row = Inquiry.objects.create(
            case=fresh, kind=kind, addressee=addressee.strip(), question=question.strip(),
            asked_on=on, due_on=term_after(law_of(fresh), "BANK_INFORMATION", on),
            submission=submission, recorded_at=at, recorded_by=by,
        )  # fmt: skip
        row.number = papers_after.issue_inquiry(row, by=by, at=at).reference
        row.save(update_fields=["number"])
        fresh = workflow.advance(fresh, "verify_means", by=by, at=at, note=row.number)
        clocks.refresh(fresh, at=at)
    return row


def answer(
    inquiry: Inquiry, words: str, *, answered_on: date, upload: Any = None, by: Any, at: datetime
) -> Inquiry:
    """Record what was answered; from that day the time for the order runs.

    Raises:
        Refusal: answered before with other words, a wrong day, no words, or no right.
        UploadRefused: a file that is not taken.
    """
    on = clock.legal_date(at)
    if not words.strip():
        raise Refusal(_("Write down what was answered."), "answer")
    if not inquiry.asked_on <= answered_on <= on:
        raise Refusal(_("The answer came between the letter and today."), "answered_on")
    with transaction.atomic():
        case = locked(inquiry.case)
        row = Inquiry.objects.select_for_update().get(pk=inquiry.pk)
        if row.answered_on is not None:
            if row.answer == words.strip():
                return row
            raise Refusal(_("An answer was already recorded."))
        allowed(case, "record_means", by)
        row.answered_on, row.answer = answered_on, words.strip()
        row.answered_at, row.answered_by = at, by
        row.save()
        papers_after.issue_means(row, by=by, at=at)
        if upload is not None:
            files.store(upload, case, kind="enforcement", by=by, at=at, caption=str(row)[:200])
        case = workflow.advance(case, "record_means", by=by, at=at, note=row.addressee)
        clocks.refresh(case, at=at)
    return row
