"""A sanction on the spot, without minutes (LHAV arts. 56, 69): decided, handed over and, where
the violator pays at once, paid in one step."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ecms.core import clock
from ecms.documents.services import issue as issue_paper
from ecms.notifications.services import messages
from law.rules import CaseWorksheet
from violations import case_rules, documents
from violations.guards_before import spot_candidate
from violations.models import Act, Payment, ViolationCase
from violations.services import acts as act_services
from violations.services import clocks
from violations.services.decision import Order, checked, order_measures, settle
from violations.services.refusal import Refusal, allowed, in_words, locked, repeated
from violations.states import CaseState, ServiceMethod
from violations.workflow import workflow
from violations.worksheets import acts_of, compute, fine_of, freeze, law_of


@in_words
def sanction(
    case: ViolationCase, order: Order, *, receipt: str = "", by: Any, at: datetime
) -> ViolationCase:
    """Warn or fine at once (MQĐ01). ``receipt`` is the number of the receipt for a fine that was
    paid on the spot; empty where it goes to the treasury within ten days.

    Raises:
        WorkflowRefused: minutes are signed, the sum is above the limit, not competent.
        Refusal: a measure that no act provides for, a receipt for a mere warning.
    """
    on = clock.legal_date(at)
    with transaction.atomic():
        fresh = locked(case)
        if repeated(fresh, CaseState.EXECUTING, "decided", by):
            return fresh
        allowed(fresh, "sanction_on_spot", by)
        act_services.resolve(fresh, on)
        sheet, acts = compute(fresh, on=on), acts_of(fresh)
        measures = checked(order.measures, sheet, acts, on=on)
        total = _total(acts, sheet, receipt)
        found = spot_candidate(fresh, by, on=on)
        assert found is not None  # noqa: S101 - the guard asks for it
        due_on = case_rules.term_after(law_of(fresh), "VOLUNTARY_EXECUTION", on)
        fresh = workflow.advance(
            fresh, "sanction_on_spot", by=by, at=at, on_spot=True, decided_on=on,
            signatory=found.position, delegation=found.delegation,
            worksheet=freeze(sheet, acts), fine_decided=total, fine_current=total,
            served_at=at, served_by=by, served_on=on, service_method=ServiceMethod.DIRECT,
            execution_due_on=due_on, explanation_right=False,
            limitation_ends_on=sheet.limitation_ends_on,
        )  # fmt: skip
        settle(acts, sheet, order)
        order_measures(fresh, measures)
        fresh.remedies.filter(due_on__isnull=True).update(due_on=due_on)
        _number(fresh, by=by, at=at)
        if receipt.strip():
            _pay(fresh, total, receipt.strip(), by=by, at=at)
        clocks.refresh(fresh, at=at)
        messages.tell("violation.issued", fresh, at=at)
    return fresh


def _total(acts: Sequence[Act], sheet: CaseWorksheet, receipt: str) -> int:
    total = sum(fine_of(act, item.fine) for act, item in zip(acts, sheet.acts, strict=True))
    if receipt.strip() and not total:
        raise Refusal(_("A warning costs nothing: leave the receipt empty."), "receipt")
    return total


def _number(case: ViolationCase, *, by: Any, at: datetime) -> None:
    assert case.decided_on is not None and case.signatory is not None  # noqa: S101, PT018
    form, context = documents.before.on_spot(
        case, on=case.decided_on, position=case.signatory, delegation=case.delegation
    )
    paper = issue_paper(
        case, form, context, by=by, at=at, on=case.decided_on, issuer=case.signatory.agency
    )
    case.decision_number = paper.reference
    case.save(update_fields=["decision_number"])


def _pay(case: ViolationCase, total: int, receipt: str, *, by: Any, at: datetime) -> None:
    """Paid to the person who sanctions, against a receipt (art. 69.2, art. 78)."""
    assert case.decided_on is not None  # noqa: S101
    if Payment.objects.counted().filter(case__agency=case.agency, reference=receipt).exists():
        raise Refusal(_("This receipt number was already recorded."), "receipt")
    Payment.objects.create(
        case=case, amount=total, paid_on=case.decided_on, reference=receipt, recorded_at=at,
        recorded_by=by, note=str(_("Paid on the spot")),
    )  # fmt: skip
    case.paid_total = total
    case.save(update_fields=["paid_total"])
