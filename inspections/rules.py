"""Arithmetic of a check: how long it may last, who may be on the team, what an answer means.

Decree 217/2025/NĐ-CP: art. 12 (team), art. 13.2 (duration and one extension, counted from the
announcement of the decision), art. 15.1 (announcement), art. 15.3 (minutes). Pure: no Django.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from ecms.core.calendar import WorkingCalendar, add_years

REINSPECTION_YEARS = 2  # Law 84/2025/QH15 art. 25.2

DAYS = "days"
WORKING_DAYS = "working days"
UNITS = (DAYS, WORKING_DAYS)
MEMBERS_LEAST = 2  # a check is made by a team (art. 12), one of them heads it
NUMBER_TYPES = ("NUMBER", "MONEY")


class RuleError(ValueError):
    """The data of a procedure cannot be computed with; the message names what is wrong."""


@dataclass(frozen=True)
class Duration:
    """How long an inspection may last: ``days`` from the announcement, then the extensions."""

    days: int
    extensions: tuple[int, ...] = ()
    unit: str = DAYS
    rule: int | None = None  # row of the table of time limits

    def extension(self, taken: int) -> int:
        """Days of the next extension after ``taken`` were given; 0 when there is none."""
        return self.extensions[taken] if taken < len(self.extensions) else 0


def last_day(
    announced_on: date, days: int, *, unit: str = DAYS, calendar: WorkingCalendar | None = None
) -> date:
    """Last day of a check of ``days``; the day after the announcement is day 1.

    A check may not last longer than the law says, so a last day on a day off does not roll on.

    Raises:
        RuleError: fewer than one day, or working days without a calendar.
    """
    if days < 1:
        raise RuleError("a check lasts at least one day")
    if unit == DAYS:
        return announced_on + timedelta(days=days)
    if calendar is None:
        raise RuleError("working days need a calendar")
    return calendar.add_working_days(announced_on, days)


def shifted_by_suspension(
    ends_on: date,
    suspended_on: date,
    resumed_on: date,
    *,
    unit: str = DAYS,
    calendar: WorkingCalendar | None = None,
    most: int | None = None,
) -> date:
    """New last day after the clock stood from ``suspended_on`` to ``resumed_on``.

    ``most`` days of the suspension count where the law limits it (Law 84/2025 art. 30.3: 30).

    Calendar days: later by the days suspended. Working days: as many working days remain after
    the resumption as remained at the suspension.

    Raises:
        RuleError: resumed before it was suspended, or working days without a calendar.
    """
    if resumed_on < suspended_on:
        raise RuleError("a check cannot be resumed before it was suspended")
    if most is not None:
        resumed_on = min(resumed_on, suspended_on + timedelta(days=most))
    if unit == DAYS:
        return ends_on + (resumed_on - suspended_on)
    if calendar is None:
        raise RuleError("working days need a calendar")
    left = calendar.working_days_between(suspended_on, ends_on)
    return calendar.add_working_days(resumed_on, left) if left > 0 else resumed_on


def days_left(ends_on: date, today: date) -> int:
    """Days from ``today`` to the last day; negative when it has passed."""
    return (ends_on - today).days


def may_extend(taken: int, extensions: Sequence[int], ends_on: date, today: date) -> str:
    """Why a check may not be extended, as a code: "", "none", "again" or "over".

    Decree 217/2025 art. 13.2; Law 84/2025 art. 20.1.
    """
    if not extensions:
        return "none"
    if taken >= len(extensions):
        return "again"
    return "over" if today > ends_on else ""


def reinspection_until(concluded_on: date) -> date:
    """The last day on which a conclusion may be inspected again (Law 84/2025 art. 25.2)."""
    return add_years(concluded_on, REINSPECTION_YEARS)


def term_end(start: date, days: int, *, unit: str, calendar: WorkingCalendar) -> date:
    """Last day of the term of a step; a term in days rolls on to the next working day."""
    if unit == WORKING_DAYS:
        return calendar.add_working_days(start, days)
    return calendar.add_days(start, days, roll=True)


# --- Team ---------------------------------------------------------------------------------
@dataclass(frozen=True)
class Candidate:
    """A person proposed for the team, as the rules see them."""

    person: Any
    role: str
    agency: Any
    may_conduct: bool


def team_problems(team: Sequence[Candidate], agency: Any) -> list[str]:
    """What is wrong with a team, as codes: "head", "small", "twice", "agency", "permission"."""
    people = [member.person for member in team]
    checks = {
        "head": sum(member.role in ("HEAD", "INDEPENDENT") for member in team) == 1,
        "small": len(set(people)) >= MEMBERS_LEAST,
        "twice": len(set(people)) == len(people),
        "agency": all(member.agency == agency for member in team),
        "permission": all(member.may_conduct for member in team),
    }
    return [code for code, passed in checks.items() if not passed]


# --- Checklist ----------------------------------------------------------------------------
def reading(answer_type: str, value: str) -> str:
    """What a stored answer means: "YES", "NO", "NA", "RECORDED" or "" (not answered).

    A number counts what is not in order: 0 complied with, more is not; an amount likewise.
    """
    text = value.strip()
    if not text:
        return ""
    if text == "NA":
        return "NA"
    if answer_type == "YES_NO":
        return text if text in ("YES", "NO") else ""
    if answer_type in NUMBER_TYPES:
        if not text.isdecimal():
            return text if text in ("YES", "NO") else ""
        return "NO" if int(text) > 0 else "YES"
    return "RECORDED"


@dataclass(frozen=True)
class Completeness:
    """How far a checklist or one of its sections is answered."""

    total: int
    answered: int
    not_complied: int

    @property
    def is_complete(self) -> bool:
        """Every question has an answer."""
        return self.answered == self.total

    @property
    def missing(self) -> int:
        """Questions without an answer."""
        return self.total - self.answered


def completeness(readings: Iterable[str]) -> Completeness:
    """Count the readings of the questions of a checklist (see :func:`reading`)."""
    all_readings = list(readings)
    return Completeness(
        total=len(all_readings),
        answered=sum(bool(text) for text in all_readings),
        not_complied=sum(text == "NO" for text in all_readings),
    )


# --- Facts of a finding -------------------------------------------------------------------
def facts_needed(fine_type: str, scale_unit: str) -> frozenset[str]:
    """Which quantities a provision’s fine depends on: "workers", "units", "base_amount"."""
    if fine_type == "percent_with_cap":
        return frozenset({"base_amount"})
    if fine_type == "bracket" and scale_unit == "workers":
        return frozenset({"workers"})
    if fine_type == "per_unit_with_cap" and scale_unit == "worker":
        return frozenset({"workers"})
    if fine_type in ("bracket", "per_unit_with_cap"):
        return frozenset({"units"})
    return frozenset()


def missing_facts(needed: Iterable[str], facts: Mapping[str, int | None]) -> list[str]:
    """The needed quantities that are not filled in with at least one."""
    return sorted(name for name in needed if not facts.get(name))


# --- Fine band ------------------------------------------------------------------------------
@dataclass(frozen=True)
class FrameRow:
    """A stored frame of a provision, already chosen for the kind of party. Whole VND."""

    minimum: int | None
    maximum: int | None
    cap: int | None = None
    bracket_from: int | None = None
    bracket_to: int | None = None
    percent_min: Any = None
    percent_max: Any = None


@dataclass(frozen=True)
class Band:
    """Between which amounts the fine lies, before circumstances; None where none is stated."""

    minimum: int | None
    maximum: int | None
    cap: int | None = None
    percent_min: Any = None
    percent_max: Any = None
    is_exact: bool = False  # one frame was chosen, not the spread over several brackets


def band(frames: Sequence[FrameRow], quantity: int | None) -> Band | None:
    """The bracket of ``quantity``, or the spread over all brackets while it is not known."""
    if not frames:
        return None
    chosen = [frame for frame in frames if quantity and _covers(frame, quantity)]
    rows = chosen or list(frames)
    lows = [row.minimum for row in rows if row.minimum is not None]
    highs = [row.maximum for row in rows if row.maximum is not None]
    return Band(
        minimum=min(lows, default=None),
        maximum=max(highs, default=None),
        cap=rows[0].cap,
        percent_min=rows[0].percent_min,
        percent_max=rows[0].percent_max,
        is_exact=len(rows) == 1,
    )


def _covers(frame: FrameRow, quantity: int) -> bool:
    if frame.bracket_from is None:
        return False
    return frame.bracket_from <= quantity and (
        frame.bracket_to is None or quantity <= frame.bracket_to
    )
