"""The sanction decision (MQĐ02): recomputed on its date, frozen, numbered and sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ecms.core import clock
from ecms.notifications.services import messages
from law.models import Remedy
from law.rules import CaseWorksheet
from violations.competence import candidate_of
from violations.models import Act, RemedyOrder, ViolationCase
from violations.services import clocks, papers
from violations.services.refusal import Refusal, allowed, in_words, locked, repeated
from violations.states import CaseState
from violations.workflow import workflow
from violations.worksheets import acts_of, compute, fine_of, freeze


@dataclass(frozen=True)
class Measure:
    """A remedial measure to order; without ``due_on`` it is due with the fine (art. 73)."""

    act_id: int
    code: str
    text: str
    due_on: date | None = None


@dataclass(frozen=True)
class Order:
    """What the signatory decides besides the fine."""

    measures: Sequence[Measure] = ()
    additional: dict[int, str] = field(default_factory=dict)  # act -> sanction as imposed


@in_words
def issue(case: ViolationCase, order: Order, *, by: Any, at: datetime) -> ViolationCase:
    """Issue the decision today: every guard is tested again under the lock, the fine recomputed.

    Raises:
        WorkflowRefused: not the signatory, not competent today, too early or too late.
        Refusal: a measure that no act provides for, or with a date in the past.
    """
    on = clock.legal_date(at)
    with transaction.atomic():
        fresh = locked(case)
        if repeated(fresh, CaseState.DECIDED, "decided", by):
            return fresh
        allowed(fresh, "issue", by)
        sheet, acts = compute(fresh, on=on), acts_of(fresh)
        measures = checked(order.measures, sheet, acts, on=on)
        total = sum(fine_of(a, item.fine) for a, item in zip(acts, sheet.acts, strict=True))
        assert fresh.signatory is not None  # noqa: S101 - the guard demands it
        candidate = candidate_of(fresh, fresh.signatory, on=on)
        fresh = workflow.advance(
            fresh, "issue", by=by, at=at, decided_on=on, delegation=candidate.delegation,
            worksheet=freeze(sheet, acts), fine_decided=total, fine_current=total,
        )  # fmt: skip
        settle(acts, sheet, order)
        order_measures(fresh, measures)
        document = papers.issue_decision(fresh, by=by, at=at)
        fresh.decision_number = document.reference
        fresh.save(update_fields=["decision_number"])
        clocks.refresh(fresh, at=at)
        messages.tell("violation.issued", fresh, at=at)
    return fresh


def checked(
    measures: Sequence[Measure], sheet: CaseWorksheet, acts: Sequence[Act], *, on: date
) -> list[tuple[Measure, Act, Remedy]]:
    """The measures with their rows; each must follow from the provision of its act.

    Raises Refusal.
    """
    provided = {
        act.pk: {item.remedy.code for item in found.remedies}
        for act, found in zip(acts, sheet.acts, strict=True)
    }
    rows = {row.pk: row for row in acts}
    remedies = {
        row.code: row for row in Remedy.objects.filter(code__in=[m.code for m in measures])
    }
    for measure in measures:
        if measure.code not in provided.get(measure.act_id, ()):
            raise Refusal(_("The provision of the act does not provide for this measure."))
        if measure.due_on is not None and measure.due_on < on:
            raise Refusal(_("A measure cannot be due in the past."), "due_on")
    return [(m, rows[m.act_id], remedies[m.code]) for m in measures]


def settle(acts: Sequence[Act], sheet: CaseWorksheet, order: Order) -> None:
    """Write frame and fine of each act as decided."""
    for act, item in zip(acts, sheet.acts, strict=True):
        act.frame_min, act.frame_max = item.frame_min, item.frame_max
        act.fine = fine_of(act, item.fine)
        act.additional_terms = order.additional.get(act.pk, "")
        act.save()


def order_measures(case: ViolationCase, measures: Sequence[tuple[Measure, Act, Remedy]]) -> None:
    """Write the measures as ordered, to be followed until a second person accepts them."""
    for measure, act, remedy in measures:
        RemedyOrder.objects.create(
            case=case, act=act, remedy=remedy, text=measure.text, due_on=measure.due_on
        )
