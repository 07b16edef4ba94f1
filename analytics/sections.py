"""The sections of the dashboard: a finding in a sentence, its chart, the table behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial

from django.utils.translation import gettext as _

from analytics import charts, sentences, tables
from analytics.names import Names
from analytics.numbers import Numbers
from analytics.tables import Column, Line, Table

LinkOf = Callable[[Table, Column, Line], str]


@dataclass(frozen=True)
class Section:
    """A chart with its sentence and the table behind it: its title, and what makes it."""

    code: str
    title: str
    sentence: str
    figure: charts.Figure | None
    behind: str
    make: Callable[[], Table]
    caption: str
    height: str = "md"

    @cached_property
    def table(self) -> Table:
        """The table behind the chart."""
        return self.make()

    @property
    def has_chart(self) -> bool:
        """Something to draw."""
        return self.figure is not None and not charts.is_empty(self.figure)


class Sections:
    """Builds the sections of a board; ``link`` gives the address behind a number, if any."""

    def __init__(
        self, numbers: Numbers, names: Names, tables: Mapping[str, Table], link: LinkOf | None
    ) -> None:
        self.numbers, self.names, self.tables, self.link = numbers, names, tables, link

    def build(self) -> dict[str, Section]:
        """All sections by their code."""
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
                Section(code, table.title, sentence, figure, table.title, self._whole(code),
                        _("Number of case files now"))
            )  # fmt: skip
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
                    table.title, partial(_part, table, measures), _("Per month"))
            for code, title, sentence, measures in specs
        ]  # fmt: skip

    def _rankings(self) -> list[Section]:
        self.numbers.keyed(tables.DRAWN)  # by one statement
        topics, sectors = self.tables["topics"], tables.sector_cases(self.numbers, self.names)
        return [
            Section("topics", _("Violations by area of law"), sentences.leading(topics),
                    charts.ranking(topics, link=self._link(topics)), topics.title,
                    self._whole("topics"),
                    _("Findings confirmed, most frequent first"), charts.height(topics)),
            Section("sectors", _("Violation cases by economic section"),
                    sentences.leading(sectors),
                    charts.ranking(sectors, link=self._link(sectors)), sectors.title,
                    self._whole("sectors"),
                    _("Violation cases opened, most frequent first"), charts.height(sectors)),
        ]  # fmt: skip

    def _whole(self, code: str) -> Callable[[], Table]:
        return lambda: self.tables[code]

    def _link(self, table: Table) -> Callable[[Line], str]:
        link, column = self.link, table.columns[0]
        return (lambda line: link(table, column, line)) if link else charts.no_link

    def _month_link(self) -> Callable[[Line, str], str] | None:
        link, table = self.link, self.tables["months"]
        columns = {column.measure: column for column in table.columns}
        return (lambda line, measure: link(table, columns[measure], line)) if link else None


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
