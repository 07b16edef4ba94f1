"""Exact values as words: rounded once, at the end, as the language of the page writes numbers."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from django.utils.formats import number_format

from analytics.enums import IndicatorUnit
from ecms.core.formatting import NOTHING, grouped, vnd

WHOLE = frozenset({IndicatorUnit.CASES, IndicatorUnit.WORKERS, IndicatorUnit.DAYS})


def rounded(value: Fraction | float, places: int) -> str:
    """A decimal number as the language of the page writes it."""
    step = Decimal(1).scaleb(-places)
    exact = Fraction(value).limit_denominator(10**12) if isinstance(value, float) else value
    number = Decimal(exact.numerator) / Decimal(exact.denominator)
    number = number.quantize(step, ROUND_HALF_UP)
    return number_format(number, places, use_l10n=True, force_grouping=True)


def told(value: Fraction | None, unit: str) -> str:
    """A value with its unit, in the language of the page."""
    if value is None:
        return NOTHING
    if unit == IndicatorUnit.VND:
        return vnd(round(value))
    if unit in WHOLE:
        return grouped(round(value))
    return f"{rounded(value, 1)} %" if unit == IndicatorUnit.PERCENT else rounded(value, 2)


def numeric(value: Fraction | Decimal | None, unit: str) -> int | float | None:
    """The value as a number, rounded as its words are; None where there is none."""
    if value is None:
        return None
    if unit == IndicatorUnit.VND or unit in WHOLE:
        return round(value)
    places = 1 if unit == IndicatorUnit.PERCENT else 2
    exact = Decimal(value.numerator) / value.denominator if isinstance(value, Fraction) else value
    return float(exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))
