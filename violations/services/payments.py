"""Money received into the treasury: each receipt once, in part or in full, no slip too much."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ecms.core import clock
from ecms.core.formatting import vnd
from ecms.documents import files
from violations import schedules
from violations.models import Payment, ViolationCase
from violations.payment_rules import next_due
from violations.services import clocks
from violations.services.refusal import Refusal, allowed, locked
from violations.states import LineState, LineWhy
from violations.workflow import workflow


def record(
    case: ViolationCase,
    amount: int,
    *,
    paid_on: date,
    reference: str,
    note: str = "",
    upload: Any = None,
    confirm_over: bool = False,
    by: Any,
    at: datetime,
) -> Payment:
    """Record one receipt of ``amount`` VND; the same receipt sent twice counts once.

    Raises:
        WorkflowRefused: not decided, or no right.
        Refusal: a used receipt number, a wrong date, or more than is owed without confirmation.
        UploadRefused: a file that is not taken.
    """
    with transaction.atomic():
        return book(
            locked(case), amount, paid_on=paid_on, reference=reference, note=note, upload=upload,
            confirm_over=confirm_over, by=by, at=at,
        )  # fmt: skip


def book(
    case: ViolationCase, amount: int, *, paid_on: date, reference: str, note: str = "",
    upload: Any = None, confirm_over: bool = False, by: Any, at: datetime,
) -> Payment:  # fmt: skip
    """``record`` for a case that the surrounding transaction has locked."""
    present = _present(case, reference := reference.strip())
    if present is not None:
        if (present.case_id, present.amount, present.paid_on) == (case.pk, amount, paid_on):
            return present
        raise Refusal(_("This receipt number was already recorded."), "reference")
    allowed(case, "record_payment", by)
    _check(case, amount, paid_on, confirm_over, today=clock.legal_date(at))
    row = Payment.objects.create(
        case=case, amount=amount, paid_on=paid_on, reference=reference, note=note,
        recorded_at=at, recorded_by=by,
    )  # fmt: skip
    fresh = workflow.advance(
        case, "record_payment", by=by, at=at, note=reference,
        paid_total=case.paid_total + amount, execution_due_on=_next_day(case, amount),
    )  # fmt: skip
    if upload is not None:
        files.store(upload, fresh, kind="receipt", by=by, at=at, caption=reference)
    clocks.refresh(fresh, at=at)
    return row


def cancel(payment: Payment, *, reason: str, by: Any, at: datetime) -> Payment:
    """Take a receipt back that was booked in error; it stays in sight and counts no more.

    Its line of a statement waits again. Taking it back twice is once.

    Raises:
        WorkflowRefused: the case is no longer being executed, or no right.
        Refusal: no reason.
    """
    if not (reason := reason.strip()):
        raise Refusal(_("Give the reason."), "reason")
    with transaction.atomic():
        fresh = locked(payment.case)
        row = Payment.objects.select_for_update().get(pk=payment.pk)
        if row.cancelled_at is not None:
            return row
        allowed(fresh, "cancel_payment", by)
        row.cancelled_at, row.cancelled_by, row.cancel_reason = at, by, reason
        row.save()
        row.lines.update(
            state=LineState.OPEN, why=LineWhy.CANCELLED, payment=None, settled_at=None,
            settled_by=None,
        )  # fmt: skip
        fresh = workflow.advance(
            fresh, "cancel_payment", by=by, at=at, note=f"{row.reference}: {reason}",
            paid_total=fresh.paid_total - row.amount,
            execution_due_on=_next_day(fresh, -row.amount),
        )  # fmt: skip
        clocks.refresh(fresh, at=at)
    return row


def _next_day(case: ViolationCase, amount: int) -> date | None:
    """By when the next money is due once ``amount`` is in; None before the service."""
    dues = schedules.dues_of(case)
    return next_due(dues, case.paid_total + amount) if dues else None


def owed(case: ViolationCase, on: date) -> int:
    """What is owed on a day: the rest of the fine and of the surcharge, whole VND."""
    return max((case.fine_current or 0) + schedules.surcharge(case, on) - case.paid_total, 0)


def _present(case: ViolationCase, reference: str) -> Payment | None:
    """The receipt of that number in the province, whose treasury gives numbers once."""
    rows = Payment.objects.counted().filter(case__province_id=case.province_id)
    return rows.filter(reference__iexact=reference).first()


def _check(
    case: ViolationCase, amount: int, paid_on: date, confirm_over: bool, *, today: date
) -> None:
    if paid_on > today:
        raise Refusal(_("The date lies in the future."), "paid_on")
    if case.decided_on and paid_on < case.decided_on:
        raise Refusal(_("The date lies before the decision."), "paid_on")
    rest = owed(case, paid_on)
    if amount > rest and not confirm_over:
        raise Refusal(
            _("Only %(rest)s is owed. Confirm if more was really paid.") % {"rest": vnd(rest)},
            "confirm_over",
        )
