"""The result of a check: the team prepares requirements, the head of the body signs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ecms.audit.services import log
from ecms.core import clock
from ecms.notifications.services import messages
from enterprises.services import visits as enterprise_visits
from inspections.models import Finding, Inspection, Requirement
from inspections.permissions import can_draft_result
from inspections.permissions_followup import policy
from inspections.rules_followup import is_high_risk
from inspections.services import conclusion, followup, papers, progress
from inspections.services.refusal import Refusal, demand, locked
from inspections.services.requirements import expect
from inspections.states_followup import Addressee, RequirementKind
from inspections.workflow import workflow


@dataclass(frozen=True)
class Demand:
    """Something the addressee must put right, or is advised to do, by a day.

    ``amount`` (VND) and ``workers`` are what must be restored; ``responsible`` is the person on
    the enterprise's side; ``addressee_name`` names a state body.
    """

    text: str
    due_on: date
    finding: Finding | None = None
    kind: str = RequirementKind.ORDER
    addressee: str = Addressee.ENTERPRISE
    addressee_name: str = ""
    legal_basis: str = ""
    responsible: str = ""
    amount: int | None = None
    workers: int | None = None
    high_risk: bool = False


def draft(
    inspection: Inspection, demands: Sequence[Demand], *, by: Any, at: datetime
) -> Inspection:
    """Keep the team's draft of the requirements; a new draft replaces the one before.

    Raises:
        Refusal: not the team, minutes not signed, a day that has passed.
    """
    with transaction.atomic():
        case = locked(inspection)
        demand(can_draft_result(case, by))
        _replace(case, demands, by=by, on=clock.legal_date(at))
        log("inspection.result_drafted", case, by=by, at=at, data={"count": len(demands)})
    return case


def conclude(
    inspection: Inspection,
    demands: Sequence[Demand],
    *,
    by: Any,
    at: datetime,
    late_reason: str = "",
) -> Inspection:
    """Sign the outcome that the procedure knows.

    A check ends with a rectification letter when something must be put right, else a notice
    (Decree 217/2025 art. 7.2e, 15.3đ); an inspection with its conclusion (Law 84/2025 art. 36).
    Each requirement becomes due; the register learns of the visit.

    Raises:
        WorkflowRefused: minutes not signed, no office.
        Refusal: a requirement is due on a day that has passed.
    """
    on = clock.legal_date(at)
    with transaction.atomic():
        fresh = progress.advance(
            inspection, "conclude", by=by, at=at, late_reason=late_reason, concluded_on=on
        )
        rows = _replace(fresh, demands, by=by, on=on)
        _issue_outcome(fresh, inspection, bool(rows), by=by, at=at)
        if fresh.follow_up_of_id:
            followup.take_over(fresh, by=by, at=at)
            papers.issue(fresh, "then_and_now", by=by, at=at)
        for row in rows:
            expect(row, at=at)
        _remember_visit(fresh, on)
        messages.tell("inspection.concluded", fresh, at=at)
    return fresh


def _issue_outcome(
    case: Inspection, before: Inspection, has_demands: bool, *, by: Any, at: datetime
) -> None:
    step = workflow.row(before, "conclude")
    if step is not None and step.document == "conclusion":
        words: dict[str, Any] = {**conclusion.narrative_of(case)}
        document = papers.issue(case, "conclusion", by=by, at=at, **words)
        case.conclusion_number = document.reference
        case.save(update_fields=["conclusion_number"])
    else:
        papers.issue(case, "rectification" if has_demands else "result", by=by, at=at)


def _replace(
    case: Inspection, demands: Sequence[Demand], *, by: Any, on: date
) -> list[Requirement]:
    """Write the requirements anew. Whoever wrote a text first stays its author."""
    for item in demands:
        _check(item, on)
    written = dict(case.requirements.values_list("text", "author"))
    case.requirements.all().delete()
    head = case.head
    return [
        Requirement.objects.create(
            inspection=case,
            author_id=written.get(item.text.strip()) or by.pk,
            assignee=head.user if head else None,
            first_due_on=item.due_on,
            **_fields(item),
        )
        for item in demands
    ]


def _check(item: Demand, on: date) -> None:
    if item.due_on < on:
        raise Refusal(_("A requirement cannot be due on a day that has passed."))
    if item.addressee == Addressee.STATE and not item.addressee_name.strip():
        raise Refusal(_("Name the state body that the recommendation goes to."))


def _fields(item: Demand) -> dict[str, Any]:
    risky = is_high_risk(policy(), amount=item.amount or 0, workers=item.workers or 0)
    names = ("due_on", "finding", "kind", "addressee", "amount", "workers")
    texts = ("text", "addressee_name", "legal_basis", "responsible")
    return {
        **{name: getattr(item, name) for name in names},
        **{name: getattr(item, name).strip() for name in texts},
        "high_risk": item.high_risk or risky,
    }


def _remember_visit(case: Inspection, on: date) -> None:
    """The enterprise’s last visit; never set back by an older case."""
    last = case.visits.order_by("-visited_on").values_list("visited_on", flat=True).first()
    day = last or case.minutes_signed_on
    if day:
        enterprise_visits.record(case.enterprise, on=day, today=on)
