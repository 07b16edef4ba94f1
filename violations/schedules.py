"""What a case owes by when, after every deferral, reduction and plan of instalments."""

from __future__ import annotations

from datetime import date
from typing import Any

from ecms.core import clock
from law.selectors_enforcement import late_rates
from violations.models import Payment, Ruling, Stay, ViolationCase
from violations.payment_rules import Due, Rates, Schedule, late_surcharge, refitted, shifted
from violations.states import CaseState, RulingKind, RulingState

Event = tuple[Any, Any, Any]  # day, moment, the ruling or stay


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
    """The ways of paying one after the other; none before the service or after an annulment.

    While execution is stayed nothing is due; afterwards the open days lie later by as much.
    """
    return _course(case)[0]


def _course(case: ViolationCase) -> tuple[list[Schedule], tuple[Due, ...]]:
    """Every way of paying, and what is due by when were execution not stayed."""
    if case.execution_due_on is None or case.state == CaseState.NO_SANCTION:
        return [], ()
    events = _events(case)
    dues = _at_first(case, events)
    found = [Schedule(date.min, dues)]
    since: date | None = None
    for day, _moment, row in events:
        if isinstance(row, Ruling):
            dues = after(dues, row)
        elif since is None:
            since = day
        else:
            dues, since = shifted(dues, since, day), None
        found.append(Schedule(day, () if since else dues))
    return found, dues


def _events(case: ViolationCase) -> list[Event]:
    """Rulings, stays and their lifting under the present decision in the order of their days."""
    rulings: list[Event] = [(row.decided_on, row.decided_at, row) for row in rulings_of(case)]
    stays = _kept(case, "stays")
    for row in Stay.objects.filter(case=case) if stays is None else stays:
        if row.of_decision != case.decision_number:
            continue
        rulings.append((row.stayed_on, row.recorded_at, row))
        if row.lifted_on is not None:
            rulings.append((row.lifted_on, row.lifted_at, row))
    return sorted(rulings, key=lambda event: event[:2])


def _at_first(case: ViolationCase, events: list[Event]) -> tuple[Due, ...]:
    """The whole fine within the ten days of the service."""
    fine, last_day = case.fine_current, case.execution_due_on
    if events:
        last_day = events[0][2].due_before
        fine = next((row.fine_before for _, _, row in events if isinstance(row, Ruling)), fine)
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
    return _course(case)[1]


def surcharge(case: ViolationCase, on: date) -> int:
    """Surcharge grown until ``on``, whole VND (LHAV art. 78.1)."""
    on = grows_until(case, on)
    return late_surcharge(schedules_of(case), receipts_of(case), on, rates_of(case))


def grows_until(case: ViolationCase, on: date) -> date:
    """The day until which a surcharge grows: a fine that lapsed is late no longer."""
    return min(on, clock.legal_date(case.lapsed_at)) if case.lapsed_at else on


def rates_of(case: ViolationCase) -> Rates:
    """The rates of late payment, looked up once for each loaded case."""
    kept = case.__dict__
    if "_rates" not in kept:
        kept["_rates"] = late_rates()
    found: Rates = kept["_rates"]
    return found


def share_rates(case: ViolationCase, rates: Rates) -> None:
    """Let ``case`` use rates that were looked up for another row of the same list."""
    case.__dict__["_rates"] = rates


def receipts_of(case: ViolationCase) -> list[Due]:
    """Day and sum of every receipt that was not taken back."""
    rows = _kept(case, "payments")
    if rows is None:
        rows = Payment.objects.filter(case=case)
    return [(row.paid_on, row.amount) for row in rows if row.cancelled_at is None]


def _kept(case: ViolationCase, name: str) -> Any:
    """The rows that a list has read for many cases at once, else None."""
    return getattr(case, "_prefetched_objects_cache", {}).get(name)
