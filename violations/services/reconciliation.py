"""Lines of a statement that a person settles: to a case, aside with a reason, or back again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ecms.audit.services import log
from violations.models import StatementLine, ViolationCase
from violations.services import statements
from violations.services.refusal import Refusal
from violations.states import LineState, LineWhy, StatementState

FREE = (LineState.OPEN, LineState.ASIDE, LineState.DOUBLE)


def assign(
    line: StatementLine,
    case: ViolationCase,
    *,
    reference: str = "",
    confirm_over: bool = False,
    by: Any,
    at: datetime,
) -> StatementLine:
    """Book ``line`` to ``case``; a line without a number gets ``reference``. Twice is once.

    Raises:
        WorkflowRefused: the case takes no payment now, or no right.
        Refusal: settled otherwise, unreadable, no number, or more than is owed.
    """
    with transaction.atomic():
        row = _locked(line, by)
        if row.state == LineState.BOOKED and row.payment and row.payment.case_id == case.pk:
            return row
        _demand_free(row)
        if row.amount is None or row.paid_on is None:
            raise Refusal(_("Date or amount cannot be read: record the payment on the case."))
        row.reference = row.reference or reference.strip()
        if not row.reference:
            raise Refusal(_("Enter the number of the receipt."), "reference")
        statements.enter(row, case, confirm_over=confirm_over, by=by, at=at)
        row.save()
        log("statement.assign", row.statement, by=by, at=at, data={"line": row.number,
                                                                   "case": case.code})  # fmt: skip
    return row


def set_aside(line: StatementLine, *, reason: str, by: Any, at: datetime) -> StatementLine:
    """The line is no fine of this body (a fee, another account); the reason is kept.

    Raises:
        Refusal: settled otherwise, or no reason.
    """
    if not (reason := reason.strip()):
        raise Refusal(_("Give the reason."), "reason")
    with transaction.atomic():
        row = _locked(line, by)
        if row.state == LineState.ASIDE:
            return row
        _demand_free(row)
        row.state, row.note = LineState.ASIDE, reason[:500]
        row.settled_at, row.settled_by = at, by
        row.save()
        log("statement.set_aside", row.statement, by=by, at=at,
            data={"line": row.number, "reason": reason})  # fmt: skip
    return row


def take_up(line: StatementLine, *, by: Any, at: datetime) -> StatementLine:
    """A line that was set aside waits again."""
    with transaction.atomic():
        row = _locked(line, by)
        if row.state == LineState.ASIDE:
            row.state, row.why = LineState.OPEN, row.why or LineWhy.NO_MATCH
            row.settled_at, row.settled_by = None, None
            row.save()
            log("statement.take_up", row.statement, by=by, at=at, data={"line": row.number})
    return row


def _locked(line: StatementLine, by: Any) -> StatementLine:
    statements.demand_right(line.statement, by)
    rows = StatementLine.objects.select_for_update(of=("self",))
    return rows.select_related("statement__source", "payment").get(pk=line.pk)


def _demand_free(row: StatementLine) -> None:
    if row.statement.state == StatementState.UNDONE:
        raise Refusal(_("The statement was undone."))
    if row.state not in FREE or row.payment_id is not None:
        raise Refusal(_("This line is already booked."))
