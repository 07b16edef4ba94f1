"""Filters of official documents: what is missing prints as a dotted line, never as "None"."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import template
from django.utils import timezone, translation
from django.utils.dateparse import parse_date
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ecms.core import money
from ecms.core.formatting import long_date
from ecms.documents import parts

register = template.Library()
BREAK = "\u200b"  # lets a dotted line go on in the next one
DOTS = BREAK.join("……………………")
SHORT_DOTS = "……"


@register.filter
def dots(value: Any, length: int = 0) -> Any:
    """The value, or a dotted line to be filled in by hand."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return BREAK.join("…" * length) if length else DOTS
    return value


def _day(value: Any) -> date | None:
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    if isinstance(value, date):
        return value
    return parse_date(value) if value else None


@register.filter
def vn_date(value: Any) -> str:
    """ngày 05 tháng 02 năm 2026, or the same with dots."""
    return parts.vn_date(_day(value))


@register.filter
def short_date(value: Any) -> str:
    """05/02/2026, or dots."""
    day = _day(value)
    return f"{day:%d/%m/%Y}" if day else "…/…/……"


@register.filter
def clock_time(value: Any) -> str:
    """08 giờ 30 phút, or the same with dots."""
    if value is None or value == "":
        return "…… giờ …… phút"
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return f"{value.hour:02d} giờ {value.minute:02d} phút"


@register.filter
def dong(value: Any) -> str:
    """112.500.000 đồng, or dots."""
    return SHORT_DOTS + " đồng" if value is None or value == "" else money.format_vnd(int(value))


@register.filter
def in_words(value: Any) -> str:
    """The amount written out: Một trăm mười hai triệu năm trăm nghìn đồng."""
    return DOTS if value is None or value == "" else money.amount_in_words(int(value))


@register.filter
def count(value: Any) -> str:
    """A whole number with dots between thousands, or a dotted line."""
    return SHORT_DOTS if value is None or value == "" else money.format_number(int(value))


@register.filter
def two(value: Any) -> str:
    """A small number with a leading zero: 05."""
    return SHORT_DOTS if value is None or value == "" else f"{int(value):02d}"


@register.filter
def small_first(value: str) -> str:
    """A small first letter, for use inside a sentence."""
    return parts.in_town(value)


@register.filter
def point(value: str) -> str:
    """A sentence with a full stop at its end, added where there is none."""
    text = str(value).strip()
    return text if text.endswith((".", "!", "?", "…", ":", ";")) else f"{text}."


@register.filter
def bare(value: str) -> str:
    """Without the full stop or semicolon at its end, where more words follow."""
    return str(value).strip().rstrip(".;")


@register.filter
def head_line(value: str) -> SafeString:
    """A name of the letterhead, broken before the province rather than inside its name."""
    match = parts.PROVINCE_WORDS.search(value)
    if match is None:
        return format_html("{}", value)
    return format_html("{}<br>{}", value[: match.start()], match[0].strip())


@register.filter
def english_day(value: Any) -> str:
    """2 November 2026, or a dotted line: for papers in English."""
    day = _day(value)
    if day is None:
        return DOTS
    with translation.override("en"):
        return long_date(day)


@register.filter
def english_count(value: Any) -> str:
    """70,000,000, or a dotted line: for papers in English."""
    return SHORT_DOTS if value is None or value == "" else money.format_number(int(value), "en")


@register.filter
def english_words(value: Any) -> str:
    """The amount written out: Seventy million Vietnamese dong."""
    return DOTS if value is None or value == "" else money.amount_in_words(int(value), "en")
