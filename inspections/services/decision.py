"""Deciding on a proposal: approve with a numbered decision, return, or reject."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ecms.core import clock
from ecms.notifications.services import due, messages
from inspections.enums import Ground
from inspections.models import Inspection
from inspections.services import papers
from inspections.services.deadlines import expect_by_rule, legal_basis
from inspections.services.refusal import Refusal
from inspections.workflow import workflow

NOTICE_RULE = 10  # notice of place and time, 3 working days from the decision
ANNOUNCE_RULE = 9  # announced to the subject when the check starts


def approve(inspection: Inspection, *, by: Any, at: datetime) -> Inspection:
    """Sign the decision: it gets its number and becomes a PDF in the same transaction.

    Decree 217/2025 art. 11.3. The team is told; the announcement is due on the planned day and,
    unless the check is ad hoc, the notice 3 working days from now.

    Raises:
        WorkflowRefused: not proposed any more, no office, own proposal, incomplete team.
    """
    on = clock.legal_date(at)
    with transaction.atomic():
        fresh: Inspection = workflow.advance(inspection, "approve", by=by, at=at, decided_on=on)
        document = papers.issue(fresh, "decision", by=by, at=at)
        fresh.decision_number = document.reference
        fresh.save(update_fields=["decision_number"])
        due.settle("inspection.decide", fresh, at=at)
        due.expect(
            "inspection.announce",
            fresh,
            due_on=max(fresh.planned_on, on),
            at=at,
            legal_basis=legal_basis(ANNOUNCE_RULE),
        )
        if fresh.ground != Ground.AD_HOC:
            expect_by_rule("inspection.notice", fresh, rule=NOTICE_RULE, start=on, at=at)
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
        fresh: Inspection = workflow.advance(
            inspection, verb, by=by, at=at, note=reason, reason=reason
        )
        due.drop_all(fresh, at=at)
        messages.tell(letter, fresh, at=at, turn=f"{at:%Y%m%d%H%M%S}")
    return fresh
