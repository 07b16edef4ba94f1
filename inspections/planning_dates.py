"""The fixed days of the year on which plans of inspections are due (Law 84/2025 art. 18)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.enums import Level
from law.models import DeadlineRule

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
NATIONAL: dict[int, str | Promise] = {
    1: _("Submit the orientation programme of inspections to the Prime Minister"),
    2: _("The Prime Minister approves the orientation programme"),
    3: _("Issue the inspection plan of the Government Inspectorate"),
}
PROVINCIAL: dict[int, str | Promise] = {
    4: _("Submit the inspection plan to the chairman of the province"),
    5: _("The chairman of the province gives the opinion on the plan"),
}  # rows of the table of time limits


def day_of(text: str, year: int) -> date:
    """ "15 Nov" in a year.

    Raises:
        ValueError: the row names no day of a month.
    """
    number, _blank, month = text.partition(" ")
    if not number.isdigit() or month not in MONTHS:
        raise ValueError(f"no fixed day: {text!r}")
    return date(year, MONTHS.index(month) + 1, int(number))


def planning_days(agency: Any, first: date, last: date) -> Iterable[tuple[date, str, int]]:
    """Day, words and row of what an inspectorate must do for the plans of the next year."""
    if agency is None or not agency.is_inspectorate:
        return
    mine = NATIONAL if agency.level == Level.MINISTRY else PROVINCIAL
    for row in DeadlineRule.objects.filter(number__in=mine).order_by("number"):
        for year in range(first.year, last.year + 1):
            on = day_of(row.value, year)
            begun = row.valid_from is None or row.valid_from <= on
            if begun and first <= on <= last:
                yield on, str(mine[row.number]), row.number
