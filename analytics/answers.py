"""An answer of the explorer as page, chart, map and file: one table for all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from analytics import charts, cube, links, sources
from analytics.cube import TIME, Item, Question
from analytics.suppression import betrays, suppressed
from analytics.tables import SIZE_ORDER
from analytics.wording import Words, dimension_words, is_money
from ecms.core.refusal import Refusal

HIDDEN = "*"  # small, or one from which a small one would follow: how many is not said


@dataclass(frozen=True)
class Cell:
    """One number: exact, in words, with the list behind it. ``value`` None: nothing or hidden."""

    value: Fraction | None
    words: str
    url: str = ""


@dataclass(frozen=True)
class Row:
    """A row of the answer."""

    code: str
    label: str
    cells: tuple[Cell, ...]


def url_of(question: Question, words: Words, item: Item, row: str, column: str) -> str:
    """The list behind a cell, or the page of the indicator; empty where there is none."""
    if not item.part:
        place = words.place_of(row) if question.rows == "province" else None
        return links.indicator_url(item.code, question.selection, place.code if place else "")
    source = sources.BY_MEASURE[item.code]
    if item.part == "median" or source.entity or not source.is_listed:
        return ""
    asked = _narrowed(question, words, item, row, column)
    return "" if asked is None else links.flow_url(question.selection, item.code, **asked)


def _narrowed(
    question: Question, words: Words, item: Item, row: str, column: str
) -> dict[str, Any] | None:
    """How the list behind a cell is asked for; None where it cannot be."""
    fields = cube.fields_of(item.code)
    asked: dict[str, Any] = {}
    triples = ((question.rows, row), (question.columns, column), (question.kind, question.code))
    for kind, code in triples:
        if kind and not code:
            return None
        if kind in TIME:
            span, period = cube.stretch(kind, code), question.selection.period
            first, last = max(span.first, period.first), min(span.last, period.last)
            asked["period"] = cube.Period(first, last)
        elif kind == "province":
            asked["province"] = words.place_of(code)
        elif kind:
            asked["former" if kind == "former" else fields[kind]] = code
    return asked


def protected(question: Question, rows: list[Row]) -> list[Row]:
    """Small numbers of what the reader may not open are not told, nor what betrays them."""
    user = question.selection.user
    if all(not item.part or links.may_read(user, item.code) for item in question.items):
        return rows
    grid = suppressed([[int(cell.value or 0) for cell in row.cells] for row in rows])
    return [
        replace(row, cells=tuple(
            Cell(None, HIDDEN) if number is None else cell
            for cell, number in zip(row.cells, numbers, strict=True)
        ))
        for row, numbers in zip(rows, grid, strict=True)
    ]  # fmt: skip


def _demand_few(columns: Sequence[str]) -> None:
    if len(columns) > cube.MOST_COLUMNS:
        raise Refusal(
            _("The answer has %(n)s columns; swap rows and columns, or narrow the question.")
            % {"n": len(columns)}
        )


class Answer:
    """What a question gives. Answering asks the database once; everything else follows.

    Raises:
        Refusal: it cannot be answered, is too large or too slow; the words say how to mend it.
    """

    def __init__(self, question: Question) -> None:
        if words := cube.problem(question):
            raise Refusal(words)
        self.question, self.words = question, Words(question.selection)
        self.cells = cube.ask(question)
        codes = {code for cells in self.cells.values() for pair in cells for code in (pair[1],)}
        self.column_codes = self._ordered(question.columns, codes) if question.columns else [""]
        _demand_few(self.column_codes)

    # --- The table ------------------------------------------------------------------------
    @cached_property
    def head(self) -> str:
        """The word above the rows."""
        return str(dimension_words()[self.question.rows])

    @cached_property
    def header(self) -> list[str]:
        """The words above the other columns."""
        if self.question.columns:
            return [self.words.label(self.question.columns, code) for code in self.column_codes]
        return [self.words.item(item) for item in self.question.items]

    @cached_property
    def rows(self) -> list[Row]:
        """All rows in their order, at most ``cube.MOST_ROWS``."""
        codes = {pair[0] for cells in self.cells.values() for pair in cells}
        ordered = self._ordered(self.question.rows, codes)
        if self.question.rows in TIME:
            ordered = self._with_gaps(ordered)
        rows = [
            Row(code, self.words.label(self.question.rows, code), self._row(code))
            for code in ordered[: cube.MOST_ROWS]
        ]
        return protected(self.question, rows)

    @property
    def left_out(self) -> int:
        """Rows beyond the limit."""
        codes = {pair[0] for cells in self.cells.values() for pair in cells}
        return max(len(codes) - cube.MOST_ROWS, 0)

    def _with_gaps(self, codes: list[str]) -> list[str]:
        """Every month (quarter …) of the period, those without a figure too."""
        kind = self.question.rows
        all_codes = {
            cube.month_code(TIME[kind](month).first)
            for month in self.question.selection.period.months
        }
        return sorted(all_codes | set(codes))

    def _row(self, code: str) -> tuple[Cell, ...]:
        return tuple(
            self._cell(item, code, column)
            for item in self.question.items
            for column in self.column_codes
        )

    def _cell(self, item: Item, code: str, column: str) -> Cell:
        value = self.cells[item.name].get((code, column))
        if value is None and item.part in ("count", "sum"):
            value = Fraction(0)
        url = url_of(self.question, self.words, item, code, column) if value else ""
        return Cell(value, self.words.told(item, value), url)

    @cached_property
    def total(self) -> list[str]:
        """The sums of the columns, where a sum means something; else a dash."""
        if not self.rows or self.left_out:
            return []
        found = []
        for index, _words in enumerate(self.header):
            item = self.question.items[0 if self.question.columns else index]
            found.append(self._total(item, index))
        return found if any(words != "–" for words in found) else []

    def _total(self, item: Item, index: int) -> str:
        if not item.part:
            return self.words.told(item, cube.total_of(self.question, item))
        source = sources.BY_MEASURE[item.code]
        if item.part == "median" or (source.entity and self.question.rows in TIME):
            return "–"
        column = self.column_codes[index] if self.question.columns else ""
        cells = self.cells[item.name]
        told = [None if row.cells[index].words == HIDDEN else 0 for row in self.rows]
        known = [int(cells.get((row.code, column)) or 0) for row in self.rows]
        if betrays(told, known):
            return "–"
        values = [value for (_row, own), value in cells.items() if own == column]
        return self.words.told(item, sum((value or Fraction(0) for value in values), Fraction(0)))

    # --- Order, links, small cells ------------------------------------------------------------
    def _ordered(self, kind: str, codes: set[str]) -> list[str]:
        if kind in TIME:
            return sorted(codes)
        if kind == "size":
            return sorted(codes, key=lambda c: SIZE_ORDER.index(c) if c in SIZE_ORDER else 99)
        weights = {code: Fraction(0) for code in codes}
        first = self.question.items[0].name
        for (row, column), value in self.cells[first].items():
            code = row if kind == self.question.rows else column
            weights[code] = weights.get(code, Fraction(0)) + (value or Fraction(0))
        return sorted(codes, key=lambda code: (-weights[code], self.words.label(kind, code)))

    # --- Chart, map, files ----------------------------------------------------------------------
    @cached_property
    def figures(self) -> list[tuple[str, charts.Figure]]:
        """Charts with their titles; none where there is nothing to draw, or something to hide."""
        return _figures(self) if self.rows and not self.has_hidden else []

    @property
    def has_hidden(self) -> bool:
        """Whether a number is not told."""
        return any(cell.words == HIDDEN for row in self.rows for cell in row.cells)

    @property
    def figure(self) -> charts.Figure | None:
        """The chart of the first columns, for a report."""
        return self.figures[0][1] if self.figures else None

    @property
    def map_values(self) -> dict[str, int]:
        """Whole numbers of the first item by province code."""
        if self.question.rows != "province":
            return {}
        told = ((self.words.place_of(row.code), row.cells[0].value) for row in self.rows)
        return {place.code: round(value) for place, value in told if place and value is not None}

    @property
    def sentence(self) -> str:
        """The finding in words; none where a number that is not told may be the highest."""
        if self.has_hidden:
            return _("Small numbers are hidden; which is the highest is not said.")
        if not self.rows or not any(cell.value for row in self.rows for cell in row.cells):
            return _("Nothing was recorded.")
        best = max(self.rows, key=lambda row: row.cells[0].value or Fraction(0))
        return _("“%(what)s” is highest for %(where)s: %(value)s.") % {
            "what": self.header[0], "where": best.label, "value": best.cells[0].words,
        }  # fmt: skip

    def file_rows(self) -> Iterator[list[Any]]:
        """Rows for CSV and XLSX: numbers as numbers, rounded to six places."""
        for row in self.rows:
            yield [row.label, *(_plain(cell) for cell in row.cells)]


def _figures(answer: Answer) -> list[tuple[str, charts.Figure]]:
    """Columns of one scale stand together over time: a count beside billions of đồng would not be
    seen. Otherwise each column has a chart of its own."""
    items, header = answer.question.items, answer.header
    if answer.question.columns:
        every = range(len(header))
        return [(header[0], charts.of_answer(answer, every, is_money(items[0])))]
    groups: dict[Any, list[int]] = {}
    for at, item in enumerate(items):
        scale = answer.words.scale(item)
        groups.setdefault(scale if answer.question.rows in TIME else at, []).append(at)
    return [
        (", ".join(header[at] for at in places),
         charts.of_answer(answer, places, is_money(items[places[0]])))
        for places in groups.values()
    ]  # fmt: skip


def _plain(cell: Cell) -> Any:
    if cell.value is None:
        return HIDDEN if cell.words == HIDDEN else None
    return int(cell.value) if cell.value.denominator == 1 else round(float(cell.value), 6)
