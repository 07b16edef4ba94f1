"""The team: declarations, people of other bodies, tasks, and changes after the decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.errors import AccountRefused
from accounts.models import Agency
from accounts.permissions import Permission
from accounts.selectors import holders_of
from accounts.services import sharing
from ecms.audit.services import log
from ecms.core import clock
from ecms.notifications.services import carrying, due, messages
from inspections import rules
from inspections.documents.contexts import Member
from inspections.documents.facts import ROLES, team_of
from inspections.enums import TeamRole
from inspections.models import Guest, Inspection, MemberTask, TeamChange, TeamMember
from inspections.permissions import can_declare, membership
from inspections.permissions_team import (
    can_ask_change,
    can_assign,
    can_decide_change,
    can_declare_guest,
    may_declare_conflict,
)
from inspections.services import papers
from inspections.services.refusal import Refusal, demand, locked

Seats = Sequence[tuple[Any, str]]  # (user, TeamRole)
TEAM_WORDS = {
    "head": _("Choose one head of the team."),
    "small": _("The team needs a head and at least one more member."),
    "twice": _("Somebody is on the team twice."),
    "agency": _("Everybody on the team must belong to the body in charge."),
    "permission": _("Everybody on the team must be allowed to carry out inspections."),
}
ORDER = {TeamRole.HEAD: 0, TeamRole.DEPUTY: 1, TeamRole.MEMBER: 2, TeamRole.SECRETARY: 3}


def check(team: Seats, agency: Agency, *, on: date) -> None:
    """A team that may be decided (Decree 217/2025 art. 12). Raises Refusal."""
    able = {user.pk for user in holders_of(Permission.INSPECTION_CONDUCT, agency=agency, on=on)}
    candidates = [
        rules.Candidate(user.pk, role, user.agency_id, user.pk in able) for user, role in team
    ]
    problems = rules.team_problems(candidates, agency.pk)
    if problems:
        raise Refusal(
            TEAM_WORDS[problems[0]], field="head" if problems[0] == "head" else "members"
        )


def write(inspection: Inspection, team: Seats, *, clear: set[int] | frozenset[int]) -> None:
    """Put the team in place; who stays keeps task and declaration, ``clear`` have declared."""
    wanted = {user.pk: role for user, role in team}
    present = {member.user_id: member for member in inspection.team.all()}
    for pk, member in present.items():
        if pk not in wanted:
            member.delete()
        elif member.role == TeamRole.HEAD and wanted[pk] != TeamRole.HEAD:
            member.role = wanted[pk]  # before another one becomes the head
            member.save(update_fields=["role"])
    for user, role in sorted(team, key=lambda pair: ORDER[TeamRole(pair[1])]):
        known = present.get(user.pk)
        if known is None:
            TeamMember.objects.create(
                inspection=inspection, user=user, role=role, no_conflict=user.pk in clear
            )
            continue
        known.role = role
        known.no_conflict = known.no_conflict or (user.pk in clear and not known.conflict)
        known.save(update_fields=["role", "no_conflict"])


# --- Declarations ---------------------------------------------------------------------------
def declare(inspection: Inspection, *, by: Any, at: datetime) -> None:
    """``by`` declares no conflict of interest with the enterprise; a repeat changes nothing.

    Raises:
        Refusal: not a member, or too late.
    """
    with transaction.atomic():
        case = locked(inspection)
        member = membership(case, by)
        if member is not None and member.no_conflict:
            return
        demand(can_declare(case, by))
        member.no_conflict, member.conflict = True, ""
        member.save(update_fields=["no_conflict", "conflict"])
        log("inspection.no_conflict", case, by=by, at=at)


def declare_conflict(inspection: Inspection, *, reason: str, by: Any, at: datetime) -> None:
    """``by`` says what stands in the way; whoever decides is told and replaces the member.

    Raises:
        Refusal: not a member, the case is over, or no reason.
    """
    if not reason.strip():
        raise Refusal(_("Say what stands in the way."), field="reason")
    with transaction.atomic():
        case = locked(inspection)
        demand(may_declare_conflict(case, by))
        member = membership(case, by)
        if member.conflict == reason.strip():
            return
        member.no_conflict, member.conflict = False, reason.strip()
        member.save(update_fields=["no_conflict", "conflict"])
        log("inspection.conflict", case, by=by, at=at)
        messages.tell("inspection.conflict", case, at=at, turn=str(member.pk))


# --- People of other bodies -----------------------------------------------------------------
@dataclass(frozen=True)
class Invitation:
    """Who is invited: by name, title and body; ``user`` where they have an account, which may
    then read the case until ``until``."""

    name: str
    title: str
    organisation: str
    task: str = ""
    no_conflict: bool = False
    user: Any = None
    until: date | None = None


def invite(inspection: Inspection, who: Invitation, *, by: Any, at: datetime) -> Guest:
    """Put a person of another body on the list; the same person twice is one row.

    Raises:
        Refusal: no right, of the own body, or the account cannot be given the case.
    """
    with transaction.atomic():
        case = locked(inspection)
        demand(can_assign(case, by))
        if who.user is not None and who.user.agency_id == case.agency_id:
            raise Refusal(_("Colleagues of this body join the team itself."), field="user")
        guest, made = Guest.objects.update_or_create(
            inspection=case, name=who.name, organisation=who.organisation,
            defaults={
                "title": who.title, "task": who.task, "user": who.user, "invited_at": at,
                "invited_by": by, **_declaration(who.no_conflict, by, at),
            },
        )  # fmt: skip
        if who.user is not None and who.until is not None:
            _share(case, who.user, who.until, by=by, at=at)
        if made:
            log("inspection.guest", case, by=by, at=at, data={"names": str(guest)})
    return guest


def _declaration(no_conflict: bool, by: Any, at: datetime) -> dict[str, Any]:
    """A written declaration that came with the invitation; nothing is taken back without one."""
    given = {"no_conflict": True, "conflict": "", "declared_at": at, "declared_by": by}
    return given if no_conflict else {}


def declare_guest(guest: Guest, *, conflict: str = "", by: Any, at: datetime) -> Guest:
    """Record what an invited person declared: nothing, or ``conflict``, what stands in the way.

    The person with the own account, or who may invite. Raises Refusal: no right, or case over.
    """
    with transaction.atomic():
        case = locked(guest.inspection)
        row = Guest.objects.select_for_update(of=("self",)).get(pk=guest.pk)
        demand(can_declare_guest(case, row, by))
        words = conflict.strip()
        if row.declared_at is not None and (row.no_conflict, row.conflict) == (not words, words):
            return row
        row.no_conflict, row.conflict = not words, words
        row.declared_at, row.declared_by = at, by
        row.save(update_fields=["no_conflict", "conflict", "declared_at", "declared_by"])
        event = "inspection.guest_conflict" if words else "inspection.guest_no_conflict"
        log(event, case, by=by, at=at, data={"names": str(row)})
        if words:
            messages.tell("inspection.conflict", case, at=at, turn=f"guest-{row.pk}")
    return row


def _share(case: Inspection, user: Any, until: date, *, by: Any, at: datetime) -> None:
    reason = str(_("Takes part in the check"))
    try:
        sharing.share(code=case.code, user=user, until=until, reason=reason, by=by, at=at)
    except AccountRefused as refused:
        raise Refusal(refused.reason, field="until") from refused


def uninvite(guest: Guest, *, by: Any, at: datetime) -> None:
    """Take a person of another body off the list. Raises Refusal."""
    with transaction.atomic():
        case = locked(guest.inspection)
        demand(can_assign(case, by))
        log("inspection.guest_off", case, by=by, at=at, data={"names": str(guest)})
        Guest.objects.filter(pk=guest.pk).delete()


# --- Tasks ----------------------------------------------------------------------------------
def assign(
    inspection: Inspection, *, user: Any, text: str, due_on: date, submission: UUID, by: Any,
    at: datetime,
) -> MemberTask:  # fmt: skip
    """Give a member something to do by a day (art. 14.2); the same ``submission`` is one task.

    Raises:
        Refusal: no right, not on the team, a day in the past.
    """
    if due_on < clock.legal_date(at):
        raise Refusal(_("The day has passed."), field="due_on")
    with transaction.atomic():
        case = locked(inspection)
        demand(can_assign(case, by))
        if membership(case, user) is None:
            raise Refusal(_("Only members of the team get tasks."), field="user")
        task, made = MemberTask.objects.get_or_create(
            submission=submission,
            defaults={
                "inspection": case, "user": user, "text": text, "due_on": due_on,
                "assigned_at": at, "assigned_by": by,
            },
        )  # fmt: skip
        if made:
            due.expect("inspection.task", task, due_on=due_on, at=at, label=f"{case.code}: {text}")
            _say_tasks(case, user.pk)
            log("inspection.task", case, by=by, at=at, data={"names": str(user), "note": text})
    return task


def done(task: MemberTask, *, by: Any, at: datetime) -> None:
    """Mark a task as done: its person or the head; twice is once. Raises Refusal."""
    with transaction.atomic():
        row = MemberTask.objects.select_for_update(of=("self",)).get(pk=task.pk)
        if row.done_at is not None:
            return
        if row.user_id != by.pk:
            demand(can_assign(row.inspection, by))
        row.done_at, row.done_by = at, by
        row.save(update_fields=["done_at", "done_by"])
        due.settle("inspection.task", row, at=at)
        log("inspection.task_done", row.inspection, by=by, at=at, data={"note": row.text})


def _say_tasks(case: Inspection, user_id: int) -> None:
    """What the implementation plan prints for a member: the tasks in a row."""
    texts = case.tasks.filter(user=user_id).order_by("due_on", "pk").values_list("text", flat=True)
    case.team.filter(user=user_id).update(task="; ".join(texts)[:500])


# --- Changes after the decision -------------------------------------------------------------
def ask_change(
    inspection: Inspection, seats: Seats, *, reason: str, by: Any, at: datetime,
    heirs: Mapping[int, int] | None = None,
) -> TeamChange:  # fmt: skip
    """Ask whoever decided for another team; one request at a time, a new one replaces it.

    ``heirs`` {who leaves: who takes their place and open tasks}; else the head takes the tasks.

    Raises:
        Refusal: no right, no reason, a bad team, or nothing would change.
    """
    if not reason.strip():
        raise Refusal(_("Give the reason."), field="reason")
    with transaction.atomic():
        case = locked(inspection)
        demand(can_ask_change(case, by))
        check(seats, case.agency, on=clock.legal_date(at))
        if {(m.user_id, m.role) for m in case.team.all()} == {(u.pk, str(r)) for u, r in seats}:
            raise Refusal(_("This is the present team."), field="members")
        case.team_changes.filter(decided_at__isnull=True).delete()
        change = TeamChange.objects.create(
            inspection=case, reason=reason.strip(), asked_at=at, asked_by=by,
            seats=_kept_seats(seats, heirs or {}),
        )  # fmt: skip
        log("inspection.team_asked", case, by=by, at=at, data={"note": reason})
        messages.tell("inspection.team_asked", case, at=at, turn=str(change.pk))
    return change


def decide_change(change: TeamChange, *, by: Any, at: datetime) -> TeamChange:
    """Sign the change: a numbered decision, and the new team from now on (art. 12).

    Whoever leaves hands open tasks to the head; who joins is told and declares anew.

    Raises:
        Refusal: decided already, no office, or somebody may not be on the team any more.
    """
    with transaction.atomic():
        case = locked(change.inspection)
        row = TeamChange.objects.select_for_update(of=("self",)).get(pk=change.pk)
        if row.decided_at is not None:
            raise Refusal(_("This request was decided already."))
        demand(can_decide_change(case, by))
        seats = seats_of(row)
        check(seats, case.agency, on=clock.legal_date(at))
        before = {m.user_id: m for m in case.team.select_related("user")}
        joining = [user for user, _role in seats if user.pk not in before]
        gone = before.keys() - {user.pk for user, _role in seats}
        leaving = tuple(_printed(m) for pk, m in before.items() if pk in gone)
        put_in_place(case, seats, by=by, at=at, heirs=heirs_of(row))
        document = papers.issue(
            case, "team_change", by=by, at=at, occasion=str(row.pk), leaving=leaving,
            team=team_of(case), reason=row.reason,
        )  # fmt: skip
        row.decided_at, row.decided_by, row.number = at, by, document.reference
        row.save(update_fields=["decided_at", "decided_by", "number"])
        log("inspection.team_changed", case, by=by, at=at, data={"note": row.reason})
        carrying.carry_all(gone, at=at)  # the new team is told what the old one was
        messages.tell("inspection.team_changed", case, at=at, turn=str(row.pk),
                      to=[*joining, *(m.user for m in before.values())])  # fmt: skip
    return row


def refuse_change(change: TeamChange, *, answer: str, by: Any, at: datetime) -> TeamChange:
    """Leave the team as it is, with a reason. Raises Refusal."""
    if not answer.strip():
        raise Refusal(_("Give the reason."), field="answer")
    with transaction.atomic():
        case = locked(change.inspection)
        row = TeamChange.objects.select_for_update(of=("self",)).get(pk=change.pk)
        if row.decided_at is not None:
            raise Refusal(_("This request was decided already."))
        demand(can_decide_change(case, by))
        row.decided_at, row.decided_by = at, by
        row.is_refused, row.answer = True, answer.strip()
        row.save(update_fields=["decided_at", "decided_by", "is_refused", "answer"])
        log("inspection.team_kept", case, by=by, at=at, data={"note": answer})
        messages.tell("inspection.team_kept", case, at=at, turn=str(row.pk), to=[row.asked_by])
    return row


def seats_of(change: TeamChange) -> list[tuple[Any, str]]:
    """The people and roles of a request, the head first."""
    from accounts.models import User

    people = User.objects.in_bulk([seat["user"] for seat in change.seats])
    pairs = [(people[seat["user"]], seat["role"]) for seat in change.seats]
    return sorted(pairs, key=lambda pair: ORDER[TeamRole(pair[1])])


def _kept_seats(seats: Seats, heirs: Mapping[int, int]) -> list[dict[str, Any]]:
    places = {heir: leaver for leaver, heir in heirs.items()}
    return [
        {"user": user.pk, "role": str(role)}
        | ({"heir_of": places[user.pk]} if user.pk in places else {})
        for user, role in seats
    ]


def heirs_of(change: TeamChange) -> dict[int, int]:
    """{who leaves: who takes their place} as far as the request says so."""
    return {seat["heir_of"]: seat["user"] for seat in change.seats if "heir_of" in seat}


def put_in_place(
    case: Inspection, seats: Seats, *, by: Any, at: datetime,
    heirs: Mapping[int, int] | None = None,
) -> None:  # fmt: skip
    """Write the team; open tasks of who leaves go to the heir or the head, who joins learns what
    is due."""
    before = set(case.team.values_list("user_id", flat=True))
    write(case, seats, clear=frozenset())
    head = next(user for user, role in seats if role == TeamRole.HEAD)
    staying = {user.pk: user for user, _role in seats}
    for task in case.tasks.filter(done_at__isnull=True).exclude(user__in=staying):
        heir = staying.get((heirs or {}).get(task.user_id, head.pk), head)
        move_task(case, task, heir, by=by, at=at)
    for user in (user for user, _role in seats if user.pk not in before):
        tell_what_is_due(case, user, at=at)


def move_task(case: Inspection, task: MemberTask, to: Any, *, by: Any, at: datetime) -> None:
    """An open task goes to another member; the plan prints it there."""
    before, task.user = task.user_id, to
    task.save(update_fields=["user"])
    for pk in (before, to.pk):
        _say_tasks(case, pk)
    log("inspection.task_moved", case, by=by, at=at, data={"names": str(to), "note": task.text})


def tell_what_is_due(case: Inspection, user: Any, *, at: datetime) -> None:
    """Open deadlines of a case, for somebody who has just got it."""
    for item in due.of(case):
        messages.tell(
            item.kind, case, at=at, to=[user], due_item=item, due_on=item.due_on, stage="T3"
        )


def _printed(member: TeamMember) -> Member:
    return Member(
        name=str(member.user), title=member.user.staff_title, role=ROLES[TeamRole(member.role)]
    )
