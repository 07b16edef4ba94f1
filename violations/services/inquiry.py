"""What still has to be found out before the decision: verification, values, expertise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ecms.core import clock
from ecms.documents import files
from ecms.documents.services import issue
from violations import documents
from violations.decision_time import decision_due
from violations.guards_before import sanctioning_office
from violations.models import Verification, ViolationCase
from violations.services import clocks
from violations.services.refusal import Refusal, allowed, in_words, locked
from violations.states import CaseState, VerificationKind
from violations.workflow import UNDECIDED, workflow
from violations.worksheets import compute


@dataclass(frozen=True)
class Answer:
    """What was found out; ``value`` of exhibits in whole VND."""

    result_on: date
    result: str
    value: int | None = None
    signed_names: str = ""


@in_words
def open_inquiry(
    case: ViolationCase, kind: str, *, matter: str, asked_of: str = "", by: Any, at: datetime
) -> Verification:
    """Begin to verify circumstances or to value exhibits, or order an expertise (MQĐ41).

    After the minutes it moves the last day of the decision to one month (art. 66.1b).

    Raises:
        WorkflowRefused: not the state, no right.
        Refusal: no words; an expertise without the expert; a value without exhibits.
    """
    verb = "order_expertise" if kind == VerificationKind.EXPERTISE else "inquire"
    with transaction.atomic():
        fresh = locked(case)
        present = fresh.verifications.filter(
            kind=kind, matter=matter, result_at__isnull=True
        ).first()
        if present is not None:
            return present
        allowed(fresh, verb, by)
        _check(fresh, kind, matter, asked_of)
        on = clock.legal_date(at)
        row = Verification.objects.create(
            case=fresh, kind=kind, matter=matter, asked_of=asked_of, asked_on=on, ordered_at=at,
            ordered_by=by,
        )  # fmt: skip
        fresh = workflow.advance(
            fresh, verb, by=by, at=at, note=matter[:200], **_longer(fresh, on)
        )
        row.case = fresh
        if kind == VerificationKind.EXPERTISE:
            row.number = _order(row, by=by, at=at)
            row.save(update_fields=["number"])
        clocks.refresh(fresh, at=at)
    return row


def _longer(case: ViolationCase, on: date) -> dict[str, Any]:
    """The last day of the decision with a verification, once there are minutes."""
    if case.state not in UNDECIDED:
        return {}
    return {"decision_due_on": decision_due(case, compute(case, on=on))}


def _check(case: ViolationCase, kind: str, matter: str, asked_of: str) -> None:
    if not matter.strip():
        raise Refusal(_("Say what has to be found out."), "matter")
    if kind == VerificationKind.EXPERTISE and not asked_of.strip():
        raise Refusal(_("Name who is asked for the expertise."), "asked_of")
    if kind == VerificationKind.VALUE and not case.exhibits.exists():
        raise Refusal(_("First note the exhibits whose value is to be found."), "kind")


def _order(row: Verification, *, by: Any, at: datetime) -> str:
    position, delegation = sanctioning_office(row.case, by, on=row.asked_on)
    assert position is not None  # noqa: S101 - the guard asks for it
    form, context = documents.before.expertise(row, position=position, delegation=delegation)
    paper = issue(row.case, form, context, by=by, at=at, on=row.asked_on,
                  issuer=position.agency, occasion=str(row.pk))  # fmt: skip
    return paper.reference


@in_words
def record(
    inquiry: Verification, answer: Answer, *, upload: Any = None, by: Any, at: datetime
) -> Verification:
    """Record the result, in minutes (MBB05, MBB04) or as the expert's conclusion.

    Before the violation minutes it starts their three working days.

    Raises:
        WorkflowRefused: nothing waits, or no right.
        Refusal: a day in the future or before the order; no words; no value.
        UploadRefused: a file that is not taken.
    """
    with transaction.atomic():
        fresh = locked(inquiry.case)
        row = fresh.verifications.select_for_update().get(pk=inquiry.pk)
        if row.result_at is not None:
            return row
        allowed(fresh, "record_inquiry", by)
        _check_answer(row, answer, today=clock.legal_date(at))
        early = fresh.state == CaseState.DETECTED
        before: dict[str, Any] = {"expertise_on": answer.result_on} if early else {}
        fresh = workflow.advance(
            fresh, "record_inquiry", by=by, at=at, note=answer.result[:200], **before
        )
        row.result_on, row.result, row.value = answer.result_on, answer.result, answer.value
        row.signed_names, row.result_at, row.result_by = answer.signed_names, at, by
        row.save()
        row.case = fresh
        if row.kind != VerificationKind.EXPERTISE:
            form, context = documents.before.inquiry(row, by=by)
            issue(fresh, form, context, by=by, at=at, on=answer.result_on, issuer=fresh.agency,
                  occasion=str(row.pk))  # fmt: skip
        if upload is not None:
            files.store(upload, fresh, kind="evidence", by=by, at=at, caption=str(row))
        clocks.refresh(fresh, at=at)
    return row


def _check_answer(row: Verification, answer: Answer, *, today: date) -> None:
    if answer.result_on > today:
        raise Refusal(_("The date lies in the future."), "result_on")
    if answer.result_on < row.asked_on:
        raise Refusal(_("The result cannot be older than the order."), "result_on")
    if not answer.result.strip():
        raise Refusal(_("Say what was found out."), "result")
    if row.kind == VerificationKind.VALUE and not answer.value:
        raise Refusal(_("Give the value of the exhibits."), "value")
