"""Reads of the law catalogue for a legal date."""

from __future__ import annotations

from datetime import date

from law.models import DeadlineRule, Provision


def deadline_rule(number: int) -> DeadlineRule:
    """The time limit of row ``number`` of the pack.

    Raises:
        DeadlineRule.DoesNotExist: the row was not loaded.
    """
    return DeadlineRule.objects.get(number=number)


def provision_for(code: str, *, on: date) -> Provision | None:
    """The provision ``code`` of the instrument in force on ``on``, or None."""
    return (
        Provision.objects.filter(code=code, instrument__in=_instruments(on))
        .select_related("instrument", "topic")
        .prefetch_related("frames")
        .first()
    )


def _instruments(on: date):  # type: ignore[no-untyped-def]
    from law.models import Instrument

    return Instrument.objects.in_force(on)
