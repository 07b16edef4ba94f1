"""Half-year and yearly reports of employers (Decree 39/2016/NĐ-CP art. 24.1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from ecms.audit.services import log
from ecms.core import clock
from enterprises.models import Enterprise
from enterprises.services.survivors import surviving
from intake.models import AccidentReport
from intake.rules.accident_terms import period
from intake.services.accidents.refusal import Refusal


@dataclass(frozen=True)
class Figures:
    """What the employer wrote into the form."""

    received_on: date
    workers: int
    hours: int | None
    cases: int
    fatal_cases: int
    victims: int
    dead: int
    serious: int
    days_lost: int
    costs: int


def record(
    enterprise: Enterprise, year: int, part: str, given: Figures, *, by: Any, at: datetime
) -> AccidentReport:
    """Store the report of a period; a second one corrects the first.

    Raises:
        Refusal: no right, the period is not over, figures that contradict each other.
    """
    if not by.can(Permission.ACCIDENT_EDIT) or not _reaches(enterprise, by):
        raise Refusal(_("Your role does not include this step."))
    if period(year, part)[1] >= clock.legal_date(at):
        raise Refusal(_("This period is not over yet."), "part")
    _check(given)
    with transaction.atomic():
        enterprise = surviving(enterprise, by=by)
        row, made = AccidentReport.objects.update_or_create(
            enterprise=enterprise,
            year=year,
            part=part,
            defaults={
                **vars(given), "province": enterprise.province, "recorded_at": at,
                "recorded_by": by,
            },
        )  # fmt: skip
        log("accident.report", enterprise, by=by, at=at,
            data={"year": year, "period": part, "corrected": not made})  # fmt: skip
    return row


def _reaches(enterprise: Enterprise, by: Any) -> bool:
    return enterprise.province_id in by.scope.province_ids


def _check(given: Figures) -> None:
    if given.fatal_cases > given.cases:
        raise Refusal(_("More fatal accidents than accidents."), "fatal_cases")
    if given.cases > given.victims:
        raise Refusal(_("Every accident has at least one victim."), "victims")
    if given.dead + given.serious > given.victims:
        raise Refusal(_("More dead and seriously injured than victims."), "dead")
    if given.fatal_cases > given.dead:
        raise Refusal(_("Every fatal accident has at least one dead."), "dead")
