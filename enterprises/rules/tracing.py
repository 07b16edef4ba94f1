"""Contacts of a worker: what counts as shared, for how many days, and how strong it is. Pure.

Personal data may be kept and used only as long and as far as a stated purpose needs (Law on
Personal Data Protection 91/2025/QH15 art. 3): hence the limits of a period and of an answer.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

# A question may begin at most so many days ago: incubation times and the exposure limits of
# medical surveillance lie below two months, and lists of presence get unreliable after that.
MOST_BACK = 60
# One question covers at most a month; whoever needs more asks twice and says why twice.
LONGEST = 31
# An answer can be read for so long: an accident is investigated within 30 days unless it killed
# somebody (Decree 39/2016/ND-CP art. 19); then the question is asked anew.
KEEP_DAYS = 30

SITE, SHIFT, HOUSING, VEHICLE = "SITE", "SHIFT", "HOUSING", "VEHICLE"
# What a shared day counts: sleeping under one roof, an hour in a closed cabin, the same hours at
# work, the same plant. Each step is worth double, so that the order is plain to explain.
WEIGHTS: Mapping[str, int] = {HOUSING: 8, VEHICLE: 4, SHIFT: 2, SITE: 1}
KINDS = tuple(WEIGHTS)  # strongest first


@dataclass(frozen=True)
class Period:
    """Days from ``first`` to ``last``, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days."""
        return (self.last - self.first).days + 1

    def overlap(self, first: date, last: date | None) -> Period | None:
        """What this has in common with ``first`` to ``last`` (None: still going on)."""
        low = max(self.first, first)
        high = self.last if last is None else min(self.last, last)
        return Period(low, high) if low <= high else None

    def mask(self, part: Period) -> int:
        """One bit per day of ``part``, the first day of this period being the lowest."""
        return ((1 << part.days) - 1) << (part.first - self.first).days


def problem(first: date, last: date, *, today: date) -> str:
    """Why the days cannot be asked for: "reversed", "future", "too_old", "too_long", or ""."""
    if last < first:
        return "reversed"
    if last > today:
        return "future"
    if first < today - timedelta(days=MOST_BACK):
        return "too_old"
    return "too_long" if Period(first, last).days > LONGEST else ""


def keep_until(asked_on: date) -> date:
    """The last day on which the answer to a question of ``asked_on`` can be read."""
    return asked_on + timedelta(days=KEEP_DAYS)


@dataclass(frozen=True)
class Presence:
    """A person at one spot (a site, or a place of ``kind``) from ``first`` to ``last``."""

    person: int
    kind: str
    spot: int
    first: date
    last: date | None = None


def contacts(
    subject: int, presences: Iterable[Presence], period: Period, kinds: Iterable[str] = KINDS
) -> dict[int, dict[str, int]]:
    """Days within ``period`` that others shared with ``subject``: {person: {kind: days}}.

    A day counts once per kind, however many spots of the kind were shared on it. The statement
    of ``selectors_tracing`` finds the same for a country; a test holds them together.
    """
    wanted, rows = frozenset(kinds), list(presences)
    own: dict[tuple[str, int], list[Period]] = defaultdict(list)
    for row in rows:
        part = period.overlap(row.first, row.last)
        if row.person == subject and row.kind in wanted and part:
            own[row.kind, row.spot].append(part)
    masks: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in rows:
        for stay in own.get((row.kind, row.spot), ()) if row.person != subject else ():
            part = stay.overlap(row.first, row.last)
            if part:
                masks[row.person][row.kind] |= period.mask(part)
    return {
        person: {kind: mask.bit_count() for kind, mask in by_kind.items()}
        for person, by_kind in masks.items()
    }


def strength(days: Mapping[str, int]) -> int:
    """The weight of a contact: shared days times the weight of what was shared, summed."""
    return sum(WEIGHTS[kind] * count for kind, count in days.items())


# Two digits for the province, a letter or two (or a letter and a digit), four or five digits.
PLATE = r"[0-9]{2}[A-Z]{1,2}[0-9]{4,6}"
_PLATE = re.compile(PLATE)


def plate(text: str) -> str:
    """A number plate in its bare form, by which a vehicle is known everywhere; "" for another
    name, which says nothing outside the enterprise ("Bus 1").

    >>> plate("60b-123.45")
    '60B12345'
    """
    bare = "".join(char for char in text.upper() if char.isalnum())
    return bare if _PLATE.fullmatch(bare) else ""
