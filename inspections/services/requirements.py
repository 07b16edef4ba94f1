"""Rectification: evidence is recorded, then judged; in part, in full, or sent back with a reason.

A second person judges where author and assignee are one person or the risk is high.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ecms.audit.services import log
from ecms.core import clock
from ecms.core.formatting import grouped, vnd
from ecms.documents import files
from ecms.notifications.services import due, messages
from inspections import rules_followup as rules
from inspections.enums import RequirementState
from inspections.models import Fulfilment, Inspection, Requirement
from inspections.permissions_followup import can_change, can_follow, can_judge
from inspections.services.refusal import Refusal, demand, locked
from inspections.states_followup import ExtensionState, FulfilmentState
from law.selectors import working_calendar

KIND = "rectification"
JUDGE_DAYS = 5  # working days in which received evidence should be judged; our own measure
BASIS = "Nghị định số 217/2025/NĐ-CP, Điều 7.2e, Điều 16"


@dataclass(frozen=True)
class Report:
    """What the addressee says it did; sums in VND and persons since the report before."""

    note: str
    received_on: date
    amount: int | None = None
    workers: int | None = None


def submit(
    requirement: Requirement,
    *,
    note: str = "",
    report: Report | None = None,
    by: Any,
    at: datetime,
    uploads: Sequence[Any] = (),
    submission: UUID | None = None,
) -> Requirement:
    """Record what the addressee did; a person who may judge it is asked to.

    ``report`` holds day and sums; ``note`` alone is a report of today without sums. The same
    ``submission`` is recorded once.

    Raises:
        Refusal: not the body in charge, not concluded, already settled, evidence already
            waiting, nothing said, a day in the future, more than is missing.
        UploadRefused: a file is not accepted.
    """
    report = report or Report(note, clock.legal_date(at))
    with transaction.atomic():
        row, case = locked_with_case(requirement)
        if submission and row.fulfilments.filter(submission=submission).exists():
            return row
        demand(can_follow(case, by))
        _check_report(row, report, on=clock.legal_date(at))
        row.state, row.evidence_note = RequirementState.EVIDENCE, report.note.strip()
        row.submitted_at, row.submitted_by = at, by
        row.save()
        piece = Fulfilment.objects.create(
            requirement=row, received_on=report.received_on, note=report.note.strip(),
            amount=report.amount, workers=report.workers, recorded_at=at, recorded_by=by,
            submission=submission,
        )  # fmt: skip
        piece.files.set(_store(row, case, uploads, submission, by=by, at=at))
        log("requirement.submitted", case, by=by, at=at, data={"requirement": row.pk})
        _hand_over(row, at=at)
    return row


def accept(
    requirement: Requirement, *, by: Any, at: datetime, partly: bool = False
) -> Requirement:
    """The evidence suffices, in full or ``partly``; a repeat changes nothing.

    In part, the sums are counted and the requirement stays open for the rest.

    Raises:
        Refusal: no evidence, no right, or in full while sums are missing.
    """
    with transaction.atomic():
        row, case = locked_with_case(requirement)
        if row.is_accepted and not partly:
            return row
        piece = _waiting(row)
        demand(can_judge(row, piece.recorded_by_id, by))
        row.amount_done += piece.amount or 0
        row.workers_done += piece.workers or 0
        if partly:
            row.state = RequirementState.OPEN
        else:
            _settle(row, piece.received_on, by=by, at=at)
        row.save()
        verdict = FulfilmentState.PARTLY if partly else FulfilmentState.ACCEPTED
        _judge(piece, verdict, by=by, at=at)
        event = "requirement.accepted_partly" if partly else "requirement.accepted"
        log(event, case, by=by, at=at, data={"requirement": row.pk})
    return row


def send_back(requirement: Requirement, *, reason: str, by: Any, at: datetime) -> Requirement:
    """The evidence does not suffice: the requirement is open again, with the reason.

    Raises Refusal: no reason, no evidence to judge, no right.
    """
    _check_reason(reason)
    with transaction.atomic():
        row, case = locked_with_case(requirement)
        piece = _waiting(row)
        demand(can_judge(row, piece.recorded_by_id, by))
        row.state, row.reason = RequirementState.SENT_BACK, reason.strip()
        row.save(update_fields=["state", "reason"])
        _judge(piece, FulfilmentState.SENT_BACK, by=by, at=at, reason=reason.strip())
        data = {"requirement": row.pk, "note": reason}
        log("requirement.sent_back", case, by=by, at=at, data=data)
        messages.tell("requirement.sent_back", row, at=at, turn=f"{at:%Y%m%d%H%M%S}")
    return row


def withdraw(requirement: Requirement, *, reason: str, by: Any, at: datetime) -> Requirement:
    """The signatory takes a requirement back; nothing is due any more. Raises Refusal."""
    _check_reason(reason)
    with transaction.atomic():
        row, case = locked_with_case(requirement)
        if row.state == RequirementState.WITHDRAWN:
            return row
        demand(can_change(case, by))
        end(row, RequirementState.WITHDRAWN, reason, at=at)
        data = {"requirement": row.pk, "note": reason}
        log("requirement.withdrawn", case, by=by, at=at, data=data)
    return row


def replace(
    requirement: Requirement, *, text: str, due_on: date, reason: str, by: Any, at: datetime
) -> Requirement:
    """The signatory puts another requirement in its place; answers the new one.

    What was restored so far is carried over.

    Raises:
        Refusal: no text or reason, a day that has passed, settled, not the signatory.
    """
    _check_reason(reason)
    if not text.strip():
        raise Refusal(_("Say what must be put right."), field="text")
    if due_on < clock.legal_date(at):
        raise Refusal(_("A requirement cannot be due on a day that has passed."), field="due_on")
    with transaction.atomic():
        row, case = locked_with_case(requirement)
        if row.replaced_by is not None:
            return row.replaced_by
        demand(can_change(case, by))
        new = _successor(row, text.strip(), due_on, by)
        row.replaced_by = new
        end(row, RequirementState.REPLACED, reason, at=at)
        expect(new, at=at)
        data = {"requirement": row.pk, "note": reason}
        log("requirement.replaced", case, by=by, at=at, data=data)
    return new


# --- Parts that other services use -----------------------------------------------------------
def label_of(row: Requirement) -> str:
    """How due items call it."""
    return f"{row.inspection.code} – {row.text}"


def expect(row: Requirement, *, at: datetime) -> None:
    """Its last day runs."""
    due.expect(
        "requirement.due", row, due_on=row.due_on, at=at, legal_basis=BASIS, label=label_of(row)
    )


def end(row: Requirement, state: str, reason: str, *, at: datetime) -> None:
    """Withdraw or replace an outstanding requirement with all that hangs on it.

    Raises Refusal: settled already.
    """
    if not row.is_outstanding:
        raise Refusal(_("This requirement is already settled."))
    row.state, row.reason = state, reason.strip()
    row.save()
    row.fulfilments.filter(state=FulfilmentState.WAITING).update(
        state=FulfilmentState.SENT_BACK, reason=reason.strip()
    )
    row.extensions.filter(state=ExtensionState.ASKED).update(
        state=ExtensionState.REFUSED, answer=reason.strip()
    )
    due.drop_all(row, at=at)


def locked_with_case(requirement: Requirement) -> tuple[Requirement, Inspection]:
    """The case first, then the row: every verb takes its locks in this order."""
    case = locked(Inspection(pk=requirement.inspection_id))
    row = Requirement.objects.select_for_update(of=("self",)).get(pk=requirement.pk)
    row.inspection = case
    return row, case


# --- Own parts ------------------------------------------------------------------------------
def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise Refusal(_("Give the reason."), field="reason")


def _check_report(row: Requirement, report: Report, *, on: date) -> None:
    if not row.is_outstanding:
        raise Refusal(_("This requirement is already settled."))
    if row.state == RequirementState.EVIDENCE:
        raise Refusal(_("Evidence is already waiting to be judged; judge it first."))
    if not report.note.strip():
        raise Refusal(_("Say what the enterprise did."), field="note")
    if report.received_on > on:
        raise Refusal(_("The day lies in the future."), field="received_on")
    if row.amount is not None and (report.amount or 0) > row.money.left:
        words = _("Only %(left)s are still missing.") % {"left": vnd(row.money.left)}
        raise Refusal(words, field="amount")
    if row.workers is not None and (report.workers or 0) > row.people.left:
        words = _("Only %(left)s workers are still missing.") % {"left": grouped(row.people.left)}
        raise Refusal(words, field="workers")


def _hand_over(row: Requirement, *, at: datetime) -> None:
    """Who may judge is told, and has until a day."""
    last = working_calendar().add_working_days(clock.legal_date(at), JUDGE_DAYS)
    due.expect("requirement.judge", row, due_on=last, at=at, label=label_of(row))
    messages.tell("requirement.evidence", row, at=at, turn=f"{at:%Y%m%d%H%M%S}")


def _store(
    row: Requirement, case: Any, uploads: Sequence[Any], submission: UUID | None, *, by: Any,
    at: datetime,
) -> list[Any]:  # fmt: skip
    found = []
    for place, upload in enumerate(uploads):
        uuid = uuid5(submission, f"{place}:{upload.name}") if submission else None
        caption = row.text[:200]
        found.append(
            files.store(upload, case, kind=KIND, by=by, at=at, caption=caption, client_uuid=uuid)
        )
    return found


def _waiting(row: Requirement) -> Fulfilment:
    piece = row.fulfilments.filter(state=FulfilmentState.WAITING).first()
    if piece is None:
        raise Refusal(_("No evidence has been recorded yet."))
    return piece


def _settle(row: Requirement, on: date, *, by: Any, at: datetime) -> None:
    problem = rules.full_problem(row.money, row.people)
    if problem:
        left = vnd(row.money.left) if problem == "money" else grouped(row.people.left)
        words = {
            "money": _("%(left)s are still missing: accept in part, the rest stays open."),
            "workers": _("%(left)s workers are still missing: accept in part."),
        }
        raise Refusal(words[problem] % {"left": left})
    settle(row, on, by=by, at=at)


def settle(row: Requirement, on: date, *, by: Any, at: datetime) -> None:
    """Write that it was put right on ``on`` and accepted ``at``; the caller saves."""
    row.state, row.accepted_at, row.accepted_by = RequirementState.ACCEPTED, at, by
    row.settled_on = on
    row.extensions.filter(state=ExtensionState.ASKED).update(
        state=ExtensionState.REFUSED, answer="", decided_at=at, decided_by=by
    )
    due.settle("requirement.due", row, at=at)
    due.settle("extension.decide", row, at=at)


def _judge(piece: Fulfilment, state: str, *, by: Any, at: datetime, reason: str = "") -> None:
    piece.state, piece.judged_at, piece.judged_by, piece.reason = state, at, by, reason
    piece.save()
    due.settle("requirement.judge", piece.requirement, at=at)


def _successor(row: Requirement, text: str, due_on: date, by: Any) -> Requirement:
    kept = (
        "inspection", "finding", "kind", "addressee", "addressee_name", "legal_basis",
        "responsible", "amount", "amount_done", "workers", "workers_done", "high_risk", "assignee",
    )  # fmt: skip
    return Requirement.objects.create(
        text=text, due_on=due_on, first_due_on=due_on, author=by,
        **{name: getattr(row, name) for name in kept},
    )  # fmt: skip
