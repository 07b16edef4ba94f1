"""Reads of the law catalogue for a legal date."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from ecms.core.calendar import WorkingCalendar
from law import catalogue
from law.models import DeadlineRule, Instrument, Provision
from law.rules.reference import Reference

_built: dict[catalogue.Stamp, Reference] = {}


def deadline_rule(number: int) -> DeadlineRule:
    """The time limit of row ``number`` of the pack.

    Raises:
        DeadlineRule.DoesNotExist: the row was not loaded.
    """
    return DeadlineRule.objects.get(number=number)


def provision_for(code: str, *, on: date) -> Provision | None:
    """The provision ``code`` of the instrument in force on ``on``, or None."""
    return provisions_in_force(on=on).filter(code=code).prefetch_related("frames").first()


def provisions_in_force(*, on: date) -> QuerySet[Provision]:
    """The provisions of the instruments in force on ``on``."""
    return (
        Provision.objects.filter(valid_from__isnull=False)
        .in_force(on)
        .filter(instrument__in=Instrument.objects.in_force(on))
        .select_related("instrument", "topic")
    )


def reference() -> Reference:
    """The whole law for the rules, rebuilt only when a row of it changed (one query a call).

    Raises:
        InvalidReference: the rows contradict each other.
    """
    now = catalogue.stamp()
    if now not in _built:
        fresh = catalogue.build()
        _built.clear()
        _built[now] = fresh
    return _built[now]


def working_calendar() -> WorkingCalendar:
    """Public holidays and moved working days as the administrators keep them."""
    return catalogue.working_calendar()
