"""Who may arrange the team of a case: give tasks, invite, ask for a change, decide on it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from ecms.core.access import ALLOWED, Answer, Refused
from inspections.enums import Phase, TeamRole
from inspections.models import Guest, Inspection
from inspections.permissions import is_signatory, membership

BEFORE_DECISION = frozenset({Phase.PREPARING})
OVER = frozenset({Phase.CLOSED, Phase.ENDED})
AFTERWARDS = frozenset({Phase.CONCLUDED, Phase.FOLLOW_UP})  # the team’s work is done in law


def needs_document(inspection: Inspection) -> bool:
    """Whether the team changes by a numbered decision only."""
    return inspection.phase not in BEFORE_DECISION | OVER | AFTERWARDS


def _not_over(inspection: Inspection) -> Answer:
    if inspection.phase in OVER:
        return Refused(
            _("Not possible in the state “%(state)s”.") % {"state": inspection.get_state_display()}
        )
    return ALLOWED


def can_assign(inspection: Inspection, user: Any) -> Answer:
    """Head and deputy of the team share out the work, or who assigns work in the body."""
    if not (answer := _not_over(inspection)):
        return answer
    member = membership(inspection, user)
    leads = member is not None and member.role in (TeamRole.HEAD, TeamRole.DEPUTY)
    if leads and user.can(Permission.INSPECTION_CONDUCT):
        return ALLOWED
    return may_arrange(inspection, user)


def may_arrange(inspection: Inspection, user: Any) -> Answer:
    """Heads of the body in charge arrange its work."""
    in_body = inspection.agency_id in user.scope.agency_ids
    if user.can(Permission.INSPECTION_ASSIGN) and in_body:
        return ALLOWED
    return Refused(_("Only the head of the team, or who assigns work in the body, may do this."))


def may_declare_conflict(inspection: Inspection, user: Any) -> Answer:
    """A member may say at any time that something stands in the way."""
    if membership(inspection, user) is None:
        return Refused(_("Only members of the team may do this."))
    return _not_over(inspection)


def can_declare_guest(inspection: Inspection, guest: Guest, user: Any) -> Answer:
    """An invited person with the own account declares; else who invites records the paper."""
    if not (answer := _not_over(inspection)):
        return answer
    return ALLOWED if guest.user_id == user.pk else can_assign(inspection, user)


def can_ask_change(inspection: Inspection, user: Any) -> Answer:
    """After the decision the team changes by another decision."""
    if not needs_document(inspection):
        return Refused(
            _("Not possible in the state “%(state)s”.") % {"state": inspection.get_state_display()}
        )
    return ALLOWED if is_signatory(inspection, user) else can_assign(inspection, user)


def can_decide_change(inspection: Inspection, user: Any) -> Answer:
    """Who may sign the decision on the check may sign the one on its team."""
    if not needs_document(inspection):
        return Refused(
            _("Not possible in the state “%(state)s”.") % {"state": inspection.get_state_display()}
        )
    if not user.can(Permission.INSPECTION_APPROVE):
        return Refused(_("Your role does not include this step."))
    return is_signatory(inspection, user)
