"""Arithmetic of what follows a visit: who may accept, when to remind, what is still open.

The law sets no number of days for rectification letters (Decree 217/2025 art. 7.2e, 16.1): what
may be chosen stands in :class:`Policy`, which the settings fill. Pure: no Django.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

FIRST_BEFORE = 3  # days before the last day from which a first reminder may go out


@dataclass(frozen=True)
class Policy:
    """What a body may choose. ``second_person`` is "always", or "risk": only where author and
    assignee are one person or the risk is high. Amounts in VND, intervals in days."""

    second_person: str = "risk"
    high_amount: int = 100_000_000
    high_workers: int = 50
    extensions_most: int = 2
    extension_days_most: int = 90
    remind_again_after: int = 7
    superior_after: int = 2  # reminders without effect before the superior is told


def is_high_risk(
    policy: Policy, *, amount: int = 0, workers: int = 0, danger: bool = False
) -> bool:
    """Danger to life or limb, or much money, or many workers."""
    return danger or amount >= policy.high_amount or workers >= policy.high_workers


def needs_second_person(
    policy: Policy, *, author: int | None, assignee: int | None, high_risk: bool
) -> bool:
    """Whether somebody else than the recorder must accept the evidence.

    A requirement whose author is not known is treated as one written by its assignee.
    """
    if policy.second_person == "always" or high_risk:
        return True
    return author is None or author == assignee


def may_judge(
    policy: Policy,
    judge: int,
    *,
    recorder: int | None,
    author: int | None,
    assignee: int | None,
    high_risk: bool,
) -> bool:
    """Whether ``judge`` may accept what ``recorder`` recorded."""
    if recorder != judge:
        return True
    return not needs_second_person(policy, author=author, assignee=assignee, high_risk=high_risk)


# --- Sums -----------------------------------------------------------------------------------
@dataclass(frozen=True)
class Tally:
    """How much was asked and how much is done; None where nothing was asked."""

    asked: int | None
    done: int

    @property
    def left(self) -> int:
        """What is still missing, never negative."""
        return max((self.asked or 0) - self.done, 0)

    @property
    def is_complete(self) -> bool:
        """Nothing is missing."""
        return self.left == 0


def full_problem(money: Tally, workers: Tally) -> str:
    """Why evidence cannot be accepted in full: "money", "workers" or nothing."""
    if not money.is_complete:
        return "money"
    return "" if workers.is_complete else "workers"


# --- Time -----------------------------------------------------------------------------------
def standing(due_on: date, today: date, *, settled: bool, waiting: bool, asked: bool) -> str:
    """How a requirement stands today: settled, waiting, asked, overdue, soon or open.

    A request for more time does not hide that the day has passed.
    """
    if settled:
        return "settled"
    if waiting:
        return "waiting"
    if due_on < today:
        return "overdue"
    if asked:
        return "asked"
    return "soon" if (due_on - today).days <= FIRST_BEFORE else "open"


def extension_problem(
    policy: Policy, *, due_on: date, until: date, today: date, granted: int
) -> str:
    """Why more time is not possible: "most", "before", "past", "long" or nothing."""
    if granted >= policy.extensions_most:
        return "most"
    if until <= due_on:
        return "before"
    if until < today:
        return "past"
    return "long" if (until - due_on).days > policy.extension_days_most else ""


def reminder_step(
    policy: Policy, *, due_on: date, today: date, sent: int, last_on: date | None
) -> str:
    """What the next letter would be: "" (too early), "remind" or "superior"."""
    if (due_on - today).days > FIRST_BEFORE:
        return ""
    if last_on is not None and (today - last_on).days < policy.remind_again_after:
        return ""
    return "superior" if sent >= policy.superior_after else "remind"


def put_right_on_time(accepted_on: date | None, due_on: date) -> bool:
    """Whether the evidence that was accepted came by the last day."""
    return accepted_on is not None and accepted_on <= due_on


def percent(done: int, asked: int) -> int:
    """Whole percent, 0 to 100; never 100 while something is missing."""
    if asked <= 0:
        return 100
    return min(100, done * 100 // asked)
