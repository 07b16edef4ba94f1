"""The course of a measure once it is ordered: sent, carried out, suspended, ended; its costs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from ecms.core import clock
from ecms.core.formatting import vnd
from ecms.documents import files
from violations.case_rules import term_after
from violations.enforcement_rules import MONEY, ROUNDS_MOST, RULES, Rule
from violations.enforcement_states import OPEN, EnforcementState, StepKind
from violations.guards_after import overdue_remedies
from violations.models import Enforcement, EnforcementStep, Payment, ViolationCase
from violations.open_ends import costs_owed
from violations.services import clocks, papers_after, payments
from violations.services.refusal import Refusal, allowed, in_words, locked
from violations.states import CaseState
from violations.workflow import workflow
from violations.worksheets import law_of

S, K = EnforcementState, StepKind
TERMS = {K.NOTICE: "ENFORCE_DISTRAINT", K.POLICE: "POLICE_PLAN"}  # days before the planned day


@dataclass(frozen=True)
class Facts:
    """What is written down about a step; ``able`` answers whether the debtor has means now."""

    on: date
    text: str = ""
    names: str = ""
    amount: int | None = None
    reference: str = ""
    able: bool = False
    upload: Any = None


@in_words
def take(
    row: Enforcement, kind: str, facts: Facts, *, submission: UUID, by: Any, at: datetime
) -> Enforcement:
    """Carry out one step of a measure and write its paper; the same form sent twice is one.

    Raises:
        WorkflowRefused: no right.
        Refusal: not possible in this state, or a field is missing or wrong.
        UploadRefused: a file that is not taken.
    """
    rule = RULES[StepKind(kind)]
    with transaction.atomic():
        case = locked(row.case)
        fresh = Enforcement.objects.select_for_update(of=("self",)).get(pk=row.pk)
        if EnforcementStep.objects.filter(submission=submission).exists():
            return fresh
        verb = "direct_enforcement" if rule.directs else "carry_out_enforcement"
        allowed(case, verb, by)
        _demand(fresh, rule, facts, clock.legal_date(at))
        step = EnforcementStep(
            enforcement=fresh, kind=kind, on=facts.on, text=facts.text.strip(),
            names=facts.names.strip(), amount=facts.amount, reference=facts.reference.strip(),
            submission=submission, recorded_at=at, recorded_by=by,
        )  # fmt: skip
        if rule.kind == K.COLLECT:
            step.payment = _booked(case, facts, by=by, at=at)
        step.save()
        _go_on(fresh, rule, step, facts)
        if rule.paper:
            step.reference = papers_after.issue_step(step, rule, by=by, at=at).reference
            step.save(update_fields=["reference"])
        if facts.upload is not None:
            files.store(facts.upload, case, kind="enforcement", by=by, at=at, caption=str(step))
        case = workflow.advance(case, verb, by=by, at=at, note=f"{fresh}: {step}")
        settle_state(case, by=by, at=at)
    return fresh


def settle_state(case: ViolationCase, *, by: Any, at: datetime) -> ViolationCase:
    """Back to execution of free will once no measure runs; the clocks follow."""
    if case.state == CaseState.ENFORCEMENT and not case.enforcements.filter(state__in=OPEN):
        case = workflow.advance(case, "enforcement_over", by=by, at=at)
    clocks.refresh(case, at=at)
    return case


def end_all(case: ViolationCase, reason: str, *, on: date, by: Any, at: datetime) -> None:
    """The decision is gone: what was proposed is refused, what runs ends."""
    rows = case.enforcements.select_for_update().filter(state__in=OPEN)
    for row in rows:
        proposed = row.state == S.PROPOSED
        row.state = S.REFUSED if proposed else S.ENDED
        row.refusal = reason if proposed else row.refusal
        row.decided_at, row.decided_by = row.decided_at or at, row.decided_by or by
        row.ended_on = on
        row.save()


def _demand(row: Enforcement, rule: Rule, facts: Facts, today: date) -> None:
    if row.state not in rule.sources or row.kind not in rule.measures:
        words = _("Not possible in the state “%(state)s”.")
        raise Refusal(words % {"state": row.get_state_display()})
    if facts.on > today:
        raise Refusal(_("The date lies in the future."), "on")
    if row.decided_on and facts.on < row.decided_on:
        raise Refusal(_("The date lies before the order."), "on")
    for name, words in MISSING.items():
        if name in rule.asks and not getattr(facts, name):
            raise Refusal(words, name)
    if rule.directs and facts.on != today:
        raise Refusal(_("A decision is dated on the day it is signed."), "on")
    check = CHECKS.get(rule.kind)
    if check is not None:
        check(row, facts)


MISSING = {
    "text": _("Say what was done and why."),
    "names": _("Name the persons."),
    "amount": _("Give the sum."),
    "reference": _("Give the number of the receipt."),
}


def _before_the_day(key: str) -> Any:
    def check(row: Enforcement, facts: Facts) -> None:
        """So many working days before the planned day (Decree 296/2025 arts. 8, 23)."""
        if row.planned_on is None:
            return
        first = term_after(law_of(row.case), key, facts.on)
        if first > row.planned_on:
            words = _("Five working days must lie between this and the planned day, %(day)s.")
            raise Refusal(words % {"day": f"{row.planned_on:%d/%m/%Y}"}, "on")

    return check


def _costs_in_bounds(row: Enforcement, facts: Facts) -> None:
    rest = costs_owed(row.case)
    if (facts.amount or 0) > rest:
        raise Refusal(_("Only %(sum)s of costs is open.") % {"sum": vnd(rest)}, "amount")


def collected(row: Enforcement) -> int:
    """What the measure has brought in, receipts taken back left out, whole VND."""
    steps = row.steps.filter(kind=K.COLLECT, payment__cancelled_at__isnull=True)
    return steps.aggregate(total=Sum("amount"))["total"] or 0


def _finished(row: Enforcement, facts: Facts) -> None:
    """Minutes stand, and the sum is in or nothing is owed; the measures are accepted."""
    if not row.steps.filter(kind=K.MINUTES).exists():
        raise Refusal(_("First write the minutes of the enforcement."))
    if row.kind in MONEY:
        rest = (row.amount or 0) - collected(row)
        if rest > 0 and payments.owed(row.case, facts.on):
            raise Refusal(
                _("%(sum)s of the sum is not collected; end the measure instead.")
                % {"sum": vnd(rest)}
            )
    elif overdue_remedies(row.case, facts.on):
        raise Refusal(_("Remedial measures are still open; record and accept them first."))


CHECKS = {
    K.NOTICE: _before_the_day(TERMS[K.NOTICE]),
    K.POLICE: _before_the_day(TERMS[K.POLICE]),
    K.COST_PAID: _costs_in_bounds,
    K.FINISH: _finished,
}


def _booked(case: ViolationCase, facts: Facts, *, by: Any, at: datetime) -> Payment:
    """The sum goes into the ledger of the case as any receipt does."""
    return payments.book(
        case, facts.amount or 0, paid_on=facts.on, reference=facts.reference,
        note=str(_("Collected by enforcement")), by=by, at=at,
    )  # fmt: skip


def _go_on(row: Enforcement, rule: Rule, step: EnforcementStep, facts: Facts) -> None:
    """The state and the days that follow from a step."""
    if rule.target is not None:
        row.state = rule.target
    if rule.kind in (K.SEND, K.NOT_TAKEN):
        row.sent_on = facts.on
    elif rule.kind == K.RESUME and row.sent_on is None:
        row.state = S.ORDERED
    elif rule.kind == K.NOT_YET:
        row.round, row.verify_due_on = 1, _verify_by(row, facts.on)
    elif rule.kind == K.VERIFY:
        _verified(row, facts)
    elif rule.kind in (K.FINISH, K.END):
        row.ended_on = facts.on
    row.save()


def _verify_by(row: Enforcement, on: date) -> date:
    """Last day of a round of verification that begins on ``on`` (Decree 296/2025 art. 47)."""
    return term_after(law_of(row.case), "NOT_YET_ENFORCEABLE", on)


def _verified(row: Enforcement, facts: Facts) -> None:
    """With means the measure goes on; without, another round, three in all (art. 47)."""
    if facts.able:
        row.verify_due_on = None
        return
    row.state = S.NOT_YET
    if row.round >= ROUNDS_MOST:
        row.verify_due_on = None
    else:
        row.round += 1
        row.verify_due_on = _verify_by(row, facts.on)
