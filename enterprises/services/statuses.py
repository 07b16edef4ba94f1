"""Since when an enterprise has a status, kept as a list over time."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from enterprises.models import Enterprise, StatusChange


class EarlierThanKnown(Exception):
    """A later status is known; ``on`` is the day of the last one."""

    def __init__(self, on: date) -> None:
        super().__init__(on.isoformat())
        self.on = on


def note(firm: Enterprise, on: date | None, *, source: str, by: Any, at: datetime) -> None:
    """Put the present status of ``firm`` on the list, since ``on``; nothing without a day.

    A second word on the same day replaces the first.

    Raises:
        EarlierThanKnown: the list has a later row of another status.
    """
    if on is None:
        return
    later = firm.status_changes.filter(on__gt=on).order_by("-on").first()
    if later is not None:
        if later.status != firm.status:
            raise EarlierThanKnown(later.on)
        later.delete()  # the same status, now known to have begun earlier
    StatusChange.objects.update_or_create(
        enterprise=firm,
        on=on,
        defaults={
            "status": firm.status,
            "source": source[:200],
            "recorded_at": at,
            "recorded_by": by,
            "verified_at": None,
            "verified_by": None,
        },
    )


def keep(firm: Enterprise, status: str, on: date | None, *, by: Any, at: datetime) -> None:
    """Put an earlier status on the list before a new one replaces it, if it is not there."""
    if on is None or status == firm.status or firm.status_changes.filter(on=on).exists():
        return
    origin = firm.provenance.get("*") or {}
    StatusChange.objects.create(
        enterprise=firm,
        status=status,
        on=on,
        source=str(origin.get("source", ""))[:200],
        recorded_at=at,
        recorded_by=by,
    )
