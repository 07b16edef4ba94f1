"""From the acceptance to the end of the verification."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from accounts.selectors import holders_of
from ecms.audit.services import log
from ecms.core import clock
from ecms.core.text import fold
from ecms.documents import files
from ecms.notifications.services import messages
from enterprises.models import Enterprise
from enterprises.services.survivors import surviving
from intake.complaint_guards import out_of_time
from intake.enums.complaint import ComplaintState as S
from intake.enums.complaint import Handling, NoteKind, ReturnKind, ReturnReason
from intake.models import Complaint, ComplaintNote
from intake.services.complaints import clocks, identity, papers
from intake.services.complaints.refusal import (
    Refusal,
    allowed,
    filled,
    locked,
    not_future,
    repeated,
)
from intake.workflow.complaint import workflow


def handlers_for(complaint: Complaint, *, on: date) -> list[Any]:
    """Who may handle complaints in the body; nobody whom this one is about."""
    people = holders_of(Permission.COMPLAINT_EDIT, agency=complaint.agency, on=on)
    accused = {person.pk for person in complaint.accused.all()}
    own = [person for person in people if person.agency_id == complaint.agency_id]
    return [person for person in own if person.pk not in accused]


def assign(complaint: Complaint, handler: Any, *, by: Any, at: datetime) -> Complaint:
    """Give it to a person; the same person again changes nothing.

    Raises:
        WorkflowRefused: finished, or no right.
        Refusal: somebody who does not handle complaints in this body.
    """
    with transaction.atomic():
        fresh = locked(complaint)
        allowed(fresh, "assign", by)
        if fresh.handler_id == handler.pk:
            return fresh
        if handler not in handlers_for(fresh, on=clock.legal_date(at)):
            raise Refusal(_("This person does not handle complaints in the body."), "handler")
        fresh = workflow.advance(fresh, "assign", by=by, at=at, note=str(handler), handler=handler)
        messages.tell("complaint.assigned", fresh, at=at, turn=f"{at:%Y%m%d%H%M%S}")
    return fresh


def accept(complaint: Complaint, *, excuse: str = "", by: Any, at: datetime) -> Complaint:
    """Accept; the time for the decision runs, and the notice of acceptance is made.

    Raises:
        WorkflowRefused: not classified, not ours, anonymous, unassigned, or no office.
        Refusal: out of time without a reason why it is accepted all the same.
    """
    on = clock.legal_date(at)
    with transaction.atomic():
        fresh = locked(complaint)
        if repeated(fresh, S.ACCEPTED, "accepted", by):
            return fresh
        allowed(fresh, "accept", by)
        identity.check_words(fresh, excuse=excuse)
        if out_of_time(fresh) and not excuse.strip():
            raise Refusal(_("The complaint came too late; say why it is accepted."), "excuse")
        position = papers.office_of(fresh, by, on=on)
        fresh.accepted_on = on
        fresh = workflow.advance(
            fresh, "accept", by=by, at=at, accepted_on=on, late_excuse=excuse,
            settle_due_on=clocks.settle_due(fresh),
        )  # fmt: skip
        papers.issue_acceptance(fresh, position, by=by, at=at)
        clocks.refresh(fresh, at=at)
        messages.tell("complaint.accepted", fresh, at=at)
    return fresh


@dataclass(frozen=True)
class Return:
    """How and why a submission is not accepted; ``to`` is the body that is competent."""

    kind: str
    reason: str
    text: str
    to: str = ""


def return_(complaint: Complaint, given: Return, *, by: Any, at: datetime) -> Complaint:
    """Refuse, return with guidance, or forward; with the reason, as a document.

    Raises:
        WorkflowRefused: not classified, or no office.
        Refusal: a reason or an addressee that is missing, names of the person in the text.
    """
    on = clock.legal_date(at)
    with transaction.atomic():
        fresh = locked(complaint)
        if repeated(fresh, S.RETURNED, "returned", by):
            return fresh
        allowed(fresh, "return", by)
        _check_return(fresh, given)
        position = papers.office_of(fresh, by, on=on)
        fresh = workflow.advance(
            fresh, "return", by=by, at=at, note=given.text, return_kind=given.kind,
            return_reason=given.reason, returned_to=given.to, reason=given.text,
        )  # fmt: skip
        papers.issue_return(fresh, position, by=by, at=at)
        clocks.refresh(fresh, at=at)
    return fresh


def _check_return(complaint: Complaint, given: Return) -> None:
    filled(given.text, "text")
    identity.check_words(complaint, text=given.text, to=given.to)
    if given.kind != ReturnKind.REFUSED and not given.to.strip():
        raise Refusal(_("Name the competent body."), "to")
    ours = complaint.handling == Handling.SETTLE
    if ours and given.reason == ReturnReason.COMPETENCE:
        raise Refusal(
            _("By the classification this department is competent; classify it again first."),
            "reason",
        )


def redact(complaint: Complaint, text: str, *, summary: str, by: Any, at: datetime) -> Complaint:
    """Write the text without names that may go on to others, and mend the summary.

    Raises:
        WorkflowRefused: finished, or no right.
        Refusal: nothing written, or the text names the person.
    """
    text, summary = filled(text, "text"), filled(summary, "summary")
    with transaction.atomic():
        fresh = locked(complaint)
        allowed(fresh, "redact", by)
        identity.check_words(fresh, text=text, summary=summary)
        if (fresh.redacted, fresh.summary) == (text, summary):
            return fresh
        return workflow.advance(  # type: ignore[no-any-return]
            fresh, "redact", by=by, at=at, redacted=text, summary=summary,
            folded=fold(f"{summary} {fresh.enterprise_text}"),
        )  # fmt: skip


def name_enterprise(
    complaint: Complaint, enterprise: Enterprise, *, by: Any, at: datetime
) -> Complaint:
    """Say which enterprise of the register it is about; the same again changes nothing.

    Raises:
        WorkflowRefused: finished, or no right.
        Refusal: an enterprise of another province.
    """
    with transaction.atomic():
        enterprise = surviving(enterprise, by=by)
        fresh = locked(complaint)
        if fresh.enterprise_id == enterprise.pk:
            return fresh
        allowed(fresh, "name_enterprise", by)
        if enterprise.province_id != fresh.province_id:
            raise Refusal(_("The enterprise stands in another province."), "enterprise")
        return workflow.advance(  # type: ignore[no-any-return]
            fresh, "name_enterprise", by=by, at=at, enterprise=enterprise
        )


def verify(complaint: Complaint, *, by: Any, at: datetime) -> Complaint:
    """Begin the verification. Raises WorkflowRefused."""
    with transaction.atomic():
        fresh = locked(complaint)
        if repeated(fresh, S.VERIFYING, "verified", by):
            return fresh
        return workflow.advance(fresh, "verify", by=by, at=at)  # type: ignore[no-any-return]


@dataclass(frozen=True)
class Note:
    """One row of the verification."""

    kind: str
    made_on: date
    text: str


def note(
    complaint: Complaint, given: Note, *, uploads: tuple[Any, ...] = (), by: Any, at: datetime
) -> ComplaintNote:
    """Add what was asked, answered or found, with evidence; the same text twice is one row.

    Raises:
        WorkflowRefused: not being verified, or somebody else's.
        Refusal: nothing written, a future day, or the person is named.
        UploadRefused: a file that is not taken.
    """
    text = filled(given.text, "text")
    not_future(given.made_on, clock.legal_date(at), "made_on")
    with transaction.atomic():
        fresh = locked(complaint)
        allowed(fresh, "note", by)
        identity.check_words(fresh, text=text)
        values = {"kind": given.kind, "made_on": given.made_on, "text": text}
        present = fresh.notes.filter(recorded_by=by, **values).first()
        if present is not None:
            return present
        row = ComplaintNote.objects.create(
            complaint=fresh, recorded_at=at, recorded_by=by, **values
        )
        caption = str(NoteKind(given.kind).label)
        for upload in uploads:
            files.store(upload, fresh, kind="evidence", by=by, at=at, caption=caption)
        log("complaint.note", fresh, by=by, at=at, data={"kind": given.kind})
    return row


def dialogue(complaint: Complaint, facts: papers.Dialogue, *, by: Any, at: datetime) -> Complaint:
    """Record the dialogue and make its minutes.

    Raises:
        WorkflowRefused: not being verified, not a complaint, or somebody else's.
        Refusal: something missing, a future day, or the person is named.
    """
    not_future(facts.held_on, clock.legal_date(at), "held_on")
    texts = {name: getattr(facts, name) for name in ("place", "present", "course", "result")}
    with transaction.atomic():
        fresh = locked(complaint)
        if repeated(fresh, S.DIALOGUE, "dialogue", by):
            return fresh
        allowed(fresh, "dialogue", by)
        for name, text in texts.items():
            filled(text, name)
        identity.check_words(fresh, **texts)
        fresh = workflow.advance(fresh, "dialogue", by=by, at=at, dialogue_on=facts.held_on)
        papers.issue_dialogue(fresh, facts, by=by, at=at)
    return fresh


def extend(complaint: Complaint, reason: str, *, by: Any, at: datetime) -> Complaint:
    """Lengthen the time for the decision once more, where the law has it.

    Raises:
        WorkflowRefused: no further extension, the time is over, or no office.
        Refusal: no reason, or the person is named.
    """
    reason = filled(reason, "reason")
    with transaction.atomic():
        fresh = locked(complaint)
        if fresh.extended_by_id == by.pk and fresh.extension_reason == reason:
            return fresh
        allowed(fresh, "extend", by)
        identity.check_words(fresh, reason=reason)
        position = papers.office_of(fresh, by, on=clock.legal_date(at))
        fresh.extensions += 1
        fresh = workflow.advance(
            fresh, "extend", by=by, at=at, note=reason, extensions=fresh.extensions,
            extension_reason=reason, settle_due_on=clocks.settle_due(fresh),
        )  # fmt: skip
        papers.issue_extension(fresh, position, by=by, at=at)
        clocks.refresh(fresh, at=at)
    return fresh


def suspend(complaint: Complaint, reason: str, *, by: Any, at: datetime) -> Complaint:
    """The clock stands from today. Raises WorkflowRefused, Refusal."""
    reason, on = filled(reason, "reason"), clock.legal_date(at)
    with transaction.atomic():
        fresh = locked(complaint)
        if repeated(fresh, S.SUSPENDED, "suspended", by):
            return fresh
        allowed(fresh, "suspend", by)
        identity.check_words(fresh, reason=reason)
        position = papers.office_of(fresh, by, on=on)
        fresh = workflow.advance(
            fresh, "suspend", by=by, at=at, note=reason, reason=reason, suspended_on=on
        )
        papers.issue_suspension(fresh, position, by=by, at=at)
        clocks.refresh(fresh, at=at)
    return fresh


def resume(complaint: Complaint, *, by: Any, at: datetime) -> Complaint:
    """The clock runs again; the days it stood are added. Raises WorkflowRefused."""
    with transaction.atomic():
        fresh = locked(complaint)
        if fresh.state == S.VERIFYING and fresh.suspended_on is None and fresh.suspended_at:
            return fresh
        allowed(fresh, "resume", by)
        assert fresh.suspended_on is not None  # noqa: S101 - a constraint of the table
        fresh.stood_days += (clock.legal_date(at) - fresh.suspended_on).days
        fresh = workflow.advance(
            fresh, "resume", by=by, at=at, stood_days=fresh.stood_days, suspended_on=None,
            settle_due_on=clocks.settle_due(fresh),
        )  # fmt: skip
        clocks.refresh(fresh, at=at)
    return fresh


def withdraw(complaint: Complaint, reason: str, *, on: date, by: Any, at: datetime) -> Complaint:
    """The person took the submission back. Raises WorkflowRefused, Refusal."""
    reason = filled(reason, "reason")
    not_future(on, clock.legal_date(at), "on")
    with transaction.atomic():
        fresh = locked(complaint)
        if repeated(fresh, S.WITHDRAWN, "withdrawn", by):
            return fresh
        allowed(fresh, "withdraw", by)
        identity.check_words(fresh, reason=reason)
        if on < fresh.received_on:
            raise Refusal(_("The date lies before the receipt."), "on")
        fresh = workflow.advance(
            fresh, "withdraw", by=by, at=at, note=reason, reason=reason, withdrawn_on=on
        )
        papers.issue_withdrawal(fresh, by=by, at=at)
        clocks.refresh(fresh, at=at)
    return fresh
