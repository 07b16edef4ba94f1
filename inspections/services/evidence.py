"""Photos and documents of a case, until the minutes freeze them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import QuerySet

from ecms.documents import files
from ecms.documents.models import StoredFile
from inspections.enums import FindingState
from inspections.models import Finding, Inspection
from inspections.permissions import can_add_late, can_work
from inspections.services import composition
from inspections.services.refusal import demand, locked
from law.models import Question

KIND, LATE = "evidence", "evidence-late"


def add(
    inspection: Inspection,
    uploads: Sequence[Any],
    *,
    submission: UUID,
    by: Any,
    at: datetime,
    caption: str = "",
    findings: Sequence[Finding] = (),
    question: Question | None = None,
    where: tuple[Any, Any] = (None, None),
) -> list[StoredFile]:
    """Store the uploads as evidence, all or none; the same ``submission`` stores them once.

    What comes after the minutes is kept too, marked as added after them and frozen at once.
    With a ``question`` of the checklist they stand there and with every finding that follows
    from it. ``where`` is latitude and longitude of the device, where the person agreed.

    Raises:
        Refusal: not the team, the case is closed, or the question is not asked in it.
        UploadRefused: one file is not accepted; none is kept.
    """
    with transaction.atomic():
        case = locked(inspection)
        late = case.minutes_signed_at is not None
        demand(can_add_late(case, by) if late else can_work(case, by))
        kind = LATE if late else KIND
        stored = [
            files.store(
                upload, case, kind=kind, by=by, at=at, caption=caption, latitude=where[0],
                longitude=where[1], client_uuid=uuid5(submission, f"{place}:{upload.name}"),
            )
            for place, upload in enumerate(uploads)
        ]  # fmt: skip
        joined = [*findings, *(_at_question(case, question, stored, by, at) if question else ())]
        for finding in joined:
            finding.files.add(*stored)
        if late:
            files.freeze(case, at=at)
    return stored


def _at_question(
    case: Inspection, question: Question, stored: list[StoredFile], by: Any, at: datetime
) -> QuerySet[Finding]:
    """Put the pieces to the question; the live findings that follow from its answer."""
    composition.asked(case, question, by=by, at=at).files.add(*stored)
    return Finding.objects.filter(inspection=case, answer__question=question).exclude(
        state=FindingState.DROPPED
    )


def remove(inspection: Inspection, stored: StoredFile, *, by: Any, at: datetime) -> None:
    """Take a file out of the case while it is not frozen.

    Raises:
        Refusal: not the team, or the minutes are signed.
        FileFrozen: it is evidence by now.
    """
    with transaction.atomic():
        demand(can_work(locked(inspection), by))
        files.remove(stored, by=by, at=at)
