"""The investigation team: proposed, set up by a signed decision, or recorded of another body."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from accounts.selectors import holders_of
from ecms.audit.services import log
from ecms.core import clock
from ecms.notifications.services import messages
from intake.enums.accident import MemberRole, TeamLevel
from intake.models import Accident, TeamMember
from intake.rules.accident_terms import extension_problem
from intake.selectors.accident import verdict_of
from intake.services.accidents import papers
from intake.services.accidents.classing import begin_again
from intake.services.accidents.refusal import Refusal, locked
from intake.services.accidents.terms import set_investigation
from intake.services.accidents.words import check_words
from intake.workflow.accident import workflow


@dataclass(frozen=True)
class Seat:
    """One seat: an account, or an official of another body by name."""

    role: str
    user: Any = None
    name: str = ""
    title: str = ""
    organisation: str = ""


def propose(accident: Accident, seats: Sequence[Seat], *, by: Any, at: datetime) -> Accident:
    """Put a team before the signatory; until the decision it may be proposed anew.

    The head belongs to the body in charge (Law 84/2015 art. 35.2).

    Raises:
        WorkflowRefused: another body investigates, wrong state, no right.
        Refusal: no head, too few, somebody twice, a head who may not investigate.
    """
    with transaction.atomic():
        case = locked(accident)
        _check(case, seats, on=clock.legal_date(at))
        fresh: Accident = workflow.advance(case, "propose_team", by=by, at=at)
        _write(fresh, seats)
        messages.tell("accident.team_asked", fresh, at=at, turn=f"{at:%Y%m%d%H%M%S}")
    return fresh


def _check(case: Accident, seats: Sequence[Seat], *, on: date) -> None:
    heads = [seat for seat in seats if seat.role == MemberRole.HEAD]
    if len(heads) != 1 or heads[0].user is None:
        raise Refusal(_("Choose one head of the team."), "head")
    if len(seats) < 2:
        raise Refusal(_("The team needs a head and at least one more member."), "members")
    users = [seat.user.pk for seat in seats if seat.user is not None]
    if len(users) != len(set(users)):
        raise Refusal(_("Somebody is on the team twice."), "members")
    able = {user.pk for user in holders_of(Permission.ACCIDENT_EDIT, agency=case.agency, on=on)}
    if not set(users) <= able:
        raise Refusal(_("Everybody on the team must be allowed to investigate accidents."), "head")


def _write(case: Accident, seats: Sequence[Seat]) -> None:
    case.members.filter(round=case.round).delete()
    TeamMember.objects.bulk_create(
        [
            TeamMember(
                accident=case, round=case.round, order=order, user=seat.user, role=seat.role,
                name=seat.name, title=seat.title, organisation=seat.organisation,
            )
            for order, seat in enumerate(seats)
        ]
    )  # fmt: skip


def set_up(accident: Accident, *, by: Any, at: datetime) -> Accident:
    """Sign the decision: number, PDF and start of the investigation in one transaction.

    Law 84/2015 art. 35.2; the term has run since the notice.

    Raises:
        WorkflowRefused: no office, no team, another body, or already set up.
    """
    on = clock.legal_date(at)
    with transaction.atomic():
        fresh: Accident = workflow.advance(accident, "set_up_team", by=by, at=at, decided_on=on)
        document = papers.issue(fresh, "decision", by=by, at=at)
        fresh.decision_number = document.reference
        fresh.save(update_fields=["decision_number"])
        messages.tell("accident.team_set", fresh, at=at, turn=str(fresh.round))
    return fresh


def record(
    accident: Accident, *, number: str, on: date, seats: Sequence[Seat], by: Any, at: datetime
) -> Accident:
    """Note the team of the employer, the commune’s record or the ministry’s team.

    Raises:
        WorkflowRefused: the province investigates, or wrong state.
        Refusal: a day before the accident or in the future.
    """
    if not accident.occurred_on <= on <= clock.legal_date(at):
        raise Refusal(_("This day cannot be right."), "on")
    with transaction.atomic():
        fresh: Accident = workflow.advance(
            accident, "record_team", by=by, at=at, decided_on=on, decision_number=number
        )
        if seats:
            _write(fresh, seats)
    return fresh


def escalate(accident: Accident, *, reason: str, by: Any, at: datetime) -> Accident:
    """Hand a very serious or complex case to the ministry (art. 35.3). Raises WorkflowRefused."""
    check_words(accident, reason=reason)
    with transaction.atomic():
        fresh: Accident = workflow.advance(
            accident, "escalate", by=by, at=at, note=reason, reason=reason,
            taken_over=TeamLevel.CENTRAL, level=TeamLevel.CENTRAL,
        )  # fmt: skip
        set_investigation(fresh, verdict_of(fresh).rule, at=at)
        fresh.save()
    return fresh


def reinvestigate(accident: Accident, *, reason: str, by: Any, at: datetime) -> Accident:
    """Investigate again: the province after an establishment, the ministry after the province.

    On a complaint or when needed (art. 35.2-35.3; Decree 39/2016 art. 17); the term begins today.

    Raises:
        WorkflowRefused: not published yet, or no office.
    """
    check_words(accident, reason=reason)
    higher = (
        TeamLevel.PROVINCIAL
        if accident.level in (TeamLevel.GRASSROOTS, TeamLevel.COMMUNE)
        else TeamLevel.CENTRAL
    )
    with transaction.atomic():
        return begin_again(
            locked(accident), "reinvestigate", by=by, at=at, note=reason, taken_over=higher,
            level=higher, notice_on=clock.legal_date(at),
        )  # fmt: skip


# --- Extension --------------------------------------------------------------------------------
def ask_extension(accident: Accident, *, reason: str, by: Any, at: datetime) -> Accident:
    """The head of the team asks whoever set it up. Raises WorkflowRefused, Refusal."""
    check_words(accident, reason=reason)
    with transaction.atomic():
        fresh: Accident = workflow.advance(
            accident, "ask_extension", by=by, at=at, note=reason, extension_reason=reason
        )
        messages.tell("accident.extension_asked", fresh, at=at, turn=str(fresh.round))
    return fresh


def extend(
    accident: Accident, *, days: int, reason: str, verb: str = "extend", by: Any, at: datetime
) -> Accident:
    """Extend once by at most the term itself (art. 35.6); the province by a numbered decision.

    Raises:
        WorkflowRefused: again, too late, a minor accident, no right.
        Refusal: more days than the law allows.
    """
    with transaction.atomic():
        case = locked(accident)
        check_words(case, reason=reason)
        if case.due_on is not None and case.term_days is not None:
            problem = extension_problem(
                allowed=True, already=False, last=case.due_on, on=case.due_on, days=days,
                term=case.term_days,
            )  # fmt: skip
            if problem:
                raise Refusal(
                    _("At most %(days)d days (Art. 35.6).") % {"days": case.term_days}, "days"
                )
        fresh: Accident = workflow.advance(
            case, verb, by=by, at=at, note=reason, extension_days=days, extension_reason=reason
        )
        set_investigation(fresh, fresh.term_rule, at=at)
        fresh.save()
        if verb == "extend":
            papers.issue(fresh, "extension", by=by, at=at)
        messages.tell("accident.extended", fresh, at=at, turn=str(fresh.round))
        log("accident.term", fresh, by=by, at=at, data={"due": fresh.due_on})
    return fresh
