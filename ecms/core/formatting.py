"""How numbers, money and dates are written in the active language.

Vietnamese groups thousands with dots and writes days before months; the English side does the
same with commas. Documents are rendered under ``translation.override("vi")``.
"""

from datetime import date, datetime
from typing import Any, Literal

from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from ecms.core import money

NOTHING = "–"
NO_BREAK = "\u00a0"
SOON_DAYS = 3


def is_vietnamese() -> bool:
    """Whether the active language is Vietnamese (also when none is active)."""
    return (get_language() or "vi").split("-")[0] == "vi"


def grouped(value: int) -> str:
    """Write a whole number with its thousands grouped: 1.500.000 or 1,500,000.

    Raises:
        TypeError: for anything that is not a whole number; amounts are never floats.
    """
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"expected a whole number, got {value!r}")
    return money.format_number(value, "vi" if is_vietnamese() else "en")


def amount(value: int | Literal[""] | None) -> str:
    """A grouped whole number, or a dash for nothing ("" is a missing template variable)."""
    return NOTHING if value is None or value == "" else grouped(value)


def vnd(value: int | Literal[""] | None) -> str:
    """An amount of whole đồng with its unit: 1.500.000 đồng, VND 1,500,000."""
    if value is None or value == "":
        return NOTHING
    number = grouped(value)
    return f"{number}{NO_BREAK}đồng" if is_vietnamese() else f"VND{NO_BREAK}{number}"


def vnd_range(least: int | None, most: int | None) -> str:
    """The unit once: 10.000.000 đến 20.000.000 đồng, VND 10,000,000 to 20,000,000."""
    low, high = (amount(least), vnd(most)) if is_vietnamese() else (vnd(least), amount(most))
    return _("%(low)s to %(high)s") % {"low": low, "high": high}


def as_date(value: Any) -> date | None:
    """The Vietnamese date of a date or aware moment; None for nothing.

    Raises:
        TypeError: for anything else, so that a wrong variable shows at once.
    """
    if value in (None, ""):
        return None
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    if isinstance(value, date):
        return value
    raise TypeError(f"expected a date, got {value!r}")


def legal_date(value: date | datetime | None) -> str:
    """05/02/2026, in both languages."""
    day = as_date(value)
    return f"{day:%d/%m/}{day.year:04}" if day else NOTHING


def legal_datetime(value: datetime | None) -> str:
    """05/02/2026 14:30, Vietnamese time."""
    if value in (None, ""):
        return NOTHING
    if not isinstance(value, datetime):
        raise TypeError(f"expected a moment, got {value!r}")
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{legal_date(local)} {local:%H:%M}"


ENGLISH_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def long_date(value: date | datetime | None) -> str:
    """ngày 05 tháng 02 năm 2026 / 5 February 2026.

    Decree 30/2020/NĐ-CP, Annex I, part II.4: a zero before days under 10 and months 1 and 2.
    """
    day = as_date(value)
    if day is None:
        return NOTHING
    if is_vietnamese():
        month = f"{day.month:02}" if day.month <= 2 else str(day.month)
        return f"ngày {day.day:02} tháng {month} năm {day.year}"
    return f"{day.day} {ENGLISH_MONTHS[day.month - 1]} {day.year}"


def days_left_words(due_on: date, today: date) -> str:
    """“3 days left”, “due today”, “2 days overdue”."""
    days = (due_on - today).days
    if days == 0:
        return _("due today")
    if days > 0:
        return ngettext("%(days)d day left", "%(days)d days left", days) % {"days": days}
    return ngettext("%(days)d day overdue", "%(days)d days overdue", -days) % {"days": -days}


def deadline_kind(due_on: date, today: date) -> str:
    """The status kind of a due date: danger when past, warning when near, else info."""
    days = (due_on - today).days
    if days < 0:
        return "danger"
    return "warning" if days <= SOON_DAYS else "info"


def percent(value: int | float | Literal[""] | None, digits: int = 0) -> str:
    """A share (0.125) as a percentage: 12,5% or 12.5%. For figures, never for money."""
    if value is None or value == "":
        return NOTHING
    text = f"{float(value) * 100:.{digits}f}%"
    return text.replace(".", ",") if is_vietnamese() else text
