"""The numbers behind indicators: figures read once for many formulas, then narrowed in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil
from typing import Any

from django.db.models import Q, Sum

from analytics import sources
from analytics.formulas import Term
from analytics.periods import Period, month_code

Row = tuple[str, str, int, int]  # key, key2, count, amount
HALF, NINE_OF_TEN = Fraction(1, 2), Fraction(9, 10)
QUANTILES = {"median": HALF, "p90": NINE_OF_TEN}


@dataclass
class Facts:
    """Figures of one place and period; ``first`` is the first month, for what counts once."""

    first: str
    rows: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))

    def number_of(self, term: Term) -> Fraction | None:
        """The number of a term; None for the median of nothing."""
        rows = [row for row in self.rows[_code(term)] if self._counts(row, term)]
        if term.part == "count":
            return Fraction(sum(row[2] for row in rows))
        if term.part == "sum":
            return Fraction(sum(row[3] for row in rows))
        return quantile(rows, QUANTILES[term.part])

    def _counts(self, row: Row, term: Term) -> bool:
        key, key2, _count, _amount = row
        if sources.BY_MEASURE[term.measure].entity and key >= self.first:
            return False  # it appeared in the period before
        return (not term.keys or key in term.keys) and (not term.keys2 or key2 in term.keys2)


def quantile(rows: Iterable[Row], part: Fraction) -> Fraction | None:
    """The smallest number of days within which ``part`` of the cases were done."""
    spread: dict[int, int] = defaultdict(int)
    for key, _key2, count, _amount in rows:
        spread[int(key)] += count
    wanted, seen = ceil(sum(spread.values()) * part), 0
    for days in sorted(spread):
        seen += spread[days]
        if seen >= wanted:
            return Fraction(days)
    return None


def _code(term: Term) -> str:
    """Under which code the figures of a term are kept: sums over what it does not ask for."""
    source = sources.BY_MEASURE[term.measure]
    if term.part in QUANTILES or (term.keys and term.keys2):
        return source.measure
    level = "key" if term.keys else "key2" if term.keys2 else "all"
    return source.stored_as(level)


def whole(figures: Any, terms: Iterable[Term], period: Period) -> Facts:
    """Everything that ``terms`` need of a period; how things stand now belongs to any period.

    ``figures``: the rows in reach, as ``Selection.figures`` answers them.
    """
    found = _read(figures, terms, period, ())
    return found.get((), Facts(month_code(period.first)))


def by(figures: Any, terms: Iterable[Term], period: Period, name: str) -> dict[Any, Facts]:
    """The same for each value of ``name``: "province_id", or "month" (each month by itself)."""
    return {key[0]: facts for key, facts in _read(figures, terms, period, (name,)).items()}


def _read(
    figures: Any, terms: Iterable[Term], period: Period, names: tuple[str, ...]
) -> dict[tuple[Hashable, ...], Facts]:
    """One statement; rows are added up in the database as far as the terms allow."""
    codes = {_code(term) for term in terms}
    if not codes:
        return {}
    inside = Q(month__gte=period.first, month__lte=period.last) | Q(month__isnull=True)
    rows = figures.filter(inside, measure__in=codes).order_by()
    rows = rows.values_list(*names, "measure", "key", "key2").annotate(Sum("count"), Sum("amount"))
    found: dict[tuple[Hashable, ...], Facts] = {}
    for *group, measure, key, key2, count, amount in rows:
        place = tuple(group)
        if place not in found:
            found[place] = Facts(_first(period, names, place))
        if measure.endswith("/key2"):  # sums by the second dimension keep its code as ``key``
            key, key2 = "", key
        found[place].rows[measure].append((key, key2, int(count), int(amount)))
    return found


def _first(period: Period, names: tuple[str, ...], place: tuple[Any, ...]) -> str:
    if names == ("month",) and place[0] is not None:
        return month_code(place[0])
    return month_code(period.first)


def with_stock(by_month: Mapping[Any, Facts]) -> dict[Any, Facts]:
    """Months with how things stand now beside their own figures."""
    now = by_month.get(None)
    for month, facts in by_month.items():
        if now is not None and month is not None:
            for code, rows in now.rows.items():
                facts.rows[code] = rows
    return {month: facts for month, facts in by_month.items() if month is not None}
