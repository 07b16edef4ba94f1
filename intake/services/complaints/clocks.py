"""The due items of a complaint: set anew from its state after every step, with their articles."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from ecms.notifications.services import due
from intake.enums.complaint import FINAL, IN_WORK, UNACCEPTED, Handling, TermStep
from intake.enums.complaint import ComplaintState as S
from intake.models import Complaint
from intake.selectors.complaint_reference import last_day, limit

KINDS = ("complaint.accept", "complaint.settle", "complaint.serve", "complaint.effect")
STEPS = dict(
    zip(KINDS, (TermStep.ACCEPT, TermStep.SETTLE, TermStep.SERVE, TermStep.EFFECT), strict=True)
)
SHORTEST = "ADMIN_FIRST"  # acceptance is due by this clock until the classification is known


def acceptance_step(complaint: Complaint) -> str:
    """What is due first: accepting, or forwarding what is not ours."""
    forwards = complaint.handling == Handling.FORWARD
    return TermStep.FORWARD if forwards else TermStep.ACCEPT


def accept_due(complaint: Complaint) -> date | None:
    """Last day for acceptance; before the classification by the first clock that can apply."""
    known = complaint.clock != ""
    probe = complaint if known else Complaint(clock=SHORTEST, is_remote=complaint.is_remote)
    return last_day(probe, acceptance_step(complaint), complaint.received_on)


def settle_due(complaint: Complaint) -> date | None:
    """Last day for the decision, with its extensions and the days the clock stood."""
    assert complaint.accepted_on is not None  # noqa: S101 - a constraint of the table
    return last_day(
        complaint, TermStep.SETTLE, complaint.accepted_on, extensions=complaint.extensions,
        stood=complaint.stood_days,
    )  # fmt: skip


def after_decision(complaint: Complaint, decided_on: date) -> dict[str, Any]:
    """Last day for sending; the day after which the decision takes effect."""
    return {
        "serve_due_on": last_day(complaint, TermStep.SERVE, decided_on),
        "effective_due_on": last_day(complaint, TermStep.EFFECT, decided_on),
    }


def refresh(complaint: Complaint, *, at: datetime) -> None:
    """Open, move and settle the due items so that they agree with the state."""
    if complaint.state in FINAL:
        due.drop_all(complaint, at=at)
        return
    if complaint.state == S.RECEIVED and complaint.accept_due_on is None:
        complaint.accept_due_on = accept_due(complaint)
        complaint.save(update_fields=["accept_due_on"])
    if complaint.state == S.SUSPENDED:
        due.pause(complaint, at=at)
        return
    due.resume(complaint, at=at)
    expected = _expected(complaint)
    for kind in KINDS:
        day = expected.get(kind)
        if day is not None:
            due.expect(kind, complaint, due_on=day, at=at, legal_basis=_basis(complaint, kind))
        else:
            due.settle(kind, complaint, at=at)


def _expected(complaint: Complaint) -> dict[str, date | None]:
    if complaint.state in UNACCEPTED:
        return {"complaint.accept": complaint.accept_due_on}
    if complaint.state in IN_WORK:
        return {"complaint.settle": complaint.settle_due_on}
    if complaint.state == S.DECIDED and complaint.served_on is None:
        return {"complaint.serve": complaint.serve_due_on}
    if complaint.state == S.DECIDED:
        return {"complaint.effect": complaint.effective_due_on}
    return {}


def _basis(complaint: Complaint, kind: str) -> str:
    step = acceptance_step(complaint) if kind == "complaint.accept" else STEPS[kind]
    found = limit(complaint.clock or SHORTEST, step, on=complaint.received_on)
    return found.basis_vi if found else ""
