"""Rectification: evidence is recorded by one person and accepted by another."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ecms.audit.services import log
from ecms.documents import files
from ecms.notifications.services import due, messages
from inspections.enums import RequirementState
from inspections.models import Inspection, Requirement
from inspections.permissions import can_accept_rectification, can_record_rectification
from inspections.services.refusal import Refusal, demand, locked

KIND = "rectification"


def submit(
    requirement: Requirement,
    *,
    note: str,
    by: Any,
    at: datetime,
    uploads: Sequence[Any] = (),
    submission: UUID | None = None,
) -> Requirement:
    """Record what the enterprise did; somebody else is asked to accept it.

    Raises:
        Refusal: not the body in charge, not concluded, already accepted, nothing said.
        UploadRefused: a file is not accepted.
    """
    if not note.strip():
        raise Refusal(_("Say what the enterprise did."), field="note")
    with transaction.atomic():
        row, case = _locked(requirement)
        demand(can_record_rectification(case, by))
        if row.is_accepted:
            raise Refusal(_("This requirement is already accepted."))
        row.state, row.evidence_note = RequirementState.EVIDENCE, note.strip()
        row.submitted_at, row.submitted_by = at, by
        row.save()
        for place, upload in enumerate(uploads):
            uuid = uuid5(submission, f"{place}:{upload.name}") if submission else None
            files.store(
                upload, case, kind=KIND, by=by, at=at, caption=row.text[:200], client_uuid=uuid
            )
        log("requirement.submitted", case, by=by, at=at, data={"requirement": row.pk})
        messages.tell("requirement.evidence", row, at=at, turn=f"{at:%Y%m%d%H%M%S}")
    return row


def accept(requirement: Requirement, *, by: Any, at: datetime) -> Requirement:
    """A second person finds the evidence sufficient; a repeat changes nothing. Raises Refusal."""
    with transaction.atomic():
        row, case = _locked(requirement)
        if row.is_accepted:
            return row
        if row.state != RequirementState.EVIDENCE:
            raise Refusal(_("No evidence has been recorded yet."))
        demand(can_accept_rectification(case, by, row.submitted_by_id))
        row.state, row.accepted_at, row.accepted_by = RequirementState.ACCEPTED, at, by
        row.save()
        due.settle("requirement.due", row, at=at)
        log("requirement.accepted", case, by=by, at=at, data={"requirement": row.pk})
    return row


def send_back(requirement: Requirement, *, reason: str, by: Any, at: datetime) -> Requirement:
    """The evidence does not suffice: the requirement is open again. Raises Refusal."""
    if not reason.strip():
        raise Refusal(_("Give the reason."), field="reason")
    with transaction.atomic():
        row, case = _locked(requirement)
        if row.state != RequirementState.EVIDENCE:
            raise Refusal(_("No evidence has been recorded yet."))
        demand(can_accept_rectification(case, by, row.submitted_by_id))
        row.state = RequirementState.OPEN
        row.save(update_fields=["state"])
        data = {"requirement": row.pk, "note": reason}
        log("requirement.sent_back", case, by=by, at=at, data=data)
    return row


def _locked(requirement: Requirement) -> tuple[Requirement, Inspection]:
    """The case first, then the row: every verb takes its locks in this order."""
    case = locked(Inspection(pk=requirement.inspection_id))
    row = Requirement.objects.select_for_update(of=("self",)).get(pk=requirement.pk)
    row.inspection = case
    return row, case
