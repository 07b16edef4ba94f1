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
from ecms.notifications.services import due, messages
from enterprises.services import visits as enterprise_visits
from inspections.models import Finding, Inspection, Requirement
from inspections.permissions import can_draft_result
from inspections.services import conclusion, papers, progress
from inspections.services.refusal import Refusal, demand, locked
from inspections.workflow import workflow

BASIS = "Nghị định số 217/2025/NĐ-CP, Điều 7.2e, Điều 16"


@dataclass(frozen=True)
class Demand:
    """Something the enterprise must put right by a day, with the finding it answers."""

    text: str
    due_on: date
    finding: Finding | None = None


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
        _replace(case, demands, on=clock.legal_date(at))
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
        rows = _replace(fresh, demands, on=on)
        _issue_outcome(fresh, inspection, bool(rows), by=by, at=at)
        for row in rows:
            due.expect(
                "requirement.due",
                row,
                due_on=row.due_on,
                at=at,
                legal_basis=BASIS,
                label=f"{fresh.code} – {row.text}",
            )
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


def _replace(case: Inspection, demands: Sequence[Demand], *, on: date) -> list[Requirement]:
    if any(item.due_on < on for item in demands):
        raise Refusal(_("A requirement cannot be due on a day that has passed."))
    case.requirements.all().delete()
    return [
        Requirement.objects.create(
            inspection=case, text=item.text.strip(), due_on=item.due_on, finding=item.finding
        )
        for item in demands
    ]


def _remember_visit(case: Inspection, on: date) -> None:
    """The enterprise’s last visit; never set back by an older case."""
    last = case.visits.order_by("-visited_on").values_list("visited_on", flat=True).first()
    day = last or case.minutes_signed_on
    if day:
        enterprise_visits.record(case.enterprise, on=day, today=on)
