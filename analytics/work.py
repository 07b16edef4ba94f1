"""A dashboard of one circle: one's own work, a division's, a campaign's, counted from its rows.

One statement for each measure, however long the period: the months of the trend, of the period
before and of the year before come together.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property

from django.utils.translation import gettext as _

from analytics import charts, links, sources, tables
from analytics.cards import Card
from analytics.circles import Circle
from analytics.names import Names
from analytics.numbers import EMPTY, SUMMED, Cell, Selection, added
from analytics.period_words import month_words
from analytics.periods import Period, month_code
from analytics.scorecard import year_before
from analytics.source import by_month
from analytics.tables import Column, Line, Table

NOW = ("inspections_open", "inspections_overdue", "cases_open", "cases_overdue")
FLOWS = ("inspections_opened", "inspections_closed", "visits", "findings", "workers_concerned",
         "cases_opened", "cases_decided", "cases_closed", "fines_paid", "remedies_accepted",
         "amount_restored")  # fmt: skip
CHARTS = (("inspections_opened", "inspections_closed"), ("cases_opened", "cases_closed"))


class Work:
    """Everything of the page; parts are computed when they are asked for."""

    def __init__(self, selection: Selection, circle: Circle, today: date) -> None:
        self.selection, self.circle, self.today = selection, circle, today
        self.names = Names()

    @cached_property
    def monthly(self) -> dict[str, dict[date, Cell]]:
        """{measure: {month: cell}} over every month that is compared."""
        period = self.selection.period
        first = min(period.trend.first, period.previous.first, year_before(period).first)
        return {
            code: self._months(code, Period(first, period.last)) for code in self._readable(FLOWS)
        }

    def _readable(self, codes: tuple[str, ...]) -> list[str]:
        return [code for code in codes if links.may_open(self.selection.user, code)]

    def _months(self, code: str, span: Period) -> dict[date, Cell]:
        source = sources.BY_MEASURE[code]
        rows = source.behind(self.selection.user, period=span, today=self.today)
        return {
            month: Cell(int(count), int(amount))
            for month, count, amount in by_month(source, self.circle.narrow(rows))
        }

    @property
    def now(self) -> list[Card]:
        """How things stand."""
        return [self._now(code) for code in self._readable(NOW)]

    def _now(self, code: str) -> Card:
        source = sources.BY_MEASURE[code]
        rows = source.behind(self.selection.user, period=self.selection.period, today=self.today)
        number = self.circle.narrow(rows).count()
        return Card(self.names.measures[code], number, None, number, self._url(code))

    @property
    def flows(self) -> list[Card]:
        """What happened in the period, with the period and the year before."""
        return [self._flow(code) for code in self.monthly]

    def _flow(self, code: str) -> Card:
        period = self.selection.period
        here, before, ago = (
            self._value(code, span) for span in (period, period.previous, year_before(period))
        )
        year_ago = None if period.is_year_long else ago
        return Card(self.names.measures[code], here, before, here, self._url(code), year_ago)

    def _value(self, code: str, span: Period) -> int:
        cell = added(c for month, c in self.monthly[code].items() if span.holds(month))
        return cell.amount if code in SUMMED else cell.count

    def _url(self, code: str) -> str:
        return links.flow_url(self.selection, code, who=self.circle.code)

    @property
    def sections(self) -> list[tuple[str, charts.Figure, Table, str]]:
        """Code, chart, table and sentence of the months."""
        return [self._section(pair) for pair in CHARTS if all(c in self.monthly for c in pair)]

    def _section(self, pair: tuple[str, str]) -> tuple[str, charts.Figure, Table, str]:
        columns: tuple[Column, ...] = tuple(tables.column(code) for code in pair)
        lines = tuple(
            Line(month_code(month), month_words(month),
                 tuple(c.of(self.monthly[c.measure].get(month, EMPTY)) for c in columns))
            for month in self.selection.period.trend.months
        )  # fmt: skip
        total = tuple(sum(values) for values in zip(*(line.values for line in lines), strict=True))
        table = Table(pair[0], _("By month"), _("Month"), "month", columns, lines, total)
        opened, closed = (self._value(code, self.selection.period) for code in pair)
        sentence = _("%(opened)s were opened and %(closed)s closed in the period.") % {
            "opened": opened, "closed": closed,
        }  # fmt: skip
        return pair[0], charts.by_month(table, pair), table, sentence
