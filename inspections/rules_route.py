"""The order of several visits on one day: near ones together, the pressing one first.

Pure: no Django. The register has no coordinates, so nearness goes by zone, ward and province;
ways are rounded up to what they take at most.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

SAME_ZONE, SAME_WARD, SAME_PROVINCE, FAR = 0, 1, 2, 3
WAY_MINUTES = {SAME_ZONE: 10, SAME_WARD: 15, SAME_PROVINCE: 40, FAR: 120}
LUNCH_FROM, LUNCH_TO = time(11, 30), time(13, 0)
ANY_DAY = date(2000, 1, 1)  # to add minutes to times of the day
PRESSING = 3  # days to the last day from which a visit is pressing


class RouteError(ValueError):
    """The hours of a day that cannot be planned with."""


@dataclass(frozen=True)
class Place:
    """Where a visit is: keys of zone, ward and province, or None."""

    zone: int | None
    ward: int | None
    province: int | None


@dataclass(frozen=True)
class Stop:
    """A visit to plan: its place, days left to the last day (None: no clock), risk 0 to 100."""

    pk: int
    place: Place
    days_left: int | None = None
    risk: int = 0

    @property
    def urgency(self) -> tuple[int, int, int]:
        """Smaller is more urgent: late and pressing visits, then the riskier, then the older."""
        left = self.days_left if self.days_left is not None else 10**6
        return (left if left <= PRESSING else PRESSING + 1, -self.risk, self.pk)


@dataclass(frozen=True)
class Hours:
    """The hours of the day: when the first visit may begin, when establishments open and close,
    and how long a visit takes in minutes."""

    starts: time
    opens: time
    closes: time
    minutes: int


@dataclass(frozen=True)
class Leg:
    """A stop with its times; ``step`` is how near the stop before was (None for the first)."""

    pk: int
    arrives: time
    leaves: time
    step: int | None


def nearness(one: Place, other: Place) -> int:
    """SAME_ZONE, SAME_WARD, SAME_PROVINCE or FAR; the same both ways."""
    if one.zone is not None and one.zone == other.zone:
        return SAME_ZONE
    if one.ward is not None and one.ward == other.ward:
        return SAME_WARD
    if one.province is not None and one.province == other.province:
        return SAME_PROVINCE
    return FAR


def in_order(stops: Iterable[Stop]) -> list[Stop]:
    """The most urgent first, then always the nearest one left; ties go to the more urgent."""
    left = sorted(stops, key=lambda stop: stop.urgency)
    route = left[:1]
    del left[:1]
    while left:
        here = route[-1].place
        following = min(left, key=lambda stop: (nearness(here, stop.place), stop.urgency))
        left.remove(following)
        route.append(following)
    return route


def timed(route: Sequence[Stop], hours: Hours) -> tuple[list[Leg], list[int]]:
    """Times of the stops in this order, and keys of those that do not fit into the day.

    No visit begins before the place opens, lasts through the lunch break or ends after closing.
    Whoever does not fit is left out, and the way goes from the last place really visited.

    Raises:
        RouteError: the day ends before it begins, or a visit takes no time.
    """
    if hours.minutes < 1 or max(hours.starts, hours.opens) >= hours.closes:
        raise RouteError("no visit fits into these hours")
    legs: list[Leg] = []
    left_out: list[int] = []
    free, here = _at(max(hours.starts, hours.opens)), None
    for stop in route:
        step = None if here is None else nearness(here, stop.place)
        way = timedelta(minutes=0 if step is None else WAY_MINUTES[step])
        arrives = _around_lunch(free + way, hours.minutes)
        leaves = arrives + timedelta(minutes=hours.minutes)
        if leaves > _at(hours.closes):
            left_out.append(stop.pk)
            continue
        legs.append(Leg(stop.pk, arrives.time(), leaves.time(), step))
        free, here = leaves, stop.place
    return legs, left_out


def _at(moment: time) -> datetime:
    return datetime.combine(ANY_DAY, moment)


def _around_lunch(arrives: datetime, minutes: int) -> datetime:
    """A visit that would reach into the break begins after it."""
    ends = arrives + timedelta(minutes=minutes)
    if arrives < _at(LUNCH_TO) and ends > _at(LUNCH_FROM):
        return _at(LUNCH_TO)
    return arrives
