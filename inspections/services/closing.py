"""Closing a case when nothing is open any more, and reopening it with a reason."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ecms.audit.services import log
from ecms.core import clock
from ecms.notifications.services import messages
from inspections.enums import Phase, State
from inspections.models import CaseStep, Inspection
from inspections.permissions_followup import can_reopen
from inspections.services import progress
from inspections.services.refusal import Refusal, demand, locked


def close(inspection: Inspection, *, by: Any, at: datetime) -> Inspection:
    """File the case away. Raises WorkflowRefused while anything is open."""
    with transaction.atomic():
        return progress.advance(inspection, "close", by=by, at=at)


def reopen(inspection: Inspection, *, reason: str, by: Any, at: datetime) -> Inspection:
    """Follow a closed case up again; both closings stay in the timeline.

    Raises:
        Refusal: not closed, not the signatory, no reason.
    """
    if not reason.strip():
        raise Refusal(_("Give the reason."), field="reason")
    with transaction.atomic():
        case = locked(inspection)
        demand(can_reopen(case, by))
        last = CaseStep.objects.filter(inspection=case, verb="close").order_by("-pk").first()
        before = last.from_state if last else State.CONCLUDED
        CaseStep.objects.create(
            inspection=case,
            verb="reopen",
            from_state=case.state,
            to_state=before,
            on=clock.legal_date(at),
            note=reason.strip(),
            taken_at=at,
            taken_by=by,
        )
        case.state, case.phase = before, Phase.FOLLOW_UP
        case.closed_at = case.closed_by = None
        case.reopened_at, case.reopened_by, case.reason = at, by, reason.strip()
        case.save()
        log("inspection.reopen", case, by=by, at=at, data={"note": reason.strip()})
        messages.tell("inspection.reopened", case, at=at, turn=f"{at:%Y%m%d%H%M%S}")
    return case
