"""When somebody is told: pure rules over dates; imports no Django.

A reminder lies before, on or after the due date and always on a working day: a due date on a day
off is acted on by the last working day before it, what comes after begins on the next working day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ecms.core.calendar import CalendarError, WorkingCalendar

ONE_DAY = timedelta(days=1)
BEFORE, ON, AFTER = "BEFORE", "ON", "AFTER"
STAGES = {BEFORE: "SOON", ON: "LAST", AFTER: "LATE"}


@dataclass(frozen=True)
class Step:
    """One reminder rule: ``days`` in ``unit`` ("WORKING", "CALENDAR") from the due date."""

    pk: int
    kind: str
    moment: str
    days: int
    unit: str
    audience: str
    urgent: bool = False
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def stage(self) -> str:
        """What a message about it is called."""
        return STAGES[self.moment]

    def is_in_force(self, on: date) -> bool:
        """Whether the rule holds on the day of the reminder."""
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_to is None or self.valid_to >= on
        )


@dataclass(frozen=True)
class Firing:
    """A reminder that is to be told: its rule, its own day, and since when it could be told."""

    step: Step
    day: date
    since: date

    def is_late(self, today: date) -> bool:
        """Whether it should have been told before today."""
        return today > self.since


def works(day: date, calendar: WorkingCalendar) -> bool:
    """Whether offices work; in years whose holidays nobody knows the week alone decides.

    A reminder that comes a day early is better than none, so that this does not raise.
    """
    try:
        return calendar.is_working_day(day)
    except CalendarError:
        return day.weekday() < 5


def reminder_day(
    moment: str, days: int, unit: str, due_on: date, calendar: WorkingCalendar
) -> date:
    """The working day on which a reminder is told."""
    if moment == AFTER:
        if unit == "CALENDAR":
            return _roll(due_on + days * ONE_DAY, ONE_DAY, calendar)
        return _count(due_on, days, ONE_DAY, calendar)
    last = _roll(due_on, -ONE_DAY, calendar)
    if moment == ON:
        return last
    if unit == "CALENDAR":
        return _roll(due_on - days * ONE_DAY, -ONE_DAY, calendar)
    return _count(last, days, -ONE_DAY, calendar)


def _roll(day: date, by: timedelta, calendar: WorkingCalendar) -> date:
    while not works(day, calendar):
        day += by
    return day


def _count(day: date, days: int, by: timedelta, calendar: WorkingCalendar) -> date:
    while days:
        day += by
        days -= works(day, calendar)
    return day


class Ladder:
    """All rules with a calendar; answers what is to be told about an item on a day."""

    def __init__(self, steps: Iterable[Step], calendar: WorkingCalendar) -> None:
        self._calendar = calendar
        self._by_kind: dict[str, list[Step]] = {}
        for step in steps:
            self._by_kind.setdefault(step.kind, []).append(step)
        self._days: dict[tuple[str, int, str, date], date] = {}
        self._works: dict[date, bool] = {}

    @property
    def steps(self) -> Iterator[Step]:
        """Every rule."""
        return (step for steps in self._by_kind.values() for step in steps)

    def look_ahead(self) -> int:
        """How many days before its date an item may be spoken of, longest holidays included."""
        ahead = [step.days for step in self.steps if step.moment == BEFORE]
        return 2 * max(ahead, default=0) + 21

    def day(self, step: Step, due_on: date) -> date:
        """The day of a reminder, remembered: there are few dates and many items."""
        key = (step.moment, step.days, step.unit, due_on)
        if key not in self._days:
            self._days[key] = reminder_day(*key, self._calendar)
        return self._days[key]

    def latest(self, due_on: date, today: date) -> date | None:
        """The last day up to today on which any rule speaks of an item due on ``due_on``."""
        days = [self.day(step, due_on) for step in self.steps]
        return max((day for day in days if day <= today), default=None)

    def fired(
        self, kind: str, due_on: date, *, runs_from: date, told_through: date | None, today: date
    ) -> list[Firing]:
        """What is to be told of an item today, its own day first.

        Each reminder is told on its day, or on the day from which the clock runs where that is
        later; reminders of days up to ``told_through`` were told. Items whose clock runs only from
        a later day (a server whose clock was set back) are not asked about.
        """
        found = []
        for step in [*self._by_kind.get(kind, ()), *self._by_kind.get("", ())]:
            day = self.day(step, due_on)
            since = max(day, runs_from)
            fresh = since <= today and (told_through is None or day > told_through)
            if fresh and step.is_in_force(since) and self._speaks(step, kind, since):
                found.append(Firing(step, day, since))
        return sorted(found, key=lambda firing: (firing.day, firing.step.pk))

    def _speaks(self, step: Step, kind: str, on: date) -> bool:
        """A general rule is silent where the kind has a rule of its own in force."""
        own = self._by_kind.get(kind, ()) if kind else ()
        return bool(step.kind) or not any(other.is_in_force(on) for other in own)


def told_to(firings: Iterable[tuple[int, Firing]]) -> dict[int, list[Firing]]:
    """By person: what one message says; the last of the list is the one it speaks of."""
    found: dict[int, list[Firing]] = {}
    for person, firing in firings:
        found.setdefault(person, []).append(firing)
    return {
        person: sorted(set(mine), key=lambda firing: (firing.day, firing.step.pk))
        for person, mine in found.items()
    }
