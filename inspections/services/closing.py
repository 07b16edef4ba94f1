"""Closing a case when nothing is open any more, and reopening it with a reason."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ecms.notifications.services import messages
from inspections.models import Inspection
from inspections.services import progress
from inspections.services.refusal import Refusal


def close(inspection: Inspection, *, by: Any, at: datetime) -> Inspection:
    """File the case away. Raises WorkflowRefused while anything is open."""
    with transaction.atomic():
        return progress.advance(inspection, "close", by=by, at=at)


def reopen(inspection: Inspection, *, reason: str, by: Any, at: datetime) -> Inspection:
    """Follow a closed case up again; both closings stay in the timeline, the clocks go on as the
    procedure has them: a term that ran before the closing keeps its last day.

    Raises:
        Refusal: no reason.
        WorkflowRefused: not closed, or not the signatory.
    """
    words = reason.strip()
    if not words:
        raise Refusal(_("Give the reason."), field="reason")
    with transaction.atomic():
        case = progress.advance(
            inspection, "reopen", by=by, at=at, note=words,
            reason=words, closed_at=None, closed_by=None,
        )  # fmt: skip
        messages.tell("inspection.reopened", case, at=at, turn=f"{at:%Y%m%d%H%M%S}")
    return case
