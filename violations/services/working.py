"""Working minutes (MBB02) of a case whose violation minutes cannot be drawn up yet."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ecms.core import clock
from ecms.documents import files
from ecms.documents.models import GeneratedDocument
from ecms.documents.services import issue, latest
from violations.documents import building_records, catalogue_records
from violations.documents.building_records import Session
from violations.models import ViolationCase
from violations.services.refusal import Refusal, allowed, locked
from violations.workflow import workflow


def draw_up(
    case: ViolationCase, said: Session, *, submission: UUID, upload: Any = None, by: Any,
    at: datetime,
) -> GeneratedDocument:  # fmt: skip
    """Number and keep the minutes of a working session; the same form sent twice is one.

    Raises:
        WorkflowRefused: violation minutes stand already, or no right.
        Refusal: a day in the future, or no words.
        UploadRefused: a file that is not taken.
    """
    with transaction.atomic():
        fresh = locked(case)
        sent = latest(fresh, catalogue_records.WORKING.code, str(submission))
        if sent is not None:
            return sent
        allowed(fresh, "draw_up_working_minutes", by)
        if said.on > clock.legal_date(at):
            raise Refusal(_("The date lies in the future."), "on")
        if not said.text.strip():
            raise Refusal(_("Say what was discussed and found."), "text")
        fresh = workflow.advance(
            fresh, "draw_up_working_minutes", by=by, at=at, note=said.text[:200]
        )
        form, context = building_records.working(fresh, said, by=by)
        paper = issue(fresh, form, context, by=by, at=at, on=said.on, issuer=fresh.agency,
                      occasion=str(submission))  # fmt: skip
        if upload is not None:
            files.store(upload, fresh, kind="signed", by=by, at=at, caption=paper.reference)
    return paper
