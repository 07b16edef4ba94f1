"""Who may do what to an accident: each answers Allowed, or Refused with its reason."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import Position
from accounts.permissions import Permission
from accounts.selectors import positions_of
from ecms.core import clock
from ecms.core.access import ALLOWED, Answer, Refused
from intake.enums.accident import AccidentState as S
from intake.enums.accident import MemberRole, TeamLevel
from intake.models import Accident

EDITABLE = (S.REPORTED, S.INVESTIGATING)
AFTER_MINUTES = (S.MINUTES_SIGNED, S.ANNOUNCED, S.FOLLOW_UP)


def sees_people(accident: Accident, user: Any) -> bool:
    """Whether names of victims, witnesses and callers are shown: to those who handle the case."""
    able = user.can(Permission.ACCIDENT_EDIT) or user.can(Permission.ACCIDENT_DECIDE)
    return bool(able and accident.agency_id in user.scope.agency_ids)


def is_handler(accident: Accident, user: Any) -> Answer:
    """The case is the work of the body in charge."""
    if accident.agency_id not in user.scope.agency_ids:
        return Refused(_("Only the body in charge of this case may do this."))
    return ALLOWED


def signing_position(accident: Accident, user: Any) -> Position | None:
    """The office of head or deputy that ``user`` holds today at the body in charge."""
    held = positions_of(user, on=clock.today())
    offices = [p for p in held if p.agency_id == accident.agency_id]
    return next((p for p in offices if p.is_head or p.is_deputy), None)


def is_signatory(accident: Accident, user: Any) -> Answer:
    """The head of the provincial body sets up the team (Law 84/2015 art. 35.2), or a deputy."""
    if signing_position(accident, user) is None:
        return Refused(_("Only the head of the body in charge, or a deputy, may sign this."))
    return ALLOWED


def leads(accident: Accident, user: Any) -> Answer:
    """A provincial team speaks through its head; elsewhere the body in charge records."""
    if accident.level != TeamLevel.PROVINCIAL:
        return is_handler(accident, user)
    is_head = accident.members.filter(
        round=accident.round, role=MemberRole.HEAD, user_id=user.pk
    ).exists()
    return ALLOWED if is_head else Refused(_("Only the head of the team may do this."))


def can_edit(accident: Accident, user: Any) -> Answer:
    """Facts, victims and findings, until the minutes are signed."""
    return _may(accident, user, EDITABLE)


def can_investigate(accident: Accident, user: Any) -> Answer:
    """Statements, notes, evidence, causes: while the investigation runs."""
    return _may(accident, user, (S.INVESTIGATING,))


def can_follow_up(accident: Accident, user: Any) -> Answer:
    """Costs, payments, measures: until the file is closed."""
    return _may(accident, user, (*EDITABLE, *AFTER_MINUTES))


def can_record_death(accident: Accident, user: Any) -> Answer:
    """A later death counts also when the file is closed (Circular 04/2024, indicators 110-111)."""
    return _may(accident, user, (*EDITABLE, S.WITH_POLICE, *AFTER_MINUTES, S.CLOSED))


def _may(accident: Accident, user: Any, states: tuple[str, ...]) -> Answer:
    if accident.state not in states:
        return Refused(
            _("Not possible in the state “%(state)s”.") % {"state": accident.get_state_display()}
        )
    if not user.can(Permission.ACCIDENT_EDIT):
        return Refused(_("Your role does not include this step."))
    return is_handler(accident, user)
