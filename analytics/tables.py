"""The tables of dashboards and reports: the same rows on the page, in CSV, XLSX and PDF."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from analytics.names import SHORT, Names
from analytics.numbers import EMPTY, SUMMED, Cell, Numbers
from analytics.period_words import month_words
from analytics.periods import month_code
from violations.states import CaseState

MONEY = frozenset({"fines_outstanding", "fines_decided", "fines_paid", "amount_restored"})


@dataclass(frozen=True)
class Column:
    """A column of figures: a measure, and whether its count or its sum is shown."""

    measure: str
    label: str | Promise
    part: str = "count"
    money: bool = False

    def of(self, cell: Cell) -> int:
        """The number of a cell."""
        return cell.amount if self.part == "amount" else cell.count


@dataclass(frozen=True)
class Line:
    """A row: the code it is kept under, its words, a number per column."""

    code: str
    label: str
    values: tuple[int, ...]


@dataclass(frozen=True)
class Table:
    """``dimension`` says what the code of a row is: month, province, key, key2 or state."""

    code: str
    title: str
    head: str
    dimension: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    total: tuple[int, ...] = field(default=())

    @property
    def header(self) -> list[str]:
        """Words above all columns; amounts say their unit."""
        return [
            self.head,
            *(_("%(name)s (đồng)") % {"name": c.label} if c.money else str(c.label)
              for c in self.columns),
        ]  # fmt: skip

    def rows(self) -> Iterable[list[Any]]:
        """All rows with the total, as written to files."""
        for line in self.lines:
            yield [line.label, *line.values]
        if self.total:
            yield [_("Total"), *self.total]


class Tables(Mapping[str, Table]):
    """Tables by their code, in order; each is made once, when it is asked for."""

    def __init__(self, makers: Mapping[str, Callable[[], Table]]) -> None:
        self._makers = makers
        self._made: dict[str, Table] = {}

    def __getitem__(self, code: str) -> Table:
        if code not in self._made:
            self._made[code] = self._makers[code]()
        return self._made[code]

    def __contains__(self, code: object) -> bool:
        return code in self._makers  # a Mapping would make the table to see

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)


def column(measure: str, label: str | Promise = "", part: str = "") -> Column:
    """A column of a measure with its short name and its usual part."""
    part = part or ("amount" if measure in SUMMED else "count")
    return Column(measure, label or SHORT[measure], part, measure in MONEY)


MONTH_COLUMNS = ("inspections_opened", "inspections_decided", "inspections_closed", "findings",
                 "cases_opened", "cases_decided", "cases_closed", "fines_decided", "fines_paid",
                 "amount_restored")  # fmt: skip
# What the rankings of the dashboard show.
DRAWN = ("findings", "workers_concerned", "acts_decided", "cases_opened")
# Of the tables behind the map, known without making them.
TITLES = {
    "provinces": gettext_lazy("By province"),
    "wards": gettext_lazy("By ward or commune"),
}
PROVINCE_COLUMNS = ("inspections_opened", "inspections_closed", "findings", "cases_opened",
                    "cases_decided", "fines_decided", "fines_paid", "amount_restored")  # fmt: skip
SECTOR_COLUMNS = ("inspections_opened", "inspections_closed", "cases_opened", "cases_decided",
                  "fines_decided")  # fmt: skip


def states(numbers: Numbers, names: Names, measure: str) -> Table:
    """Case files by state, in the order of the procedure; states without a file are left out."""
    kind, order = (
        ("inspection_state", list(names.inspection_state))
        if measure == "inspections_state"
        else ("case_state", CaseState.values)
    )
    cells = {code: numbers.stock.get((measure, code), EMPTY) for code in order}
    shown = {code: cell for code, cell in cells.items() if cell.count}
    title = (
        _("Inspections by state")
        if measure == "inspections_state"
        else _("Violation cases by state")
    )
    return _table(measure, title, _("State"), "state", (column(measure),), shown,
                  lambda code: names.of(kind, code), _one(measure))  # fmt: skip


def months(numbers: Numbers) -> Table:
    """Month by month over the period, or over a year where the period is shorter."""
    columns = tuple(column(measure) for measure in MONTH_COLUMNS)
    lines = tuple(
        Line(
            month_code(month), month_words(month),
            tuple(c.of(numbers.monthly.get((c.measure, month), EMPTY)) for c in columns),
        )
        for month in numbers.period.trend.months
    )  # fmt: skip
    return Table("months", _("By month"), _("Month"), "month", columns, lines, _sum(lines))


def provinces(numbers: Numbers, names: Names) -> Table:
    """Every province in reach, those without a figure too: nothing recorded is news as well."""
    columns = tuple(column(measure) for measure in PROVINCE_COLUMNS)
    reach = numbers.provinces_in_reach
    chosen = numbers.selection.province
    listed = [
        place for place in names.provinces
        if (not reach or place.pk in reach) and (chosen is None or place == chosen)
    ]  # fmt: skip
    lines = tuple(
        Line(
            place.code, place.name,
            tuple(c.of(numbers.by_province.get((c.measure, place.pk), EMPTY)) for c in columns),
        )
        for place in listed
    )  # fmt: skip
    return Table("provinces", str(TITLES["provinces"]), _("Province"), "province", columns, lines,
                 _sum(lines))  # fmt: skip


def topics(numbers: Numbers, names: Names) -> Table:
    """Findings and sanctions by area of law, the most frequent first."""
    columns = (
        column("findings"), column("workers_concerned"), column("acts_decided"),
        Column("acts_decided", _("Fines for these acts"), "amount", True),
    )  # fmt: skip
    return _keyed(numbers, "topics", _("By area of law"), _("Area of law"), columns,
                  lambda code: names.of("topic", code))  # fmt: skip


def provisions(numbers: Numbers, names: Names) -> Table:
    """Findings and sanctions by violation code."""
    columns = (
        column("findings"), column("acts_decided"),
        Column("acts_decided", _("Fines for these acts"), "amount", True),
    )  # fmt: skip
    return _keyed(numbers, "provisions", _("By provision"), _("Provision"), columns,
                  lambda code: names.of("provision", code), second=True)  # fmt: skip


def remedies(numbers: Numbers, names: Names) -> Table:
    """Remedial measures ordered and carried out."""
    columns = (column("remedies_ordered"), column("remedies_accepted"))
    return _keyed(numbers, "remedies", _("By remedial measure"), _("Remedial measure"), columns,
                  lambda code: names.of("remedy", code))  # fmt: skip


def sectors(numbers: Numbers, names: Names) -> Table:
    """By economic section of the enterprise."""
    return _sectored(numbers, "sectors", _("By economic section"), _("Economic section"),
                     lambda code: names.of("sector", code), second=False)  # fmt: skip


def sector_cases(numbers: Numbers, names: Names) -> Table:
    """Violation cases opened by economic section, what the chart shows, the most first."""
    return _keyed(numbers, "sectors", _("By economic section"), _("Economic section"),
                  (column("cases_opened"),), lambda code: names.of("sector", code))  # fmt: skip


def sizes(numbers: Numbers, names: Names) -> Table:
    """By size of the enterprise."""
    return _sectored(numbers, "sizes", _("By size of enterprise"), _("Size"),
                     lambda code: names.of("size", code), second=True)  # fmt: skip


def wards(numbers: Numbers, names: Names) -> Table:
    """Violation cases by ward of one province."""
    cells = {code: {"cases_by_ward": cell} for code, cell in numbers.by_ward.items()}
    return _table("wards", str(TITLES["wards"]), _("Ward or commune"), "key",
                  (column("cases_by_ward"),), cells, lambda code: names.of("ward", code),
                  lambda cells, c: c.of(cells.get(c.measure, EMPTY)), ranked=True)  # fmt: skip


def _keyed(
    numbers: Numbers,
    code: str,
    title: str,
    head: str,
    columns: tuple[Column, ...],
    namer: Callable[[str], str],
    *,
    second: bool = False,
) -> Table:
    dimension = "key2" if second else "key"
    cells = numbers.keyed((c.measure for c in columns), dimension)
    return _table(code, title, head, dimension, columns, cells, namer, _several, ranked=True)


def _sectored(
    numbers: Numbers,
    code: str,
    title: str,
    head: str,
    namer: Callable[[str], str],
    *,
    second: bool,
) -> Table:
    columns = tuple(column(measure) for measure in SECTOR_COLUMNS)
    dimension = "key2" if second else "key"
    cells = numbers.keyed((c.measure for c in columns), dimension)
    return _table(code, title, head, dimension, columns, cells, namer, _several, ranked=not second,
                  order=SIZE_ORDER if second else ())  # fmt: skip


SIZE_ORDER = ("MICRO", "SMALL", "MEDIUM", "LARGE", "GIANT", "")


def _several(cells: Mapping[str, Cell], c: Column) -> int:
    return c.of(cells.get(c.measure, EMPTY))


def _one(measure: str) -> Callable[[Cell, Column], int]:
    return lambda cell, c: c.of(cell)


def _table(
    code: str,
    title: str,
    head: str,
    dimension: str,
    columns: tuple[Column, ...],
    cells: Mapping[str, Any],
    namer: Callable[[str], str],
    read: Callable[[Any, Column], int],
    *,
    ranked: bool = False,
    order: tuple[str, ...] = (),
) -> Table:
    lines = [
        Line(key, namer(key), tuple(read(cell, c) for c in columns))
        for key, cell in cells.items()
    ]  # fmt: skip
    if ranked:
        lines.sort(key=lambda line: (tuple(-value for value in line.values), line.label))
    if order:
        lines.sort(key=lambda line: order.index(line.code))
    return Table(code, title, head, dimension, columns, tuple(lines), _sum(lines))


def _sum(lines: Iterable[Line]) -> tuple[int, ...]:
    return tuple(sum(values) for values in zip(*(line.values for line in lines), strict=True))
