"""The reports of a department to the ministry, and the reminders that they and those of the
communes are due (Decree 39/2016/NĐ-CP art. 24)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency
from accounts.permissions import Permission
from ecms.audit.services import log
from ecms.core import clock
from ecms.notifications.services import due
from intake.models import AccidentReturn
from intake.rules.accident_terms import before_fixed, latest_period, period
from intake.selectors.accident_statistics import statistics
from intake.services.accidents.refusal import Refusal
from law.models import DeadlineRule

RULES = {"accident.communes": 109, "accident.return": 110}  # rows of the table of time limits


def last_day(kind: str, year: int, part: str) -> tuple[date, str]:
    """The last day of a report and its article.

    Raises:
        DeadlineRule.DoesNotExist, ValueError: the table has no such row or no date in it.
    """
    row = DeadlineRule.objects.get(number=RULES[kind])
    return before_fixed(row.value, year, part), row.legal_basis


def departments(on: date) -> Any:
    """The provincial bodies that report."""
    return Agency.objects.in_force(on).filter(province__isnull=False, level="PROVINCE")


def remind(*, at: datetime) -> int:
    """Open the reports of the last period and what is due for them; twice changes nothing.
    Answers how many were opened. A period whose last day has passed is not dug out again."""
    on = clock.legal_date(at)
    year, part = latest_period(on)
    last, _basis = last_day("accident.return", year, part)
    if on > last:
        return 0
    made = 0
    for agency in departments(on).select_related("province"):
        made += _opened(agency, year, part, at=at)
    return made


@transaction.atomic
def _opened(agency: Agency, year: int, part: str, *, at: datetime) -> bool:
    last, _basis = last_day("accident.return", year, part)
    assert agency.province is not None  # noqa: S101 - only departments of a province come here
    row, made = AccidentReturn.objects.get_or_create(
        agency=agency, year=year, part=part,
        defaults={"province": agency.province, "due_on": last},
    )  # fmt: skip
    if made:
        for kind in RULES:
            day, basis = last_day(kind, year, part)
            due.expect(kind, row, due_on=day, at=at, legal_basis=basis)
    return made


def send(
    agency: Agency, year: int, part: str, *, number: str, sent_on: date, by: Any, at: datetime
) -> AccidentReturn:
    """Record that the report went to the ministry, with the figures of that day; a repeat changes
    nothing.

    Raises:
        Refusal: no right, the period is not over, a day before its end or in the future.
    """
    if not by.can(Permission.ACCIDENT_EDIT) or agency.pk not in by.scope.agency_ids:
        raise Refusal(_("Your role does not include this step."))
    end = period(year, part)[1]
    if not end < sent_on <= clock.legal_date(at):
        raise Refusal(_("The report is sent after the period, and not in the future."), "sent_on")
    with transaction.atomic():
        _opened(agency, year, part, at=at)
        row = AccidentReturn.objects.select_for_update().get(agency=agency, year=year, part=part)
        if row.sent_at is not None:
            return row
        row.number, row.sent_on, row.sent_at, row.sent_by = number, sent_on, at, by
        row.figures = figures_of(by, agency, year, part)
        row.save()
        for kind in RULES:
            due.settle(kind, row, at=at)
        log("accident.return", row, by=by, at=at, data={"year": year, "period": part})
    return row


def figures_of(user: Any, agency: Agency, year: int, part: str) -> dict[str, Any]:
    """The totals as they are now, in the shape that is kept."""
    found = statistics(user, year, part, agency.province)
    return {
        "line": list(found.total.cells), "days_lost": found.damage.days_lost,
        "costs": found.damage.total, "property": found.damage.goods,
        "workers": found.coverage.workers,
    }  # fmt: skip
