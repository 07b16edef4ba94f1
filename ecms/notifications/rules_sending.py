"""When something may be sent and tried again: pure rules; imports no Django."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from ecms.core.calendar import WorkingCalendar
from ecms.notifications.rules import works

MAX_ATTEMPTS = 8
FIRST_WAIT = timedelta(minutes=2)
LONGEST_WAIT = timedelta(hours=4)
_NUMBER = re.compile(r"[A-ZĐ0-9][A-ZĐ0-9/._-]*")


@dataclass(frozen=True)
class Wishes:
    """How one person wants to be told, and the address that no mail reaches; the defaults."""

    rhythm: str = "DAILY"
    weekday: int = 0
    hour: int = 7
    urgent_mail: bool = True
    urgent_sms: bool = False
    urgent_chat: bool = False
    chat_address: str = ""
    quiet_from: time = time(20)
    quiet_to: time = time(6, 30)
    unit_summary: bool = True
    dead_address: str = ""


def after_quiet(moment: datetime, quiet_from: time, quiet_to: time) -> datetime:
    """``moment`` (local), or the end of the quiet hours that it falls into; equal: no quiet."""
    now = moment.time()
    over_midnight = quiet_from > quiet_to
    quiet = now >= quiet_from or now < quiet_to if over_midnight else quiet_from <= now < quiet_to
    if not quiet:
        return moment
    tomorrow = over_midnight and now >= quiet_from
    day = moment.date() + timedelta(days=tomorrow)
    return datetime.combine(day, quiet_to, tzinfo=moment.tzinfo)


def wait(attempt: int, chance: float) -> timedelta:
    """How long to wait after the ``attempt``-th try: doubling, spread by ``chance`` (0 to 1).

    Without the spread everything that failed together would come back together.
    """
    plain = min(FIRST_WAIT * 2 ** min(attempt - 1, 20), LONGEST_WAIT)
    return plain * (0.5 + chance)


def wants_digest(wishes: Wishes, day: date, hour: int, calendar: WorkingCalendar) -> bool:
    """Whether the digest of a person goes out now; never on a day off.

    A weekly one whose day is a day off comes on the next working day.
    """
    if wishes.rhythm == "NEVER" or hour < wishes.hour or not works(day, calendar):
        return False
    return wishes.rhythm == "DAILY" or is_weekly_day(day, wishes.weekday, calendar)


def is_weekly_day(day: date, weekday: int, calendar: WorkingCalendar) -> bool:
    """Whether ``day`` is the working day on which a thing of ``weekday`` is done."""
    turn = day - timedelta(days=(day.weekday() - weekday) % 7)
    while not works(turn, calendar):
        turn += timedelta(days=1)
    return turn == day


def number_of(label: str) -> str:
    """The file number with which a label begins, or "": the rest may name people or firms."""
    first = label.split(maxsplit=1)[0].rstrip(":,;–-") if label.strip() else ""
    whole = _NUMBER.fullmatch(first)
    mixed = any(c.isdigit() for c in first) and any(c.isalpha() for c in first)
    return first if whole and mixed else ""
