"""Months, quarters, halves and years in words and as codes."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from analytics.periods import Period, half_of, quarter_of, year_of


def month_words(month: date) -> str:
    """09/2026, in both languages."""
    return f"{month:%m}/{month.year}"


def quarter_code(month: date) -> str:
    """2026-Q3."""
    return f"{month.year:04}-Q{(month.month - 1) // 3 + 1}"


def quarter_words(month: date) -> str:
    """Quarter III/2026."""
    number = ("I", "II", "III", "IV")[(month.month - 1) // 3]
    return _("Quarter %(quarter)s") % {"quarter": f"{number}/{month.year}"}


def half_code(month: date) -> str:
    """2026-H2."""
    return f"{month.year:04}-H{1 if month.month <= 6 else 2}"


def half_words(month: date) -> str:
    """First half of 2026."""
    words = _("First half of %(year)s") if month.month <= 6 else _("Second half of %(year)s")
    return words % {"year": month.year}


def period_words(period: Period) -> str:
    """The period in words: Year 2026, Quarter III/2026, Month 09/2026, or 01/2026–09/2026."""
    if period == year_of(period.first):
        return _("Year %(year)s") % {"year": period.first.year}
    if period == quarter_of(period.first):
        return quarter_words(period.first)
    if period == half_of(period.first):
        return half_words(period.first)
    if period.length == 1:
        return _("Month %(month)s") % {"month": month_words(period.first)}
    return f"{month_words(period.first)}–{month_words(period.last)}"
