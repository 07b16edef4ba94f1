"""Late rates, measures and titles of enforcement in force on a day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from law.models import EnforcementRule, EnforcementTitle, LateRate

Rates = tuple[tuple[date, Fraction], ...]


def late_rates() -> Rates:
    """Each rate a day as a share of the debt, with the first day on which it holds."""
    rows = LateRate.objects.values_list("valid_from", "valid_to", "percent_a_day")
    found: dict[date, Fraction] = {}
    for start, end, percent in rows:
        found[start or date.min] = Fraction(percent) / 100
        if end is not None:
            found.setdefault(date.fromordinal(end.toordinal() + 1), Fraction(0))
    return tuple(sorted(found.items()))


def late_percent(on: date) -> Decimal:
    """Per cent a day on ``on``; zero where no rate is in force."""
    row = LateRate.objects.in_force(on).order_by("-valid_from").first()
    return row.percent_a_day if row else Decimal(0)


def measure_rule(kind: str, on: date) -> EnforcementRule | None:
    """The bounds of a measure on a day."""
    return EnforcementRule.objects.in_force(on).filter(kind=kind).order_by("-valid_from").first()


def enforcing_titles(on: date) -> frozenset[str]:
    """Titles that carry the power to order enforcement on a day (LHAV art. 87)."""
    return frozenset(EnforcementTitle.objects.in_force(on).values_list("title_code", flat=True))
