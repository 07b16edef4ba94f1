"""Ordered remedial measures: evidence received, then accepted by a second person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ecms.audit.services import log
from ecms.documents import files
from ecms.notifications.services import messages
from violations.models import RemedyOrder
from violations.services import clocks
from violations.services.refusal import Refusal, allowed, locked
from violations.states import RemedyState


def submit(
    remedy: RemedyOrder,
    *,
    evidence_note: str,
    workers_helped: int | None = None,
    amount_restored: int | None = None,
    uploads: Iterable[Any] = (),
    by: Any,
    at: datetime,
) -> RemedyOrder:
    """Record the evidence that a measure was carried out; it then waits for a second person.

    Raises:
        Refusal: not in execution, no right, accepted already, no words.
        UploadRefused: a file that is not taken.
    """
    if not evidence_note.strip():
        raise Refusal(_("Say what proves that the measure was carried out."), "evidence_note")
    with transaction.atomic():
        case = locked(remedy.case)
        row = _row(case, remedy)
        if row.state == RemedyState.EVIDENCE and row.evidence_note == evidence_note:
            return row
        allowed(case, "record_remedy", by)
        if row.state == RemedyState.ACCEPTED:
            raise Refusal(_("The measure is already accepted."))
        row.state, row.evidence_note = RemedyState.EVIDENCE, evidence_note
        row.workers_helped, row.amount_restored = workers_helped, amount_restored
        row.submitted_at, row.submitted_by = at, by
        row.save()
        for upload in uploads:
            files.store(upload, case, kind="remedy", by=by, at=at, caption=row.text[:200])
        log("violation.record_remedy", case, by=by, at=at, data={"remedy": row.pk})
        messages.tell("violation.accept", case, at=at, turn=f"{row.pk}:{at:%Y%m%d%H%M%S}")
    return row


def accept(remedy: RemedyOrder, *, by: Any, at: datetime) -> RemedyOrder:
    """Accept a measure whose evidence somebody else recorded; a repeat changes nothing.

    Raises Refusal: no evidence, no right, or the same person.
    """
    with transaction.atomic():
        case = locked(remedy.case)
        row = _row(case, remedy)
        if row.state == RemedyState.ACCEPTED:
            return row
        _demand_second_person(row, by)
        allowed(case, "accept_remedy", by)
        row.state, row.accepted_at, row.accepted_by = RemedyState.ACCEPTED, at, by
        row.save()
        log("violation.accept_remedy", case, by=by, at=at, data={"remedy": row.pk})
        clocks.refresh(case, at=at)
    return row


def send_back(remedy: RemedyOrder, *, reason: str, by: Any, at: datetime) -> RemedyOrder:
    """The evidence does not do: the measure is open again, with the reason.

    Raises Refusal: no evidence to judge, no right, the same person, or no reason.
    """
    if not reason.strip():
        raise Refusal(_("Give the reason."), "reason")
    with transaction.atomic():
        case = locked(remedy.case)
        row = _row(case, remedy)
        _demand_second_person(row, by)
        allowed(case, "accept_remedy", by)
        row.state, row.submitted_at, row.submitted_by = RemedyState.OPEN, None, None
        row.save()
        data = {"remedy": row.pk, "reason": reason}
        log("violation.send_back_remedy", case, by=by, at=at, data=data)
        messages.tell("violation.remedy_back", case, at=at, turn=f"{row.pk}:{at:%Y%m%d%H%M%S}")
    return row


def _row(case: Any, remedy: RemedyOrder) -> RemedyOrder:
    row: RemedyOrder = case.remedies.select_for_update(of=("self",)).get(pk=remedy.pk)
    return row


def _demand_second_person(row: RemedyOrder, by: Any) -> None:
    if row.state != RemedyState.EVIDENCE:
        raise Refusal(_("There is no evidence to judge yet."))
    if row.submitted_by_id == by.pk:
        raise Refusal(_("You recorded this evidence yourself; a second person must judge it."))
