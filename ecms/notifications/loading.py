"""The reminder rules that ECMS ships with."""

from __future__ import annotations

from typing import Any

from ecms.core.datafile import DATA_DIR, Row, read_rows
from ecms.core.reference import DataSet, Outcome, sync
from ecms.notifications.enums import Audience, DayUnit, Moment, NoReminder
from ecms.notifications.models import DeadlineReminder, ReminderRule

FILE = "reminder_rules.csv"
OF_DEADLINES = "deadline_reminders.csv"
COLUMNS = ("code", "kind", "moment", "days", "unit", "audience", "urgent", "valid_from",
           "valid_to")  # fmt: skip


def load_rules() -> Outcome:
    """All rules; those that an administrator changed are kept."""
    return sync(
        ReminderRule, ("code",), [_rule(row) for row in read_rows(DATA_DIR / FILE, COLUMNS)]
    )


def _rule(row: Row) -> dict[str, Any]:
    return {
        "code": row.required("code"), "kind": row.text("kind"),
        "moment": row.choice("moment", Moment.values), "days": row.integer("days") or 0,
        "unit": row.choice("unit", DayUnit.values),
        "audience": row.choice("audience", Audience.values),
        "urgent": row.choice("urgent", ("", "yes")) == "yes",
        "valid_from": row.day("valid_from"), "valid_to": row.day("valid_to"),
    }  # fmt: skip


def load_deadline_reminders() -> Outcome:
    """Which row of the table of time limits is reminded of, and by what."""
    rows = read_rows(DATA_DIR / OF_DEADLINES, ("number", "reminder", "no_reminder"))
    return sync(DeadlineReminder, ("number",), [_of_deadline(row) for row in rows])


def _of_deadline(row: Row) -> dict[str, Any]:
    return {
        "number": row.integer("number"), "reminder": row.text("reminder"),
        "no_reminder": row.choice("no_reminder", ("", *NoReminder.values)),
    }  # fmt: skip


DATA_SETS = (
    DataSet("reminder rules", 20, (FILE,), load_rules),
    DataSet("reminders of time limits", 21, (OF_DEADLINES,), load_deadline_reminders),
)
