"""Victims: who they are, what happened to them, what they are owed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ecms.audit.services import log
from ecms.notifications.services import due
from enterprises.models import Worker
from intake.enums.accident import CodeKind, Outcome
from intake.models import Accident, AccidentCode, Victim
from intake.permissions.accident import can_edit, can_follow_up
from intake.rules import compensation
from intake.selectors.accident import claim_of
from intake.services.accidents.classing import weigh
from intake.services.accidents.refusal import Refusal, demand, locked
from intake.services.accidents.terms import PAY_RULE, expect


@dataclass(frozen=True)
class Person:
    """The facts of one victim; ``injuries`` are entries of the list of Annex II."""

    name: str
    outcome: str = Outcome.INJURED
    died_on: date | None = None
    birth_year: int | None = None
    sex: str = ""
    job: str = ""
    occupation: AccidentCode | None = None
    seniority_months: int | None = None
    contract: str = ""
    without_contract: bool = False
    trained: bool | None = None
    trained_on: date | None = None
    injuries: Sequence[AccidentCode] = field(default_factory=tuple)
    injury_text: str = ""
    treated_at_place: str = ""
    wage: int | None = None
    worker: Worker | None = None


def save(
    accident: Accident,
    person: Person,
    *,
    submission: UUID,
    victim: Victim | None = None,
    by: Any,
    at: datetime,
) -> Victim:
    """Add a victim (once for each ``submission``) or correct one; class and term follow.

    Raises:
        Refusal: no right, minutes signed, a death without its day or before the accident.
    """
    with transaction.atomic():
        case = locked(accident)
        known = Victim.objects.filter(submission=submission).first()
        if victim is None and known is not None and known.accident_id == case.pk:
            return known
        demand(can_edit(case, by))
        _check(case, person)
        row = victim or Victim(accident=case, number=_next(case), submission=submission)
        for name, value in vars(person).items():
            if name != "injuries" and (name != "worker" or value is not None):
                setattr(row, name, value)
        row.died_on = person.died_on if person.outcome == Outcome.DEAD else None
        row.accident = case
        row.save()
        row.injuries.set(person.injuries)
        event = "accident.victim_changed" if victim else "accident.victim"
        log(event, case, by=by, at=at, data={"victim": row.number})
        weigh(case, by=by, at=at, reason=str(_("Victims and injuries were recorded.")))
    return row


def _next(case: Accident) -> int:
    return (case.victims.order_by("-number").values_list("number", flat=True).first() or 0) + 1


def _check(case: Accident, person: Person) -> None:
    if person.outcome == Outcome.DEAD:
        if person.died_on is None:
            raise Refusal(_("Enter the day of the death."), "died_on")
        if person.died_on < case.occurred_on:
            raise Refusal(_("The death cannot come before the accident."), "died_on")
    wrong = [code for code in person.injuries if code.kind != CodeKind.INJURY]
    if wrong:
        raise Refusal(_("Choose injuries of the list."), "injuries")


def remove(victim: Victim, *, by: Any, at: datetime) -> None:
    """Take out a victim recorded by mistake. Raises Refusal."""
    with transaction.atomic():
        case = locked(victim.accident)
        row = case.victims.filter(pk=victim.pk).first()
        if row is None:
            return
        demand(can_edit(case, by))
        due.drop_all(row, at=at)
        number = row.number
        row.delete()
        log("accident.victim_removed", case, by=by, at=at, data={"victim": number})
        weigh(case, by=by, at=at, reason=str(_("Victims and injuries were recorded.")))


@dataclass(frozen=True)
class Consequence:
    """What followed for a victim: loss of capacity, wage, fault, days off work."""

    wage: int | None
    loss: int | None
    loss_on: date | None
    own_fault: bool
    days_lost: int | None


def assess(victim: Victim, given: Consequence, *, by: Any, at: datetime) -> Victim:
    """Record the consequences; with the medical conclusion the five days for payment begin.

    Law 84/2015 art. 38.7.

    Raises:
        Refusal: no right, file closed, a conclusion before the accident or without its day.
    """
    with transaction.atomic():
        case = locked(victim.accident)
        row = Victim.objects.select_for_update().get(pk=victim.pk)
        demand(can_follow_up(case, by))
        if given.loss is not None and not row.is_dead and given.loss_on is None:
            raise Refusal(_("Enter the day of the medical conclusion."), "loss_on")
        if given.loss_on is not None and given.loss_on < case.occurred_on:
            raise Refusal(_("This day lies before the accident."), "loss_on")
        for name, value in vars(given).items():
            setattr(row, name, value)
        row.save()
        log("accident.assessed", case, by=by, at=at, data={"victim": row.number})
        _expect_payment(case, row, at=at)
    return row


def _expect_payment(case: Accident, row: Victim, *, at: datetime) -> None:
    """For the living from the medical conclusion; for the dead from the announcement."""
    start = case.announced_on if row.is_dead else row.loss_on
    owes = row.is_dead or (row.loss is not None and row.loss >= compensation.LEAST_LOSS)
    if row.settled_at is not None or start is None:
        return
    if not owes:
        due.settle("accident.pay", row, at=at)
        return
    expect("accident.pay", row, rule=PAY_RULE, start=start, at=at)


def expect_payments(case: Accident, *, at: datetime) -> None:
    """After the announcement: payment for every victim that has none yet."""
    for row in case.victims.all():
        _expect_payment(case, row, at=at)


def settle(victim: Victim, *, paid: int, paid_on: date, by: Any, at: datetime) -> Victim:
    """Record what the employer paid; a repeat changes nothing.

    Raises:
        Refusal: no right, less than the law's least amount, facts missing, a bad day.
    """
    with transaction.atomic():
        case = locked(victim.accident)
        row = Victim.objects.select_for_update().get(pk=victim.pk)
        if row.settled_at is not None:
            return row
        demand(can_follow_up(case, by))
        if paid_on < case.occurred_on:
            raise Refusal(_("This day lies before the accident."), "paid_on")
        _check_amount(row, case, paid)
        row.paid, row.paid_on, row.settled_at, row.settled_by = paid, paid_on, at, by
        row.save()
        due.settle("accident.pay", row, at=at)
        log("accident.paid", case, by=by, at=at, data={"victim": row.number})
    return row


def _check_amount(row: Victim, case: Accident, paid: int) -> None:
    try:
        least = compensation.owed(claim_of(row, case)).amount
    except compensation.ClaimError:
        raise Refusal(_("Record the wage and the loss of capacity first.")) from None
    if paid < least:
        raise Refusal(_("Less than the law’s least amount; see the computation."), "paid")
