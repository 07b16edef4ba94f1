"""Free questions to the figures: some measures laid out over one or two dimensions.

Only figures that were computed beforehand are read, one statement for each measure, with a bound
on rows and on time: no question can stop the server.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.db import OperationalError, connections, transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from analytics import sources
from analytics.facts import QUANTILES, by, quantile, whole, with_stock
from analytics.models import Indicator
from analytics.names import KEYS, KEYS2
from analytics.numbers import SUMMED, Selection
from analytics.periods import Period, half_of, month_code, month_of, quarter_of, year_of
from ecms.core.refusal import Refusal

MOST_ITEMS, MOST_READ, MOST_ROWS, MOST_COLUMNS = 4, 20_000, 500, 24
SECONDS = 10
TIME = {"month": month_of, "quarter": quarter_of, "half": half_of, "year": year_of}
PLACES = ("province", "former")
ONLY_SUM = SUMMED | {"fines_current", "fines_collected", "accident_victims", "accident_deaths",
                     "accident_days_lost"}  # fmt: skip
Cells = dict[tuple[str, str], Fraction | None]


@dataclass(frozen=True)
class Item:
    """What is asked for: a measure with the part of it that is told, or an indicator.

    ``part``: count, sum, median; empty for an indicator.
    """

    code: str
    part: str = ""

    @property
    def name(self) -> str:
        """As it stands in addresses."""
        return f"{self.code}:{self.part}" if self.part else self.code


@dataclass(frozen=True)
class Question:
    """Items over ``rows`` and perhaps ``columns``; only where ``kind`` is ``code``, if given."""

    selection: Selection
    items: tuple[Item, ...]
    rows: str
    columns: str = ""
    kind: str = ""
    code: str = ""


def fields_of(measure: str) -> dict[str, str]:
    """The kinds of words of a measure's dimensions, and in which field of a figure they are."""
    source = sources.BY_MEASURE[measure]
    found = {}
    if source.key is not sources.NONE and not source.entity and not source.is_spread:
        found[KEYS.get(measure, "sector")] = "key"
    if source.key2 is not sources.NONE:
        found[KEYS2.get(measure, "size")] = "key2"
    return found


def parts_of(measure: str) -> tuple[str, ...]:
    """Which parts of a measure can be asked for."""
    source = sources.BY_MEASURE[measure]
    if source.is_spread:
        return ("median", "count")
    if measure in ONLY_SUM:
        return ("sum",)
    return ("count",) if source.amount is sources.ZERO else ("count", "sum")


def problem(question: Question) -> str:
    """Why a question cannot be answered, in words; empty where it can."""
    asked = (question.rows, question.columns, question.kind)
    if question.columns and len(question.items) > 1:
        return _("With columns, choose one measure only.")
    if question.rows == question.columns:
        return _("Choose two different dimensions for rows and columns.")
    for item in question.items:
        if not item.part and (question.columns or question.kind or asked[0] not in INDICATED):
            return _("Indicators are laid out by month or by province, without columns or filter.")
        if item.part and (words := _misfit(item.code, asked)):
            return words
    return ""


INDICATED = ("month", "province")


def _misfit(measure: str, asked: tuple[str, ...]) -> str:
    source, fields = sources.BY_MEASURE[measure], fields_of(measure)
    own = {kind for kind in asked if kind and kind not in TIME and kind not in PLACES}
    if not source.day and any(kind in TIME for kind in asked):
        return _("A figure of now has no months; choose another dimension.")
    if own - fields.keys():
        return _("Not every chosen measure is kept by this dimension.")
    if "former" in asked and (own or not source.has_former or {"province"} & set(asked)):
        return _("By old province, figures are kept without further dimensions.")
    return ""


@contextmanager
def bounded(alias: str = "default") -> Iterator[None]:
    """Statements inside end after some seconds, with words instead of an error.

    Raises:
        Refusal: it took too long.
    """
    try:
        with transaction.atomic(using=alias):
            with connections[alias].cursor() as cursor:
                cursor.execute("SET LOCAL statement_timeout = %s", [SECONDS * 1000])
            yield
            with connections[alias].cursor() as cursor:
                cursor.execute("SET LOCAL statement_timeout = DEFAULT")
    except OperationalError as error:
        if "statement timeout" not in str(error):
            raise
        raise Refusal(TOO_LONG()) from error


def TOO_LONG() -> str:  # noqa: N802 - the words of a constant, in the language of the page
    """What to do about a question that takes too long."""
    return _("The question takes too long; choose a shorter period or fewer dimensions.")


def ask(question: Question) -> dict[str, Cells]:
    """{item: {(row, column): value}}, exact.

    Raises:
        Refusal: too many rows, or too slow.
    """
    with bounded(question.selection.figures().db):
        return {item.name: _cells(question, item) for item in question.items}


def _cells(question: Question, item: Item) -> Cells:
    return _measured(question, item) if item.part else _indicated(question, item)


# --- Indicators ---------------------------------------------------------------------------------
def _indicated(question: Question, item: Item) -> Cells:
    selection = question.selection
    indicator = Indicator.objects.within(selection.period).filter(code=item.code).first()
    if indicator is None:
        return {}
    formula, figures = indicator.parsed, selection.figures()
    if question.rows == "month":
        months = with_stock(by(figures, formula.terms, selection.period, "month"))
        return {(month_code(m), ""): formula.value(facts.number_of) for m, facts in months.items()}
    places = by(figures, formula.terms, selection.period, "province_id")
    return {(str(place), ""): formula.value(facts.number_of) for place, facts in places.items()}


def total_of(question: Question, item: Item) -> Fraction | None:
    """An indicator over everything asked for, which is no sum of its parts."""
    indicator = Indicator.objects.within(question.selection.period).filter(code=item.code).first()
    if indicator is None:
        return None
    formula = indicator.parsed
    facts = whole(question.selection.figures(), formula.terms, question.selection.period)
    return formula.value(facts.number_of)


# --- Measures -----------------------------------------------------------------------------------
def _measured(question: Question, item: Item) -> Cells:
    """One statement, added up in the database as far as the question allows."""
    source, fields = sources.BY_MEASURE[item.code], fields_of(item.code)
    code, names, places = _reading(question, source, fields)
    rows = question.selection.figures()
    rows = rows.within(question.selection.period) if source.day else rows.stock()
    rows = rows.of([code])
    if question.kind:
        field = places[question.kind]
        rows = rows.filter(**{field: _stored(question.kind, question.code)})
    found = rows.order_by().values_list(*names).annotate(Sum("count"), Sum("amount"))
    read = list(found[: MOST_READ + 1])
    if len(read) > MOST_READ:
        raise Refusal(
            _("The answer has more than %(n)s figures; narrow the question.") % {"n": MOST_READ}
        )
    return _folded(question, item, source, names, places, read)


def _stored(kind: str, code: str) -> Any:
    return int(code) if kind == "province" and code.isdigit() else code


def _reading(
    question: Question, source: sources.Source, fields: dict[str, str]
) -> tuple[str, list[str], dict[str, str]]:
    """Under which code the figures are read, which fields, and the field of each dimension."""
    asked = [kind for kind in (question.rows, question.columns, question.kind) if kind]
    used = {fields[kind] for kind in asked if kind in fields}
    places = {kind: fields[kind] for kind in asked if kind in fields}
    code = source.measure
    if "former" in asked:
        code, places["former"] = source.stored_as("former"), "key"
    elif len(used) < 2 and not source.is_spread:
        code = source.stored_as(next(iter(used), "all"))
        if code != source.measure and used == {"key2"}:
            places = dict.fromkeys(places, "key")  # sums by the second dimension keep it there
    names = sorted(set(places.values()))
    if "province" in asked:
        places["province"] = "province_id"
        names.append("province_id")
    if source.day and (source.entity or any(kind in TIME for kind in asked)):
        names.append("month")
    if (source.entity or source.is_spread) and "key" not in names:
        names.append("key")
    return code, names, places


def _folded(
    question: Question,
    item: Item,
    source: sources.Source,
    names: list[str],
    places: dict[str, str],
    read: list[Any],
) -> Cells:
    groups: dict[tuple[str, str], list[tuple[str, str, int, int]]] = defaultdict(list)
    for *codes, count, amount in read:
        row = dict(zip(names, codes, strict=True))
        place = tuple(_code(kind, row, places) for kind in (question.rows, question.columns))
        if source.entity and row["key"] >= _begin(question, row.get("month")):
            continue  # it appeared in the same stretch of time before
        groups[place].append((str(row.get("key", "")), "", int(count), int(amount)))  # type: ignore[index]
    if item.part == "median":
        return {place: quantile(rows, QUANTILES["median"]) for place, rows in groups.items()}
    at = 3 if item.part == "sum" else 2
    return {place: Fraction(sum(int(row[at]) for row in rows)) for place, rows in groups.items()}


def _code(kind: str, row: dict[str, Any], places: dict[str, str]) -> str:
    if not kind:
        return ""
    if kind in TIME:
        return month_code(TIME[kind](row["month"]).first)
    return str(row[places[kind]])


def _begin(question: Question, month: date | None) -> str:
    """The first month of the stretch of time in which things count once."""
    time = next((kind for kind in (question.rows, question.columns) if kind in TIME), "")
    first = question.selection.period.first
    if not time or month is None:
        return month_code(first)
    return month_code(max(first, TIME[time](month).first))


def stretch(kind: str, code: str) -> Period:
    """The months of a row of time."""
    year, month = code.split("-")
    return TIME[kind](date(int(year), int(month), 1))
