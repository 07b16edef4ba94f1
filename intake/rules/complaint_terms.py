"""Time limits of complaints: base, remote area, extended; counted as the law counts.

Law on Complaints 02/2011/QH13, Decree 24/2018/NĐ-CP, Law on Denunciations 25/2018/QH14. The day
of the event is not counted; terms in days within which somebody must act roll to the next
working day. Values come from the reference data. Imports no Django.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from ecms.core.calendar import WorkingCalendar

DAYS, WORKING_DAYS, MONTHS = "days", "working days", "months"


@dataclass(frozen=True, slots=True)
class Term:
    """One time limit. ``extended`` are whole lengths after the first, second … extension; those
    of remote areas apart, where the law has them (else the ordinary ones)."""

    value: int
    unit: str = DAYS
    extended: tuple[int, ...] = ()
    remote: int | None = None
    remote_extended: tuple[int, ...] = ()

    def length(self, *, remote: bool = False, extensions: int = 0) -> int:
        """How long, after ``extensions``.

        Raises:
            ValueError: more extensions than the law has.
        """
        lengths = self.lengths(remote=remote)
        if not 0 <= extensions < len(lengths):
            raise ValueError("the law has no further extension")
        return lengths[extensions]

    def lengths(self, *, remote: bool = False) -> tuple[int, ...]:
        """The ordinary length, then those after each extension."""
        if remote and self.remote is not None:
            return (self.remote, *self.remote_extended)
        return (self.value, *self.extended)

    def may_extend(self, *, remote: bool = False, extensions: int = 0) -> bool:
        """Whether a further extension exists."""
        return extensions + 1 < len(self.lengths(remote=remote))


def last_day(
    term: Term,
    start: date,
    calendar: WorkingCalendar,
    *,
    remote: bool = False,
    extensions: int = 0,
    stood: int = 0,
    roll: bool = True,
) -> date:
    """The last day of ``term`` that began with an event on ``start``.

    ``stood``: whole days during which the clock was suspended.

    Raises:
        ValueError: no such extension, or holidays that are not known (CalendarError).
    """
    length = term.length(remote=remote, extensions=extensions)
    if term.unit == WORKING_DAYS:
        end = calendar.add_working_days(start, length)
    elif term.unit == MONTHS:
        end = calendar.add_months(start, length, roll=False)
    else:
        end = calendar.add_days(start, length)
    end += timedelta(days=stood)
    return calendar.next_working_day(end) if roll else end


def is_out_of_time(term: Term, known_on: date, received_on: date, *, obstacle: int = 0) -> bool:
    """Whether a complaint came after the time for it, less the days of an obstacle.

    A filing term is counted without rolling: the law names 90 (or 180) days and no more, and
    what hindered the person (illness, distance, mission) is not counted.
    """
    return received_on > known_on + timedelta(days=term.value + obstacle)
