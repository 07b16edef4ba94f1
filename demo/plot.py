"""Which stories are told: every state of both modules, over the time since the present law."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from inspections.enums import State
from violations.states import CaseState

FIRST_DAY = date(2025, 8, 11)  # Decree 217/2025 is in force since 5 August 2025


@dataclass(frozen=True)
class Plot:
    """How far a check and its violation case come; it began ``age`` days ago.

    ``grave``: a large employer with many faults about wages, whose fine is high enough for
    instalments (150 million VND for an organisation, Art. 79).
    """

    check: str
    violation: str | None
    age: tuple[int, int]
    extended: bool = False
    grave: bool = False


S, V = State, CaseState
EVERY_STATE = (
    Plot(S.PROPOSED, None, (1, 5)),
    Plot(S.RETURNED, None, (3, 9)),
    Plot(S.REJECTED, None, (30, 300)),
    Plot(S.WITHDRAWN, None, (30, 300)),
    Plot(S.DECIDED, None, (5, 9)),
    Plot(S.IN_PROGRESS, None, (11, 16)),
    Plot(S.IN_PROGRESS, None, (22, 34)),  # overdue
    Plot(S.IN_PROGRESS, V.DETECTED, (11, 15)),
    Plot(S.SUSPENDED, None, (25, 40)),
    Plot(S.TERMINATED, None, (60, 300)),
    Plot(S.MINUTES_SIGNED, V.MINUTES, (14, 16)),
    Plot(S.MINUTES_SIGNED, V.SUBMITTED, (16, 18)),
    Plot(S.CONCLUDED, V.DECIDED, (19, 22)),
    Plot(S.CONCLUDED, V.EXECUTING, (22, 28)),
    Plot(S.CONCLUDED, V.EXECUTING, (60, 120), grave=True),  # an instalment passed unpaid
    Plot(S.CONCLUDED, V.EXECUTING, (45, 70)),  # its decision is annulled later
    Plot(S.CONCLUDED, V.EXECUTED, (60, 120)),
    Plot(S.CONCLUDED, V.LAPSED, (430, 460)),  # nobody paid within the year
    Plot(S.CONCLUDED, V.TRANSFERRED, (17, 20)),
    Plot(S.CONCLUDED, V.NO_SANCTION, (60, 200)),
    Plot(S.CONCLUDED, V.CANCELLED, (40, 200)),
    Plot(S.CLOSED, V.CLOSED, (90, 460), extended=True),
)
COMMON = (
    Plot(S.CLOSED, V.CLOSED, (90, 460)),
    Plot(S.CLOSED, V.CLOSED, (90, 460)),
    Plot(S.CLOSED, V.CLOSED, (90, 460)),
    Plot(S.CLOSED, None, (60, 460)),
    Plot(S.CLOSED, None, (60, 460)),
    Plot(S.CONCLUDED, V.EXECUTING, (40, 90)),
    Plot(S.IN_PROGRESS, None, (9, 15)),
    Plot(S.MINUTES_SIGNED, None, (14, 24)),
    Plot(S.PROPOSED, None, (1, 5)),
    Plot(S.MINUTES_SIGNED, V.SUBMITTED, (15, 18)),
)


def plots(count: int, random: Random) -> Iterator[Plot]:
    """Every state once, then common ones until there are ``count``."""
    yield from EVERY_STATE[:count]
    for _ in range(count - len(EVERY_STATE)):
        yield random.choice(COMMON)


def beginning(plot: Plot, today: date, random: Random) -> date:
    """The day on which the story begins, never before the present law."""
    return max(FIRST_DAY, today - timedelta(days=random.randint(*plot.age)))
