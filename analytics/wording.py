"""Words of the explorer: what can be asked for, and what an answer calls it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from accounts.models import Province
from analytics import cube, sources
from analytics.breakdown import MONEY
from analytics.cube import TIME, Item, Question
from analytics.enums import IndicatorUnit
from analytics.models import Indicator
from analytics.names import Names
from analytics.numbers import Selection
from analytics.period_words import half_words, month_words, quarter_words
from analytics.telling import told
from ecms.core.formatting import grouped, vnd
from ecms.core.refusal import Refusal

TIME_WORDS = {"month": month_words, "quarter": quarter_words, "half": half_words,
              "year": lambda first: str(first.year)}  # fmt: skip


class Words:
    """The words of the codes and items of one question; each list is read when it is needed."""

    def __init__(self, selection: Selection) -> None:
        self.selection, self.names = selection, Names()

    def label(self, kind: str, code: str) -> str:
        """The words of a code."""
        if kind in TIME:
            return TIME_WORDS[kind](cube.stretch(kind, code).first)
        if kind == "province":
            return self._places.get(code, code)
        if kind == "former":
            return self._old.get(code, _("Not known")) if code else _("Not known")
        return self.names.of(kind, code)

    @cached_property
    def _places(self) -> dict[str, str]:
        return {str(place.pk): place.name for place in self.names.provinces}

    @cached_property
    def _old(self) -> dict[str, str]:
        rows = Province.objects.exclude(successor=None).select_related("successor")
        return {row.code: f"{row.name} ({row.current.name})" for row in rows}

    def item(self, item: Item) -> str:
        """What is told, with its unit where the number alone does not say it."""
        return item_words(self.names, self.indicators, item)

    @cached_property
    def indicators(self) -> dict[str, Indicator]:
        """Definitions of the period by code."""
        rows = Indicator.objects.within(self.selection.period)
        return {row.code: row for row in rows}

    def told(self, item: Item, value: Fraction | None) -> str:
        """A value in words."""
        if not item.part:
            indicator = self.indicators.get(item.code)
            return told(value, indicator.unit if indicator else IndicatorUnit.RATIO)
        if value is None:
            return "–"
        return vnd(round(value)) if is_money(item) else grouped(round(value))

    def scale(self, item: Item) -> str:
        """Items of one scale can stand on one axis: đồng, days, heads and cases, a unit."""
        if item.part:
            return "money" if is_money(item) else "days" if item.part == "median" else "count"
        indicator = self.indicators.get(item.code)
        return str(indicator.unit) if indicator else ""

    def place_of(self, pk: str) -> Province | None:
        """A province by its key."""
        return next((place for place in self.names.provinces if str(place.pk) == pk), None)


def is_money(item: Item) -> bool:
    """Whether the number is an amount in đồng."""
    return item.part == "sum" and item.code in MONEY


def item_words(names: Names, indicators: dict[str, Indicator], item: Item) -> str:
    """An item in words."""
    if not item.part:
        indicator = indicators.get(item.code)
        return indicator.name if indicator else item.code
    name = names.measure(item.code)
    if item.part == "sum" and "count" in cube.parts_of(item.code):
        unit = _("đồng") if is_money(item) else _("people")
        return f"{name} ({unit})"
    if item.part == "count" and sources.BY_MEASURE[item.code].is_spread:
        return _("%(name)s: number of cases") % {"name": name}
    return name


def dimension_words() -> dict[str, Any]:
    """Every dimension in words."""
    return {
        "month": _("Month"), "quarter": _("Quarter"), "half": _("Half-year"), "year": _("Year"),
        "province": _("Province"), "former": _("Province before 1 July 2025"),
        "sector": _("Economic section"), "size": _("Size of enterprise"),
        "topic": _("Area of law"), "provision": _("Provision"), "remedy": _("Remedial measure"),
        "ward": _("Ward or commune"), "inspection_state": _("State of the inspection"),
        "case_state": _("State of the case"), "outcome": _("Outcome of the visit"),
        "term": _("In time or late"), "reminder": _("What had to happen"),
        "checked": _("With or without a violation"), "freshness": _("Freshness of the data"),
        "complaint_state": _("State of the submission"), "complaint_kind": _("Kind of submission"),
        "complaint_outcome": _("Outcome of the submission"), "channel": _("Channel"),
        "return_kind": _("How returned"), "accident_class": _("Class of accident"),
        "module": _("Part of ECMS"), "unit": _("Division"),
    }  # fmt: skip


def offered(names: Names, indicators: Sequence[Indicator]) -> list[tuple[str, list[Any]]]:
    """Everything that can be asked for, under its headings, for a list of choices."""
    by_group: dict[str, list[Any]] = {}
    known = {row.code: row for row in indicators}
    for measure in sorted(names.measures.values(), key=lambda m: m.order):
        if measure.code in sources.BY_MEASURE:
            for part in cube.parts_of(measure.code):
                item = Item(measure.code, part)
                words = item_words(names, known, item)
                by_group.setdefault(str(measure.get_group_display()), []).append(
                    (item.name, words)
                )
    listed = [(row.code, row.name) for row in indicators]
    return [*by_group.items(), *([(str(_("Indicators")), listed)] if listed else [])]


def question_of(selection: Selection, data: dict[str, Any]) -> Question:
    """The question that cleaned fields ask."""
    items = tuple(Item(*name.split(":", 1)) if ":" in name else Item(name) for name in data["m"])
    kind = data.get("kind") or "" if data.get("code") else ""
    return Question(selection, items, data["rows"], data.get("columns") or "", kind,
                    data.get("code") or "" if kind else "")  # fmt: skip


def question_in(selection: Selection, address: str) -> Question:
    """The question that an address of the explorer asks, about the months of ``selection``.

    Raises:
        Refusal: it asks for nothing that is counted.
    """
    asked = QueryDict(address)
    data = {"m": asked.getlist("m")[: cube.MOST_ITEMS], **{
        name: asked.get(name, "") for name in ("rows", "columns", "kind", "code")
    }}  # fmt: skip
    question = question_of(selection, data)
    known = all(
        not item.part
        or (item.code in sources.BY_MEASURE and item.part in cube.parts_of(item.code))
        for item in question.items
    )
    if not (question.items and known and question.rows in dimension_words()):
        raise Refusal(
            _("The address asks for nothing that is counted; ask in the explorer again.")
        )
    return question
