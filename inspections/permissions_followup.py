"""Who may do what after a visit: evidence, more time, stop-work orders, referrals."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from ecms.core.access import ALLOWED, Answer, Refused
from inspections import rules_followup as rules
from inspections.enums import TeamRole
from inspections.models import Inspection, Requirement
from inspections.permissions import is_signatory, membership, of_same_body
from inspections.phases import is_followed, is_on_site_or_after

ROLE = _("Your role does not include this step.")


def policy() -> rules.Policy:
    """What this installation has chosen."""
    chosen: dict[str, Any] = settings.FOLLOW_UP_POLICY
    return rules.Policy(**chosen)


def _in(inspection: Inspection, wanted: Any) -> Answer:
    if wanted(inspection):
        return ALLOWED
    state = inspection.get_state_display()
    return Refused(_("Not possible in the state “%(state)s”.") % {"state": state})


def _all(*answers: Answer) -> Answer:
    return next((answer for answer in answers if not answer), ALLOWED)


def _may(user: Any, *permissions: str) -> Answer:
    return ALLOWED if any(user.can(each) for each in permissions) else Refused(ROLE)


def can_follow(inspection: Inspection, user: Any) -> Answer:
    """Record evidence, ask for more time, remind: the body in charge, until the case closes."""
    return _all(
        _in(inspection, is_followed),
        _may(user, Permission.INSPECTION_CONDUCT),
        of_same_body(inspection, user),
    )


def can_judge(requirement: Requirement, recorder: int | None, user: Any) -> Answer:
    """Accept or send back what ``recorder`` recorded; a second person where the policy says so."""
    inspection = requirement.inspection
    allowed = _all(
        _in(inspection, is_followed),
        _may(user, Permission.INSPECTION_CONDUCT, Permission.INSPECTION_APPROVE),
        of_same_body(inspection, user),
    )
    if not allowed:
        return allowed
    if rules.may_judge(
        policy(),
        user.pk,
        recorder=recorder,
        author=requirement.author_id,
        assignee=requirement.assignee_id,
        high_risk=requirement.high_risk,
    ):
        return ALLOWED
    return Refused(_("You recorded this evidence yourself; a second person must accept it."))


def can_change(inspection: Inspection, user: Any) -> Answer:
    """More time, withdrawal, replacement: the signatory of the body in charge."""
    return _all(
        _in(inspection, is_followed),
        _may(user, Permission.INSPECTION_APPROVE),
        is_signatory(inspection, user),
    )


def can_stop(inspection: Inspection, user: Any) -> Answer:
    """Stop work: the head of the team on site, or the signatory of the body in charge."""
    allowed = _in(inspection, is_on_site_or_after)
    if not allowed:
        return allowed
    member = membership(inspection, user)
    heads = member is not None and member.role == TeamRole.HEAD
    if heads and user.can(Permission.INSPECTION_CONDUCT):
        return ALLOWED
    if user.can(Permission.INSPECTION_APPROVE) and is_signatory(inspection, user):
        return ALLOWED
    return Refused(_("Only the head of the team or the signatory may stop work."))


def can_record_stop(inspection: Inspection, user: Any) -> Answer:
    """Record what was done about the danger: the body in charge."""
    return _all(
        _in(inspection, is_on_site_or_after),
        _may(user, Permission.INSPECTION_CONDUCT),
        of_same_body(inspection, user),
    )


def can_lift(inspection: Inspection, recorder: int | None, user: Any) -> Answer:
    """Let work go on: the signatory, who did not record the evidence; always a second person."""
    if recorder == user.pk:
        return Refused(
            _("You recorded this evidence yourself; a second person must lift the order.")
        )
    return _all(_may(user, Permission.INSPECTION_APPROVE), is_signatory(inspection, user))


def can_refer(inspection: Inspection, user: Any) -> Answer:
    """Hand a matter to another body: its letter is signed by the signatory."""
    return _all(
        _in(inspection, is_on_site_or_after),
        _may(user, Permission.INSPECTION_APPROVE),
        is_signatory(inspection, user),
    )


def can_answer_referral(inspection: Inspection, user: Any) -> Answer:
    """Record the receipt and the answer of the other body."""
    return _all(
        _may(user, Permission.INSPECTION_CONDUCT, Permission.INSPECTION_APPROVE),
        of_same_body(inspection, user),
    )


def can_hold(inspection: Inspection, user: Any) -> Answer:
    """Note an original that was taken along, or given back: the body in charge."""
    return _all(
        _in(inspection, is_on_site_or_after),
        _may(user, Permission.INSPECTION_CONDUCT),
        of_same_body(inspection, user),
    )
