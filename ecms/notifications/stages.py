"""When somebody is told: a pure rule over dates; imports no Django."""

from __future__ import annotations

from datetime import date, timedelta

from ecms.core.calendar import WorkingCalendar

ORDER = ("", "T3", "T1", "T0", "LATE")
LOOK_AHEAD_DAYS = 21  # three working days, even over the longest Tết holiday


def stage_on(due_on: date, today: date, calendar: WorkingCalendar) -> str:
    """The stage of a due date as seen on ``today``: "", "T3", "T1", "T0" or "LATE".

    T3 begins three working days before, T1 one working day before; Tết and moved working days
    count as the calendar says.
    """
    if today > due_on:
        return "LATE"
    if today == due_on:
        return "T0"
    left = calendar.working_days_between(today, due_on)
    if left <= 1:
        return "T1"
    return "T3" if left <= 3 else ""


def comes_after(stage: str, claimed: str) -> bool:
    """Whether ``stage`` is still to be told when ``claimed`` was the last one told."""
    return ORDER.index(stage) > ORDER.index(claimed)


def told_late(stage: str, due_on: date, today: date) -> bool:
    """Whether an overdue notice comes later than the day after the due date."""
    return stage == "LATE" and today > due_on + timedelta(days=1)
