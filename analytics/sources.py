"""Where each figure comes from: the rows that are counted, the date that decides the month.

The refresh aggregates these rows in the database; the pages behind a number list the very same
rows. So a number and its list cannot tell two different things.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    F,
    Func,
    Model,
    QuerySet,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, TruncDate, TruncMonth

from analytics.periods import Period
from enterprises.models import Enterprise, Sector
from enterprises.rules.size import SIZES
from inspections.enums import FindingState, VisitOutcome
from inspections.models import Finding, Inspection, Visit
from law.models import Provision
from violations.models import Act, Payment, RemedyOrder, ViolationCase
from violations.states import RemedyState

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")  # months are months of the legal date
NONE = Value("", output_field=CharField())
ZERO = Value(0)
DAYS_WIDTH = 5  # days are kept as sorted text: "00012"


@dataclass(frozen=True)
class Source:
    """The rows of one measure.

    ``rows(today)`` answers all of them, unscoped; ``day`` is the path of the date or moment that
    decides the month, empty for how things stand now; ``area`` the path of the province. ``key``
    and ``key2`` are expressions for the dimensions. ``models`` are the tables whose change can
    change the figure.
    """

    measure: str
    models: tuple[type[Model], ...]
    rows: Callable[[date], Any]
    day: str = ""
    is_moment: bool = False
    area: str = "province_id"
    key: Any = NONE
    key2: Any = NONE
    count: Any = None
    amount: Any = ZERO

    @property
    def sums(self) -> tuple[str, ...]:
        """Over which dimensions the figures are added up beforehand, see ``stored_as``."""
        if self.key is NONE or not self.day:
            return ()
        return ("all",) if self.key2 is NONE else ("all", "key", "key2")

    def stored_as(self, level: str) -> str:
        """The code under which sums are kept: over all keys ("all"), or by one of them.

        Pages read sums of at most a few rows per province and month, at any number of cases.
        """
        if level in self.sums:
            return f"{self.measure}/{level}"
        return self.measure

    def tally(self, today: date) -> QuerySet:  # type: ignore[type-arg]
        """One row per province, month and keys, as ``f_*`` columns."""
        rows = self.rows(today)
        if self.day:
            rows = rows.filter(**{f"{self.day}__isnull": False})
        return (
            rows.order_by()
            .values(f_area=F(self.area), f_month=self._month(), f_key=self.key, f_key2=self.key2)
            .annotate(f_count=self.count or Count("pk"), f_amount=self.amount)
        )

    def behind(
        self,
        user: Any,
        *,
        period: Period,
        today: date,
        province: int | None = None,
        key: str = "",
        key2: str = "",
    ) -> QuerySet:  # type: ignore[type-arg]
        """The rows behind a number, as far as ``user`` may see them."""
        rows = self.rows(today).visible_to(user)
        if self.day:
            rows = self._within(rows, period)
        scope = user.scope
        if not scope.national:
            rows = rows.filter(**{f"{self.area}__in": scope.province_ids})
        if province is not None:
            rows = rows.filter(**{self.area: province})
        if key:
            rows = rows.annotate(f_key=self.key).filter(f_key=key)
        if key2:
            rows = rows.annotate(f_key2=self.key2).filter(f_key2=key2)
        return rows

    def _month(self) -> Any:
        if not self.day:
            return Cast(Value(None), DateField())
        return TruncMonth(self.day, **self._zone)

    def _within(self, rows: Any, period: Period) -> Any:
        path = self.day
        if self.is_moment:
            rows = rows.annotate(f_day=TruncDate(self.day, tzinfo=VIETNAM))
            path = "f_day"
        return rows.filter(**{f"{path}__gte": period.start, f"{path}__lte": period.end})

    @property
    def _zone(self) -> dict[str, Any]:
        return {"tzinfo": VIETNAM} if self.is_moment else {}


def _section(path: str) -> Any:
    """The letter of the sector's section in VSIC 2025, as ``Sector.section`` reads it."""
    own = When(**{f"{path}__level": 1, f"{path}__scheme": "VSIC2025"}, then=F(f"{path}__code"))
    letter = Func(
        F(f"{path}__section_2025"),
        Value("[[:alpha:]]"),
        function="SUBSTRING",
        output_field=CharField(),
    )
    return Coalesce(Case(own, default=letter, output_field=CharField()), NONE)


def _size(path: str) -> Any:
    """The size class of a headcount, as ``enterprises.rules.size`` draws the lines."""
    steps = [
        When(**{f"{path}__lte": size.high}, then=Value(size.code))
        if size.high is not None
        else When(**{f"{path}__gte": size.low}, then=Value(size.code))
        for size in SIZES
    ]
    return Case(*steps, default=NONE, output_field=CharField())


def _days(start: str, end: str) -> Any:
    """Days from one date to another, never below 0, as text that sorts like the number."""
    return Func(
        F(end),
        F(start),
        arg_joiner=" - ",
        output_field=CharField(),
        template=f"LPAD(GREATEST(%(expressions)s, 0)::text, {DAYS_WIDTH}, '0')",
    )


def _sum(field: str) -> Any:
    return Coalesce(Sum(field), ZERO)


SECTOR, SIZE = _section("enterprise__sector"), _size("enterprise__workers")
TOPIC = Coalesce(F("provision__topic__code"), NONE)
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
           area="inspection__province_id", key=TOPIC, amount=_sum("workers")),
    _cases("cases_opened", "opened_at", is_moment=True),
    Source("cases_by_ward", (ViolationCase, Enterprise),
           lambda today: ViolationCase.objects.all(), "opened_at", is_moment=True,
           key=Coalesce(F("enterprise__ward__code"), NONE)),
    _cases("cases_decided", "decided_on"),
    _cases("cases_closed", "closed_at", is_moment=True),
    _cases("fines_decided", "decided_on", amount=_sum("fine_decided")),
    Source("acts_decided", (Act, ViolationCase, Provision),
           lambda today: Act.objects.all(), "case__decided_on", area="case__province_id",
           key=F("provision__topic__code"), key2=F("provision__code"), amount=_sum("fine")),
    Source("fines_paid", (Payment, ViolationCase), lambda today: Payment.objects.counted(),
           "paid_on",
           area="case__province_id", amount=_sum("amount")),
    Source("remedies_ordered", (RemedyOrder, ViolationCase), _ordered, "ordered_on",
           area="case__province_id", key=F("remedy__code")),
    Source("remedies_accepted", (RemedyOrder, ViolationCase), _accepted, "accepted_at",
           is_moment=True, area="case__province_id", key=F("remedy__code")),
    Source("workers_helped", (RemedyOrder, ViolationCase), _accepted, "accepted_at",
           is_moment=True, area="case__province_id", amount=_sum("workers_helped")),
    Source("amount_restored", (RemedyOrder, ViolationCase), _accepted, "accepted_at",
           is_moment=True, area="case__province_id", amount=_sum("amount_restored")),
)  # fmt: skip

# Distributions: one row per number of days, from which the median of any period follows.
DAYS = (
    Source("days_to_minutes", (Inspection,),
           lambda today: Inspection.objects.filter(announced_on__isnull=False),
           "minutes_signed_on", key=_days("announced_on", "minutes_signed_on")),
    Source("days_to_decision", (ViolationCase,),
           lambda today: ViolationCase.objects.filter(minutes_on__isnull=False),
           "decided_on", key=_days("minutes_on", "decided_on")),
)  # fmt: skip


def visited(today: date) -> Any:
    """Visits that took place, the rows behind "enterprises visited"."""
    return Visit.objects.filter(outcome=VisitOutcome.DONE)


VISITED = "enterprises_visited"
VISITED_SOURCE = Source(VISITED, (Visit, Inspection), visited, "visited_on",
                        area="inspection__province_id")  # fmt: skip
PLAIN = (*STOCK, *FLOWS, *DAYS)
BY_MEASURE = {source.measure: source for source in (*PLAIN, VISITED_SOURCE)}
