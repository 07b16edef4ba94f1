"""What a source of figures is: the rows that are counted, the date that decides the month.

The refresh aggregates these rows in the database; the pages behind a number list the very same
rows. So a number and its list cannot tell two different things.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    Count,
    DateField,
    F,
    Func,
    Model,
    OuterRef,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, TruncDate, TruncMonth

from analytics.models.former import FormerArea
from analytics.periods import Period
from enterprises.rules.size import SIZES

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")  # months are months of the legal date
NONE = Value("", output_field=CharField())
ZERO = Value(0)
DAYS_WIDTH = 5  # days are kept as sorted text: "00012"

# What counts once in a period of any length (an enterprise visited, a person at work): for each
# month in which it appears, ``f_key`` is the month of the time before. Those whose time before
# lies outside of the period are counted, so counts of months may be added up without counting
# anything twice.
TURNS = """
SELECT f_area, f_month, COALESCE(to_char(before, 'YYYY-MM'), '') AS f_key, f_key2,
       COUNT(*) AS f_count, 0 AS f_amount
  FROM (SELECT f_area, f_month, f_key2,
               lag(f_month) OVER (PARTITION BY f_area, f_key2, f_entity ORDER BY f_month) AS before
          FROM ({rows}) AS appearances) AS turns
 GROUP BY 1, 2, 3, 4
"""


@dataclass(frozen=True)
class Source:
    """The rows of one measure.

    ``rows(today)`` answers all of them, unscoped; ``day`` is the path of the date or moment that
    decides the month, empty for how things stand now; ``area`` the path of the province, of which
    the successor counts where provinces were merged (``successor`` where the path is no relation).
    ``key``
    and ``key2`` are expressions for the dimensions. ``models`` are the tables whose change can
    change the figure; a ``daily`` one is computed once a day whatever changes. ``entity`` is the
    path of what counts once in a period of any length (see ``TURNS``). ``is_listed`` is False
    where no list of rows stands behind the number; ``visible(rows, user)`` narrows that list.
    The ``key`` of a spread is a number of days. ``ward`` is the path of the enterprise's ward
    where it does not follow from ``area``; empty where a row has none.
    """

    measure: str
    models: tuple[type[Model], ...]
    rows: Callable[[date], Any]
    day: str = ""
    is_moment: bool = False
    area: str = "province_id"
    successor: Any = None
    key: Any = NONE
    key2: Any = NONE
    count: Any = None
    amount: Any = ZERO
    entity: str = ""
    daily: bool = False
    is_listed: bool = True
    is_spread: bool = False
    visible: Callable[[Any, Any], Any] = lambda rows, user: rows.visible_to(user)
    ward: str | None = None

    @property
    def has_former(self) -> bool:
        """Whether the figures are kept by old province as well."""
        return not (self.entity or self.is_spread or self.daily or self.ward == "")

    @property
    def former(self) -> Any:
        """The code of the old province: of the file where it is older than the merger, else of
        the ward in which the enterprise is."""
        area = self.area.removesuffix("_id")
        ward = self.ward or f"{self.area.removesuffix('province_id')}enterprise__ward"
        old = FormerArea.objects.filter(ward=OuterRef(ward)).values("former__code")[:1]
        own = Case(
            When(**{f"{area}__successor__isnull": False}, then=F(f"{area}__code")),
            output_field=CharField(),
        )
        return Coalesce(own, Subquery(old), NONE)

    @property
    def sums(self) -> tuple[str, ...]:
        """Over which dimensions the figures are added up beforehand, see ``stored_as``."""
        if self.entity or self.key is NONE or not self.day:
            return ()
        return ("all",) if self.key2 is NONE else ("all", "key", "key2")

    def stored_as(self, level: str) -> str:
        """The code under which sums are kept: over all keys ("all"), by one of them, or by the
        province before 1 July 2025 ("former", whose code is the key).

        Pages read sums of at most a few rows per province and month, at any number of cases.
        """
        if level in self.sums or (level == "former" and self.has_former):
            return f"{self.measure}/{level}"
        return self.measure

    def select(
        self, today: date, areas: Collection[int] | None = None, *, former: bool = False
    ) -> tuple[str, list[Any]]:
        """SQL and parameters: a row per province, month and keys, as ``f_*`` columns.

        ``areas``: only of rows that name one of these provinces, merged ones among them.
        ``former``: the old province in place of the keys.
        """
        rows = self._placed(today, areas)
        if self.entity:
            turns = rows.values(
                f_area=self._area, f_month=self.month, f_key2=self.key2,
                f_entity=F(self.entity),
            ).distinct()  # fmt: skip
            sql, params = turns.query.sql_with_params()
            return TURNS.format(rows=sql), list(params)
        key, key2 = (self.former, NONE) if former else (self.key, self.key2)
        tally = rows.values(
            f_area=self._area, f_month=self.month, f_key=key, f_key2=key2
        ).annotate(f_count=self.count or Count("pk"), f_amount=self.amount)
        sql, params = tally.query.sql_with_params()
        return sql, list(params)

    @property
    def _area(self) -> Any:
        """The province that stands for the row today."""
        successor = self.successor or F(f"{self.area.removesuffix('_id')}__successor_id")
        return Coalesce(successor, F(self.area), output_field=BigIntegerField())

    def _placed(self, today: date, areas: Collection[int] | None) -> Any:
        rows = self.rows(today).filter(**{f"{self.area}__isnull": False}).order_by()
        if self.day:
            rows = rows.filter(**{f"{self.day}__isnull": False})
        return rows if areas is None else rows.filter(**{f"{self.area}__in": list(areas)})

    def behind(
        self,
        user: Any,
        *,
        period: Period,
        today: date,
        province: int | None = None,
        key: str = "",
        key2: str = "",
        former: str = "",
    ) -> QuerySet:  # type: ignore[type-arg]
        """The rows behind a number, as far as ``user`` may see them."""
        rows = self.visible(self.rows(today), user)
        if self.day:
            rows = self._within(rows, period)
        scope = user.scope
        rows = rows.annotate(f_area=self._area)
        if not scope.national:
            rows = rows.filter(f_area__in=scope.province_ids)
        if province is not None:
            rows = rows.filter(f_area=province)
        if former and self.has_former:
            rows = rows.annotate(f_former=self.former).filter(f_former=former)
        if key:
            rows = rows.annotate(f_key=self.key).filter(f_key=key)
        if key2:
            rows = rows.annotate(f_key2=self.key2).filter(f_key2=key2)
        return rows

    @property
    def month(self) -> Any:
        """The first day of the month of a row."""
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


def by_month(source: Source, rows: Any) -> Iterator[tuple[date, int, int]]:
    """(first day, count, sum) of some of the rows of a source, month by month."""
    tally = rows.order_by().values(f_month=source.month)
    tally = tally.annotate(f_count=source.count or Count("pk"), f_amount=source.amount)
    for month, count, amount in tally.values_list("f_month", "f_count", "f_amount"):
        yield (month.date() if hasattr(month, "date") else month), count, amount


def section(path: str) -> Any:
    """The letter of the sector's section in VSIC 2025, as ``Sector.section`` reads it."""
    own = When(**{f"{path}__level": 1, f"{path}__scheme": "VSIC2025"}, then=F(f"{path}__code"))
    letter = Func(
        F(f"{path}__section_2025"),
        Value("[[:alpha:]]"),
        function="SUBSTRING",
        output_field=CharField(),
    )
    return Coalesce(Case(own, default=letter, output_field=CharField()), NONE)


def size(path: str) -> Any:
    """The size class of a headcount, as ``enterprises.rules.size`` draws the lines."""
    steps = [
        When(**{f"{path}__lte": band.high}, then=Value(band.code))
        if band.high is not None
        else When(**{f"{path}__gte": band.low}, then=Value(band.code))
        for band in SIZES
    ]
    return Case(*steps, default=NONE, output_field=CharField())


def legal_day(path: Any) -> Any:
    """The legal date of a moment."""
    return TruncDate(path, tzinfo=VIETNAM)


def days(start: Any, end: Any) -> Any:
    """Days from one date to another, never below 0, as text that sorts like the number."""
    return Func(
        F(end) if isinstance(end, str) else end,
        F(start) if isinstance(start, str) else start,
        arg_joiner=" - ",
        output_field=CharField(),
        template=f"LPAD(GREATEST(%(expressions)s, 0)::text, {DAYS_WIDTH}, '0')",
    )


def total(field: str) -> Any:
    return Coalesce(Sum(field), ZERO)


SECTOR, SIZE = section("enterprise__sector"), size("enterprise__workers")
TOPIC = Coalesce(F("provision__topic__code"), NONE)
