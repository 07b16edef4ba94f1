"""Figures of complaints and accidents."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Case, CharField, F, Q, Value, When

from analytics.source import SECTOR, ZERO, Source, days, total
from analytics.sources_outcomes import IN_TIME, LATE
from enterprises.models import Enterprise, Sector
from intake.models import Accident, Complaint, Victim

SETTLED_IN_TIME = Case(
    When(Q(settle_due_on__isnull=True) | Q(decided_on__lte=F("settle_due_on")),
         then=Value(IN_TIME)),
    default=Value(LATE), output_field=CharField(),
)  # fmt: skip


def _complaints(today: date) -> Any:
    return Complaint.objects.all()


def _accidents(today: date) -> Any:
    return Accident.objects.counted()


def _victims(today: date) -> Any:
    return Victim.objects.filter(accident__in=Accident.objects.counted().values("pk"))


def _hurt(measure: str, *fields: str) -> Source:
    amount: Any = sum((total(field) for field in fields), ZERO)
    return Source(measure, (Accident, Enterprise, Sector), _accidents, "occurred_on",
                  key=F("class_code"), key2=SECTOR, amount=amount)  # fmt: skip


INTAKE = (
    Source("complaints_state", (Complaint,), _complaints, key=F("state")),
    Source("complaints_received", (Complaint,), _complaints, "received_on",
           key=F("kind"), key2=F("channel")),
    Source("complaints_decided", (Complaint,), _complaints, "decided_on",
           key=F("outcome"), key2=SETTLED_IN_TIME),
    Source("complaints_returned", (Complaint,), _complaints, "returned_at", is_moment=True,
           key=F("return_kind")),
    Source("days_to_settle", (Complaint,),
           lambda today: Complaint.objects.filter(accepted_on__isnull=False), "decided_on",
           key=days("accepted_on", "decided_on"), is_spread=True),
    _hurt("accidents"),
    _hurt("accident_victims", "victims_dead", "victims_serious", "victims_light"),
    _hurt("accident_deaths", "victims_dead"),
    Source("accident_days_lost", (Accident, Victim), _victims, "accident__occurred_on",
           area="accident__province_id", amount=total("days_lost")),
)  # fmt: skip
