"""The check minutes: previewed as a draft, signed once, and everything below them frozen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ecms.core import clock
from ecms.documents import files
from ecms.notifications.services import messages
from inspections.models import Inspection
from inspections.services import papers, progress, samples
from inspections.services.refusal import Refusal


@dataclass(frozen=True)
class Signing:
    """How the minutes were signed (Decree 217/2025 art. 15.3a): ``how`` a SignedHow."""

    on: date
    how: str
    names: str
    opinion: str = ""


def preview(inspection: Inspection, *, at: datetime) -> bytes:
    """The draft of the minutes as PDF: no number, nothing stored."""
    return papers.preview(inspection, "minutes", on=clock.legal_date(at))


def sign(
    inspection: Inspection, signing: Signing, *, by: Any, at: datetime, late_reason: str = ""
) -> Inspection:
    """Record the signatures, issue the minutes, freeze the evidence; the check is over.

    Raises:
        WorkflowRefused: not the team head, questions or findings open, no visit.
        Refusal: no names, a day outside the check, late without a reason.
    """
    if not signing.names.strip():
        raise Refusal(_("Name those who signed."), field="names")
    if signing.on > clock.legal_date(at):
        raise Refusal(_("The day lies in the future."), field="on")
    if inspection.announced_on and signing.on < inspection.announced_on:
        raise Refusal(_("The day is before the announcement."), field="on")
    with transaction.atomic():
        fresh = progress.advance(
            inspection,
            "sign_minutes",
            by=by,
            at=at,
            on=signing.on,
            late_reason=late_reason,
            minutes_signed_on=signing.on,
            signed_how=signing.how,
            signed_names=signing.names.strip(),
            subject_opinion=signing.opinion.strip(),
        )
        files.freeze(fresh, at=at)
        samples.freeze(fresh, at=at)
        papers.issue(fresh, "minutes", by=by, at=at, on=signing.on)
        messages.tell("inspection.minutes_signed", fresh, at=at)
    return fresh
