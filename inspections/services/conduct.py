"""The clock of an inspection: notice, announcement, extension, suspension, termination."""

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
from inspections.selectors import extensions_taken, next_extension
from inspections.services import composition, papers, progress
from inspections.services.refusal import Refusal, locked
from law.selectors import working_calendar


def notify(inspection: Inspection, *, by: Any, at: datetime, note: str = "") -> Inspection:
    """Send the notice of time, place and team: it is issued and its sending recorded.

    Raises:
        WorkflowRefused: not decided, not the team head, already sent.
    """
    with transaction.atomic():
        fresh = progress.advance(inspection, "notify", by=by, at=at, note=note)
        papers.issue(fresh, "notice", by=by, at=at)
    return fresh


def announce(
    inspection: Inspection,
    *,
    on: date,
    attendees: str,
    by: Any,
    at: datetime,
    late_reason: str = "",
) -> Inspection:
    """Announce the decision at the enterprise: the minutes are issued, the clock starts.

    Decree 217/2025 art. 13.2, 15.1; Law 84/2025 art. 26.4 (within 15 days). ``on`` is the day
    of the announcement, ``attendees`` who was there for the enterprise.

    Raises:
        WorkflowRefused: not decided, not the team head, a declaration is missing.
        Refusal: a day before the decision or after today; late without a reason.
    """
    with transaction.atomic():
        fresh = _begin(inspection, "announce", on=on, by=by, at=at,
                       facts={"attendance": attendees}, late_reason=late_reason)  # fmt: skip
        papers.issue(fresh, "announcement", by=by, at=at, on=on, attendance=attendees)
    return fresh


def start_unannounced(inspection: Inspection, *, reason: str, by: Any, at: datetime) -> Inspection:
    """Begin at once because somebody was caught in the act (Decree 217/2025 art. 15.1).

    The clock starts today; minutes of the violation are drawn up at once.

    Raises:
        WorkflowRefused: not decided, not the team head, a declaration is missing.
        Refusal: no reason.
    """
    check_reason(reason)
    on = clock.legal_date(at)
    with transaction.atomic():
        return _begin(inspection, "start_unannounced", on=on, by=by, at=at, note=reason,
                      caught_in_act=True)  # fmt: skip


def _begin(
    inspection: Inspection, verb: str, *, on: date, by: Any, at: datetime, **changes: Any
) -> Inspection:
    """The fieldwork begins: its last day follows from the duration of the case."""
    _check_day(on, at, not_before=inspection.decided_on)
    ends_on = rules.last_day(
        on,
        inspection.duration_days,
        unit=inspection.duration_unit,
        calendar=_calendar(inspection.duration_unit),
    )
    fresh = progress.advance(
        inspection, verb, by=by, at=at, on=on, announced_on=on, ends_on=ends_on, **changes
    )
    for kind in ("inspection.announce", "inspection.notice"):
        due.settle(kind, fresh, at=at)
    composition.freeze(fresh, by=by, at=at)
    return fresh


def ask_extension(inspection: Inspection, *, reason: str, by: Any, at: datetime) -> Inspection:
    """The team head asks the deciding official for the next extension.

    Raises:
        WorkflowRefused: not running, no extension left, already asked, time over.
        Refusal: no reason.
    """
    check_reason(reason)
    with transaction.atomic():
        fresh = progress.advance(
            inspection, "ask_extension", by=by, at=at, note=reason, extension_reason=reason
        )
        turn = str(extensions_taken(fresh))
        messages.tell("inspection.extension_asked", fresh, at=at, turn=turn)
    return fresh


def extend(inspection: Inspection, *, reason: str, by: Any, at: datetime) -> Inspection:
    """Extend by the next extension of the procedure (+5 days for a department, art. 13.2b;

    +25 provincial, +30 and +20 Government: Law 84/2025 art. 20.1).

    Raises:
        WorkflowRefused: not running, no extension left, time over, no office.
        Refusal: no reason.
    """
    check_reason(reason)
    with transaction.atomic():
        case = locked(inspection)
        taken = extensions_taken(case)
        days = next_extension(case)
        ends_on = case.ends_on and rules.last_day(
            case.ends_on,
            max(days, 1),
            unit=case.duration_unit,
            calendar=_calendar(case.duration_unit),
        )
        fresh = progress.advance(
            inspection, "extend", by=by, at=at, note=reason, extension_reason=reason,
            extension_days=case.extension_days + days, ends_on=ends_on,
            facts={"reason": reason, "days": days},
        )  # fmt: skip
        occasion = str(taken) if taken else ""
        papers.issue(fresh, "extension", by=by, at=at, reason=reason, days=days, occasion=occasion)
        messages.tell("inspection.extended", fresh, at=at, turn=str(taken))
    return fresh


def suspend(inspection: Inspection, *, reason: str, by: Any, at: datetime) -> Inspection:
    """Stop the clock: force majeure (Decree 217/2025 art. 7.2đ), or once for 30 days at the

    request of the subject (Law 84/2025 art. 30). Raises WorkflowRefused, Refusal.
    """
    check_reason(reason)
    with transaction.atomic():
        fresh = progress.advance(
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
        messages.tell("inspection.suspended", fresh, at=at, turn=f"{at:%Y%m%d%H%M%S}")
    return fresh


def resume(
    inspection: Inspection, *, by: Any, at: datetime, reason: str = "", late_reason: str = ""
) -> Inspection:
    """Let the clock run again by a decision; the last day moves by the days suspended.

    Raises:
        WorkflowRefused: not suspended, no office.
        Refusal: after the longest suspension without a reason.
    """
    on = clock.legal_date(at)
    with transaction.atomic():
        case = locked(inspection)
        changes = _resumed(case, on) if case.suspended_on else {}
        fresh = progress.advance(
            inspection, "resume", by=by, at=at, note=reason, late_reason=late_reason, **changes
        )
        why = reason or "Lý do tạm dừng không còn"
        papers.issue(fresh, "resumption", by=by, at=at, reason=why, occasion=f"{at:%Y%m%d%H%M%S}")
        messages.tell("inspection.resumed", fresh, at=at, turn=f"{at:%Y%m%d%H%M%S}")
    return fresh


def terminate(inspection: Inspection, *, reason: str, by: Any, at: datetime) -> Inspection:
    """End the check early (art. 7.2đ): nothing is due any more.

    Raises:
        WorkflowRefused: not decided or running, no office.
        Refusal: no reason.
    """
    check_reason(reason)
    with transaction.atomic():
        fresh = progress.advance(inspection, "terminate", by=by, at=at, note=reason, reason=reason)
        papers.issue(fresh, "termination", by=by, at=at, reason=reason)
        messages.tell("inspection.terminated", fresh, at=at)
    return fresh


# --- Parts ----------------------------------------------------------------------------------
def _resumed(case: Inspection, on: date) -> dict[str, Any]:
    assert case.suspended_on is not None  # noqa: S101 - a constraint of the table
    assert case.ends_on is not None  # noqa: S101 - a constraint of the table
    limit = progress.due_of(case, "resume")
    ends_on = rules.shifted_by_suspension(
        case.ends_on,
        case.suspended_on,
        on,
        unit=case.duration_unit,
        calendar=_calendar(case.duration_unit),
        most=limit.term.days if limit else None,
    )
    stood = (on - case.suspended_on).days
    return {
        "ends_on": ends_on, "suspended_days": case.suspended_days + stood, "reason": "",
        "suspended_at": None, "suspended_by": None, "suspended_on": None,
    }  # fmt: skip


def _calendar(unit: str) -> WorkingCalendar | None:
    return working_calendar() if unit == DurationUnit.WORKING_DAYS else None


def check_reason(reason: str) -> None:
    """A step that must say why. Raises Refusal."""
    if not reason.strip():
        raise Refusal(_("Give the reason."), field="reason")


def _check_day(on: date, at: datetime, *, not_before: date | None) -> None:
    if on > clock.legal_date(at):
        raise Refusal(_("The day lies in the future."), field="on")
    if not_before is not None and on < not_before:
        raise Refusal(_("The day is before the decision."), field="on")
