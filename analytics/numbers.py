"""Reading figures: everything a dashboard or a report says comes from one ``Numbers``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, Sum

from accounts.models import Province
from analytics import sources
from analytics.models import Figure, FrozenFigure, Refresh
from analytics.periods import Period, month_code, shift
from ecms.core import replica

# Measures whose number is the sum, not the count: đồng or workers.
SUMMED = frozenset(
    {
        "fines_outstanding", "fines_decided", "fines_paid", "amount_restored",
        "workers_concerned", "workers_helped",
    }
)  # fmt: skip
STOCK = tuple(source.measure for source in sources.STOCK)
FLOWS = tuple(source.measure for source in sources.FLOWS if source.measure != "cases_by_ward")
DAYS = tuple(source.measure for source in sources.DAYS)
BY_PROVINCE = ("inspections_opened", "inspections_closed", "findings", "cases_opened",
               "cases_decided", "fines_decided", "fines_paid", "amount_restored")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    """A count of rows and the sum of what they carry (whole VND or workers)."""

    count: int = 0
    amount: int = 0


EMPTY = Cell()
Cells = Mapping[Any, Cell]


@dataclass(frozen=True)
class Selection:
    """What is asked for: whose eyes, which period, one province or all in reach.

    ``frozen``: as it was reported at the month-ends, not as it stands now.
    """

    user: Any
    period: Period
    province: Province | None = None
    frozen: bool = False

    def figures(self) -> Any:
        """The figures in reach."""
        rows: Any
        source = replica.alias()
        if self.frozen:
            rows = FrozenFigure.objects.using(source).visible_to(self.user).at_end_of(self.period)
        else:
            rows = Figure.objects.using(source).visible_to(self.user)
        return rows if self.province is None else rows.filter(province=self.province)


class Numbers:
    """The figures of a selection, added up over its provinces.

    ``stock`` {(measure, key)}; ``flow`` and ``before`` {measure} in the period and in the one
    before; ``monthly`` {(measure, month)} over the trend; ``by_province`` {(measure, province
    id)}; ``by_ward`` {ward code}; ``days`` and ``days_before`` {measure: median days or None}.
    """

    def __init__(self, selection: Selection) -> None:
        self.selection = selection
        self.period = selection.period
        self._rows = selection.figures()
        self.as_of = as_of()
        self.stock = self._read(self._rows.stock().of(STOCK), "measure", "key")
        self._read_flows()
        within = self._rows.within(self.period)
        self.by_province = self._sums(within, "all", BY_PROVINCE, "measure", "province_id")
        self.by_ward = self._wards(within)
        self._read_days()
        self._keyed: dict[tuple[str, str], dict[str, Cell]] = {}

    def keyed(self, measures: Iterable[str], level: str = "key") -> dict[str, dict[str, Cell]]:
        """{code: {measure: cell}} by the first (``key``) or second (``key2``) dimension.

        Read where a table needs it, once a measure: a page shows few of them.
        """
        wanted = list(dict.fromkeys(measures))
        missing = [measure for measure in wanted if (level, measure) not in self._keyed]
        if missing:
            self._keyed.update({(level, measure): {} for measure in missing})
            within = self._rows.within(self.period)
            read = self._sums(within, level, missing, "measure", "key")
            for (measure, code), cell in read.items():
                self._keyed[level, measure][code] = cell
        found: dict[str, dict[str, Cell]] = {}
        for measure in wanted:
            for code, cell in self._keyed[level, measure].items():
                found.setdefault(code, {})[measure] = cell
        return found

    def value(self, measure: str, cell: Cell) -> int:
        """The number of a measure: the sum where it is of money or workers, else the count."""
        return cell.amount if measure in SUMMED else cell.count

    def now(self, measure: str) -> Cell:
        """How a stock measure stands, over all its keys."""
        return added(cell for (name, _), cell in self.stock.items() if name == measure)

    def total(self, measure: str) -> Cell:
        """A flow measure in the period."""
        return self.flow.get(measure, EMPTY)

    @staticmethod
    def _read(rows: Any, *names: str) -> dict[Any, Cell]:
        found = rows.order_by().values_list(*names).annotate(Sum("count"), Sum("amount"))
        return {
            tuple(row[:-2]) if len(names) > 1 else row[0]: Cell(int(row[-2]), int(row[-1]))
            for row in found
        }

    def _sums(
        self, rows: Any, level: str, measures: Iterable[str], *names: str
    ) -> dict[Any, Cell]:
        """Sums over the other dimensions; the first of ``names`` is the measure."""
        codes = {sources.BY_MEASURE[name].stored_as(level): name for name in measures}
        return {
            (codes[code], *rest): cell
            for (code, *rest), cell in self._read(rows.of(codes), *names).items()
        }

    def _read_flows(self) -> None:
        """One query gives the trend, the period and the period before."""
        period, before = self.period, self.period.previous
        ago = Period(shift(period.first, -12), shift(period.last, -12))
        wanted = Period(min(period.trend.first, before.first, ago.first), period.last)
        monthly = self._sums(self._rows.within(wanted), "all", FLOWS, "measure", "month")
        self.flow = _over(monthly, period)
        self.before, self.year_ago = _over(monthly, before), _over(monthly, ago)
        self.monthly = {key: cell for key, cell in monthly.items() if period.trend.holds(key[1])}
        visited = self._visited(period, before)
        self.flow[sources.VISITED], self.before[sources.VISITED] = map(Cell, visited)

    def _visited(self, *periods: Period) -> list[int]:
        """Enterprises visited in each of some periods; each once, by its first month in it."""
        sums = {
            f"in_{number}": Sum("count", filter=_first_time(period))
            for number, period in enumerate(periods)
        }
        span = Period(min(period.first for period in periods), periods[0].last)
        rows = self._rows.within(span).of([sources.VISITED])
        return [int(found or 0) for found in rows.aggregate(**sums).values()]

    def _wards(self, within: Any) -> dict[str, Cell]:
        """By ward, where one province is looked at; the wards of the whole country say nothing."""
        one = self.selection.province is not None or len(self.provinces_in_reach) == 1
        return self._read(within.of(["cases_by_ward"]), "key") if one else {}

    @property
    def provinces_in_reach(self) -> frozenset[int]:
        """The user's own provinces; empty for a national user."""
        scope = self.selection.user.scope
        return frozenset() if scope.national else scope.province_ids

    def _read_days(self) -> None:
        both = Period(self.period.previous.first, self.period.last)
        rows = self._read(self._rows.within(both).of(DAYS), "measure", "month", "key")
        self.days = {name: _median(rows, name, self.period) for name in DAYS}
        self.days_before = {name: _median(rows, name, self.period.previous) for name in DAYS}
        self.days_count = {
            name: added(
                cell
                for (measure, month, _), cell in rows.items()
                if measure == name and self.period.holds(month)
            ).count
            for name in DAYS
        }


def added(cells: Iterable[Cell]) -> Cell:
    """The sum of some cells."""
    count = amount = 0
    for cell in cells:
        count, amount = count + cell.count, amount + cell.amount
    return Cell(count, amount)


def as_of() -> datetime | None:
    """The moment until which the figures are known to be right; None when never computed."""
    rows = Refresh.objects.using(replica.alias()).order_by("-refreshed_at")
    return rows.values_list("checked_at", flat=True).first()


def _first_time(period: Period) -> Q:
    """Figures of enterprises visited for the first time in a period (``key``: its last visit)."""
    inside = Q(month__gte=period.first, month__lte=period.last)
    return inside & (Q(key="") | Q(key__lt=month_code(period.first)))


def _over(monthly: Cells, period: Period) -> dict[str, Cell]:
    sums: dict[str, list[Cell]] = defaultdict(list)
    for (measure, month), cell in monthly.items():
        if period.holds(month):
            sums[measure].append(cell)
    return {measure: added(cells) for measure, cells in sums.items()}


def _median(rows: Mapping[tuple[str, date, str], Cell], name: str, period: Period) -> int | None:
    """The lower median of a distribution over days; None without a case."""
    spread: dict[int, int] = defaultdict(int)
    for (measure, month, key), cell in rows.items():
        if measure == name and period.holds(month):
            spread[int(key)] += cell.count
    half, seen = (sum(spread.values()) + 1) // 2, 0
    for days in sorted(spread):
        seen += spread[days]
        if seen >= half:
            return days
    return None
