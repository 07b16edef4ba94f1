"""One indicator taken apart: by month, by province, and into the records it counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from analytics import charts, links, scorecard, sources
from analytics.enums import Direction, IndicatorUnit
from analytics.formulas import Interval, Term
from analytics.models import Indicator
from analytics.names import KEYS, KEYS2, Names
from analytics.numbers import Selection
from analytics.period_words import month_words
from analytics.telling import told
from ecms.core.formatting import grouped, vnd

PART_WORDS = {"median": gettext_lazy("median"), "p90": gettext_lazy("9 of 10 cases")}


@dataclass(frozen=True)
class Place:
    """A province with its value; ``value`` None where nothing can be told."""

    code: str
    name: str
    value: Fraction | None
    interval: Interval | None
    words: str


@dataclass(frozen=True)
class Part:
    """A term of the formula in words, its number, and the list behind it."""

    name: str
    narrowed: str
    words: str
    url: str


class Breakdown:
    """Everything the page of an indicator shows; parts are computed when they are asked for."""

    def __init__(self, selection: Selection, indicator: Indicator) -> None:
        self.selection, self.indicator = selection, indicator
        self.formula = indicator.parsed
        self.names = Names()

    @cached_property
    def result(self) -> scorecard.Result:
        """The value with its comparisons."""
        return scorecard.results(self.selection, [self.indicator])[0]

    @cached_property
    def months(self) -> list[tuple[Any, Fraction | None, str]]:
        """First day, value, words of each month of the trend."""
        found = scorecard.trend(self.selection, self.formula)
        return [(m, v, told(v, self.indicator.unit)) for m, v in found.items()]

    @cached_property
    def places(self) -> list[Place]:
        """Provinces in reach with figures, the worst first where there is a worst."""
        found = scorecard.by_province(self.selection, self.formula)
        places = [
            Place(p.code, p.name, *found[p.pk], told(found[p.pk][0], self.indicator.unit))
            for p in self.names.provinces if p.pk in found
        ]  # fmt: skip
        down = self.indicator.direction == Direction.DOWN
        known = [place for place in places if place.value is not None]
        known.sort(
            key=lambda place: (-(place.value or 0) if down else place.value or 0, place.name)
        )
        return [*known, *(place for place in places if place.value is None)]

    @property
    def parts(self) -> list[Part]:
        """The numbers that the formula is made of, each with the records behind it."""
        return [self._part(term, value) for term, value in self.result.parts]

    def _part(self, term: Term, value: Fraction | None) -> Part:
        money = term.part == "sum" and sources.BY_MEASURE[term.measure].measure in MONEY
        words = "–" if value is None else vnd(round(value)) if money else grouped(round(value))
        name = self.names.measure(term.measure)
        if term.part in PART_WORDS:
            name = f"{name} ({PART_WORDS[term.part]})"
        return Part(name, self._codes(term), words, self._url(term))

    def _codes(self, term: Term) -> str:
        keys = [self._word(KEYS.get(term.measure, ""), key) for key in term.keys]
        keys2 = [self._word(KEYS2.get(term.measure, "size"), key) for key in term.keys2]
        return " · ".join(", ".join(words) for words in (keys, keys2) if words)

    def _word(self, kind: str, code: str) -> str:
        return self.names.of(kind, code) if kind else code

    def _url(self, term: Term) -> str:
        """Only one code can be asked for at a time: several open the whole measure."""
        source, period = sources.BY_MEASURE[term.measure], self.selection.period
        key = term.keys[0] if len(term.keys) == 1 and not source.is_spread else ""
        key2 = term.keys2[0] if len(term.keys2) == 1 else ""
        if not source.day:
            listed = term.measure in links.LISTS
            return links.stock_url(self.selection, term.measure) if listed else ""
        return links.flow_url(self.selection, term.measure, period=period, key=key, key2=key2)

    # --- Chart, map, files --------------------------------------------------------------
    @property
    def figure(self) -> charts.Figure:
        """Month by month as a line, with the target."""
        scale = 1_000_000 if self.indicator.unit == IndicatorUnit.VND else 1
        labels = [month_words(month) for month, _value, _words in self.months]
        values = [None if v is None else round(float(v) / scale, 2) for _m, v, _w in self.months]
        target = self.indicator.target
        line = None if target is None else float(target) / scale
        title = charts.unit() if scale > 1 else str(self.indicator.get_unit_display())
        return charts.line(labels, values, self.indicator.name, title, line)

    @property
    def map_values(self) -> dict[str, int]:
        """Whole numbers by province code, for the colours of the map."""
        return {p.code: round(p.value) for p in self.places if p.value is not None}

    def map_links(self) -> dict[str, str]:
        """The same page of one province."""
        return {place.code: links.indicator_url(self.indicator.code, self.selection, place.code)
                for place in self.places}  # fmt: skip

    @property
    def sentence(self) -> str:
        """The finding in words."""
        result, name = self.result, self.indicator.name
        if result.value is None:
            return _("Nothing was recorded from which “%(name)s” could be computed.") % {
                "name": name
            }
        text = _("“%(name)s” is %(value)s") % {"name": name, "value": result.words}
        if result.target_words:
            text += _(", the target is %(target)s") % {"target": result.target_words}
        return f"{text}. {result.hint}."

    def header(self, part: str) -> list[str]:
        """Columns of the months or provinces as a file."""
        first = _("Month") if part == "months" else _("Province")
        return [first, self.indicator.name, _("Unit")]

    def rows(self, part: str) -> Iterator[list[Any]]:
        """Rows of the months or provinces, with exact values rounded to six places."""
        pairs = (
            [(month_words(month), value) for month, value, _w in self.months]
            if part == "months"
            else [(place.name, place.value) for place in self.places]
        )
        unit = self.indicator.get_unit_display()
        for label, value in pairs:
            yield [label, None if value is None else round(float(value), 6), unit]


MONEY = frozenset({"amount_restored", "fines_decided", "fines_current", "fines_paid",
                   "fines_collected", "acts_decided", "claims_owed", "claims_paid"})  # fmt: skip
