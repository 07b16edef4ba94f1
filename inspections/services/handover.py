"""What the hand-over of a person's work does in inspections: seats, tasks, requirements, more."""

from __future__ import annotations

from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.handover import Moment
from ecms.audit.services import log
from ecms.core import clock
from ecms.notifications.services import due, messages
from inspections.enums import HEADS, Phase, TeamRole
from inspections.models import Inspection, MemberTask, Requirement, TeamMember
from inspections.permissions import membership
from inspections.permissions_team import (
    AFTERWARDS,
    can_assign,
    can_decide_change,
    may_arrange,
    needs_document,
)
from inspections.services import preparing
from inspections.services import team as teams
from inspections.services.refusal import Refusal, demand, locked

TO_SIGN = _("Asked for: whoever signs decisions must sign the change of the team")
SIGNED = _("Signed: %(number)s")


def give_seat(member: TeamMember, to: Any, moment: Moment) -> str | Promise:
    """Put ``to`` on the place of ``member``, with the open tasks there.

    Between the decision and the result the team changes by a numbered decision (Decree 217/2025
    art. 12): who may sign it signs it now, anybody else asks for it. Past papers stay as signed.

    Raises:
        Refusal: no right, or a team that may not be.
    """
    case = locked(member.inspection)
    heirs = {member.user_id: to.pk}
    if needs_document(case):
        return _by_decision(case, member, to, heirs, moment)
    demand(can_assign(case, moment.by))
    seats = _seats(case, member.user_id, to)
    if case.phase not in AFTERWARDS:
        teams.check(seats, case.agency, on=clock.legal_date(moment.at))
    teams.put_in_place(case, seats, by=moment.by, at=moment.at, heirs=heirs)
    _log(case, to, moment)
    return ""


def _by_decision(
    case: Inspection, member: TeamMember, to: Any, heirs: dict[int, int], moment: Moment
) -> str | Promise:
    asked = case.team_changes.filter(decided_at__isnull=True).first()
    kept = teams.heirs_of(asked) if asked is not None else {}
    seats = _seats(case, member.user_id, to, asked)
    change = teams.ask_change(
        case, seats, reason=moment.reason, by=moment.by, at=moment.at, heirs=kept | heirs
    )
    prefetch_related_objects([case], "team")
    if not can_decide_change(case, moment.by):
        return TO_SIGN
    row = teams.decide_change(change, by=moment.by, at=moment.at)
    return SIGNED % {"number": row.number}


def _seats(case: Inspection, leaver: int, to: Any, asked: Any = None) -> list[tuple[Any, str]]:
    """The team (or the one already asked for) with ``to`` instead of ``leaver``.

    Somebody of the team who takes the place of the head becomes the head; else they keep their
    own place, and the other one is left empty.
    """
    present = [(m.user, m.role) for m in case.team.select_related("user")]
    team = teams.seats_of(asked) if asked is not None else present
    role = next((role for user, role in team if user.pk == leaver), TeamRole.MEMBER)
    own = next((role for user, role in team if user.pk == to.pk), None)
    others = [(user, role) for user, role in team if user.pk not in (leaver, to.pk)]
    taken = role if own is None or role in HEADS else own
    return sorted([*others, (to, str(taken))], key=lambda seat: seat[1] not in HEADS)


def give_task(task: MemberTask, to: Any, moment: Moment) -> str:
    """Give an open task to another member of the team. Raises Refusal."""
    case = locked(task.inspection)
    demand(can_assign(case, moment.by))
    row = MemberTask.objects.select_for_update(of=("self",)).get(pk=task.pk)
    if row.user_id == to.pk:
        return ""  # it went along with the seat
    if membership(case, to) is None:
        raise Refusal(
            _("%(name)s is not on the team: leave the task, it goes with the seat.") % {"name": to}
        )
    teams.move_task(case, row, to, by=moment.by, at=moment.at)
    return ""


def give_requirement(requirement: Requirement, to: Any, moment: Moment) -> str:
    """Another person follows a requirement up; its author stays who wrote it. Raises Refusal."""
    case = locked(requirement.inspection)
    demand(may_arrange(case, moment.by))
    row = Requirement.objects.select_for_update(of=("self",)).get(pk=requirement.pk)
    row.assignee = to
    row.save(update_fields=["assignee"])
    for item in due.of(row):
        messages.tell(item.kind, row, at=moment.at, to=[to], due_item=item, due_on=item.due_on,
                      stage="T3")  # fmt: skip
    log("requirement.handed_over", case, by=moment.by, at=moment.at,
        data={"requirement": row.pk, "names": str(to), "note": moment.reason})  # fmt: skip
    return ""


def give_proposal(inspection: Inspection, to: Any, moment: Moment) -> str:
    """A proposal that is not decided becomes another person's; the step keeps who made it."""
    case = locked(inspection)
    demand(may_arrange(case, moment.by))
    if case.phase != Phase.PREPARING:
        raise Refusal(_("This proposal is decided."))
    case.proposed_by = to
    case.save(update_fields=["proposed_by"])
    _log(case, to, moment)
    return ""


def give_supervision(inspection: Inspection, to: Any, moment: Moment) -> str:
    """Another person supervises the team, by a new decision. Raises Refusal, WorkflowRefused."""
    preparing.supervise(inspection, person=to, by=moment.by, at=moment.at)
    return ""


def _log(case: Inspection, to: Any, moment: Moment) -> None:
    data = {"names": str(to), "note": moment.reason}
    log("inspection.handed_over", case, by=moment.by, at=moment.at, data=data)
