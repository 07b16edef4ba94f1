"""Indicators with their values: now, in the period before, a year ago, against the target."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from analytics import facts
from analytics.enums import Direction, IndicatorGroup
from analytics.formulas import Formula, Interval, Term
from analytics.models import Indicator
from analytics.numbers import Selection
from analytics.periods import Period, shift
from analytics.telling import numeric, rounded, told
from ecms.core.formatting import grouped

MET, MISSED, OPEN = "met", "missed", "open"
KINDS = {MET: "success", MISSED: "danger", OPEN: "neutral"}


@dataclass(frozen=True)
class Result:
    """An indicator of one place and period. Values are exact; words round them."""

    indicator: Indicator
    value: Fraction | None
    before: Fraction | None
    year_ago: Fraction | None
    interval: Interval | None
    parts: tuple[tuple[Term, Fraction | None], ...]
    is_year_long: bool = False

    @property
    def words(self) -> str:
        """The value with its unit."""
        return told(self.value, self.indicator.unit)

    @property
    def numbers(self) -> tuple[int | float | None, ...]:
        """Now, in the period before, a year ago and the target, as numbers for a file."""
        values = (self.value, self.before, self.year_ago, self.indicator.target)
        return tuple(numeric(value, self.indicator.unit) for value in values)

    @property
    def before_words(self) -> str:
        """The value of the period before."""
        return told(self.before, self.indicator.unit)

    @property
    def year_ago_words(self) -> str:
        """The value of the same period a year earlier."""
        return told(self.year_ago, self.indicator.unit)

    @property
    def target_words(self) -> str:
        """The target with its direction; empty where there is none."""
        return self.indicator.target_words

    @property
    def status(self) -> str:
        """met, missed, or open where there is no target or no value."""
        indicator = self.indicator
        if indicator.target is None or self.value is None:
            return OPEN
        if indicator.direction == Direction.NEUTRAL:
            return OPEN
        down = indicator.direction == Direction.DOWN
        good = self.value <= indicator.target if down else self.value >= indicator.target
        return MET if good else MISSED

    @property
    def status_words(self) -> str:
        """The status in words."""
        return {MET: _("Target reached"), MISSED: _("Target missed"), OPEN: ""}[self.status]

    @property
    def kind(self) -> str:
        """The colour of the status."""
        return KINDS[self.status]

    @property
    def interval_words(self) -> str:
        """The interval of a share and on how many records it rests."""
        if self.interval is None or not self.indicator.with_interval:
            return ""
        return _("between %(low)s and %(high)s, %(found)s of %(of)s") % {
            "low": rounded(self.interval.low, 1), "high": f"{rounded(self.interval.high, 1)} %",
            "found": grouped(self.interval.found), "of": grouped(self.interval.of),
        }  # fmt: skip

    @property
    def change(self) -> str:
        """better, worse, same, or empty where no change is good by itself."""
        if self.value is None or self.before is None:
            return ""
        if self.value == self.before:
            return "same"
        if self.indicator.direction == Direction.NEUTRAL:
            return ""
        up = self.value > self.before
        return "better" if up == (self.indicator.direction == Direction.UP) else "worse"

    @property
    def hint(self) -> str:
        """The comparison in a sentence."""
        words = {"better": _("better than"), "worse": _("worse than"), "same": _("the same as"),
                 "": _("against")}[self.change]  # fmt: skip
        values = {"how": words, "before": self.before_words, "year": self.year_ago_words}
        if self.is_year_long:
            text = _("%(how)s %(before)s in the period before") % values
        else:
            text = _("%(how)s %(before)s in the period before; %(year)s a year ago") % values
        return text[:1].upper() + text[1:]


@dataclass(frozen=True)
class Group:
    """Results under one heading."""

    code: str
    title: str
    results: tuple[Result, ...]


def year_before(period: Period) -> Period:
    """The same months a year earlier."""
    return Period(shift(period.first, -12), shift(period.last, -12))


def results(
    selection: Selection, indicators: Iterable[Indicator], *, compared: bool = True
) -> list[Result]:
    """Values of some indicators in three periods, by three statements however many they are.

    Without ``compared`` only those of the period, by one statement.
    """
    formulas = [(indicator, indicator.parsed) for indicator in indicators]
    terms = {term for _indicator, formula in formulas for term in formula.terms}
    figures, period = selection.figures(), selection.period
    here, before, ago = (
        facts.whole(figures, terms if span == period or compared else (), span)
        for span in (period, period.previous, year_before(period))
    )
    return [
        Result(
            indicator, formula.value(here.number_of), formula.value(before.number_of),
            formula.value(ago.number_of), formula.interval(here.number_of),
            tuple((term, here.number_of(term)) for term in formula.terms),
            period.is_year_long,
        )
        for indicator, formula in formulas
    ]  # fmt: skip


def scorecard(selection: Selection) -> list[Group]:
    """Every indicator of the period under its heading."""
    found = results(selection, Indicator.objects.within(selection.period))
    return [
        Group(group.value, str(group.label), rows)
        for group in IndicatorGroup
        if (rows := tuple(row for row in found if row.indicator.group == group))
    ]


def trend(selection: Selection, formula: Formula) -> dict[Any, Fraction | None]:
    """The value of each month of the trend."""
    period = selection.period.trend
    months = facts.with_stock(facts.by(selection.figures(), formula.terms, period, "month"))
    return {
        month: formula.value(months[month].number_of) if month in months else None
        for month in period.months
    }


def by_province(
    selection: Selection, formula: Formula
) -> dict[int, tuple[Fraction | None, Interval | None]]:
    """The value and interval of each province that has figures."""
    found = facts.by(selection.figures(), formula.terms, selection.period, "province_id")
    return {
        place: (formula.value(own.number_of), formula.interval(own.number_of))
        for place, own in found.items()
    }
