"""The file at another body: suspected crime and return (LHAV arts. 62, 63), transfer by
competence and return (art. 58.5). While a procedural body has the file no time limit runs.
The decision at the body that executes it is in ``executing_elsewhere``."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ecms.core import clock
from ecms.core.formatting import legal_date
from ecms.documents.services import issue
from ecms.documents.services import of as documents_of
from violations import documents, proceeding_rules
from violations.decision_time import decision_due
from violations.guards_before import file_away, sanctioning_office
from violations.models import FileAway, ViolationCase
from violations.services import clocks
from violations.services.refusal import Refusal, allowed, in_words, locked, repeated
from violations.states import CaseState, NoSanction, Whereto
from violations.workflow import workflow
from violations.worksheets import compute, law_of


def list_of_papers(case: ViolationCase) -> list[str]:
    """What lies in the file: the official documents and everything that was uploaded."""
    from ecms.documents import files

    found = [
        f"{row.title} {row.reference}".strip() + f" ({legal_date(row.issued_on)})"
        for row in documents_of(case)
    ]
    return found + [row.caption or row.original_name for row in files.of(case)]


def send_slip(case: ViolationCase, *, to: str, reason: str, by: Any, at: datetime) -> FileAway:
    """Note that the file goes to another competent person, with its list of papers (PC-HS);
    called by the transfer inside its transaction."""
    end(case, by=by, at=at)
    row = FileAway.objects.create(
        case=case, whereto=Whereto.COMPETENCE, to=to, reason=reason,
        papers=list_of_papers(case), sent_on=clock.legal_date(at), sent_at=at, sent_by=by,
    )  # fmt: skip
    form, context = documents.before.transfer_slip(row, by=by)
    paper = issue(case, form, context, by=by, at=at, on=row.sent_on, issuer=case.agency,
                  occasion=str(row.pk))  # fmt: skip
    row.number = paper.reference
    row.save(update_fields=["number"])
    return row


def end(case: ViolationCase, *, by: Any, at: datetime, returned_on: date | None = None) -> None:
    """The file is no longer elsewhere; nothing where it was not."""
    away = file_away(case)
    if away is not None:
        away.ended_at, away.ended_by, away.returned_on = at, by, returned_on
        away.save()


@in_words
def take_transfer_back(
    case: ViolationCase, *, returned_on: date, reason: str, by: Any, at: datetime
) -> ViolationCase:
    """A body outside the system gave the file back; the time for the decision runs on.

    Raises:
        WorkflowRefused: the file is not outside, or no right.
        Refusal: a day in the future or before the transfer, no reason.
    """
    with transaction.atomic():
        fresh = locked(case)
        if fresh.state == CaseState.MINUTES and fresh.reason == reason:
            return fresh
        allowed(fresh, "take_transfer_back", by)
        if not reason.strip():
            raise Refusal(_("Give the reason."), "reason")
        _check_day(returned_on, _sent_on(fresh), "returned_on", today=clock.legal_date(at))
        fresh = workflow.advance(
            fresh, "take_transfer_back", by=by, at=at, note=reason, reason=reason
        )
        end(fresh, by=by, at=at, returned_on=returned_on)
        clocks.refresh(fresh, at=at)
    return fresh


def _sent_on(case: ViolationCase) -> date:
    away = file_away(case)
    if away is not None:
        return away.sent_on
    return clock.legal_date(case.transferred_at) if case.transferred_at else case.discovered_on


def _check_day(day: date, earliest: date, field: str, *, today: date) -> None:
    if day > today:
        raise Refusal(_("The date lies in the future."), field)
    if day < earliest:
        raise Refusal(
            _("The date lies before %(day)s, when the file was sent.")
            % {"day": legal_date(earliest)},
            field,
        )


@in_words
def refer(
    case: ViolationCase, *, to: str, offence: str, reason: str, by: Any, at: datetime
) -> FileAway:
    """Hand the case over as a suspected crime (MQĐ33); its time limits stop.

    Raises:
        WorkflowRefused: decided already, or not the person who may sanction.
        Refusal: no body, no article, no reason.
    """
    for value, field in ((to, "to"), (offence, "offence"), (reason, "reason")):
        if not value.strip():
            raise Refusal(_("Fill this in."), field)
    with transaction.atomic():
        fresh = locked(case)
        if fresh.state == CaseState.REFERRED and (present := file_away(fresh)) is not None:
            return present
        allowed(fresh, "refer", by)
        on = clock.legal_date(at)
        position, delegation = sanctioning_office(fresh, by, on=on)
        assert position is not None  # noqa: S101 - the guard asks for it
        end(fresh, by=by, at=at)
        row = FileAway.objects.create(
            case=fresh, whereto=Whereto.CRIME, to=to, offence=offence, reason=reason,
            papers=list_of_papers(fresh), sent_on=on, sent_at=at, sent_by=by,
        )  # fmt: skip
        fresh = workflow.advance(fresh, "refer", by=by, at=at, note=reason, reason=reason)
        row.case = fresh
        form, context = documents.before.crime_transfer(
            row, position=position, delegation=delegation
        )
        paper = issue(fresh, form, context, by=by, at=at, on=on, issuer=position.agency,
                      occasion=str(row.pk))  # fmt: skip
        row.number = paper.reference
        row.save(update_fields=["number"])
        clocks.refresh(fresh, at=at)
    return row


@in_words
def hand_over(
    case: ViolationCase, *, handed_on: date, receiver: str, by: Any, at: datetime
) -> FileAway:
    """Record that the file was handed over (MBB28).

    Raises:
        WorkflowRefused: not referred, or handed over before.
        Refusal: a day in the future or before the decision, nobody who received it.
    """
    with transaction.atomic():
        fresh = locked(case)
        row = file_away(fresh)
        if row is not None and row.handed_on == handed_on and row.receiver == receiver:
            return row
        allowed(fresh, "hand_over_file", by)
        assert row is not None  # noqa: S101 - the guard asks for it
        if not receiver.strip():
            raise Refusal(_("Name who received the file."), "receiver")
        _check_day(handed_on, row.sent_on, "handed_on", today=clock.legal_date(at))
        fresh = workflow.advance(fresh, "hand_over_file", by=by, at=at, note=receiver)
        row.handed_on, row.receiver, row.handed_at, row.handed_by = handed_on, receiver, at, by
        row.save()
        row.case = fresh
        form, context = documents.before.hand_over(row, by=by)
        issue(fresh, form, context, by=by, at=at, on=handed_on, issuer=fresh.agency,
              occasion=str(row.pk))  # fmt: skip
        clocks.refresh(fresh, at=at)
    return row


@in_words
def note_answer(
    case: ViolationCase, *, refused_on: date, answer: str, by: Any, at: datetime
) -> FileAway:
    """Note the decision not to prosecute: from it the file is due back in five working days.

    Raises:
        WorkflowRefused: not referred, not handed over, or no right.
        Refusal: a day in the future or before the hand-over, no words.
    """
    with transaction.atomic():
        fresh = locked(case)
        row = file_away(fresh)
        if row is not None and (row.refused_on, row.answer) == (refused_on, answer):
            return row
        allowed(fresh, "note_answer", by)
        assert row is not None and row.handed_on  # noqa: S101, PT018 - the guard asks for it
        if not answer.strip():
            raise Refusal(_("Give number and content of the answer."), "answer")
        _check_day(refused_on, row.handed_on, "refused_on", today=clock.legal_date(at))
        row.refused_on, row.answer = refused_on, answer
        row.save()
        fresh = workflow.advance(fresh, "note_answer", by=by, at=at, note=answer[:200])
        clocks.refresh(fresh, at=at)
    return row


@in_words
def take_file_back(
    case: ViolationCase, *, returned_on: date, refused_on: date, answer: str, by: Any,
    at: datetime,
) -> ViolationCase:  # fmt: skip
    """The procedural body gave the file back: the case goes on with a new time limit (art. 63.3)
    and a limitation that is longer by one year (art. 6.1c).

    Raises:
        WorkflowRefused: not handed over, or no right.
        Refusal: days in the future or in the wrong order, no words.
    """
    with transaction.atomic():
        fresh = locked(case)
        if fresh.state == CaseState.MINUTES and fresh.reason == answer:
            return fresh
        allowed(fresh, "take_file_back", by)
        row = file_away(fresh)
        assert row is not None and row.handed_on  # noqa: S101, PT018 - the guard asks for it
        today = clock.legal_date(at)
        if not answer.strip():
            raise Refusal(_("Give number and content of the answer."), "answer")
        _check_day(refused_on, row.handed_on, "refused_on", today=today)
        _check_day(returned_on, refused_on, "returned_on", today=today)
        row.refused_on, row.answer, row.returned_on = refused_on, answer, returned_on
        row.save()
        fresh = workflow.advance(
            fresh, "take_file_back", by=by, at=at, note=answer, reason=answer, signatory=None,
            **_new_terms(fresh, returned_on, today),
        )  # fmt: skip
        end(fresh, by=by, at=at, returned_on=returned_on)
        clocks.refresh(fresh, at=at)
    return fresh


def _new_terms(case: ViolationCase, returned_on: date, today: date) -> dict[str, Any]:
    found: dict[str, Any] = {"decision_due_on": decision_due(case, compute(case, on=today))}
    if case.limitation_ends_on and not case.limitation_extended:
        found["limitation_extended"] = True
        found["limitation_ends_on"] = proceeding_rules.longer_limitation(
            law_of(case), case.limitation_ends_on, returned_on
        )
    return found


@in_words
def prosecuted(case: ViolationCase, *, answer: str, by: Any, at: datetime) -> ViolationCase:
    """The act is prosecuted: no administrative sanction for it (art. 62).

    Raises:
        WorkflowRefused: not handed over, or not the person who may sanction.
        Refusal: no words.
    """
    if not answer.strip():
        raise Refusal(_("Give number and content of the answer."), "answer")
    with transaction.atomic():
        fresh = locked(case)
        if repeated(fresh, CaseState.NO_SANCTION, "closed", by):
            return fresh
        fresh = workflow.advance(
            fresh, "prosecuted", by=by, at=at, note=answer, reason=answer,
            no_sanction_reason=NoSanction.CRIMINAL,
        )  # fmt: skip
        end(fresh, by=by, at=at)
        clocks.refresh(fresh, at=at)
    return fresh
