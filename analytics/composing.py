"""The contents of signed reports: results, ILO C81, complaints, accidents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Count, Model, Sum
from django.utils.translation import gettext as _

from accounts.models.role import RoleGrant
from analytics import charts, scorecard, sources
from analytics.annex_accidents import official_tables
from analytics.answers import Answer
from analytics.board import Board
from analytics.contents import FEW, Content, Part, Row, protected
from analytics.coverage import coverage
from analytics.cube import Item
from analytics.enums import IndicatorGroup, IndicatorUnit, ReportKind
from analytics.models import Indicator, Measure
from analytics.names import KEYS, KEYS2, Names
from analytics.numbers import Selection
from analytics.period_words import period_words
from analytics.suppression import SMALLEST
from analytics.tables import SIZE_ORDER, Column, Line, Table
from analytics.wording import question_in
from ecms.core.formatting import legal_date
from intake.models import Accident, Complaint
from law.models import Instrument

STAFF = ("inspector", "chief_inspector", "director", "deputy_director", "clerk")
INSPECTING = ("inspector", "chief_inspector")


def compose(kind: str, selection: Selection, subject: str = "", address: str = "") -> Content:
    """The content of a report of ``kind``, under the language that is active.

    ``subject`` and ``address`` name the question of the explorer that it answers.

    Raises:
        Refusal: a question that cannot be answered.
    """
    if kind == ReportKind.QUESTION:
        found, definitions = answered(selection, address), _asked(selection, address)
    else:
        composer = Composer(selection)
        found = BUILDERS[ReportKind(kind)](composer)
        definitions = [_defined(row) for row in composer.told]
    parts = [part for part in found if part.rows or part.paragraphs]
    return Content(
        title=subject or str(ReportKind(kind).label), period=period_words(selection.period),
        place=_place(selection), parts=parts, method=_method(selection),
        definitions=definitions,
    )  # fmt: skip


def _defined(row: Indicator) -> Row:
    return [row.name, row.description, row.formula, str(row.get_unit_display()),
            row.legal_source, row.version]  # fmt: skip


def _asked(selection: Selection, address: str) -> list[Row]:
    """What was counted to answer a question: the definitions of its indicators and measures."""
    items = question_in(selection, address).items
    codes = [item.code for item in items if not item.part]
    indicators = Indicator.objects.within(selection.period).filter(code__in=codes)
    measures = Measure.objects.filter(code__in=[item.code for item in items if item.part])
    return [
        *(_defined(row) for row in indicators),
        *([row.name, row.definition, "", str(row.get_unit_display()), row.legal_source, ""]
          for row in measures),
    ]  # fmt: skip


def _place(selection: Selection) -> str:
    return selection.province.name if selection.province else _("Whole country")


def _method(selection: Selection) -> list[str]:
    frozen = (
        _("Figures are those frozen at the month-ends; later corrections are not in them.")
        if selection.frozen
        else _("Not all months are frozen: figures are provisional.")
    )
    return [
        frozen, *coverage(selection).sentences,
        _("Months are months of Vietnamese time. Amounts are whole đồng."),
        _("Economic section and size are those of the enterprise when the month was frozen."),
    ]  # fmt: skip


def answered(selection: Selection, address: str) -> list[Part]:
    """The answer to a free question; small numbers of complaints are hidden."""
    answer = Answer(question_in(selection, address))
    part = Part("answer", answer.header[0], [answer.sentence], [answer.head, *answer.header],
                answer_rows(answer), answer.figure)  # fmt: skip
    if not any(_is_private(answer, item) for item in answer.question.items):
        return [part]
    told = protected(part)  # the sentence would tell what the table does not
    return [told if told.rows == part.rows else replace(told, paragraphs=())]


def _is_private(answer: Answer, item: Item) -> bool:
    """Whether complaints are counted, by a measure or within an indicator."""
    if item.part:
        codes = {item.code}
    else:
        indicator = answer.words.indicators.get(item.code)
        codes = {term.measure for term in indicator.parsed.terms} if indicator else set()
    return any(Complaint in sources.BY_MEASURE[code].models for code in codes)


def answer_rows(answer: Answer) -> list[Row]:
    """Rows with numbers as numbers; the last is the total, of columns that add up."""
    rows: list[Row] = [list(row) for row in answer.file_rows()]
    columns = list(zip(*(row[1:] for row in rows), strict=True))
    sums = [
        sum(value for value in column if isinstance(value, int))
        if words != "–" and not any(isinstance(value, str) for value in column)
        else None
        for column, words in zip(columns, answer.total or ["–"] * len(columns), strict=False)
    ]
    return [*rows, [_("Total"), *sums]] if rows else []


class Composer:
    """Tables from the figures of a selection."""

    def __init__(self, selection: Selection) -> None:
        self.selection, self.names = selection, Names()
        self.board = Board(selection)
        self.told: list[Indicator] = []

    def about(self, model: type[Model]) -> Part:
        """The indicators that count files of one kind."""
        known = Indicator.objects.within(self.selection.period)
        return self._indicators([
            row for row in known
            if any(model in sources.BY_MEASURE[term.measure].models for term in row.parsed.terms)
        ])  # fmt: skip

    def indicators(self, groups: Iterable[str]) -> Part:
        """Indicators of some groups."""
        known = Indicator.objects.within(self.selection.period)
        return self._indicators(list(known.filter(group__in=list(groups))))

    def _indicators(self, wanted: list[Indicator]) -> Part:
        """With their comparisons, as numbers beside their unit."""
        self.told += wanted
        rows = [
            [r.indicator.name, str(r.indicator.get_unit_display()), *r.numbers,
             str(r.indicator.get_direction_display())]
            for r in scorecard.results(self.selection, wanted)
        ]  # fmt: skip
        columns = [_("Indicator"), _("Unit"), _("In the period"), _("Period before"),
                   _("A year ago"), _("Target"), _("Better is")]  # fmt: skip
        return Part("indicators", _("Indicators"), (), columns, rows)

    def section(self, code: str) -> Part:
        """A chart of the dashboard with its finding and table."""
        found = self.board.sections[code]
        part = self._table(found.table, found.title, [found.sentence], found.figure, code)
        period = self.selection.period
        if found.table.dimension != "month" or period.trend == period:
            return part
        words = _("For comparison, the chart and the table show the twelve months up to the end "
                  "of the period; the sentence above is about the period alone.")  # fmt: skip
        return replace(part, note=words)

    def table(self, code: str) -> Part:
        """A table of the dashboard; rows of zeros are left out except months."""
        table = self.board.tables[code]
        return self._table(table, table.title, (), None, f"table-{code}")

    @staticmethod
    def _table(
        table: Table,
        title: str,
        paragraphs: Sequence[str],
        chart: dict[str, Any] | None,
        code: str,
    ) -> Part:
        rows: list[Row] = [
            [line.label, *line.values]
            for line in table.lines
            if table.dimension == "month" or any(line.values)
        ]
        if table.total:
            rows.append([_("Total"), *table.total])
        return Part(code, title, paragraphs, table.header, rows, chart)

    def tally(
        self,
        code: str,
        title: str,
        columns: Sequence[tuple[str, str, str]],
        level: str = "key",
        paragraphs: Sequence[str] = (),
    ) -> Part:
        """Measures side by side over a dimension; ``columns``: measure, count or amount, words."""
        found: dict[str, list[int]] = {}
        for index, (measure, part, _label) in enumerate(columns):
            for key, number in self._read(measure, part, level).items():
                found.setdefault(key, [0] * len(columns))[index] = number
        first = columns[0][0]
        kind = KEYS.get(first, "sector") if level == "key" else KEYS2.get(first, "size")
        lines = [
            Line(key, self.names.of(kind, key), tuple(values)) for key, values in found.items()
        ]
        lines.sort(key=lambda line: (*(-value for value in line.values), line.label))
        total = [sum(line.values[i] for line in lines) for i in range(len(columns))]
        rows: list[Row] = [[line.label, *line.values] for line in lines]
        header = [_("Of which"), *(label for _measure, _part, label in columns)]
        table = Table(code, title, "", level, (Column(first, columns[0][2]),), tuple(lines))
        chart = charts.ranking(table) if lines else None
        return Part(code, title, paragraphs, header, [*rows, [_("Total"), *total]] if rows else (),
                    chart)  # fmt: skip

    def _read(self, measure: str, part: str, level: str) -> dict[str, int]:
        source = sources.BY_MEASURE[measure]
        field = "key2" if level == "key2" and source.stored_as("key2") == measure else "key"
        figures = self.selection.figures()
        rows = figures.within(self.selection.period) if source.day else figures.stock()
        rows = rows.of([source.stored_as(level)]).order_by().values_list(field)
        found = rows.annotate(Sum("count"), Sum("amount"))
        return {key: int(amount if part == "amount" else count) for key, count, amount in found}

    def visited(self, measure: str, title: str) -> Part:
        """Enterprises visited and at work, with the share, by section or size."""
        level = "key" if measure == "visited_by_section" else "key2"
        work, people = (self._read("enterprises_active", part, level) for part in
                        ("count", "amount"))  # fmt: skip
        first = f"{self.selection.period.first:%Y-%m}"
        rows = self.selection.figures().within(self.selection.period).of([measure])
        seen = dict(
            rows.filter(key__lt=first).order_by().values_list("key2").annotate(n=Sum("count"))
        )
        kind = "sector" if level == "key" else "size"
        columns = [_("Of which"), _("Enterprises at work"), _("Workers"), _("Enterprises visited"),
                   _("Coverage (%)")]  # fmt: skip
        order = SIZE_ORDER if kind == "size" else sorted(work.keys() | seen.keys())
        keys = sorted(
            work.keys() | seen.keys(), key=lambda key: order.index(key) if key in order else 99
        )
        listed: list[Row] = [
            [self.names.of(kind, key), work.get(key, 0), people.get(key, 0), int(seen.get(key, 0)),
             round(100 * int(seen.get(key, 0)) / work[key], 1) if work.get(key) else None]
            for key in keys
        ]  # fmt: skip
        whole = [sum(work.values()), sum(people.values()), sum(int(n) for n in seen.values())]
        share = round(100 * whole[2] / whole[0], 1) if whole[0] else None
        return Part(measure, title, (), columns, [*listed, [_("Total"), *whole, share]])


# --- The reports --------------------------------------------------------------------------------
def _results(make: Composer) -> list[Part]:
    """Month, quarter, half-year, year of a department or the ministry."""
    return [
        make.indicators(group for group in IndicatorGroup),
        *(make.section(code) for code in ("inspections", "cases", "fines", "topics", "sectors")),
        make.table("provinces"), make.table("provisions"), make.table("remedies"),
        make.table("sizes"),
    ]  # fmt: skip


def _annual(make: Composer) -> list[Part]:
    """ILO Convention No. 81, articles 20 and 21 (a) to (g)."""
    period = make.selection.period
    return [
        _laws(period.start, period.end), _staff(make.selection),
        make.visited("visited_by_section", _("(c) Workplaces liable to inspection and workers, by "
                                             "economic section")),
        make.visited("visited_by_size", _("(c) Workplaces liable to inspection, by size")),
        make.tally("visits", _("(d) Inspection visits"), [("visits", "count", _("Visits"))]),
        make.section("topics"),
        make.tally("acts", _("(e) Violations and penalties"), [
            ("findings", "count", _("Violations found")),
            ("acts_decided", "count", _("Acts sanctioned")),
            ("acts_decided", "amount", _("Fines (đồng)")),
        ]),
        make.table("remedies"),
        make.tally("accidents", _("(f) Industrial accidents"), _harm()),
        Part("diseases", _("(g) Occupational diseases"), [
            _("Occupational diseases are recorded by the health authorities, not in ECMS; their "
              "statistics are given in the remarks of this report."),
        ]),
        make.indicators((IndicatorGroup.OUTCOME, IndicatorGroup.COMPLIANCE, IndicatorGroup.MONEY)),
    ]  # fmt: skip


def _laws(first: date, last: date) -> Part:
    rows = Instrument.objects.in_force(last).only("number", "name_vi", "name_en", "valid_from")
    rows = rows.order_by("valid_from", "number")
    listed = [f"{row.number}: {row.name} ({legal_date(row.valid_from)})" for row in rows]
    new = sum(row.valid_from is not None and first <= row.valid_from <= last for row in rows)
    words = _("%(all)s instruments were in force at the end of the period, %(new)s of them new.")
    return Part("laws", _("(a) Laws and regulations of the inspection"),
                [words % {"all": len(listed), "new": new}, *listed])  # fmt: skip


def _staff(selection: Selection) -> Part:
    """People with a role on the last day of the period, each once for a role."""
    grants = RoleGrant.objects.in_force(selection.period.end).filter(role__code__in=STAFF)
    if selection.province is not None:
        grants = grants.filter(agency__province=selection.province)
    elif not selection.user.scope.national:
        grants = grants.filter(agency__province__in=selection.user.scope.province_ids)
    found = grants.order_by("role__code").values_list("role__name_vi", "role__code")
    rows = list(found.annotate(n=Count("user", distinct=True)))
    body: list[Row] = [[name, number] for name, _code, number in rows]
    inspectors = sum(number for _name, code, number in rows if code in INSPECTING)
    words = _("%(n)s people inspected workplaces on the last day of the period.")
    return Part("staff", _("(b) Staff of the inspection"), [words % {"n": inspectors}],
                [_("Role"), _("People")], body)  # fmt: skip


def _complaints(make: Composer) -> list[Part]:
    """Submissions by kind, channel, outcome and time; small numbers hidden."""

    def count(measure: str, words: str) -> list[tuple[str, str, str]]:
        return [(measure, "count", words)]

    received, settled = _("Received"), _("Settled")
    return [
        _veiled(make.about(Complaint)),
        protected(make.tally("kinds", _("By kind"), count("complaints_received", received))),
        protected(make.tally("channels", _("By channel"), count("complaints_received", received),
                             "key2")),
        protected(make.tally("outcomes", _("By outcome"), count("complaints_decided", settled))),
        protected(make.tally("terms", _("In time or late"), count("complaints_decided", settled),
                             "key2")),
        protected(make.tally("returned", _("Not accepted"),
                             count("complaints_returned", _("Submissions")))),
    ]  # fmt: skip


def _veiled(part: Part) -> Part:
    """The indicators without counts so small that a person could be known."""
    counted = str(IndicatorUnit.CASES.label)
    rows = [
        [FEW if row[1] == counted and isinstance(cell, int) and 0 < cell < SMALLEST else cell
         for cell in row]
        for row in part.rows
    ]  # fmt: skip
    return replace(part, rows=rows)


def _harm() -> list[tuple[str, str, str]]:
    return [
        ("accidents", "count", _("Accidents")), ("accident_victims", "amount", _("Victims")),
        ("accident_deaths", "amount", _("Deaths")),
    ]  # fmt: skip


def _accidents(make: Composer) -> list[Part]:
    """Accidents, victims and deaths by class and section, then the official table."""
    return [
        make.about(Accident),
        make.tally("classes", _("By class"), _harm()),
        make.tally("sections", _("By economic section"), _harm(), "key2"),
        *official_tables(make.selection),
    ]


BUILDERS: dict[ReportKind, Callable[[Composer], list[Part]]] = {
    ReportKind.RESULTS: _results, ReportKind.ANNUAL: _annual,
    ReportKind.COMPLAINTS: _complaints, ReportKind.ACCIDENTS: _accidents,
}  # fmt: skip
