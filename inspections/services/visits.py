"""Visits to the place and how they ended."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from ecms.audit.services import log
from ecms.core import clock
from enterprises.services import visits as register
from inspections.enums import VisitOutcome
from inspections.models import Inspection, Visit
from inspections.permissions import can_work
from inspections.services.refusal import Refusal, demand, locked


@dataclass(frozen=True)
class VisitFacts:
    """What happened on a visit; ``outcome`` a VisitOutcome."""

    visited_on: date
    outcome: str
    place: str = ""
    met: str = ""
    workers_present: int | None = None
    note: str = ""


def record(
    inspection: Inspection, facts: VisitFacts, *, submission: UUID, by: Any, at: datetime
) -> Visit:
    """Record a visit; the same ``submission`` records it once.

    Raises:
        Refusal: not the team, not running, a day before the announcement or after today.
    """
    known = Visit.objects.filter(submission=submission, inspection=inspection).first()
    if known is not None:
        return known
    try:
        with transaction.atomic():
            case = locked(inspection)
            demand(can_work(case, by))
            if facts.visited_on > clock.legal_date(at):
                raise Refusal(_("The day lies in the future."), field="visited_on")
            if case.announced_on and facts.visited_on < case.announced_on:
                raise Refusal(_("The day is before the announcement."), field="visited_on")
            visit = Visit.objects.create(
                inspection=case,
                submission=submission,
                recorded_at=at,
                recorded_by=by,
                **asdict(facts),
            )
            data = {"on": facts.visited_on, "outcome": facts.outcome}
            log("inspection.visit", case, by=by, at=at, data=data)
            if facts.outcome == VisitOutcome.DONE:
                today = clock.legal_date(at)
                register.record(case.enterprise, on=facts.visited_on, today=today)
    except IntegrityError:
        return Visit.objects.get(submission=submission, inspection=inspection)
    return visit
