"""The board: every card, chart and table of a selection, for the page and for every file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from analytics import charts, links, sentences, tables
from analytics.enums import MeasureGroup, Unit
from analytics.models import Measure
from analytics.names import Names
from analytics.numbers import STOCK, Numbers, Selection
from analytics.tables import Column, Line, Table
from ecms.core.formatting import NOTHING, grouped, vnd

HIDDEN = frozenset({"inspections_state", "cases_state", "cases_by_ward"})  # tables, not cards
LATE = frozenset({"inspections_overdue", "cases_overdue"})


@dataclass(frozen=True)
class Card:
    """One number: ``value`` in the period or now, ``before`` in the period before (or None)."""

    measure: Measure
    value: int | None
    before: int | None
    rows: int
    url: str

    @property
    def words(self) -> str:
        """The number with its unit where it needs one."""
        if self.value is None:
            return NOTHING
        return vnd(self.value) if self.measure.unit == Unit.VND else grouped(self.value)

    @property
    def change(self) -> int | None:
        """The difference to the period before."""
        if self.measure.is_stock or self.value is None or self.before is None:
            return None
        return self.value - self.before

    @property
    def hint(self) -> str:
        """The comparison, or what the sum is made of."""
        if self.measure.is_stock:
            return "" if self.measure.unit != Unit.VND else _("in %(n)s cases") % {
                "n": grouped(self.rows)
            }  # fmt: skip
        if self.before is None:
            return _("nothing to compare in the period before")
        before = vnd(self.before) if self.measure.unit == Unit.VND else grouped(self.before)
        return _("%(change)s against %(before)s in the period before") % {
            "change": self._signed(), "before": before,
        }  # fmt: skip

    def _signed(self) -> str:
        change = self.change
        if change is None:
            return NOTHING
        if change == 0:
            return "±0"
        return f"{'+' if change > 0 else '−'}{grouped(abs(change))}"

    @property
    def kind(self) -> str:
        """Red where something is overdue; no other number is good or bad by itself."""
        return "danger" if self.measure.code in LATE and self.value else "neutral"


@dataclass(frozen=True)
class CardGroup:
    """Cards under one heading."""

    code: str
    title: str
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Section:
    """A chart with its sentence and the table behind it."""

    code: str
    title: str
    sentence: str
    figure: charts.Figure | None
    table: Table
    caption: str
    height: str = "md"

    @property
    def has_chart(self) -> bool:
        """Something to draw."""
        return self.figure is not None and not charts.is_empty(self.figure)


class Board:
    """Everything said about a selection; parts are computed when they are asked for.

    ``linked`` adds the addresses behind the numbers, for pages.
    """

    def __init__(self, selection: Selection, *, linked: bool = False) -> None:
        self.selection = selection
        self.numbers = Numbers(selection)
        self.names = Names()
        self.linked = linked

    @property
    def as_of(self) -> datetime | None:
        """The moment until which the figures are known to be right."""
        return self.numbers.as_of

    @cached_property
    def cards(self) -> list[Card]:
        """One per measure, in the order of the definitions."""
        measures = sorted(self.names.measures.values(), key=lambda measure: measure.order)
        return [self._card(measure) for measure in measures if measure.code not in HIDDEN]

    @cached_property
    def groups(self) -> list[CardGroup]:
        """The cards under their headings."""
        return [
            CardGroup(group.value, str(group.label), tuple(
                card for card in self.cards if card.measure.group == group
            ))
            for group in MeasureGroup
        ]  # fmt: skip

    def _card(self, measure: Measure) -> Card:
        code, numbers = measure.code, self.numbers
        if code in STOCK:
            cell = numbers.now(code)
            url = links.stock_url(self.selection, code) if self.linked else ""
            return Card(measure, numbers.value(code, cell), None, cell.count, url)
        url = links.flow_url(self.selection, code) if self.linked else ""
        if code in numbers.days:
            return Card(measure, numbers.days[code], numbers.days_before[code],
                        numbers.days_count[code], url)  # fmt: skip
        cell = numbers.total(code)
        before = numbers.before.get(code)
        return Card(measure, numbers.value(code, cell),
                    numbers.value(code, before) if before else 0, cell.count, url)  # fmt: skip

    @property
    def coverage(self) -> list[str]:
        """What the figures cover and what they leave out."""
        table = self.tables["provinces"]
        with_some = sum(1 for line in table.lines if any(line.values))
        return [
            _("%(some)s of %(all)s provinces have recorded something in the period.") % {
                "some": grouped(with_some), "all": grouped(len(table.lines)),
            },
            _("Sensitive inspections are counted in every figure; lists show them only to those "
              "who may read them, so a list can be shorter than its number."),
            _("Economic section, size and ward are those of the enterprise today."),
            _("Only what is recorded in ECMS is counted; figures of past months can still "
              "change when records are corrected."),
        ]  # fmt: skip

    # --- Tables -------------------------------------------------------------------------
    @cached_property
    def tables(self) -> dict[str, Table]:
        """Every table by its code."""
        numbers, names = self.numbers, self.names
        found = [
            tables.months(numbers),
            tables.provinces(numbers, names),
            tables.topics(numbers, names),
            tables.provisions(numbers, names),
            tables.remedies(numbers, names),
            tables.sectors(numbers, names),
            tables.sizes(numbers, names),
            tables.states(numbers, names, "inspections_state"),
            tables.states(numbers, names, "cases_state"),
        ]
        if numbers.by_ward:
            found.append(tables.wards(numbers, names))
        return {table.code: table for table in found}

    # --- Sections -----------------------------------------------------------------------
    @cached_property
    def sections(self) -> dict[str, Section]:
        """The charts of the dashboard by their code."""
        found = [*self._stock_sections(), *self._month_sections(), *self._rankings()]
        return {section.code: section for section in found}

    def _stock_sections(self) -> list[Section]:
        found = []
        for code, late in (("inspections_state", "inspections_overdue"),
                           ("cases_state", "cases_overdue")):  # fmt: skip
            table = self.tables[code]
            sentence = sentences.states(table, self.numbers.now(late).count)
            figure = charts.ranking(table, link=self._link(table), limit=len(table.lines))
            found.append(
                Section(code, table.title, sentence, figure, table, _("Number of case files now"))
            )
        return found

    def _month_sections(self) -> list[Section]:
        table, numbers = self.tables["months"], self.numbers
        specs = (
            ("inspections", _("Inspections opened and closed"),
             sentences.balance(numbers, "inspections_opened", "inspections_closed"),
             ("inspections_opened", "inspections_closed")),
            ("cases", _("Violation cases opened and closed"),
             sentences.balance(numbers, "cases_opened", "cases_closed"),
             ("cases_opened", "cases_closed")),
            ("fines", _("Fines decided and paid"), sentences.money(numbers),
             ("fines_decided", "fines_paid")),
        )  # fmt: skip
        return [
            Section(code, title, sentence, charts.by_month(table, measures, self._month_link()),
                    self._part(table, measures), _("Per month"))
            for code, title, sentence, measures in specs
        ]  # fmt: skip

    def _rankings(self) -> list[Section]:
        topics, sectors = self.tables["topics"], self.tables["sectors"]
        return [
            Section("topics", _("Violations by area of law"), sentences.leading(topics),
                    charts.ranking(topics, link=self._link(topics)), topics,
                    _("Findings confirmed, most frequent first"), charts.height(topics)),
            Section("sectors", _("Violation cases by economic section"),
                    sentences.leading(sectors, SECTOR_CASES),
                    charts.ranking(_ranked(sectors, SECTOR_CASES), SECTOR_CASES,
                                   self._link(sectors, SECTOR_CASES)), sectors,
                    _("Violation cases opened, most frequent first"), charts.height(sectors)),
        ]  # fmt: skip

    def _link(self, table: Table, index: int = 0) -> Callable[[Line], str]:
        if not self.linked:
            return charts.no_link
        column = table.columns[index]
        return lambda line: self.url(table, column, line)

    def _month_link(self) -> Callable[[Line, str], str] | None:
        if not self.linked:
            return None
        table = self.tables["months"]
        columns = {column.measure: column for column in table.columns}
        return lambda line, measure: self.url(table, columns[measure], line)

    def url(self, table: Table, column: Column, line: Line) -> str:
        """The list behind one number of a table."""
        return links.cell_url(self.selection, table, column, line, self.places)

    @cached_property
    def places(self) -> dict[str, Any]:
        """Provinces by code."""
        return {place.code: place for place in self.names.provinces}

    @staticmethod
    def _part(table: Table, measures: tuple[str, ...]) -> Table:
        """The months with the columns of one chart."""
        kept = [i for i, column in enumerate(table.columns) if column.measure in measures]
        lines = tuple(
            Line(line.code, line.label, tuple(line.values[i] for i in kept))
            for line in table.lines
        )  # fmt: skip
        return Table(table.code, table.title, table.head, table.dimension,
                     tuple(table.columns[i] for i in kept), lines,
                     tuple(table.total[i] for i in kept))  # fmt: skip

    # --- Map ----------------------------------------------------------------------------
    @property
    def map_values(self) -> dict[str, int]:
        """Violation cases opened by province code; provinces out of reach have no figure."""
        table = self.tables["provinces"]
        index = next(i for i, c in enumerate(table.columns) if c.measure == MAPPED)
        return {line.code: line.values[index] for line in table.lines}

    @property
    def map_sentence(self) -> str:
        """The finding of the map."""
        table = self.tables["provinces"]
        index = next(i for i, c in enumerate(table.columns) if c.measure == MAPPED)
        if len(table.lines) == 1:
            return sentences.own_place(self.numbers, table.lines[0].label)
        return sentences.places(table, index)


MAPPED = "cases_opened"
SECTOR_CASES = tables.SECTOR_COLUMNS.index("cases_opened")


def _ranked(table: Table, index: int) -> Table:
    lines = tuple(sorted(table.lines, key=lambda line: -line.values[index]))
    return Table(table.code, table.title, table.head, table.dimension, table.columns, lines,
                 table.total)  # fmt: skip
