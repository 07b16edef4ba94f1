"""Photos and documents of a case, until the minutes freeze them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import QuerySet

from ecms.audit.services import log
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
    taken_at: datetime | None = None,
) -> list[StoredFile]:
    """Store the uploads as evidence, all or none; the same ``submission`` stores them once.

    What comes after the minutes is kept too, marked so and frozen at once. With a ``question``
    of the checklist they stand there and with every finding that follows from it. ``where`` is
    latitude and longitude of the device, ``taken_at`` what its clock said.

    Raises:
        Refusal: not the team, the case is closed, or the question is not asked in it.
        UploadRefused: one file is not accepted; none is kept.
    """
    with transaction.atomic():
        case = locked(inspection)
        late = case.minutes_signed_at is not None
        demand(can_add_late(case, by) if late else can_work(case, by))
        facts: dict[str, Any] = {"caption": caption, "taken_at": taken_at, "latitude": where[0]}
        facts |= {"longitude": where[1], "kind": LATE if late else KIND}
        keys = [uuid5(submission, f"{place}:{one.name}") for place, one in enumerate(uploads)]
        stored = [
            files.store(upload, case, by=by, at=at, client_uuid=key, **facts)
            for upload, key in zip(uploads, keys, strict=True)
        ]
        followed = _at_question(case, question, stored, by, at) if question else ()
        for finding in (*findings, *followed):
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


def describe(
    inspection: Inspection,
    stored: StoredFile,
    *,
    by: Any,
    at: datetime,
    caption: str | None = None,
    findings: Sequence[Finding] = (),
    question: Question | None = None,
) -> None:
    """Say what a piece shows and where it belongs, while it is not frozen.

    A ``caption`` of None stays as it is; findings and question are added to those it has.

    Raises:
        Refusal: not the team, the minutes are signed, or the question is not asked in the case.
    """
    with transaction.atomic():
        case = locked(inspection)
        demand(can_work(case, by))
        if caption is not None and caption != stored.caption:
            StoredFile.objects.filter(pk=stored.pk).update(caption=caption[:500])
            log("inspection.file_described", case, by=by, at=at, data={"note": caption[:200]})
        joined = _at_question(case, question, [stored], by, at) if question else ()
        for finding in (*findings, *joined):
            finding.files.add(stored)


def remove(inspection: Inspection, stored: StoredFile, *, by: Any, at: datetime) -> None:
    """Take a file out of the case while it is not frozen.

    Raises:
        Refusal: not the team, or the minutes are signed.
        FileFrozen: it is evidence by now.
    """
    with transaction.atomic():
        demand(can_work(locked(inspection), by))
        files.remove(stored, by=by, at=at)
