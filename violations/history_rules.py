"""Recidivism and "several times" from the record of a violator. Pure.

Law on Handling of Administrative Violations art. 2.5 (recidivism: the same act again before the
record is clean), art. 7 (clean after so long from execution, or from the end of the time in which
the decision could be executed), art. 2.6 ("several times": the same act before, neither sanctioned
nor out of limitation). Periods are data (``data/deadlines.csv``); they do not roll off days off.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from ecms.core.calendar import add_months


@dataclass(frozen=True, slots=True)
class Periods:
    """Months: clean record after a warning, after any other sanction, time for execution."""

    warning: int
    other: int
    execution: int


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier act with the same code. ``decided_on`` None: not sanctioned yet.

    ``executed_on`` None: the decision is not executed. ``limitation_ends_on`` is the last day on
    which an act that is not sanctioned can be.
    """

    act: int
    code: str
    warning: bool = False
    decided_on: date | None = None
    executed_on: date | None = None
    limitation_ends_on: date | None = None


class Finding(StrEnum):
    """What an earlier act makes of a later one."""

    REPEAT = "REPEAT"
    SEVERAL = "SEVERAL"
    CLEAN = "CLEAN"


@dataclass(frozen=True, slots=True)
class Hit:
    """An earlier act of the same code; ``clean_on`` is the first day of a clean record."""

    earlier: Earlier
    finding: Finding
    clean_on: date | None


def clean_from(earlier: Earlier, periods: Periods) -> date | None:
    """The first day on which the record counts as clean; None for an act without a decision.

    It is the day after the last one of the period, on which a repeat still counts. The period
    runs from the execution. A decision nobody executed can be executed for so long from its
    date; the period runs from the end of that time.
    """
    if earlier.decided_on is None:
        return None
    months = periods.warning if earlier.warning else periods.other
    start = earlier.executed_on or add_months(earlier.decided_on, periods.execution)
    return add_months(start, months) + timedelta(days=1)


def judge(earlier: Earlier, *, began_or_ended_on: date, on: date, periods: Periods) -> Hit | None:
    """What ``earlier`` makes of an act done on a day, seen on ``on``; None where it says nothing.

    An act before or on the day of the earlier decision is no recidivism.
    """
    if earlier.decided_on is None:
        end = earlier.limitation_ends_on
        return Hit(earlier, Finding.SEVERAL, None) if end is None or on <= end else None
    if began_or_ended_on <= earlier.decided_on:
        return None
    clean_on = clean_from(earlier, periods)
    assert clean_on is not None  # noqa: S101 - a decision has its day
    repeat = began_or_ended_on < clean_on
    return Hit(earlier, Finding.REPEAT if repeat else Finding.CLEAN, clean_on)
