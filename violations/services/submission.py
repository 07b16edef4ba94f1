"""To whom the case goes for decision: a competent signatory of the body, or another body."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Position
from ecms.core import clock
from ecms.notifications.services import messages
from violations.competence import Candidate, candidate_of, candidates
from violations.decision_time import decision_due
from violations.models import ViolationCase
from violations.services import clocks, elsewhere
from violations.services.refusal import Refusal, in_words, locked, repeated
from violations.states import CaseState
from violations.workflow import workflow
from violations.worksheets import compute


@in_words
def proposed(case: ViolationCase, *, at: datetime) -> list[Candidate]:
    """Offices for the choice, the best first; refused ones carry the reason. Raises Refusal."""
    return candidates(case, on=clock.legal_date(at))


@in_words
def submit(
    case: ViolationCase, position: Position, *, note: str = "", by: Any, at: datetime
) -> ViolationCase:
    """Hand the case to a competent signatory of the same body, or choose another one.

    Raises:
        WorkflowRefused: not the state, no right, too late.
        Refusal: the office is of another body or not competent, with the reason.
    """
    with transaction.atomic():
        fresh = locked(case)
        if (
            repeated(fresh, CaseState.SUBMITTED, "submitted", by)
            and fresh.signatory_id == position.pk
        ):
            return fresh
        if position.agency_id != fresh.agency_id:
            raise Refusal(_("Another body decides only after a transfer."), "position")
        _demand_competence(fresh, position, at)
        verb = "submit" if fresh.state == CaseState.MINUTES else "reassign"
        fresh = workflow.advance(
            fresh, verb, by=by, at=at, note=note or str(position), signatory=position, reason=note
        )
        _hand_over(fresh, at=at)
    return fresh


@in_words
def transfer(
    case: ViolationCase,
    *,
    reason: str,
    position: Position | None = None,
    outside: str = "",
    by: Any,
    at: datetime,
) -> ViolationCase:
    """Send the file to a competent person of another body; the time grows to 10 working days.

    ``position`` is an office in the system (the province's chairman); ``outside`` names a body
    that does not use it. Raises WorkflowRefused; Refusal: no or both targets, no reason, or an
    office that is not competent.
    """
    if not reason.strip():
        raise Refusal(_("Give the reason."), "reason")
    if (position is None) == (not outside.strip()):
        raise Refusal(_("Choose an office, or name a body outside the system."), "position")
    with transaction.atomic():
        fresh = locked(case)
        if repeated(fresh, CaseState.TRANSFERRED, "transferred", by):
            return fresh
        if position is not None:
            _demand_competence(fresh, position, at)
        fresh.transferred_at = at  # the route of the time limit follows from it
        sheet = compute(fresh, on=clock.legal_date(at))
        fresh = workflow.advance(
            fresh, "transfer", by=by, at=at, note=reason, signatory=position, reason=reason,
            transferred_to=outside.strip() or str(position),
            decision_due_on=decision_due(fresh, sheet),
        )  # fmt: skip
        elsewhere.send_slip(fresh, to=fresh.transferred_to, reason=reason, by=by, at=at)
        _hand_over(fresh, at=at)
    return fresh


def return_(case: ViolationCase, *, reason: str, by: Any, at: datetime) -> ViolationCase:
    """The signatory gives the case back with the reason; the clocks run on.

    Raises:
        WorkflowRefused: not the signatory, or decided already.
        Refusal: no reason.
    """
    if not reason.strip():
        raise Refusal(_("Give the reason."), "reason")
    with transaction.atomic():
        fresh = locked(case)
        if fresh.state == CaseState.MINUTES and fresh.reason == reason:
            return fresh
        fresh = workflow.advance(
            fresh, "return", by=by, at=at, note=reason, reason=reason, signatory=None
        )
        elsewhere.end(fresh, by=by, at=at, returned_on=clock.legal_date(at))
        clocks.refresh(fresh, at=at)
        messages.tell("violation.returned", fresh, at=at, turn=f"{at:%Y%m%d%H%M%S}")
    return fresh


def _demand_competence(case: ViolationCase, position: Position, at: datetime) -> None:
    candidate = candidate_of(case, position, on=clock.legal_date(at))
    if not candidate.competent:
        raise Refusal(candidate.refusal, "position")


def _hand_over(case: ViolationCase, *, at: datetime) -> None:
    clocks.refresh(case, at=at)
    if case.signatory_id is not None:
        messages.tell("violation.sign", case, at=at, turn=f"{at:%Y%m%d%H%M%S}")
