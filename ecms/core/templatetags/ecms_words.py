"""Filters of money, dates and states in the active language. Part of the builtin library."""

from __future__ import annotations

from typing import Any

from django import template

from ecms.core import citation, clock, formatting
from ecms.core.components import MESSAGE_KINDS

register = template.Library()

register.filter("vnd", formatting.vnd)
register.filter("amount", formatting.amount)
register.filter("legal_date", formatting.legal_date)
register.filter("legal_datetime", formatting.legal_datetime)
register.filter("long_date", formatting.long_date)
register.filter("percent", formatting.percent)
register.filter("cited", citation.placed)


@register.filter
def days_left(due_on: Any, today: Any = None) -> str:
    """“3 days left” from ``due_on`` to ``today`` (the legal date of now when not given)."""
    day = formatting.as_date(due_on)
    if day is None:
        return formatting.NOTHING
    return formatting.days_left_words(day, formatting.as_date(today) or clock.today())


@register.filter
def deadline_kind(due_on: Any, today: Any = None) -> str:
    """The status kind of a due date, for ``status_pill``."""
    day = formatting.as_date(due_on)
    if day is None:
        return "neutral"
    return formatting.deadline_kind(day, formatting.as_date(today) or clock.today())


@register.filter
def message_kind(message: Any) -> str:
    """The kind of notice for one of Django's messages."""
    return MESSAGE_KINDS.get(message.level_tag, "info")


@register.filter
def total_of(rows: Any, name: str) -> int:
    """The sum of one whole-number field over ``rows`` (dicts or objects)."""
    return sum(row[name] if isinstance(row, dict) else getattr(row, name) for row in rows)
