"""What a case owes by when, after every deferral, reduction and plan of instalments."""

from __future__ import annotations

from datetime import date
from typing import Any

from violations.models import Payment, Ruling, ViolationCase
from violations.payment_rules import Due, Schedule, late_surcharge, refitted
from violations.states import CaseState, RulingKind, RulingState


def rulings_of(case: ViolationCase) -> list[Ruling]:
    """Issued rulings that change what is due under the present decision, the oldest first."""
    found = _kept(case, "rulings")
    if found is None:
        found = Ruling.objects.filter(case=case).prefetch_related("instalments")
    rows = [
        row
        for row in found
        if row.state == RulingState.ISSUED
        and row.of_decision == case.decision_number
        and row.due_before is not None
    ]
    return sorted(rows, key=lambda row: row.pk)


def schedules_of(case: ViolationCase) -> list[Schedule]:
    """The ways of paying one after the other; none before the service or after an annulment."""
    if case.execution_due_on is None or case.state == CaseState.NO_SANCTION:
        return []
    rulings = rulings_of(case)
    found = [Schedule(date.min, _at_first(case, rulings))]
    for row in rulings:
        assert row.decided_on is not None  # noqa: S101 - issued rulings have a date
        found.append(Schedule(row.decided_on, after(found[-1].dues, row)))
    return found


def _at_first(case: ViolationCase, rulings: list[Ruling]) -> tuple[Due, ...]:
    """The whole fine within the ten days of the service."""
    fine, last_day = case.fine_current, case.execution_due_on
    if rulings:
        fine, last_day = rulings[0].fine_before, rulings[0].due_before
    return ((last_day, fine or 0),) if last_day else ()


def after(dues: tuple[Due, ...], ruling: Ruling) -> tuple[Due, ...]:
    """What is due once ``ruling`` has been issued."""
    if ruling.kind == RulingKind.DEFER and ruling.until is not None:
        return ((ruling.until, sum(amount for _, amount in dues)),)
    if ruling.kind == RulingKind.INSTALMENTS:
        return tuple((part.due_on, part.amount) for part in ruling.instalments.all())
    if ruling.fine_after is not None:
        return refitted(dues, ruling.fine_after)
    return dues


def dues_of(case: ViolationCase) -> tuple[Due, ...]:
    """What is due by when at present."""
    schedules = schedules_of(case)
    return schedules[-1].dues if schedules else ()


def surcharge(case: ViolationCase, on: date) -> int:
    """Surcharge grown until ``on``, whole VND (LHAV art. 78.1)."""
    return late_surcharge(schedules_of(case), receipts_of(case), on)


def receipts_of(case: ViolationCase) -> list[Due]:
    """Day and sum of every receipt that was not taken back."""
    rows = _kept(case, "payments")
    if rows is None:
        rows = Payment.objects.filter(case=case)
    return [(row.paid_on, row.amount) for row in rows if row.cancelled_at is None]


def _kept(case: ViolationCase, name: str) -> Any:
    """The rows that a list has read for many cases at once, else None."""
    return getattr(case, "_prefetched_objects_cache", {}).get(name)
