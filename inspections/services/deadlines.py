"""Due items whose length and legal basis come from the table of time limits."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from ecms.notifications.services import due
from inspections.services.refusal import Refusal
from law.models import DeadlineRule
from law.selectors import working_calendar


def legal_basis(rule: int | None) -> str:
    """The article of row ``rule``; empty where the row is not loaded."""
    if rule is None:
        return ""
    return (
        DeadlineRule.objects.filter(number=rule).values_list("legal_basis", flat=True).first()
        or ""
    )


def expect_by_rule(kind: str, thing: Any, *, rule: int, start: date, at: datetime) -> date:
    """Open the due item of ``kind`` at the end of the term of row ``rule``; answers that day.

    Raises:
        Refusal: the row is missing, or is not a term in days.
    """
    row = DeadlineRule.objects.filter(number=rule).first()
    if row is None or not row.value.isdigit() or "day" not in row.unit:
        raise Refusal(
            _("Row %(rule)s of the table of time limits is missing or is not a number of days.")
            % {"rule": rule}
        )
    calendar, days = working_calendar(), int(row.value)
    working = row.unit.startswith("working")
    last = (
        calendar.add_working_days(start, days)
        if working
        else calendar.add_days(start, days, roll=True)
    )
    due.expect(kind, thing, due_on=last, at=at, legal_basis=row.legal_basis)
    return last
