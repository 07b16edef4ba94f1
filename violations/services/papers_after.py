"""The papers that follow a decision, issued in one place."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import Sum

from ecms.documents.services import issue, preview
from law.models import MeasureKind
from violations.documents import building_after as building
from violations.documents import building_records
from violations.documents import catalogue_after as catalogue
from violations.enforcement_rules import MINUTES_FORMS, Rule
from violations.enforcement_states import StepKind
from violations.models import (
    Enforcement,
    EnforcementStep,
    Inquiry,
    NonExecution,
    Publication,
    ViolationCase,
)
from violations.offices_enforcing import enforcing_office


def _issue(
    case: ViolationCase, form: Any, context: Any, *, occasion: Any, by: Any, at: datetime,
    on: date, issuer: Any = None,
) -> Any:  # fmt: skip
    """One paper; ``occasion`` tells two of a form apart."""
    return issue(
        case, form, context, by=by, at=at, on=on, issuer=issuer or case.agency,
        occasion=str(occasion),
    )  # fmt: skip


def issue_non_execution(row: NonExecution, *, by: Any, at: datetime) -> Any:
    """MBB09."""
    return _issue(
        row.case, catalogue.MINUTES["MBB09"], building.non_execution(row), occasion=row.pk, by=by,
        at=at, on=row.drawn_up_on,
    )  # fmt: skip


def issue_inquiry(row: Inquiry, *, by: Any, at: datetime) -> Any:
    """CV-XM."""
    form, context = building.inquiry(row)
    return _issue(row.case, form, context, occasion=row.pk, by=by, at=at, on=row.asked_on)


def issue_means(row: Inquiry, *, by: Any, at: datetime) -> Any:
    """MBB10."""
    assert row.answered_on is not None  # noqa: S101 - written after the answer
    return _issue(
        row.case, catalogue.MINUTES["MBB10"], building.means(row), occasion=row.pk, by=by, at=at,
        on=row.answered_on,
    )  # fmt: skip


def issue_order(row: Enforcement, *, by: Any, at: datetime) -> Any:
    """MQĐ07-MQĐ11."""
    assert row.decided_on is not None and row.signed_as is not None  # noqa: S101, PT018
    form, context = building.order(
        row, on=row.decided_on, position=row.signed_as, delegation=row.delegation
    )
    return _issue(
        row.case, form, context, occasion=row.pk, by=by, at=at, on=row.decided_on,
        issuer=row.signed_as.agency,
    )  # fmt: skip


def issue_combined(row: Enforcement, remedy: Enforcement, *, by: Any, at: datetime) -> Any:
    """MQĐ12a, b or c of two measures that were signed together."""
    assert row.decided_on is not None and row.signed_as is not None  # noqa: S101, PT018
    form, context = building.combined(
        row, remedy, on=row.decided_on, position=row.signed_as, delegation=row.delegation
    )
    return _issue(
        row.case, form, context, occasion=row.pk, by=by, at=at, on=row.decided_on,
        issuer=row.signed_as.agency,
    )  # fmt: skip


def preview_order(row: Enforcement, *, user: Any, on: date) -> bytes:
    """The order as it would be on ``on``, marked as a draft; signed by the reader if they may."""
    position, delegation = enforcing_office(row.case, user, on=on)
    if position is None:
        position, delegation = row.case.signatory, row.case.delegation
    form, context = building.order(row, on=on, position=position, delegation=delegation)
    return preview(form, context, on=on)


def issue_step(step: EnforcementStep, rule: Rule, *, by: Any, at: datetime) -> Any:
    """The minutes or the decision of a step."""
    row = step.enforcement
    if rule.directs:
        position, delegation = enforcing_office(row.case, by, on=step.on)
        assert position is not None  # noqa: S101 - a guard of the step
        context: Any = building.step_ruling(
            step, on=step.on, position=position, delegation=delegation
        )
        return _issue(
            row.case, catalogue.STEPS[rule.paper], context, occasion=step.pk, by=by, at=at,
            on=step.on, issuer=position.agency,
        )  # fmt: skip
    if rule.kind == StepKind.NOT_TAKEN:
        form, refused = building_records.refused_order(step)
        return _issue(row.case, form, refused, occasion=step.pk, by=by, at=at, on=step.on)
    code = MINUTES_FORMS[MeasureKind(row.kind)] if rule.paper == "minutes" else rule.paper
    sums = row.steps.filter(kind=StepKind.COLLECT).aggregate(total=Sum("amount"))
    context = building.step_minutes(step, code, sums["total"])
    return _issue(
        row.case, catalogue.MINUTES[code], context, occasion=step.pk, by=by, at=at, on=step.on
    )


def issue_publication(row: Publication, *, by: Any, at: datetime) -> Any:
    """CV-CB."""
    assert row.decided_on is not None  # noqa: S101 - written when it is ordered
    form, context = building.publication(
        row, on=row.decided_on, position=row.signed_as, delegation=row.delegation
    )
    return _issue(row.case, form, context, occasion=row.pk, by=by, at=at, on=row.decided_on)


def issue_correction(row: Publication, *, by: Any, at: datetime) -> Any:
    """CV-DCCB."""
    assert row.corrected_on is not None  # noqa: S101 - written when it is corrected
    form, context = building.correction(row, on=row.corrected_on, officer=by)
    return _issue(row.case, form, context, occasion=row.pk, by=by, at=at, on=row.corrected_on)
