"""Between the decision and the announcement: plan, supervision; steps without own meaning."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ecms.core import clock
from ecms.notifications.services import messages
from inspections.models import Inspection
from inspections.services import papers, progress
from inspections.services.refusal import Refusal


def send_plan(inspection: Inspection, *, text: str, by: Any, at: datetime) -> Inspection:
    """The team head sends the implementation plan for approval (Decree 217/2025 art. 14.2).

    Raises:
        WorkflowRefused: not decided, not the team head, already approved.
        Refusal: nothing written.
    """
    if not text.strip():
        raise Refusal(_("Write the plan."), field="text")
    with transaction.atomic():
        fresh = progress.advance(inspection, "send_plan", by=by, at=at, plan_text=text.strip())
        messages.tell("inspection.plan_sent", fresh, at=at, turn=f"{at:%Y%m%d%H%M%S}")
    return fresh


def approve_plan(inspection: Inspection, *, by: Any, at: datetime) -> Inspection:
    """The deciding official approves the plan; it is issued with both signatures."""
    with transaction.atomic():
        fresh = progress.advance(inspection, "approve_plan", by=by, at=at)
        papers.issue(fresh, "plan", by=by, at=at)
        messages.tell("inspection.plan_approved", fresh, at=at)
    return fresh


def supervise(inspection: Inspection, *, person: Any, by: Any, at: datetime) -> Inspection:
    """Assign somebody outside the team to supervise it (Law 84/2025 art. 32).

    Raises:
        WorkflowRefused: not decided or running, no office.
        Refusal: a member of the team.
    """
    if inspection.team.filter(user=person).exists():
        raise Refusal(_("Whoever supervises the team is not on it."), field="person")
    occasion = f"{at:%Y%m%d%H%M%S}"
    with transaction.atomic():
        fresh = progress.advance(inspection, "supervise", by=by, at=at, supervisor=person)
        papers.issue(fresh, "supervision", by=by, at=at, occasion=occasion)
    return fresh


def record(
    inspection: Inspection,
    verb: str,
    *,
    by: Any,
    at: datetime,
    note: str,
    on: Any = None,
    late_reason: str = "",
) -> Inspection:
    """Take a step that the procedure added: it moves on, with its document and its reminder.

    Raises:
        WorkflowRefused: state, person or an earlier step forbids it.
        Refusal: a day in the future; late without a reason.
    """
    day = on or clock.legal_date(at)
    if day > clock.legal_date(at):
        raise Refusal(_("The day lies in the future."), field="on")
    with transaction.atomic():
        kind = progress.document_of(inspection, verb)
        fresh = progress.advance(
            inspection, verb, by=by, at=at, on=day, note=note, late_reason=late_reason
        )
        if kind:
            papers.issue(fresh, kind, by=by, at=at, on=day, occasion=f"{at:%Y%m%d%H%M%S}")
    return fresh
