"""Visits to the place and how they ended."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ecms.audit.services import log
from ecms.core import clock
from ecms.documents.models import GeneratedDocument
from ecms.documents.services import of as documents_of
from enterprises.services import visits as register
from inspections.documents.visit_minutes import Confirmation
from inspections.enums import VisitOutcome
from inspections.models import Inspection, Visit
from inspections.permissions import can_work, is_head
from inspections.services import papers
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


def without_minutes(inspection: Inspection) -> QuerySet[Visit]:
    """Visits that could not be held and of which no minutes were drawn up yet."""
    drawn = documents_of(inspection).filter(form_code__in=("BB-VM", "TT-BB-VM"))
    done = [int(key) for key in drawn.values_list("occasion", flat=True) if key.isdecimal()]
    return inspection.visits.exclude(outcome=VisitOutcome.DONE).exclude(pk__in=done)


def draw_minutes(
    visit: Visit, confirmation: Confirmation, *, by: Any, at: datetime
) -> GeneratedDocument:
    """Issue the minutes of a visit that could not be held (Decree 217/2025 arts. 9.2, 15.3a).

    Once for each visit: a double click gives the minutes that exist.

    Raises:
        Refusal: not the head of the team, not running, a visit that was held, nobody confirms.
    """
    if visit.outcome == VisitOutcome.DONE:
        raise Refusal(_("This visit was carried out; it belongs into the minutes of the check."))
    if not confirmation.names.strip():
        raise Refusal(_("Name those who confirm it."), field="names")
    with transaction.atomic():
        case = locked(visit.inspection)
        demand(can_work(case, by))
        demand(is_head(case, by))
        return papers.issue(
            case, "not_held", by=by, at=at, on=max(visit.visited_on, clock.legal_date(at)),
            occasion=str(visit.pk), visit=visit, confirmation=confirmation,
        )  # fmt: skip
