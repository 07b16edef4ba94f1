"""Who may do what to an inspection: each answers Allowed, or Refused with its reason."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.enums import DelegationKind
from accounts.models import Position
from accounts.permissions import Permission
from accounts.selectors import delegation_to, positions_of
from ecms.core import clock
from ecms.core.access import ALLOWED, Answer, Refused
from inspections.enums import HEADS, OUTCOME_PHASES, Phase
from inspections.models import Inspection


def membership(inspection: Inspection, user: Any) -> Any:
    """The user's place in the team, or None; uses the prefetched team where there is one."""
    return next((m for m in inspection.team.all() if m.user_id == user.pk), None)


def is_member(inspection: Inspection, user: Any) -> Answer:
    """Members of the team work on the case (Decree 217/2025 art. 12, 15)."""
    if membership(inspection, user) is None:
        return Refused(_("Only members of the team may do this."))
    return ALLOWED


def is_head(inspection: Inspection, user: Any) -> Answer:
    """The team head announces and signs the minutes (Decree 217/2025 art. 15.1, 15.3a)."""
    member = membership(inspection, user)
    if member is None or member.role not in HEADS:
        return Refused(_("Only the head of the team may do this."))
    return ALLOWED


def is_proposer(inspection: Inspection, user: Any) -> Answer:
    """A proposal belongs to the person who made it."""
    if inspection.proposed_by_id != user.pk:
        return Refused(_("Only the person who proposed the check may do this."))
    return ALLOWED


def is_not_proposer(inspection: Inspection, user: Any) -> Answer:
    """Nobody decides on a proposal of their own."""
    if inspection.proposed_by_id == user.pk:
        return Refused(_("You proposed this check yourself; another official must decide."))
    return ALLOWED


def of_same_body(inspection: Inspection, user: Any) -> Answer:
    """Follow-up is the work of the body that decided the check."""
    if inspection.agency_id not in user.scope.agency_ids:
        return Refused(_("Only the body in charge of this case may do this."))
    return ALLOWED


def signing_position(case: Any, user: Any) -> Position | None:
    """The office at the body of ``case`` (an inspection, a plan) by which ``user`` may sign today.

    The head; a deputy (for the head); whoever holds a delegation to decide inspections
    (TL., TUQ., Q.: Decree 30/2020 art. 13; Decree 217/2025 art. 6).
    """
    today = clock.today()
    offices = [p for p in positions_of(user, on=today) if p.agency_id == case.agency_id]
    own = next((p for p in offices if p.is_head or p.is_deputy), None)
    return own or next((p for p in offices if _delegated(p, today)), None)


def _delegated(position: Position, today: date) -> bool:
    return delegation_to(position, kind=DelegationKind.INSPECTION, on=today) is not None


def is_signatory(case: Any, user: Any) -> Answer:
    """Decisions are signed by the head of the body, a deputy, or by delegation.

    Decree 217/2025 art. 6, 11; Law 84/2025 art. 26.
    """
    if signing_position(case, user) is None:
        return Refused(
            _("Only the head of the body in charge, a deputy, or a holder of a delegation signs.")
        )
    return ALLOWED


def can_work(inspection: Inspection, user: Any) -> Answer:
    """Answer questions, record findings, visits and photos: the team, while the check runs."""
    if inspection.phase != Phase.RUNNING:
        return Refused(
            _("Not possible in the state “%(state)s”.") % {"state": inspection.get_state_display()}
        )
    if not user.can(Permission.INSPECTION_CONDUCT):
        return Refused(_("Your role does not include this step."))
    return is_member(inspection, user)


def can_add_late(inspection: Inspection, user: Any) -> Answer:
    """After the minutes the team may still add pieces, marked as such, until the case closes."""
    if inspection.phase not in (Phase.REPORTING, *OUTCOME_PHASES[:-1]):
        return Refused(
            _("Not possible in the state “%(state)s”.") % {"state": inspection.get_state_display()}
        )
    if not user.can(Permission.INSPECTION_CONDUCT):
        return Refused(_("Your role does not include this step."))
    return is_member(inspection, user)


def can_see_interviewee(interview: Any, user: Any) -> Answer:
    """A worker who talked is known to the person they talked to, and to those with the right."""
    if interview.recorded_by_id == user.pk or user.can(Permission.INSPECTION_INTERVIEWEE):
        return ALLOWED
    return Refused(
        _("Only the person who talked to the worker, and those with the right, may see this.")
    )


def can_declare(inspection: Inspection, user: Any) -> Answer:
    """Each member declares for themselves, before the check is announced."""
    early = (Phase.PREPARING, Phase.DECIDED)
    member = membership(inspection, user)
    if member is None or member.no_conflict or inspection.phase not in early:
        return Refused(_("There is nothing to declare."))
    return ALLOWED


def can_draft_result(inspection: Inspection, user: Any) -> Answer:
    """The team prepares the requirements that the head of the body will sign."""
    if inspection.phase != Phase.REPORTING:
        return Refused(
            _("Not possible in the state “%(state)s”.") % {"state": inspection.get_state_display()}
        )
    if not user.can(Permission.INSPECTION_CONDUCT):
        return Refused(_("Your role does not include this step."))
    return is_member(inspection, user)


def can_record_rectification(inspection: Inspection, user: Any) -> Answer:
    """What the enterprise did is recorded by the body in charge, until the case is closed."""
    if inspection.phase not in OUTCOME_PHASES[:-1]:
        return Refused(
            _("Not possible in the state “%(state)s”.") % {"state": inspection.get_state_display()}
        )
    if not user.can(Permission.INSPECTION_CONDUCT):
        return Refused(_("Your role does not include this step."))
    return of_same_body(inspection, user)


def can_accept_rectification(inspection: Inspection, user: Any, submitted_by_id: Any) -> Answer:
    """A second person accepts: whoever recorded the evidence does not also judge it."""
    if inspection.phase not in OUTCOME_PHASES[:-1]:
        return Refused(
            _("Not possible in the state “%(state)s”.") % {"state": inspection.get_state_display()}
        )
    able = (Permission.INSPECTION_CONDUCT, Permission.INSPECTION_APPROVE)
    if not any(user.can(permission) for permission in able):
        return Refused(_("Your role does not include this step."))
    if submitted_by_id == user.pk:
        return Refused(_("You recorded this evidence yourself; a second person must accept it."))
    return of_same_body(inspection, user)
