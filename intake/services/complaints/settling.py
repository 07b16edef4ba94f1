"""The draft, the decision, its sending, its effect and its execution."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ecms.core import clock
from ecms.documents import files
from ecms.notifications.services import messages
from intake.enums.complaint import ComplaintKind, Outcome
from intake.enums.complaint import ComplaintState as S
from intake.models import Complaint
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

OF_COMPLAINT = (Outcome.UPHELD, Outcome.PARTLY, Outcome.WRONG)
OF_DENUNCIATION = (Outcome.SUBSTANTIATED, Outcome.PARTLY_TRUE, Outcome.UNSUBSTANTIATED)
OUTCOMES = {
    ComplaintKind.ADMIN: OF_COMPLAINT,
    ComplaintKind.LABOUR: OF_COMPLAINT,
    ComplaintKind.DENUNCIATION: OF_DENUNCIATION,
}


def outcomes_of(kind: str) -> tuple[str, ...]:
    """What a decision on this kind may say."""
    return OUTCOMES.get(ComplaintKind(kind), (Outcome.ANSWERED,))


@dataclass(frozen=True)
class Result:
    """What the verification found and what follows."""

    outcome: str
    findings: str
    conclusion: str
    measures: str = ""


def _check(complaint: Complaint, result: Result) -> None:
    filled(result.findings, "findings")
    filled(result.conclusion, "conclusion")
    identity.check_words(
        complaint, findings=result.findings, conclusion=result.conclusion,
        measures=result.measures,
    )  # fmt: skip
    if result.outcome not in outcomes_of(complaint.kind):
        raise Refusal(_("This outcome does not belong to this kind."), "outcome")


def draft(complaint: Complaint, result: Result, *, by: Any, at: datetime) -> Complaint:
    """Write the result for the director; may be written again until the decision.

    Raises:
        WorkflowRefused: nothing verified, no dialogue where it is a duty, somebody else's.
        Refusal: something missing, or the person is named.
    """
    with transaction.atomic():
        fresh = locked(complaint)
        allowed(fresh, "draft", by)
        _check(fresh, result)
        fresh = workflow.advance(fresh, "draft", by=by, at=at, **asdict(result))
        messages.tell("complaint.drafted", fresh, at=at, turn=f"{at:%Y%m%d}")
    return fresh


def decide(complaint: Complaint, result: Result, *, by: Any, at: datetime) -> Complaint:
    """Sign the result: number, document, last day for sending, day of the legal effect.

    Raises:
        WorkflowRefused: not verified or drafted, or no office.
        Refusal: something missing, or the person is named.
    """
    on = clock.legal_date(at)
    with transaction.atomic():
        fresh = locked(complaint)
        if repeated(fresh, S.DECIDED, "decided", by):
            return fresh
        allowed(fresh, "decide", by)
        _check(fresh, result)
        position = papers.office_of(fresh, by, on=on)
        fresh = workflow.advance(
            fresh, "decide", by=by, at=at, decided_on=on, **asdict(result),
            **clocks.after_decision(fresh, on),
        )  # fmt: skip
        document = papers.issue_decision(fresh, position, by=by, at=at)
        fresh.decision_number = document.reference
        fresh.save(update_fields=["decision_number"])
        clocks.refresh(fresh, at=at)
        messages.tell("complaint.decided", fresh, at=at)
    return fresh


@dataclass(frozen=True)
class Service:
    """How and when the result reached the person."""

    proof: str
    served_on: date


def serve(
    complaint: Complaint, given: Service, *, upload: Any = None, by: Any, at: datetime
) -> Complaint:
    """Record the sending, with its proof; twice changes nothing.

    Raises:
        WorkflowRefused: not decided, or no right.
        Refusal: a day before the decision or in the future.
        UploadRefused: a file that is not taken.
    """
    with transaction.atomic():
        fresh = locked(complaint)
        if fresh.served_by_id == by.pk and fresh.served_on == given.served_on:
            return fresh
        allowed(fresh, "serve", by)
        not_future(given.served_on, clock.legal_date(at), "served_on")
        if fresh.decided_on and given.served_on < fresh.decided_on:
            raise Refusal(_("The date lies before the decision."), "served_on")
        fresh = workflow.advance(
            fresh, "serve", by=by, at=at, served_on=given.served_on, service_proof=given.proof
        )
        _keep_proof(fresh, upload, by=by, at=at)
        clocks.refresh(fresh, at=at)
    return fresh


def _keep_proof(complaint: Complaint, upload: Any, *, by: Any, at: datetime) -> None:
    """A delivery note bears the name: it is kept with the person."""
    if upload is None:
        return
    suffix = str(upload.name or "").rpartition(".")[2].lower()
    upload.name = f"giao-nhan.{suffix}"
    person = getattr(complaint, "complainant", None)
    files.store(upload, person or complaint, kind="signed", by=by, at=at)


def _step(complaint: Complaint, verb: str, state: str, stamp: str, **given: Any) -> Complaint:
    by, at, changes = given["by"], given["at"], given.get("changes", {})
    with transaction.atomic():
        fresh = locked(complaint)
        if repeated(fresh, state, stamp, by):
            return fresh
        fresh = workflow.advance(fresh, verb, by=by, at=at, **changes)
        clocks.refresh(fresh, at=at)
    return fresh


def take_effect(complaint: Complaint, *, by: Any, at: datetime) -> Complaint:
    """No second complaint came in time. Raises WorkflowRefused."""
    return _step(complaint, "take_effect", S.EFFECTIVE, "effective", by=by, at=at)


def execute(complaint: Complaint, text: str, *, by: Any, at: datetime) -> Complaint:
    """What the decision ordered was done. Raises WorkflowRefused, Refusal."""
    text = filled(text, "text")
    identity.check_words(complaint, text=text)
    changes = {"execution_note": text}
    return _step(complaint, "execute", S.EXECUTED, "executed", by=by, at=at, changes=changes)


def close(complaint: Complaint, *, by: Any, at: datetime) -> Complaint:
    """File it away. Raises WorkflowRefused."""
    return _step(complaint, "close", S.CLOSED, "closed", by=by, at=at)
