"""The clock of a check: notice, announcement, extension, suspension, termination."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ecms.core import clock
from ecms.core.calendar import WorkingCalendar
from ecms.notifications.services import due, messages
from inspections import rules
from inspections.enums import DurationUnit
from inspections.models import Inspection
from inspections.selectors import duration_of
from inspections.services import composition, papers
from inspections.services.deadlines import legal_basis
from inspections.services.refusal import Refusal, locked
from inspections.workflow import workflow
from law.selectors import working_calendar


def notify(inspection: Inspection, *, by: Any, at: datetime, note: str = "") -> Inspection:
    """Record that the notice of time, place and team was sent. Raises WorkflowRefused."""
    with transaction.atomic():
        fresh: Inspection = workflow.advance(inspection, "notify", by=by, at=at, note=note)
        due.settle("inspection.notice", fresh, at=at)
    return fresh


def announce(
    inspection: Inspection, *, on: date, attendees: str, by: Any, at: datetime
) -> Inspection:
    """Announce the decision at the enterprise: the minutes are issued, the clock starts.

    Decree 217/2025 art. 13.2 (days count from the announcement), art. 15.1. ``on`` is the day
    of the announcement, ``attendees`` who was there for the enterprise.

    Raises:
        WorkflowRefused: not decided, not the team head, a declaration is missing.
        Refusal: a day before the decision or after today.
    """
    _check_day(on, at, not_before=inspection.decided_on)
    duration = duration_of(inspection)
    ends_on = rules.last_day(
        on,
        inspection.duration_days,
        unit=inspection.duration_unit,
        calendar=_calendar(inspection.duration_unit),
    )
    with transaction.atomic():
        fresh: Inspection = workflow.advance(
            inspection, "announce", by=by, at=at, announced_on=on, ends_on=ends_on
        )
        composition.freeze(fresh, by=by, at=at)
        papers.issue(fresh, "announcement", by=by, at=at, on=on, attendance=attendees)
        due.settle("inspection.announce", fresh, at=at)
        due.settle("inspection.notice", fresh, at=at)
        due.expect(
            "inspection.check_end",
            fresh,
            due_on=ends_on,
            at=at,
            legal_basis=legal_basis(duration.rule),
        )
    return fresh


def ask_extension(inspection: Inspection, *, reason: str, by: Any, at: datetime) -> Inspection:
    """The team head asks the deciding official for the one extension.

    Raises:
        WorkflowRefused: not running, already extended or asked, time over.
        Refusal: no reason.
    """
    _check_reason(reason)
    with transaction.atomic():
        fresh: Inspection = workflow.advance(
            inspection, "ask_extension", by=by, at=at, note=reason, extension_reason=reason
        )
        messages.tell("inspection.extension_asked", fresh, at=at)
    return fresh


def extend(inspection: Inspection, *, reason: str, by: Any, at: datetime) -> Inspection:
    """Extend once by the days of the procedure (+5 for a department, art. 13.2b).

    Raises:
        WorkflowRefused: not running, already extended, time over, no office.
        Refusal: no reason.
    """
    _check_reason(reason)
    with transaction.atomic():
        case = locked(inspection)
        duration = duration_of(case)
        ends_on = case.ends_on and rules.last_day(
            case.ends_on,
            max(duration.extension, 1),
            unit=case.duration_unit,
            calendar=_calendar(case.duration_unit),
        )
        fresh: Inspection = workflow.advance(
            inspection,
            "extend",
            by=by,
            at=at,
            note=reason,
            extension_reason=reason,
            extension_days=duration.extension,
            ends_on=ends_on,
        )
        papers.issue(fresh, "extension", by=by, at=at, reason=reason)
        _expect_end(fresh, at=at, rule=duration.rule)
        messages.tell("inspection.extended", fresh, at=at)
    return fresh


def suspend(inspection: Inspection, *, reason: str, by: Any, at: datetime) -> Inspection:
    """Stop the clock for force majeure (art. 7.2đ). Raises WorkflowRefused, Refusal."""
    _check_reason(reason)
    with transaction.atomic():
        fresh: Inspection = workflow.advance(
            inspection,
            "suspend",
            by=by,
            at=at,
            note=reason,
            reason=reason,
            suspended_on=clock.legal_date(at),
        )
        papers.issue(
            fresh, "suspension", by=by, at=at, reason=reason, occasion=f"{at:%Y%m%d%H%M%S}"
        )
        due.pause(fresh, at=at)
        messages.tell("inspection.suspended", fresh, at=at, turn=f"{at:%Y%m%d%H%M%S}")
    return fresh


def resume(inspection: Inspection, *, by: Any, at: datetime) -> Inspection:
    """Let the clock run again; the last day moves by the days suspended.

    Raises:
        WorkflowRefused: not suspended, no office.
    """
    on = clock.legal_date(at)
    with transaction.atomic():
        case = locked(inspection)
        changes = _resumed(case, on) if case.suspended_on else {}
        fresh: Inspection = workflow.advance(inspection, "resume", by=by, at=at, **changes)
        due.resume(fresh)
        _expect_end(fresh, at=at, rule=duration_of(fresh).rule)
        messages.tell("inspection.resumed", fresh, at=at, turn=f"{at:%Y%m%d%H%M%S}")
    return fresh


def terminate(inspection: Inspection, *, reason: str, by: Any, at: datetime) -> Inspection:
    """End the check early (art. 7.2đ): nothing is due any more.

    Raises:
        WorkflowRefused: not decided or running, no office.
        Refusal: no reason.
    """
    _check_reason(reason)
    with transaction.atomic():
        fresh: Inspection = workflow.advance(
            inspection, "terminate", by=by, at=at, note=reason, reason=reason
        )
        papers.issue(fresh, "termination", by=by, at=at, reason=reason)
        due.drop_all(fresh, at=at)
        messages.tell("inspection.terminated", fresh, at=at)
    return fresh


# --- Parts ----------------------------------------------------------------------------------
def _resumed(case: Inspection, on: date) -> dict[str, Any]:
    assert case.suspended_on is not None  # noqa: S101 - a constraint of the table
    assert case.ends_on is not None  # noqa: S101 - a constraint of the table
    ends_on = rules.shifted_by_suspension(
        case.ends_on,
        case.suspended_on,
        on,
        unit=case.duration_unit,
        calendar=_calendar(case.duration_unit),
    )
    stood = (on - case.suspended_on).days
    return {
        "ends_on": ends_on, "suspended_days": case.suspended_days + stood, "reason": "",
        "suspended_at": None, "suspended_by": None, "suspended_on": None,
    }  # fmt: skip


def _expect_end(case: Inspection, *, at: datetime, rule: int | None) -> None:
    """The last day of the check is due, under the article that sets the duration."""
    assert case.ends_on is not None  # noqa: S101 - a constraint of the table
    due.expect(
        "inspection.check_end", case, due_on=case.ends_on, at=at, legal_basis=legal_basis(rule)
    )


def _calendar(unit: str) -> WorkingCalendar | None:
    return working_calendar() if unit == DurationUnit.WORKING_DAYS else None


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise Refusal(_("Give the reason."), field="reason")


def _check_day(on: date, at: datetime, *, not_before: date | None) -> None:
    if on > clock.legal_date(at):
        raise Refusal(_("The day lies in the future."), field="on")
    if not_before is not None and on < not_before:
        raise Refusal(_("The day is before the decision."), field="on")
