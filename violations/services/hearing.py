"""The hearing of a violator who asked to explain in person, and more time to explain in writing
(LHAV art. 61)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ecms.core import clock
from ecms.core.formatting import legal_date
from ecms.documents import files
from ecms.documents.services import issue
from violations import documents, proceeding_rules
from violations.competence import candidate_of
from violations.guards_before import sanctioning_office
from violations.models import Hearing, ViolationCase
from violations.services import clocks
from violations.services.refusal import Refusal, allowed, in_words, locked
from violations.states import ExplanationKind, HearingOutcome
from violations.workflow import workflow
from violations.worksheets import law_of


@dataclass(frozen=True)
class Session:
    """What the minutes of a hearing say."""

    held_on: date
    participants: str
    conclusion: str
    absent: bool = False
    statements: str = ""
    questions: str = ""
    papers: str = ""
    signed_names: str = ""


@in_words
def invite(
    case: ViolationCase, *, planned_for: datetime, place: str, chair: str, by: Any, at: datetime
) -> Hearing:
    """Tell the violator time and place of the hearing that was asked for (GM-GT).

    Raises:
        WorkflowRefused: no request waits, or no right.
        Refusal: a time in the past, or after the last day of the decision.
    """
    with transaction.atomic():
        fresh = locked(case)
        present = fresh.hearings.filter(planned_for=planned_for, place=place).first()
        if present is not None:
            return present
        allowed(fresh, "invite_hearing", by)
        _check_time(fresh, planned_for, at)
        request = fresh.explanations.filter(
            kind=ExplanationKind.HEARING, hearing__isnull=True
        ).first()
        assert request is not None  # noqa: S101 - the guard asks for it
        fresh = workflow.advance(fresh, "invite_hearing", by=by, at=at, note=place)
        row = Hearing.objects.create(
            case=fresh, explanation=request, planned_for=planned_for, place=place, chair=chair,
            invited_at=at, invited_by=by,
        )  # fmt: skip
        row.invitation_number = _invitation(row, by=by, at=at)
        row.save(update_fields=["invitation_number"])
        clocks.refresh(fresh, at=at)
    return row


def _check_time(case: ViolationCase, planned_for: datetime, at: datetime) -> None:
    if planned_for <= at:
        raise Refusal(_("The hearing must lie in the future."), "planned_for")
    day = clock.legal_date(planned_for)
    if case.decision_due_on and day > case.decision_due_on:
        raise Refusal(
            _("The decision is due on %(day)s; hold the hearing before.")
            % {"day": legal_date(case.decision_due_on)},
            "planned_for",
        )


def _invitation(row: Hearing, *, by: Any, at: datetime) -> str:
    case, on = row.case, clock.legal_date(at)
    position = case.signatory
    delegation = candidate_of(case, position, on=on).delegation if position else None
    form, context = documents.before.invitation(row, position=position, delegation=delegation)
    issuer = position.agency if position else case.agency
    paper = issue(case, form, context, by=by, at=at, on=on, issuer=issuer, occasion=str(row.pk))
    return paper.reference


@in_words
def hold(
    case: ViolationCase, session: Session, *, upload: Any = None, by: Any, at: datetime
) -> Hearing:
    """Record the hearing in its minutes (MBB03); it then counts as an explanation considered by
    its conclusion.

    Raises:
        WorkflowRefused: no hearing is planned, or no right.
        Refusal: a day in the future or before the invitation, no words.
        UploadRefused: a file that is not taken.
    """
    with transaction.atomic():
        fresh = locked(case)
        done = fresh.hearings.filter(held_on=session.held_on, conclusion=session.conclusion)
        if (present := done.first()) is not None:
            return present
        allowed(fresh, "hold_hearing", by)
        row = fresh.hearings.filter(outcome=HearingOutcome.PLANNED).get()
        _check_session(row, session, today=clock.legal_date(at))
        words = session.conclusion[:200]
        fresh = workflow.advance(fresh, "hold_hearing", by=by, at=at, note=words)
        _write(row, session, by=by, at=at)
        row.case = fresh
        form, context = documents.before.hearing(row, by=by)
        issue(fresh, form, context, by=by, at=at, on=session.held_on, issuer=fresh.agency,
              occasion=str(row.pk))  # fmt: skip
        if upload is not None:
            files.store(upload, fresh, kind="explanation", by=by, at=at, caption=str(row))
        clocks.refresh(fresh, at=at)
    return row


def _check_session(row: Hearing, session: Session, *, today: date) -> None:
    if session.held_on > today:
        raise Refusal(_("The date lies in the future."), "held_on")
    if session.held_on < clock.legal_date(row.invited_at):
        raise Refusal(_("The hearing cannot lie before its invitation."), "held_on")
    if not session.conclusion.strip():
        raise Refusal(_("Say what the hearing concluded."), "conclusion")
    if not session.absent and not session.statements.strip():
        raise Refusal(_("Sum up what the violator explains."), "statements")


def _write(row: Hearing, session: Session, *, by: Any, at: datetime) -> None:
    for name in ("held_on", "participants", "statements", "questions", "papers", "conclusion",
                 "signed_names"):  # fmt: skip
        setattr(row, name, getattr(session, name))
    row.outcome = HearingOutcome.ABSENT if session.absent else HearingOutcome.HELD
    row.recorded_at, row.recorded_by = at, by
    row.save()
    request = row.explanation
    if not request.considered.strip():
        request.considered = session.conclusion
        request.save(update_fields=["considered"])


@in_words
def extend(
    case: ViolationCase, *, asked_on: date, until: date, reason: str, by: Any, at: datetime
) -> ViolationCase:
    """Give more time for the written explanation of a complex case, once (art. 61.2).

    Raises:
        WorkflowRefused: no right, extended before, or the time has ended.
        Refusal: a day outside the law's limit, no reason.
    """
    with transaction.atomic():
        fresh = locked(case)
        if fresh.explanation_extended_until == until:
            return fresh
        allowed(fresh, "extend_explanation", by)
        _check_extension(fresh, asked_on, until, reason, today=clock.legal_date(at))
        fresh = workflow.advance(
            fresh, "extend_explanation", by=by, at=at, note=reason,
            explanation_extended_until=until,
        )  # fmt: skip
        on = clock.legal_date(at)
        position, delegation = sanctioning_office(fresh, by, on=on)
        assert position is not None  # noqa: S101 - the guard asks for it
        form, context = documents.before.more_time(
            fresh, asked_on=asked_on, reason=reason, on=on, position=position,
            delegation=delegation,
        )  # fmt: skip
        issue(fresh, form, context, by=by, at=at, on=on, issuer=position.agency)
        clocks.refresh(fresh, at=at)
    return fresh


def _check_extension(
    case: ViolationCase, asked_on: date, until: date, reason: str, *, today: date
) -> None:
    first = case.written_explanation_until
    assert first is not None  # noqa: S101 - the guard asks for it
    last = proceeding_rules.extended_until(law_of(case), first)
    if not reason.strip():
        raise Refusal(_("Give the reason."), "reason")
    if not (case.minutes_on or first) <= asked_on <= min(today, first):
        raise Refusal(
            _("The request must have come by %(day)s.") % {"day": legal_date(first)}, "asked_on"
        )
    if not first < until <= last:
        raise Refusal(
            _("At most five working days more: until %(day)s.") % {"day": legal_date(last)},
            "until",
        )
