"""The board: every card, chart and table of a selection, for the page and for every file."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from analytics import links, sentences, sources, tables
from analytics.cards import Card, CardGroup
from analytics.coverage import coverage
from analytics.enums import MeasureGroup
from analytics.models import Measure
from analytics.names import Names
from analytics.numbers import EMPTY, STOCK, Numbers, Selection
from analytics.sections import Section, Sections
from analytics.tables import Column, Line, Table, Tables
from ecms.core.formatting import grouped

# Tables are no cards, and parts of indicators stand with their indicator.
CARDS = frozenset(source.measure for source in sources.CARDS) - {
    "inspections_state", "cases_state", "cases_by_ward",
}  # fmt: skip


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
        return [self._card(measure) for measure in measures if measure.code in CARDS]

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
        before, ago = (numbers.value(code, found.get(code, EMPTY)) for found in
                       (numbers.before, numbers.year_ago))  # fmt: skip
        is_known = code != sources.VISITED and not numbers.period.is_year_long
        known = ago if is_known else None
        return Card(measure, numbers.value(code, cell), before, cell.count, url, known)

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
            *coverage(self.selection).sentences,
            _("Only what is recorded in ECMS is counted."),
        ]  # fmt: skip

    # --- Tables -------------------------------------------------------------------------
    @cached_property
    def tables(self) -> Tables:
        """Every table by its code; each is made when somebody asks for it."""
        numbers, names = self.numbers, self.names
        makers = {
            "months": lambda: tables.months(numbers),
            "provinces": lambda: tables.provinces(numbers, names),
            "topics": lambda: tables.topics(numbers, names),
            "provisions": lambda: tables.provisions(numbers, names),
            "remedies": lambda: tables.remedies(numbers, names),
            "sectors": lambda: tables.sectors(numbers, names),
            "sizes": lambda: tables.sizes(numbers, names),
            "inspections_state": lambda: tables.states(numbers, names, "inspections_state"),
            "cases_state": lambda: tables.states(numbers, names, "cases_state"),
        }
        if numbers.by_ward:
            makers["wards"] = lambda: tables.wards(numbers, names)
        return Tables(makers)

    # --- Sections -----------------------------------------------------------------------
    @cached_property
    def sections(self) -> dict[str, Section]:
        """The charts of the dashboard by their code."""
        link = self.url if self.linked else None
        return Sections(self.numbers, self.names, self.tables, link).build()

    def url(self, table: Table, column: Column, line: Line) -> str:
        """The list behind one number of a table."""
        return links.cell_url(self.selection, table, column, line, self.places)

    @cached_property
    def places(self) -> dict[str, Any]:
        """Provinces by code."""
        return {place.code: place for place in self.names.provinces}

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
