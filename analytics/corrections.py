"""What changed after a month was frozen: the reported figure, the figure now, the difference."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Sum

from analytics import sources
from analytics.models import Closing, Figure, FrozenFigure
from analytics.names import Names
from analytics.numbers import SUMMED
from analytics.periods import Period

MORE_SUMS = frozenset({"fines_current", "fines_collected", "accident_victims", "accident_deaths",
                       "accident_days_lost", "claims_owed", "claims_paid"})  # fmt: skip


@dataclass(frozen=True)
class Correction:
    """One measure of one month."""

    month: date
    measure: str
    name: str
    frozen: int
    now: int

    @property
    def difference(self) -> int:
        """How much was added (or taken away) since."""
        return self.now - self.frozen


def corrections(user: Any, period: Period, province: Any = None) -> list[Correction]:
    """Measures of frozen months that stand otherwise today, as far as the user's figures go."""
    months = set(
        Closing.objects.filter(month__range=(period.first, period.last)).values_list(
            "month", flat=True
        )
    )
    flows = {s.stored_as("all"): s for s in sources.BY_MEASURE.values() if _is_flow(s)}
    before = _sums(FrozenFigure.objects.visible_to(user), flows, period, province)
    now = _sums(Figure.objects.visible_to(user), flows, period, province)
    names = Names()
    found = []
    for key in sorted(before.keys() | now.keys(), key=lambda key: (key[0], key[1])):
        month, code = key
        was, is_now = before.get(key, 0), now.get(key, 0)
        if month in months and was != is_now:
            measure = flows[code].measure
            found.append(Correction(month, measure, names.measure(measure), was, is_now))
    return found


def _is_flow(source: sources.Source) -> bool:
    return bool(source.day) and not source.entity and not source.is_spread


def _sums(
    rows: Any, codes: Mapping[str, sources.Source], period: Period, province: Any
) -> dict[tuple[date, str], int]:
    rows = rows.within(period).of(codes)
    if province is not None:
        rows = rows.filter(province=province)
    found = rows.order_by().values_list("month", "measure").annotate(Sum("count"), Sum("amount"))
    return {
        (month, code): int(amount if codes[code].measure in SUMMED | MORE_SUMS else count)
        for month, code, count, amount in found
    }
