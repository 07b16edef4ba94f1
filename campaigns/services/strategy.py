"""The strategic plan: begun, its chain written, approved, measured, closed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max, ProtectedError
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency
from accounts.permissions import Permission
from campaigns.enums import StrategyState
from campaigns.models import Indicator, Issue, Objective, Reading, Strategy, Tool
from ecms.audit.services import log
from ecms.core import clock
from ecms.core.refusal import Refusal

Part = Issue | Objective | Indicator | Tool
ABOVE: dict[type[Any], str] = {
    Issue: "strategy", Objective: "issue", Indicator: "objective", Tool: "objective",
}  # fmt: skip


def begin(
    values: Mapping[str, Any], *, agency: Agency | None, submission: UUID, by: Any, at: datetime
) -> Strategy:
    """Begin the strategic plan of ``agency``; the same ``submission`` once. Raises Refusal."""
    present = Strategy.objects.filter(submission=submission).first()
    if present is not None:
        return present
    if agency is None:
        raise Refusal(_("Your role does not include this step."))
    with transaction.atomic():
        row = Strategy(
            agency=agency, province=agency.province, submission=submission, begun_at=at,
            begun_by=by, **values,
        )  # fmt: skip
        _demand(row, by, Permission.INSPECTION_ASSIGN)
        row.save()
        log("strategy.begun", row, by=by, at=at, data={"note": row.title})
    return row


def change(strategy: Strategy, values: Mapping[str, Any], *, by: Any, at: datetime) -> None:
    """Other title, years or aims. Raises Refusal."""
    with transaction.atomic():
        row = _locked(strategy, by)
        for name, value in values.items():
            setattr(row, name, value)
        row.save()
        log("strategy.changed", row, by=by, at=at, data={"note": row.title})


def add(
    strategy: Strategy, kind: type[Any], above: Any, values: Mapping[str, Any], *, by: Any,
    at: datetime,
) -> Any:  # fmt: skip
    """One more issue, objective, indicator or tool under ``above``. Raises Refusal."""
    with transaction.atomic():
        row = _locked(strategy, by)
        link = {ABOVE[kind]: above}
        last = kind.objects.filter(**link).aggregate(last=Max("order"))["last"] or 0
        part = kind.objects.create(order=last + 1, **link, **values)
        log("strategy.added", row, by=by, at=at, data={"note": str(part)})
    return part


def change_part(
    strategy: Strategy, part: Any, values: Mapping[str, Any], *, by: Any, at: datetime
) -> None:
    """Other facts of a part. Raises Refusal."""
    with transaction.atomic():
        row = _locked(strategy, by)
        for name, value in values.items():
            setattr(part, name, value)
        part.save()
        log("strategy.changed", row, by=by, at=at, data={"note": str(part)})


def remove(strategy: Strategy, part: Any, *, by: Any, at: datetime) -> None:
    """Take a part out, with everything below it.

    Raises:
        Refusal: no right, closed, or a campaign or theme carries out one of its tools.
    """
    try:
        with transaction.atomic():
            row = _locked(strategy, by)
            log("strategy.removed", row, by=by, at=at, data={"note": str(part)})
            part.delete()
    except ProtectedError as error:
        raise Refusal(
            _("A campaign or a theme of a plan of a year carries this out: it stays.")
        ) from error


def measure(
    indicator: Indicator, values: Mapping[str, Any], *, strategy: Strategy, by: Any, at: datetime
) -> Reading:
    """The figure of a day; a second one of the same day replaces the first. Raises Refusal."""
    with transaction.atomic():
        row = _locked(strategy, by)
        if values["on"] > clock.legal_date(at):
            raise Refusal(_("This day lies in the future."), "on")
        reading, _made = Reading.objects.update_or_create(
            indicator=indicator, on=values["on"],
            defaults={"value": values["value"], "note": values["note"], "recorded_at": at,
                      "recorded_by": by},
        )  # fmt: skip
        log("strategy.measured", row, by=by, at=at, data={"note": f"{indicator}: {reading}"})
    return reading


def approve(strategy: Strategy, *, by: Any, at: datetime) -> None:
    """From now on themes and campaigns may name its tools. Raises Refusal."""
    with transaction.atomic():
        row = _locked(strategy, by, Permission.INSPECTION_APPROVE)
        if row.state == StrategyState.APPROVED:
            return
        if not Tool.objects.filter(objective__issue__strategy=row).exists():
            raise Refusal(_("No tool is in it yet: the chain must reach from an issue to a tool."))
        row.state, row.approved_at, row.approved_by = StrategyState.APPROVED, at, by
        row.save()
        log("strategy.approved", row, by=by, at=at, data={"note": row.title})


def close(strategy: Strategy, result: str, *, by: Any, at: datetime) -> None:
    """End it with its result in words. Raises Refusal."""
    with transaction.atomic():
        row = _locked(strategy, by, Permission.INSPECTION_APPROVE)
        if row.state != StrategyState.APPROVED:
            raise Refusal(_("Only an approved strategic plan is closed."))
        row.state, row.closed_at, row.closed_by = StrategyState.CLOSED, at, by
        row.result = result.strip()
        row.save()
        log("strategy.closed", row, by=by, at=at, data={"note": row.title})


def _locked(
    strategy: Strategy, by: Any, permission: Permission = Permission.INSPECTION_ASSIGN
) -> Strategy:
    row = Strategy.objects.select_for_update(of=("self",)).get(pk=strategy.pk)
    _demand(row, by, permission)
    return row


def _demand(row: Strategy, by: Any, permission: Permission) -> None:
    if not by.can(permission):
        raise Refusal(_("Your role does not include this step."))
    if row.agency_id not in by.scope.agency_ids:
        raise Refusal(_("This is the strategic plan of another body."))
    if row.state == StrategyState.CLOSED:
        raise Refusal(_("The strategic plan is closed."))
