"""What is due when, what a late payment costs, and how far payment may be put off. Pure.

Imports no Django and reads no clock. Amounts are whole VND, days are legal dates.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from ecms.core.calendar import add_months

ROUND_TO = 1_000  # instalments are proposed in whole thousands

Due = tuple[date, int]  # last day, VND
Rates = Sequence[tuple[date, Fraction]]  # since when a late day costs which share, ascending


@dataclass(frozen=True, slots=True)
class Schedule:
    """What is due by when, from the day on which this way of paying was decided."""

    since: date
    dues: tuple[Due, ...]


@dataclass(frozen=True, slots=True)
class Late:
    """Days ``first`` to ``last`` (both counted) on which ``base`` was late, and what they cost."""

    first: date
    last: date
    base: int
    rate: Fraction

    @property
    def days(self) -> int:
        """How many days."""
        return (self.last - self.first).days + 1

    @property
    def grown(self) -> Fraction:
        """What these days cost, with its fraction of a đồng."""
        return self.base * self.rate * self.days


def late_surcharge(
    schedules: Sequence[Schedule], payments: Iterable[Due], on: date, rates: Rates
) -> int:
    """Surcharge grown until ``on``: the rate of each late day on what was due and is not paid.

    A day counts when it lies after the last day of a due and before ``on``, holidays included;
    the day of a payment no longer counts for what was paid. Each schedule counts until the next
    one begins, so that a deferral forgives none of the late days before it. Fractions of a đồng
    are dropped.
    """
    found = late_periods(schedules, payments, on, rates)
    return int(sum((late.grown for late in found), Fraction(0)))


def late_periods(
    schedules: Sequence[Schedule], payments: Iterable[Due], on: date, rates: Rates
) -> list[Late]:
    """The late days in runs of the same base and rate, the earliest first; they make up the
    surcharge. Before the first rate a late day costs nothing."""
    paid = sorted(payments)
    ends = [*(item.since for item in schedules[1:]), on][: len(schedules)]
    return [
        late
        for item, end in zip(schedules, ends, strict=True)
        for late in _late(item.dues, paid, (item.since, min(end, on)), rates)
    ]


def _late(
    dues: Iterable[Due], paid: Sequence[Due], span: tuple[date, date], rates: Rates
) -> list[Late]:
    since, on = span
    owed = [(day + timedelta(days=1), amount) for day, amount in dues]
    cuts = {since, *(day for day, _ in (*owed, *paid, *rates))}
    edges = sorted(cut for cut in cuts if since <= cut < on)
    found: list[Late] = []
    for first, after in pairwise([*edges, on]):
        base = sum(amount for day, amount in owed if day <= first)
        base -= sum(amount for day, amount in paid if day <= first)
        rate = rate_on(rates, first)
        if base > 0 and rate:
            found.append(Late(first, after - timedelta(days=1), base, rate))
    return found


def rate_on(rates: Rates, on: date) -> Fraction:
    """What a late day ``on`` costs as a share of the debt."""
    return next((rate for since, rate in reversed(rates) if since <= on), Fraction(0))


def next_due(dues: Sequence[Due], paid: int) -> date:
    """The last day of the first due that ``paid`` does not cover; the last one when all is."""
    total = 0
    for day, amount in dues:
        total += amount
        if total > paid:
            return day
    return dues[-1][0]


def refitted(dues: Sequence[Due], fine: int) -> tuple[Due, ...]:
    """The same days for another fine: the last parts shrink first, or the last one grows."""
    found: list[Due] = []
    left = fine
    for day, amount in dues:
        part = min(amount, left)
        if part:
            found.append((day, part))
        left -= part
    if not found:
        return ((dues[-1][0], 0),)
    day, amount = found[-1]
    return (*found[:-1], (day, amount + left))


def shifted(dues: Sequence[Due], since: date, until: date) -> tuple[Due, ...]:
    """The days that had not passed at ``since`` lie later by the time until ``until``."""
    return tuple((day + (until - since) if day >= since else day, amount) for day, amount in dues)


@dataclass(frozen=True, slots=True)
class Bounds:
    """The bounds of a relief for the party (LHAV arts. 76, 77, 79); None where there is none."""

    fine_least: int
    months_most: int | None = None
    parts_most: int | None = None
    first_percent_least: int | None = None


class Problem(StrEnum):
    """Why a relief is not possible as stated."""

    FINE_TOO_LOW = "fine_too_low"
    PAST = "past"
    TOO_LONG = "too_long"
    TOO_MANY = "too_many"
    FIRST_TOO_LOW = "first_too_low"
    SUM = "sum"
    ORDER = "order"
    NOT_LESS = "not_less"
    BELOW_PAID = "below_paid"


def deferral_problem(bounds: Bounds, fine: int, *, on: date, until: date) -> Problem | None:
    """Why the fine may not be deferred until a day by a decision dated ``on`` (art. 76)."""
    if fine < bounds.fine_least:
        return Problem.FINE_TOO_LOW
    if until <= on:
        return Problem.PAST
    if bounds.months_most is not None and until > add_months(on, bounds.months_most):
        return Problem.TOO_LONG
    return None


def reduction_problem(bounds: Bounds, fine: int, *, after: int, paid: int) -> Problem | None:
    """Why the rest of the fine may not be brought down to ``after`` in all (art. 77)."""
    if fine < bounds.fine_least:
        return Problem.FINE_TOO_LOW
    if after >= fine:
        return Problem.NOT_LESS
    return Problem.BELOW_PAID if after < paid else None


def instalments_problem(
    bounds: Bounds, fine: int, parts: Sequence[Due], *, on: date, effective_on: date
) -> Problem | None:
    """Why a plan of instalments is not lawful (art. 79).

    The sum is the fine, the days ascend from ``on``, the last one lies within the months counted
    from the day the sanction decision took effect, the first part reaches its share.
    """
    if fine < bounds.fine_least:
        return Problem.FINE_TOO_LOW
    days = [day for day, _ in parts]
    if bounds.parts_most is not None and not 2 <= len(parts) <= bounds.parts_most:
        return Problem.TOO_MANY
    if days[0] < on:
        return Problem.PAST
    if any(later <= earlier for earlier, later in pairwise(days)):
        return Problem.ORDER
    if sum(amount for _, amount in parts) != fine or any(amount <= 0 for _, amount in parts):
        return Problem.SUM
    if bounds.months_most and days[-1] > add_months(effective_on, bounds.months_most):
        return Problem.TOO_LONG
    share = bounds.first_percent_least or 0
    return Problem.FIRST_TOO_LOW if parts[0][1] * 100 < fine * share else None


def proposed_parts(
    bounds: Bounds, fine: int, count: int, *, on: date, effective_on: date
) -> tuple[Due, ...]:
    """A lawful plan of ``count`` parts: the least first share, then equal parts in even steps."""
    first = -(-fine * (bounds.first_percent_least or 0) // 100)
    first = min(-(-max(first, fine // count) // ROUND_TO) * ROUND_TO, fine)
    rest, others = fine - first, count - 1
    each = rest // others // ROUND_TO * ROUND_TO if others else 0
    amounts = [first, *([each] * (others - 1)), rest - each * (others - 1)][:count]
    last = add_months(effective_on, bounds.months_most or count)
    start = min(on + timedelta(days=10), last)
    step = (last - start).days // max(others, 1)
    return tuple((start + timedelta(days=step * n), amount) for n, amount in enumerate(amounts))
