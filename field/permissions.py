"""Who may check out, send from a device, revoke it, decide its conflicts."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from ecms.core.access import ALLOWED, Answer, Refused
from field.models import Checkout, Command, Device
from inspections.models import Inspection
from inspections.permissions import can_work


def may_revoke(device: Device, user: Any) -> Answer:
    """One's own device, or as who assigns work in the body."""
    in_body = device.agency_id in user.scope.agency_ids
    if device.user_id == user.pk or (user.can(Permission.INSPECTION_ASSIGN) and in_body):
        return ALLOWED
    return Refused(_("Only the owner, or who assigns work in the body, may do this."))


def may_check_out(inspection: Inspection, user: Any) -> Answer:
    """Members of the team, while the check runs on site."""
    return can_work(inspection, user)


def may_send(device: Device, user: Any) -> Answer:
    """One's own device, until it forgot everything."""
    if device.user_id != user.pk:
        return Refused(_("This device belongs to another person."))
    if device.wiped_at is not None:
        return Refused(_("This device was revoked and wiped; register it again."))
    return ALLOWED


def owns(checkout: Checkout, user: Any) -> Answer:
    """What was done under a check-out is sent by the person who holds it."""
    if checkout.taken_by_id != user.pk:
        return Refused(_("This was done by another person, who must sign in to send it."))
    return ALLOWED


def may_decide(command: Command, user: Any) -> Answer:
    """A conflict is decided by the team; where the check is over, nothing is written any more."""
    if command.decided_at is not None:
        return Refused(_("This conflict is decided already."))
    return can_work(command.inspection, user)


def may_handle(inspection: Inspection, user: Any) -> Answer:
    """What was handed to the supervisor: who assigns work in the body in charge."""
    if user.can(Permission.INSPECTION_ASSIGN) and inspection.agency_id in user.scope.agency_ids:
        return ALLOWED
    return Refused(_("Only who assigns work in the body in charge may do this."))
