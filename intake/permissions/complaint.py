"""Who may do what to a complaint, each answer with its reason; and who may see the person."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from ecms.core.access import ALLOWED, Answer, Refused
from intake.models import Complainant


def in_body(complaint: Any, user: Any) -> Answer:
    """Officials of the body that received it, but not whom it is about."""
    if complaint.agency_id not in user.scope.agency_ids:
        return Refused(_("Only an official of the body in charge may do this."))
    if any(person.pk == user.pk for person in complaint.accused.all()):
        return Refused(_("It is about you: somebody else must do this."))
    return ALLOWED


def heads(user: Any) -> bool:
    """Heads the unit or decides."""
    return bool(user.can(Permission.COMPLAINT_DECIDE) or user.can(Permission.COMPLAINT_IDENTITY))


def may_assign(complaint: Any, user: Any) -> Answer:
    """The head of the unit, the director and deputies."""
    if not heads(user):
        return Refused(_("The head of the unit or the director assigns a complaint."))
    return in_body(complaint, user)


def works_on_it(complaint: Any, user: Any) -> Answer:
    """The person to whom it is assigned, or the head."""
    answer = in_body(complaint, user)
    if not answer:
        return answer
    if complaint.handler_id == user.pk or heads(user):
        return ALLOWED
    if complaint.handler is None:
        return Refused(_("The complaint is assigned to nobody yet."))
    return Refused(_("The complaint is assigned to %(name)s.") % {"name": complaint.handler})


def may_open_identity(complaint: Any, user: Any) -> Answer:
    """Break the glass: officials of the body who handle complaints, with a reason."""
    if not (user.can(Permission.COMPLAINT_EDIT) or user.can(Permission.COMPLAINT_DECIDE)):
        return Refused(_("Your role does not include this step."))
    return in_body(complaint, user)


def may_print_receipt(complaint: Any, user: Any) -> bool:
    """The receipt holds the code of the look-up: for who took it in, and who sees the person."""
    if complaint.received_by_id == user.pk:
        return bool(in_body(complaint, user))
    return sees_identity(complaint, user)


def sees_identity(complaint: Any, user: Any) -> bool:
    """Whether the user sees the person now: by duty, or opened a short time ago."""
    return bool(Complainant.objects.visible_to(user).filter(complaint=complaint).exists())
