"""Rulings on a sanction decision: relief of payment, amendment, correction, annulment.

An official proposes with the evidence; whoever holds the office that issued the decision, or a
deputy with its power, issues or refuses (LHAV arts. 18, 76, 77, 79; Decree 118/2021 arts. 13-15).
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ecms.core import clock
from ecms.documents import files
from ecms.notifications.services import messages
from violations import schedules
from violations.models import Instalment, Ruling, ViolationCase
from violations.offices import issuing_office
from violations.payment_rules import next_due
from violations.ruling_limits import Proposal, demand_lawful
from violations.services import clocks, enforcement_steps, papers
from violations.services.refusal import Refusal, allowed, in_words, locked
from violations.states import DUE_STATES, RELIEFS, NoSanction, RulingKind, RulingState
from violations.workflow import workflow


@in_words
def propose(
    case: ViolationCase,
    proposal: Proposal,
    *,
    submission: UUID,
    upload: Any = None,
    by: Any,
    at: datetime,
) -> Ruling:
    """Put a ruling before the office that issued the decision; the same form sent twice is one.

    Raises:
        WorkflowRefused: not decided, or no right.
        Refusal: outside the bounds of the law, one of the kind is open, a field is missing.
        UploadRefused: a file that is not taken.
    """
    on = clock.legal_date(at)
    with transaction.atomic():
        fresh = locked(case)
        if sent := Ruling.objects.filter(submission=submission).first():
            return sent
        verb = "ask_relief" if proposal.kind in RELIEFS else "ask_correction"
        allowed(fresh, verb, by)
        if fresh.rulings.filter(kind=proposal.kind, state=RulingState.PROPOSED).exists():
            raise Refusal(_("A ruling of this kind already waits for signature."))
        _demand_filled(proposal, on)
        demand_lawful(fresh, proposal, on=on)
        row = _written(fresh, proposal, submission=submission, by=by, at=at)
        workflow.advance(fresh, verb, by=by, at=at, note=str(row.get_kind_display()))
        if upload is not None:
            files.store(upload, fresh, kind="ruling", by=by, at=at, caption=str(row))
        messages.tell("violation.ruling", row, at=at)
    return row


def _demand_filled(proposal: Proposal, on: date) -> None:
    if not proposal.reason.strip():
        raise Refusal(_("Give the reason."), "reason")
    if proposal.asked_on is not None and proposal.asked_on > on:
        raise Refusal(_("The date lies in the future."), "asked_on")
    if proposal.kind in (RulingKind.AMEND, RulingKind.CORRECT) and not proposal.content.strip():
        raise Refusal(_("Say which words of the decision are changed, and how."), "content")


def _written(
    case: ViolationCase, proposal: Proposal, *, submission: UUID, by: Any, at: datetime
) -> Ruling:
    assert case.decided_on is not None  # noqa: S101 - a constraint of the table
    row = Ruling.objects.create(
        case=case, kind=proposal.kind, asked_on=proposal.asked_on, reason=proposal.reason.strip(),
        content=proposal.content.strip(), until=proposal.until, fine_before=case.fine_current,
        fine_after=proposal.fine_after, anew=proposal.anew, of_decision=case.decision_number,
        of_decided_on=case.decided_on, submission=submission, proposed_at=at, proposed_by=by,
    )  # fmt: skip
    Instalment.objects.bulk_create(
        Instalment(ruling=row, due_on=day, amount=amount) for day, amount in proposal.parts
    )
    return row


def proposal_of(row: Ruling) -> Proposal:
    """The proposal as it was written down."""
    parts = [(part.due_on, part.amount) for part in row.instalments.all()]
    return Proposal(
        row.kind, row.reason, row.asked_on, row.content, row.until, row.fine_after, parts,
        row.anew, row.challenge,
    )  # fmt: skip


@in_words
def issue(ruling: Ruling, *, by: Any, at: datetime) -> Ruling:
    """Sign the ruling today: its bounds are tested again under the lock, then it takes effect.

    Raises:
        WorkflowRefused: not the office that issued the decision.
        Refusal: refused before, or no longer lawful today.
    """
    on = clock.legal_date(at)
    with transaction.atomic():
        case = locked(ruling.case)
        row = Ruling.objects.select_for_update().get(pk=ruling.pk)
        if row.state == RulingState.ISSUED:
            return row
        _demand_open(case, row, by)
        demand_lawful(case, proposal_of(row), on=on)
        position, row.delegation = issuing_office(case, by, on=on)
        row.fine_before, row.due_before = case.fine_current, case.execution_due_on
        row.state, row.signed_as = RulingState.ISSUED, position
        row.decided_at, row.decided_by, row.decided_on = at, by, on
        row.save()
        row.number = papers.issue_ruling(row, by=by, at=at).reference
        row.save(update_fields=["number"])
        case = _take_effect(case, row, by=by, at=at)
        clocks.refresh(case, at=at)
        messages.tell("violation.ruled", row, at=at)
    return row


def refuse(ruling: Ruling, reason: str, *, by: Any, at: datetime) -> Ruling:
    """Refuse the ruling with a reason; the decision stays as it is.

    Raises:
        WorkflowRefused: not the office that issued the decision.
        Refusal: issued before, or no reason.
    """
    if not reason.strip():
        raise Refusal(_("Give the reason."), "reason")
    with transaction.atomic():
        case = locked(ruling.case)
        row = Ruling.objects.select_for_update().get(pk=ruling.pk)
        if row.state == RulingState.REFUSED:
            return row
        _demand_open(case, row, by)
        row.state, row.refusal = RulingState.REFUSED, reason.strip()
        row.decided_at, row.decided_by = at, by
        row.save()
        workflow.advance(case, "refuse_ruling", by=by, at=at, note=reason.strip())
        messages.tell("violation.ruled", row, at=at)
    return row


def _demand_open(case: ViolationCase, row: Ruling, by: Any) -> None:
    allowed(case, "rule", by)
    if row.state != RulingState.PROPOSED:
        raise Refusal(_("This ruling was already decided."))
    if row.of_decision != case.decision_number:
        raise Refusal(_("The decision it speaks of no longer stands."))


def _take_effect(case: ViolationCase, row: Ruling, *, by: Any, at: datetime) -> ViolationCase:
    note = str(row)
    if row.kind == RulingKind.ANNUL:
        return _annulled(case, row, by=by, at=at)
    changes: dict[str, Any] = {}
    if row.fine_after is not None:
        changes["fine_current"] = row.fine_after
    if case.state in DUE_STATES and row.kind != RulingKind.CORRECT:
        changes["execution_due_on"] = next_due(schedules.dues_of(case), case.paid_total)
    return workflow.advance(case, "rule", by=by, at=at, note=note, **changes)


GONE: dict[str, Any] = dict.fromkeys(
    (
        "submitted_at", "submitted_by", "signatory", "decided_at", "decided_by", "decided_on",
        "delegation", "worksheet", "fine_decided", "fine_current", "served_at", "served_by",
        "served_on", "execution_due_on",
    )
)  # fmt: skip


def _annulled(case: ViolationCase, row: Ruling, *, by: Any, at: datetime) -> ViolationCase:
    """The decision is gone: the file goes back for a new one, or ends without a sanction."""
    papers.withdraw_decision(case, reason=row.reason, by=by, at=at)
    enforcement_steps.end_all(case, row.reason, on=clock.legal_date(at), by=by, at=at)
    case.remedies.all().delete()
    if row.anew:
        return workflow.advance(
            case, "annul_anew", by=by, at=at, note=str(row), decision_number="",
            service_method="", reason=row.reason, **GONE,
        )  # fmt: skip
    return workflow.advance(
        case, "annul", by=by, at=at, note=str(row), reason=row.reason,
        no_sanction_reason=NoSanction.ANNULLED,
    )  # fmt: skip
