"""Explanations of the violator (LHAV art. 61): recorded, then considered."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from ecms.audit.services import log
from ecms.core import clock
from ecms.core.formatting import legal_date
from ecms.documents import files
from violations.decision_time import decision_due
from violations.models import Explanation, ViolationCase
from violations.permissions import can_act_in_body
from violations.services import clocks
from violations.services.refusal import Refusal, allowed, demand, in_words, locked
from violations.states import ExplanationKind
from violations.workflow import UNDECIDED, workflow
from violations.worksheets import compute


@in_words
def record(
    case: ViolationCase,
    kind: str,
    *,
    received_on: date,
    text: str = "",
    upload: Any = None,
    by: Any,
    at: datetime,
) -> Explanation:
    """Note a written explanation, a request for a hearing, or a waiver; moves the last day.

    Raises:
        WorkflowRefused: not the state, no right to explain, no permission.
        Refusal: a date before the minutes or in the future, no words.
        UploadRefused: a file that is not taken.
    """
    with transaction.atomic():
        fresh = locked(case)
        present = fresh.explanations.filter(kind=kind, received_on=received_on, text=text).first()
        if present is not None:
            return present
        allowed(fresh, "record_explanation", by)
        _check(fresh, kind, received_on, text, today=clock.legal_date(at))
        row = Explanation.objects.create(
            case=fresh, kind=kind, received_on=received_on, text=text, recorded_at=at,
            recorded_by=by,
        )  # fmt: skip
        sheet = compute(fresh, on=clock.legal_date(at))
        fresh = workflow.advance(
            fresh, "record_explanation", by=by, at=at, note=text[:200],
            decision_due_on=decision_due(fresh, sheet),
        )  # fmt: skip
        if upload is not None:
            files.store(upload, fresh, kind="explanation", by=by, at=at, caption=str(row))
        clocks.refresh(fresh, at=at)
    return row


def consider(explanation: Explanation, text: str, *, by: Any, at: datetime) -> Explanation:
    """Say how the explanation was considered; the decision mentions it.

    Raises Refusal: decided already, no right, no words.
    """
    if not text.strip():
        raise Refusal(_("Say how the explanation was considered."), "considered")
    with transaction.atomic():
        case = locked(explanation.case)
        if case.state not in UNDECIDED:
            raise Refusal(_("The case is already decided."))
        if not by.can(Permission.VIOLATION_EDIT) and not by.can(Permission.VIOLATION_DECIDE):
            raise Refusal(_("Your role does not include this step."))
        demand(can_act_in_body(case, by))
        row = case.explanations.get(pk=explanation.pk)
        if row.considered != text:
            row.considered = text
            row.save(update_fields=["considered"])
            log("violation.considered", case, by=by, at=at, data={"explanation": row.pk})
    return row


def _check(case: ViolationCase, kind: str, received_on: date, text: str, *, today: date) -> None:
    if received_on > today:
        raise Refusal(_("The date lies in the future."), "received_on")
    if case.minutes_on and received_on < case.minutes_on:
        raise Refusal(_("The date lies before the minutes."), "received_on")
    _check_window(case, kind, received_on)
    if kind == ExplanationKind.WRITTEN and not text.strip():
        raise Refusal(_("Sum up what the violator explains."), "text")


def _check_window(case: ViolationCase, kind: str, received_on: date) -> None:
    """A right that has run out moves no time limit any more (art. 61.2, 61.3)."""
    written = case.explanation_extended_until or case.written_explanation_until
    until = {
        ExplanationKind.WRITTEN: written,
        ExplanationKind.HEARING: case.hearing_request_until,
    }.get(ExplanationKind(kind))
    if until is not None and received_on > until:
        raise Refusal(
            _(
                "The time for it ended on %(day)s; by post the day of the postmark counts. Add a "
                "later letter to the file, it moves no time limit."
            )
            % {"day": legal_date(until)},
            "received_on",
        )
