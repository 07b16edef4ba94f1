"""Who may do what to a violation case, each answer with its reason."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from ecms.core.access import ALLOWED, Answer, Refused


def can_open(inspection: Any, user: Any) -> Answer:
    """Open a case from the findings of ``inspection``: the team or the unit (Decree 283/2026
    art. 54)."""
    if not user.can(Permission.VIOLATION_EDIT):
        return Refused(_("Your role does not include this step."))
    return is_on_duty(inspection, user)


def can_open_from(origin: Any, user: Any) -> Answer:
    """Open a case on what a complaint or an accident brought to light, without a check: officials
    of the body in charge of it (Decree 283/2026 arts. 6, 54)."""
    if not user.can(Permission.VIOLATION_EDIT):
        return Refused(_("Your role does not include this step."))
    if origin.agency_id not in user.scope.agency_ids:
        return Refused(_("Only an official of the body in charge may do this."))
    if origin.enterprise_id is None:
        return Refused(_("Name the establishment first."))
    home = origin.enterprise.province_id
    if not user.scope.national and home not in user.scope.province_ids:
        return Refused(_("The enterprise is registered in another province; tell its department."))
    return ALLOWED


def is_on_duty(inspection: Any, user: Any) -> Answer:
    """A member of the team, or an official of the unit in charge."""
    if any(member.user_id == user.pk for member in inspection.team.all()):
        return ALLOWED
    if inspection.unit_id is not None and inspection.unit_id == user.unit_id:
        return ALLOWED
    return Refused(_("Only the team of the inspection or the unit in charge may do this."))


def can_draw_up(case: Any, user: Any) -> Answer:
    """Prepare the case and sign its minutes."""
    if case.inspection is not None:
        return is_on_duty(case.inspection, user)
    if case.agency_id in user.scope.agency_ids:
        return ALLOWED
    return Refused(_("Only an official of the body in charge may do this."))


def can_act_in_body(case: Any, user: Any) -> Answer:
    """Officials of the body in charge: receive explanations, payments and evidence."""
    if case.agency_id in user.scope.agency_ids:
        return ALLOWED
    if case.inspection is not None:
        return is_on_duty(case.inspection, user)
    return Refused(_("Only an official of the body in charge may do this."))
