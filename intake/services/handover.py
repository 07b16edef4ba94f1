"""What the hand-over of a person's work does in intake: complaints, accidents, investigations."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.handover import Moment
from accounts.permissions import Permission
from ecms.audit.services import log
from ecms.core import clock
from ecms.notifications.services import due, messages
from intake.enums.accident import AccidentState, TeamLevel
from intake.models import Accident, Complaint, TeamMember
from intake.permissions.accident import is_signatory
from intake.permissions.complaint import may_assign
from intake.services.accidents.refusal import Refusal, demand, locked
from intake.services.complaints import handling
from intake.services.complaints import refusal as complaints


def give_complaint(complaint: Complaint, to: Any, moment: Moment) -> str:
    """Another person handles it, also where it is only to be sent out or waits for a day.

    Raises:
        Refusal: no right, one whom it is about, or somebody who does not handle complaints.
    """
    fresh = complaints.locked(complaint)
    if complaints.workflow.answer(fresh, "assign", moment.by):
        handling.assign(fresh, to, by=moment.by, at=moment.at)
        return ""
    demand(may_assign(fresh, moment.by))
    if to not in handling.handlers_for(fresh, on=clock.legal_date(moment.at)):
        raise Refusal(_("This person does not handle complaints in the body."))
    fresh.handler, fresh.assigned_at, fresh.assigned_by = to, moment.at, moment.by
    fresh.save(update_fields=["handler", "assigned_at", "assigned_by"])
    log("complaint.assign", fresh, by=moment.by, at=moment.at, data={"note": str(to)})
    messages.tell("complaint.assigned", fresh, at=moment.at, turn=f"{moment.at:%Y%m%d%H%M%S}")
    return ""


def give_accident(accident: Accident, to: Any, moment: Moment) -> str:
    """Another officer looks after the case; who received the declaration stays. Raises Refusal."""
    case = locked(accident)
    _demand_leader(case, moment.by)
    case.officer = to
    case.save(update_fields=["officer"])
    _tell(case, to, moment)
    return ""


def give_place(member: TeamMember, to: Any, moment: Moment) -> str:
    """Another official investigates in this place.

    A team that was set up by decision is changed by whoever may set it up (Law 84/2015
    art. 35.2), until the minutes are signed.

    Raises:
        Refusal: no right, on the team already, or the minutes are signed.
    """
    case = locked(member.accident)
    _demand_leader(case, moment.by)
    if case.level == TeamLevel.PROVINCIAL and case.decided_at is not None:
        demand(is_signatory(case, moment.by))
    if case.state not in (AccidentState.REPORTED, AccidentState.INVESTIGATING):
        raise Refusal(_("The minutes are signed: the team stays as it was."))
    row = TeamMember.objects.select_for_update(of=("self",)).get(pk=member.pk)
    if case.members.filter(round=case.round, user=to).exists():
        raise Refusal(_("%(name)s is on this team already.") % {"name": to})
    row.user = to
    row.save(update_fields=["user"])
    _tell(case, to, moment)
    return ""


def _tell(case: Accident, to: Any, moment: Moment) -> None:
    for item in due.of(case):
        messages.tell(item.kind, case, at=moment.at, to=[to], due_item=item, due_on=item.due_on,
                      stage="T3")  # fmt: skip
    log("accident.handed_over", case, by=moment.by, at=moment.at,
        data={"names": str(to), "note": moment.reason})  # fmt: skip


def _demand_leader(case: Accident, by: Any) -> None:
    if not (by.can(Permission.INSPECTION_ASSIGN) and case.agency_id in by.scope.agency_ids):
        raise Refusal(_("Only who assigns work in this body may hand it over."))
