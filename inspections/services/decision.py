"""Deciding on a proposal: approve with a numbered decision, return, or reject."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ecms.core import clock
from ecms.notifications.services import due, messages
from inspections.models import Inspection
from inspections.services import papers, progress
from inspections.services.deadlines import legal_basis
from inspections.services.refusal import Refusal

ANNOUNCE_RULE = 9  # announced to the subject when the check starts


def approve(inspection: Inspection, *, by: Any, at: datetime) -> Inspection:
    """Sign the decision: it gets its number and becomes a PDF in the same transaction.

    Decree 217/2025 art. 11.3; Law 84/2025 art. 26. The team is told; a check is to be announced
    on the planned day, an inspection within the term of its procedure.

    Raises:
        WorkflowRefused: not proposed any more, no office, own proposal, incomplete team.
    """
    on = clock.legal_date(at)
    with transaction.atomic():
        fresh: Inspection = progress.advance(
            inspection, "approve", by=by, at=at, decided_on=on, reason=""
        )
        document = papers.issue(fresh, "decision", by=by, at=at)
        fresh.decision_number = document.reference
        fresh.save(update_fields=["decision_number"])
        due.settle("inspection.decide", fresh, at=at)
        if progress.due_of(fresh, "announce") is None:
            due.expect(
                "inspection.announce",
                fresh,
                due_on=max(fresh.planned_on, on),
                at=at,
                legal_basis=legal_basis(ANNOUNCE_RULE),
            )
        messages.tell("inspection.approved", fresh, at=at)
    return fresh


def return_(inspection: Inspection, *, by: Any, at: datetime, reason: str) -> Inspection:
    """Send the proposal back to its author with a reason. Raises WorkflowRefused, Refusal."""
    return _answer(inspection, "return", "inspection.returned", by=by, at=at, reason=reason)


def reject(inspection: Inspection, *, by: Any, at: datetime, reason: str) -> Inspection:
    """Refuse the proposal for good with a reason. Raises WorkflowRefused, Refusal."""
    return _answer(inspection, "reject", "inspection.rejected", by=by, at=at, reason=reason)


def _answer(
    inspection: Inspection, verb: str, letter: str, *, by: Any, at: datetime, reason: str
) -> Inspection:
    if not reason.strip():
        raise Refusal(_("Give the reason."), field="reason")
    with transaction.atomic():
        fresh: Inspection = progress.advance(
            inspection, verb, by=by, at=at, note=reason, reason=reason
        )
        due.drop_all(fresh, at=at)
        messages.tell(letter, fresh, at=at, turn=f"{at:%Y%m%d%H%M%S}")
    return fresh
