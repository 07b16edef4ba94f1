"""Figures of inspections and violation cases: how things stand, and what happened in a month."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import F, Sum
from django.db.models.functions import Coalesce, TruncDate

from analytics.source import NONE, SECTOR, SIZE, TOPIC, VIETNAM, ZERO, Source, days, total
from enterprises.models import Enterprise, Sector
from inspections.enums import FindingState
from inspections.models import Finding, Inspection, Visit
from law.models import Provision
from violations.models import Act, Payment, RemedyOrder, ViolationCase
from violations.states import RemedyState

OF_ENTERPRISE = (Enterprise, Sector)


def _inspections(measure: str, day: str, *, is_moment: bool = False) -> Source:
    return Source(
        measure,
        (Inspection, *OF_ENTERPRISE),
        lambda today: Inspection.objects.all(),
        day,
        is_moment=is_moment,
        key=SECTOR,
        key2=SIZE,
    )


def _cases(measure: str, day: str, *, is_moment: bool = False, amount: Any = ZERO) -> Source:
    return Source(
        measure,
        (ViolationCase, *OF_ENTERPRISE),
        lambda today: ViolationCase.objects.all(),
        day,
        is_moment=is_moment,
        key=SECTOR,
        key2=SIZE,
        amount=amount,
    )


STOCK = (
    Source("inspections_state", (Inspection,), lambda today: Inspection.objects.all(),
           key=F("state")),
    Source("inspections_open", (Inspection,), lambda today: Inspection.objects.open()),
    Source("inspections_overdue", (Inspection,),
           lambda today: Inspection.objects.overdue(today)),
    Source("cases_state", (ViolationCase,), lambda today: ViolationCase.objects.all(),
           key=F("state")),
    Source("cases_open", (ViolationCase,), lambda today: ViolationCase.objects.open()),
    Source("cases_overdue", (ViolationCase,),
           lambda today: ViolationCase.objects.overdue(today)),
    Source("fines_outstanding", (ViolationCase,), lambda today: ViolationCase.objects.owing(),
           amount=Coalesce(Sum(F("fine_current") - F("paid_total")), ZERO)),
)  # fmt: skip


def _confirmed(today: date) -> Any:
    return Finding.objects.filter(state=FindingState.CONFIRMED)


def _accepted(today: date) -> Any:
    return RemedyOrder.objects.filter(state=RemedyState.ACCEPTED)


def _ordered(today: date) -> Any:
    """Orders with the day of the decision, or of closing where there is no sanction."""
    closed_on = TruncDate("case__closed_at", tzinfo=VIETNAM)
    return RemedyOrder.objects.annotate(ordered_on=Coalesce("case__decided_on", closed_on))


FLOWS = (
    _inspections("inspections_opened", "proposed_at", is_moment=True),
    _inspections("inspections_decided", "decided_on"),
    _inspections("inspections_closed", "closed_at", is_moment=True),
    Source("visits", (Visit, Inspection), lambda today: Visit.objects.all(), "visited_on",
           area="inspection__province_id", key=F("outcome")),
    Source("findings", (Finding, Inspection, Provision), _confirmed, "discovered_on",
           area="inspection__province_id", key=TOPIC, key2=F("violation_code")),
    Source("workers_concerned", (Finding, Inspection, Provision), _confirmed, "discovered_on",
           area="inspection__province_id", key=TOPIC, amount=total("workers")),
    _cases("cases_opened", "opened_at", is_moment=True),
    Source("cases_by_ward", (ViolationCase, Enterprise),
           lambda today: ViolationCase.objects.all(), "opened_at", is_moment=True,
           key=Coalesce(F("enterprise__ward__code"), NONE)),
    _cases("cases_decided", "decided_on"),
    _cases("cases_closed", "closed_at", is_moment=True),
    _cases("fines_decided", "decided_on", amount=total("fine_decided")),
    Source("acts_decided", (Act, ViolationCase, Provision),
           lambda today: Act.objects.all(), "case__decided_on", area="case__province_id",
           key=F("provision__topic__code"), key2=F("provision__code"), amount=total("fine")),
    Source("fines_paid", (Payment, ViolationCase), lambda today: Payment.objects.counted(),
           "paid_on",
           area="case__province_id", amount=total("amount")),
    Source("remedies_ordered", (RemedyOrder, ViolationCase), _ordered, "ordered_on",
           area="case__province_id", key=F("remedy__code")),
    Source("remedies_accepted", (RemedyOrder, ViolationCase), _accepted, "accepted_at",
           is_moment=True, area="case__province_id", key=F("remedy__code")),
    Source("workers_helped", (RemedyOrder, ViolationCase), _accepted, "accepted_at",
           is_moment=True, area="case__province_id", amount=total("workers_helped")),
    Source("amount_restored", (RemedyOrder, ViolationCase), _accepted, "accepted_at",
           is_moment=True, area="case__province_id", amount=total("amount_restored")),
)  # fmt: skip

# Distributions: one row per number of days, from which the median of any period follows.
DAYS = (
    Source("days_to_minutes", (Inspection,),
           lambda today: Inspection.objects.filter(announced_on__isnull=False),
           "minutes_signed_on", key=days("announced_on", "minutes_signed_on"), is_spread=True),
    Source("days_to_decision", (ViolationCase,),
           lambda today: ViolationCase.objects.filter(minutes_on__isnull=False),
           "decided_on", key=days("minutes_on", "decided_on"), is_spread=True),
)  # fmt: skip
