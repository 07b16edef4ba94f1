"""Whom visits reached, and what a draw by lot shows about all the others."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Case, CharField, Exists, OuterRef, Value, When

from analytics.source import Source, section, size
from campaigns.enums import How
from campaigns.models import Campaign, Target
from enterprises.models import Enterprise, Sector
from inspections.enums import FindingState, VisitOutcome
from inspections.models import Finding, Inspection, Visit


def visited(today: date) -> Any:
    """Visits that took place."""
    return Visit.objects.filter(outcome=VisitOutcome.DONE)


def _visits(measure: str, **more: Any) -> Source:
    return Source(measure, (Visit, Inspection, Enterprise, Sector), visited, "visited_on",
                  area="inspection__province_id", entity="inspection__enterprise_id",
                  **more)  # fmt: skip


VISITS = _visits("enterprises_visited")
VISITS_OF = (
    _visits("visited_by_section", key2=section("inspection__enterprise__sector")),
    _visits("visited_by_size", key2=size("inspection__enterprise__workers")),
)


def _drawn(today: date) -> Any:
    """Enterprises chosen by lot whose check is finished in the field."""
    return Target.objects.filter(how=How.RANDOM, inspection__minutes_signed_on__isnull=False)


FOUND = Exists(
    Finding.objects.filter(inspection=OuterRef("inspection"), state=FindingState.CONFIRMED)
)
SAMPLES = (
    Source(
        "random_checks",
        (Target, Campaign, Inspection, Finding),
        _drawn,
        "inspection__minutes_signed_on",
        area="inspection__province_id",
        key=Case(
            When(FOUND, then=Value("violation")),
            default=Value("clean"),
            output_field=CharField(),
        ),
    ),
)
