"""Time and people of a story."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from demo import travel
from demo.cast import Cast, Fault
from enterprises.models import Enterprise
from inspections.models import Checklist, Inspection
from law.selectors import provision_for, working_calendar


class PresentReached(Exception):
    """The story has come to today; what it would still tell has not happened yet."""


@dataclass
class Scene:
    """The time and the people of one story; every step is on a working day up to today."""

    today: date
    cast: Cast
    random: Random
    enterprise: Enterprise
    day: date
    checklist: Checklist
    faults: list[Fault]
    case: Inspection | None = None
    last: datetime | None = None

    def __post_init__(self) -> None:
        self.calendar = working_calendar()
        self.day = min(self.calendar.next_working_day(self.day), self.today)
        # Some acts exist in one decree only; a story tells what its day knows.
        self.faults = [f for f in self.faults if provision_for(f.code, on=self.day)]
        self.lead, self.second = self.random.sample(self.cast.inspectors, 2)

    def uuid(self) -> UUID:
        """A submission number from the story's own randomness."""
        return UUID(int=self.random.getrandbits(128), version=4)

    def later(self, least: int, most: int) -> None:
        """Some working days pass. Raises PresentReached."""
        self.move_to(self.calendar.add_working_days(self.day, self.random.randint(least, most)))

    def move_to(self, day: date) -> None:
        """Go on to ``day``. Raises PresentReached when it lies in the future."""
        if day >= self.today:
            raise PresentReached
        self.day = day

    def now(self, hour: int) -> datetime:
        """A moment of the present day of the story, later than all before."""
        wanted = travel.moment(self.day, hour, self.random.randint(0, 59))
        earliest = self.last + timedelta(minutes=7) if self.last else wanted
        self.last = max(wanted, earliest)
        return self.last

    def step(self, hour: int, act: Callable[[datetime], Any]) -> Any:
        """Do something at an hour of the day of the story."""
        with travel.at(self.now(hour)) as at:
            return act(at)
