"""Figures of what came of the work: terms kept, money owed and paid, what happened again."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, CharField, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from accounts.models import Province
from analytics.source import SECTOR, SIZE, TOPIC, Source, days, legal_day, total
from ecms.notifications.models import DueItem
from enterprises.models import Enterprise, Sector
from inspections.enums import FindingState, Ground
from inspections.models import Finding, Inspection
from law.models import Provision
from violations.models import RemedyOrder, ViolationCase
from violations.states import RemedyState

OF_ENTERPRISE = (Enterprise, Sector)
IN_TIME, LATE, OVERDUE, WAITING = "in_time", "late", "overdue", "waiting"
SUCCESSOR = Subquery(
    Province.objects.filter(pk=OuterRef("province_id")).values("successor_id")[:1]
)
YEAR, TWO_YEARS = timedelta(days=365), timedelta(days=730)


def kept(done: Any, due: str, today: date) -> Any:
    """Whether a term was kept: in_time, late (done after it), overdue, waiting."""
    return Case(
        When(Q(term_done__lte=F(due)), then=Value(IN_TIME)),
        When(Q(term_done__isnull=False), then=Value(LATE)),
        When(Q(**{f"{due}__lt": today}), then=Value(OVERDUE)),
        default=Value(WAITING),
        output_field=CharField(),
    )


def _due(today: date) -> Any:
    """Everything that had to happen by a day; cancelled items ask for nothing."""
    rows = DueItem.objects.exclude(outcome="cancelled").filter(province_id__isnull=False)
    rows = rows.annotate(term_done=legal_day("closed_at"))
    return rows.annotate(term_state=kept("term_done", "due_on", today))


def _seen(rows: Any, user: Any) -> Any:
    """Terms of what the user may see: each kind of thing says so itself."""
    kinds = ContentType.objects.filter(pk__in=rows.values("content_type").distinct())
    seen = Q(pk__in=())
    for kind in kinds:
        manager: Any = kind.model_class()._default_manager  # type: ignore[union-attr]
        if hasattr(manager.all(), "visible_to"):
            seen |= Q(content_type=kind, object_id__in=manager.all().visible_to(user).values("pk"))
    return rows.filter(seen)


def _remedies(today: date) -> Any:
    """Measures with a last day; done on the day on which the evidence came."""
    rows = RemedyOrder.objects.filter(due_on__isnull=False)
    accepted = Case(
        When(state=RemedyState.ACCEPTED, then=legal_day(Coalesce("submitted_at", "accepted_at")))
    )
    return rows.annotate(term_done=accepted).annotate(
        term_state=kept("term_done", "due_on", today)
    )


def _again(within: timedelta) -> Any:
    """Confirmed findings of an enterprise that had the same one in an earlier check."""

    def rows(today: date) -> Any:
        earlier = Finding.objects.filter(
            state=FindingState.CONFIRMED,
            inspection__enterprise=OuterRef("inspection__enterprise"),
            violation_code=OuterRef("violation_code"),
            discovered_on__lt=OuterRef("discovered_on"),
            discovered_on__gte=OuterRef("discovered_on") - within,
        ).exclude(inspection=OuterRef("inspection"))
        return Finding.objects.filter(Exists(earlier), state=FindingState.CONFIRMED)

    return rows


def _findings_again(measure: str, within: timedelta) -> Source:
    return Source(measure, (Finding, Inspection, Provision), _again(within), "discovered_on",
                  area="inspection__province_id", key=TOPIC, key2=F("violation_code"))  # fmt: skip


def _case_days(measure: str, start: str, day: str) -> Source:
    return Source(measure, (ViolationCase,),
                  lambda today: ViolationCase.objects.filter(**{f"{start}__isnull": False}),
                  day, key=days(start, day), is_spread=True)  # fmt: skip


OUTCOMES = (
    Source("inspections_planned", (Inspection, *OF_ENTERPRISE),
           lambda today: Inspection.objects.filter(ground=Ground.PLAN), "planned_on",
           key=SECTOR, key2=SIZE),
    Source("fines_current", (ViolationCase, *OF_ENTERPRISE),
           lambda today: ViolationCase.objects.all(), "decided_on",
           key=SECTOR, key2=SIZE, amount=total("fine_current")),
    Source("fines_collected", (ViolationCase, *OF_ENTERPRISE),
           lambda today: ViolationCase.objects.all(), "decided_on",
           key=SECTOR, key2=SIZE, amount=total("paid_total")),
    Source("remedies_due", (RemedyOrder, ViolationCase), _remedies, "due_on",
           area="case__province_id", key=F("term_state")),
    Source("terms_due", (DueItem,), _due, "due_on", key=F("kind"), key2=F("term_state"),
           successor=SUCCESSOR, visible=_seen, ward=""),
    _findings_again("findings_again_12", YEAR),
    _findings_again("findings_again_24", TWO_YEARS),
)  # fmt: skip

TERMS = (
    Source("days_to_announce", (Inspection,),
           lambda today: Inspection.objects.filter(decided_on__isnull=False), "announced_on",
           key=days("decided_on", "announced_on"), is_spread=True),
    Source("days_of_inspection", (Inspection,), lambda today: Inspection.objects.all(),
           "closed_at", is_moment=True,
           key=days(legal_day("proposed_at"), legal_day("closed_at")), is_spread=True),
    _case_days("days_to_serve", "decided_on", "served_on"),
    Source("days_of_case", (ViolationCase,), lambda today: ViolationCase.objects.all(),
           "closed_at", is_moment=True,
           key=days(legal_day("opened_at"), legal_day("closed_at")), is_spread=True),
)  # fmt: skip
