"""A clock for stories of the past: services and guards see the day on which the story plays."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from ecms.core import clock

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    """An aware moment in Vietnam."""
    return datetime.combine(day, time(hour, minute), tzinfo=VIETNAM)


@contextmanager
def at(when: datetime) -> Iterator[datetime]:
    """Inside, ``ecms.core.clock`` says ``when``."""
    now, today = clock.now, clock.today
    clock.now = lambda: when
    clock.today = lambda: when.astimezone(VIETNAM).date()
    try:
        yield when
    finally:
        clock.now, clock.today = now, today
