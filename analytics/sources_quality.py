"""Records that need mending: each check is a source, so its number and its list are the same rows.

Checks of the register are counted once a day, because every change of every enterprise would
count them anew; the others follow within a minute.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, Model, OuterRef, Q
from django.db.models.functions import Coalesce

from analytics.source import NONE, Source
from analytics.sources_register import active_firms
from enterprises.models import Duplicate, Enterprise
from inspections.enums import FindingState, Mode, Phase, VisitOutcome
from inspections.models import Finding, Inspection, Visit
from intake.models import Accident, Complaint
from violations.models import ViolationCase
from violations.states import CaseState

SILENT, UNSERVED = timedelta(days=45), timedelta(days=5)
MOST_WORKERS = 100_000  # more than any employer of the country has in one enterprise
UNIT = Coalesce(F("unit__code"), NONE)
OFFICE = Coalesce(F("officer__unit__code"), NONE)
Rows = Callable[[date], Any]


def _register(measure: str, wrong: Callable[[date], Q]) -> Source:
    return Source(measure, (Enterprise,), lambda today: active_firms(today).filter(wrong(today)),
                  daily=True)  # fmt: skip


def _check(measure: str, models: tuple[type[Model], ...], rows: Rows, **more: Any) -> Source:
    return Source(measure, models, rows, ward="", **more)


def _visited(today: date) -> Exists:
    return Exists(Visit.objects.filter(inspection=OuterRef("pk"), outcome=VisitOutcome.DONE))


def _silent(today: date) -> Any:
    """Announced long ago, still in the field, nobody has been there."""
    rows = Inspection.objects.filter(phase=Phase.RUNNING, mode=Mode.DIRECT,
                                     announced_on__lt=today - SILENT)  # fmt: skip
    return rows.exclude(_visited(today))


def _unvisited(today: date) -> Any:
    rows = Inspection.objects.filter(phase=Phase.CLOSED, mode=Mode.DIRECT)
    return rows.exclude(_visited(today))


def _disordered(today: date) -> Any:
    """Dates that cannot be: announced before the decision, signed before the announcement."""
    return Inspection.objects.filter(
        Q(announced_on__lt=F("decided_on")) | Q(minutes_signed_on__lt=F("announced_on"))
    )


def _unserved(today: date) -> Any:
    rows = ViolationCase.objects.filter(state=CaseState.DECIDED, served_on__isnull=True)
    return rows.filter(decided_on__lt=today - UNSERVED)


REGISTER = (
    _register("dq_no_workers", lambda today: Q(workers__isnull=True)),
    _register("dq_no_sector", lambda today: Q(sector__isnull=True)),
    _register("dq_no_ward", lambda today: Q(ward__isnull=True)),
    _register("dq_workforce_late", lambda today: Q(workforce_due_on__lt=today)),
    _register("dq_workers_odd", lambda today: Q(workers=0) | Q(workers__gt=MOST_WORKERS)),
    Source("dq_duplicates", (Duplicate,), lambda today: Duplicate.objects.open(),
           area="first__province_id", daily=True),
)  # fmt: skip
WORK = (
    _check("dq_inspection_silent", (Inspection, Visit), _silent, key=UNIT),
    _check("dq_no_visit", (Inspection, Visit), _unvisited, key=UNIT),
    _check("dq_inspection_dates", (Inspection,), _disordered, key=UNIT),
    _check("dq_finding_workers", (Finding, Inspection),
           lambda today: Finding.objects.filter(state=FindingState.CONFIRMED, workers=None),
           area="inspection__province_id", key=Coalesce(F("inspection__unit__code"), NONE)),
    _check("dq_not_served", (ViolationCase,), _unserved, key=OFFICE),
    _check("dq_case_dates", (ViolationCase,),
           lambda today: ViolationCase.objects.filter(decided_on__lt=F("minutes_on")),
           key=OFFICE),
    _check("dq_overpaid", (ViolationCase,),
           lambda today: ViolationCase.objects.filter(paid_total__gt=F("fine_current")),
           key=OFFICE),
    _check("dq_complaint_handler", (Complaint,),
           lambda today: Complaint.objects.open().filter(handler=None, accepted_on__isnull=False)),
    _check("dq_accident_victims", (Accident,),
           lambda today: Accident.objects.counted().filter(
               victims_dead=0, victims_serious=0, victims_light=0)),
    _check("dq_accident_notice", (Accident,),
           lambda today: Accident.objects.counted().filter(
               notice_on__gt=F("occurred_on") + timedelta(days=30))),
)  # fmt: skip
QUALITY = (*REGISTER, *WORK)
