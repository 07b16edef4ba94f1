"""Orders of enforcement: an official proposes a measure, an office with power orders it.

LHAV arts. 86, 87; Decree 296/2025/NĐ-CP. Each measure rests on minutes of non-execution and,
for money, on what is known of the debtor's means.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ecms.core import clock
from ecms.core.formatting import legal_date, vnd
from ecms.notifications.services import messages
from law.models import EnforcementRule, MeasureKind
from law.selectors_enforcement import measure_rule
from violations.case_rules import term_after
from violations.enforcement_rules import MONEY, ORDER_TERMS
from violations.enforcement_states import OPEN, EnforcementState
from violations.execution_limit import evading, limit_on
from violations.guards_after import overdue_remedies
from violations.models import Enforcement, Inquiry, ViolationCase
from violations.offices_enforcing import enforcing_office
from violations.open_ends import costs_owed
from violations.services import clocks, papers_after, payments
from violations.services.refusal import Refusal, allowed, in_words, locked
from violations.states import CaseState, PartyKind
from violations.workflow import workflow
from violations.worksheets import law_of

COMBINABLE = (MeasureKind.SALARY, MeasureKind.ACCOUNT, MeasureKind.DISTRAINT)  # MQĐ12a-c


@dataclass(frozen=True)
class Measure:
    """What is proposed; ``amount`` in whole VND, ``percent`` of each payment of a salary."""

    kind: str
    reason: str
    amount: int | None = None
    holder: str = ""
    account: str = ""
    percent: int | None = None
    of_income: bool = False
    content: str = ""
    planned_on: date | None = None
    inquiry: Inquiry | None = None


def owed_in_all(case: ViolationCase, on: date) -> int:
    """Fine, surcharge and costs of enforcement that are not paid on a day, whole VND."""
    if case.state in (CaseState.LAPSED, CaseState.NO_SANCTION):
        return costs_owed(case)
    return payments.owed(case, on) + costs_owed(case)


@in_words
def propose(
    case: ViolationCase, measure: Measure, *, submission: UUID, by: Any, at: datetime
) -> Enforcement:
    """Put one measure before the offices with power; the same form sent twice is one.

    Raises:
        WorkflowRefused: no minutes of non-execution, execution stayed, or no right.
        Refusal: outside the law of the measure, no basis, or one of the kind is open.
    """
    on = clock.legal_date(at)
    with transaction.atomic():
        fresh = locked(case)
        if sent := Enforcement.objects.filter(submission=submission).first():
            return sent
        allowed(fresh, "propose_enforcement", by)
        demand_lawful(fresh, measure, on=on)
        if fresh.enforcements.filter(kind=measure.kind, state__in=OPEN).exists():
            raise Refusal(_("A measure of this kind is already open."), "kind")
        row = Enforcement.objects.create(
            case=fresh, kind=measure.kind, of_decision=fresh.decision_number,
            minutes=fresh.non_executions.filter(of_decision=fresh.decision_number).latest("pk"),
            inquiry=measure.inquiry, holder=measure.holder.strip(),
            amount=measure.amount if measure.kind in MONEY else None,  # the form fills it in
            account=measure.account.strip(), percent=measure.percent,
            of_income=measure.of_income, content=measure.content.strip(),
            reason=measure.reason.strip(), planned_on=measure.planned_on,
            order_due_on=order_due_on(fresh, measure), submission=submission,
            proposed_at=at, proposed_by=by,
        )  # fmt: skip
        fresh = workflow.advance(fresh, "propose_enforcement", by=by, at=at, note=str(row))
        clocks.refresh(fresh, at=at)
        messages.tell("violation.order", row, at=at)
    return row


def order_due_on(case: ViolationCase, measure: Measure) -> date | None:
    """Last day for the order once the information is in; None where the law names none."""
    key = ORDER_TERMS.get(MeasureKind(measure.kind))
    if key is None or measure.inquiry is None or measure.inquiry.answered_on is None:
        return None
    return term_after(law_of(case), key, measure.inquiry.answered_on)


def demand_lawful(case: ViolationCase, measure: Measure, *, on: date) -> None:
    """Go on only with what the law of the measure allows on a day. Raises Refusal."""
    rule = measure_rule(measure.kind, on)
    if rule is None:
        raise Refusal(
            _("No rule for this measure is in force on %(day)s.") % {"day": legal_date(on)}
        )
    if not measure.reason.strip():
        raise Refusal(_("Give the reason."), "reason")
    if measure.planned_on is not None and measure.planned_on < on:
        raise Refusal(_("The day must not lie in the past."), "planned_on")
    if measure.kind in MONEY:
        _demand_money(case, measure, rule, on)
    else:
        _demand_remedies(case, measure, on)


def _demand_money(case: ViolationCase, measure: Measure, rule: EnforcementRule, on: date) -> None:
    if not evading(case) and case.decided_on and on > limit_on(case):
        day = legal_date(limit_on(case))
        raise Refusal(
            _("The fine could be executed until %(day)s; only remedial measures can still be "
              "enforced (Art. 74).") % {"day": day}, "kind",
        )  # fmt: skip
    if rule.individuals_only and case.party == PartyKind.ORGANISATION:
        raise Refusal(_("This measure is for individuals only."), "kind")
    most = owed_in_all(case, on)
    if not measure.amount or not 0 < measure.amount <= most:
        words = _("Give a sum above zero, at most what is owed: %(sum)s.")
        raise Refusal(words % {"sum": vnd(most)}, "amount")
    _demand_basis(case, measure)
    if measure.kind == MeasureKind.SALARY:
        _demand_percent(measure, rule)


def _demand_basis(case: ViolationCase, measure: Measure) -> None:
    """Who holds the money is named, and an answer about the means supports it."""
    if measure.kind != MeasureKind.DISTRAINT and not measure.holder.strip():
        raise Refusal(_("Name the bank, the employer or the third party."), "holder")
    if measure.kind == MeasureKind.ACCOUNT and not measure.account.strip():
        raise Refusal(_("Give the number of the account."), "account")
    if measure.kind == MeasureKind.DISTRAINT and not measure.content.strip():
        raise Refusal(_("Say which property is distrained."), "content")
    inquiry = measure.inquiry
    if inquiry is None or inquiry.answered_on is None or inquiry.case_id != case.pk:
        raise Refusal(_("Choose the answered verification of means it rests on."), "inquiry")


def _demand_percent(measure: Measure, rule: EnforcementRule) -> None:
    """At most 30 per cent of a salary, 50 of other income each time (Decree 296/2025 art. 12)."""
    most = rule.income_percent_most if measure.of_income else rule.salary_percent_most
    if measure.percent is None or not 0 < measure.percent <= (most or 100):
        words = _("Take between 1 and %(most)s per cent each time.")
        raise Refusal(words % {"most": most or 100}, "percent")


def _demand_remedies(case: ViolationCase, measure: Measure, on: date) -> None:
    if not overdue_remedies(case, on):
        raise Refusal(_("No remedial measure is overdue."), "kind")
    if not measure.content.strip():
        raise Refusal(_("Say what must be done, and by whom it will be done."), "content")


@in_words
def order(row: Enforcement, *, by: Any, at: datetime) -> Enforcement:
    """Sign the order today: its law is tested again under the lock, then the case is enforced.

    Raises:
        WorkflowRefused: no office with power, or execution is stayed.
        Refusal: decided before, or no longer lawful today.
    """
    on = clock.legal_date(at)
    with transaction.atomic():
        case = locked(row.case)
        fresh = Enforcement.objects.select_for_update().get(pk=row.pk)
        if fresh.state in (EnforcementState.ORDERED, EnforcementState.RUNNING):
            return fresh
        verb = "enforce" if case.state == CaseState.EXECUTING else "enforce_further"
        allowed(case, verb, by)
        _demand_proposed(fresh)
        demand_lawful(case, measure_of(fresh), on=on)
        _sign(fresh, case, by=by, at=at)
        fresh.number = papers_after.issue_order(fresh, by=by, at=at).reference
        fresh.save(update_fields=["number"])
        case = workflow.advance(case, verb, by=by, at=at, note=str(fresh))
        clocks.refresh(case, at=at)
        messages.tell("violation.ordered", fresh, at=at)
    return fresh


def _sign(row: Enforcement, case: ViolationCase, *, by: Any, at: datetime) -> None:
    on = clock.legal_date(at)
    row.signed_as, row.delegation = enforcing_office(case, by, on=on)
    row.state, row.decided_on = EnforcementState.ORDERED, on
    row.decided_at, row.decided_by = at, by
    row.save()


def partner(row: Enforcement) -> Enforcement | None:
    """The proposed measure that may be ordered with ``row`` in one decision (MQĐ12a-c): money of a
    salary, an account or by distraint on one side, remediation on the other."""
    kinds = COMBINABLE if row.kind == MeasureKind.REMEDY else (MeasureKind.REMEDY,)
    if row.kind not in (*COMBINABLE, MeasureKind.REMEDY):
        return None
    rows = Enforcement.objects.filter(
        case=row.case_id, of_decision=row.of_decision, state=EnforcementState.PROPOSED,
        kind__in=kinds,
    )  # fmt: skip
    return rows.first()


@in_words
def order_together(row: Enforcement, *, by: Any, at: datetime) -> Enforcement:
    """Sign one decision (MQĐ12a-c) on a measure and the one it is combined with.

    Raises:
        WorkflowRefused: no office with power, or execution is stayed.
        Refusal: nothing to combine it with, decided before, or no longer lawful today.
    """
    with transaction.atomic():
        case = locked(row.case)
        fresh = Enforcement.objects.select_for_update().get(pk=row.pk)
        if fresh.state in (EnforcementState.ORDERED, EnforcementState.RUNNING):
            return fresh
        other = partner(fresh)
        if other is None:
            raise Refusal(_("There is no other proposed measure to order it with."))
        verb = "enforce" if case.state == CaseState.EXECUTING else "enforce_further"
        allowed(case, verb, by)
        both = sorted((fresh, other), key=lambda each: each.kind == MeasureKind.REMEDY)
        for each in both:
            _demand_proposed(each)
            demand_lawful(case, measure_of(each), on=clock.legal_date(at))
            _sign(each, case, by=by, at=at)
        number = papers_after.issue_combined(both[0], both[1], by=by, at=at).reference
        for each in both:
            each.number = number
            each.save(update_fields=["number"])
        case = workflow.advance(case, verb, by=by, at=at, note=number)
        clocks.refresh(case, at=at)
        for each in both:
            messages.tell("violation.ordered", each, at=at)
    return next(each for each in both if each.pk == fresh.pk)


def refuse(row: Enforcement, reason: str, *, by: Any, at: datetime) -> Enforcement:
    """Refuse the measure with a reason.

    Raises:
        WorkflowRefused: no office with power.
        Refusal: decided before, or no reason.
    """
    if not reason.strip():
        raise Refusal(_("Give the reason."), "reason")
    with transaction.atomic():
        case = locked(row.case)
        fresh = Enforcement.objects.select_for_update().get(pk=row.pk)
        if fresh.state == EnforcementState.REFUSED:
            return fresh
        allowed(case, "refuse_enforcement", by)
        _demand_proposed(fresh)
        fresh.state, fresh.refusal = EnforcementState.REFUSED, reason.strip()
        fresh.decided_at, fresh.decided_by = at, by
        fresh.save()
        case = workflow.advance(case, "refuse_enforcement", by=by, at=at, note=reason.strip())
        clocks.refresh(case, at=at)
        messages.tell("violation.ordered", fresh, at=at)
    return fresh


def _demand_proposed(row: Enforcement) -> None:
    if row.state != EnforcementState.PROPOSED:
        raise Refusal(_("This measure was already decided."))
    if row.of_decision != row.case.decision_number:
        raise Refusal(_("The decision it speaks of no longer stands."))


def measure_of(row: Enforcement) -> Measure:
    """The proposal as it was written down."""
    return Measure(
        row.kind, row.reason, row.amount, row.holder, row.account, row.percent, row.of_income,
        row.content, None, row.inquiry,
    )  # fmt: skip
