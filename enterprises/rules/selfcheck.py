"""Self-checks: what an answer means, when the next one is due, and how it agrees with inspectors.

Employers inspect their own safety and health (OSH Law 84/2015/QH13 art. 80), an establishment at
least every six months (Circular 07/2016/TT-BLDTBXH art. 9); labour-law self-checks are voluntary
since 15/02/2025 (Circular 15/2024/TT-BLDTBXH art. 1.8).
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

YES, NO, NOT_APPLICABLE, RECORDED = "YES", "NO", "NA", "RECORDED"
COUNTED = {YES: "yes", NO: "no", NOT_APPLICABLE: "na"}
_COUNTING = ("NUMBER", "MONEY")
# How a statement and what inspectors saw afterwards go together.
CONTRADICTED, CONFIRMED, ADMITTED, PUT_RIGHT = "CONTRADICTED", "CONFIRMED", "ADMITTED", "PUT_RIGHT"


@dataclass(frozen=True)
class Said:
    """What the employer answered to one question; ``reading`` as :func:`reading` gives it."""

    question: str
    topic: str
    reading: str
    codes: tuple[str, ...] = ()  # violations that a "no" points to
    text: str = ""
    topic_name: str = ""  # in the language of the page


@dataclass(frozen=True)
class Observed:
    """What inspectors saw on a day: by question of the bank, or by violation code."""

    on: date
    complied: bool
    question: str = ""
    code: str = ""
    put_right: bool = False
    label: str = ""
    url: str = ""


@dataclass(frozen=True)
class Comparison:
    """One question with both sides."""

    said: Said
    seen: Observed
    verdict: str


@dataclass(frozen=True)
class Honesty:
    """How many statements were borne out, of those that inspectors could compare."""

    borne_out: int
    compared: int

    @property
    def percent(self) -> int | None:
        """Whole percent, rounded down; None where nothing was compared."""
        return self.borne_out * 100 // self.compared if self.compared else None


def reading(answer_type: str, value: str) -> str:
    """YES, NO, NA, RECORDED or "" (not answered).

    A number counts what is not in order: 0 is a yes, more is a no; an amount likewise.
    """
    text = value.strip()
    if text in ("", NOT_APPLICABLE):
        return text
    if answer_type == "YES_NO" or (answer_type in _COUNTING and not text.isdecimal()):
        return text if text in (YES, NO) else ""
    if answer_type in _COUNTING:
        return NO if int(text) > 0 else YES
    return RECORDED


def results(said: Iterable[Said]) -> dict[str, dict[str, int]]:
    """{topic: {"yes", "no", "na"}}, topics in order of their first question."""
    found: dict[str, dict[str, int]] = {}
    for one in said:
        counts = found.setdefault(one.topic, dict.fromkeys(COUNTED.values(), 0))
        if one.reading in COUNTED:
            counts[COUNTED[one.reading]] += 1
    return found


def next_due(last: date, per_year: int) -> date:
    """The last day of the period that a self-check of ``last`` covers."""
    months = 12 // per_year
    index = last.year * 12 + last.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(last.day, calendar.monthrange(year, month + 1)[1]))


def covers_since(on: date, per_year: int) -> date:
    """A self-check after this day still covers ``on``."""
    months = 12 // per_year
    year, month = divmod(on.year * 12 + on.month - 1 - months, 12)
    return date(year, month + 1, min(on.day, calendar.monthrange(year, month + 1)[1]))


def verdict(said: str, complied: bool, put_right: bool) -> str:
    """How a statement and what was seen go together; "" where they say nothing together."""
    if said in (YES, NOT_APPLICABLE):
        if not complied:
            return CONTRADICTED
        return CONFIRMED if said == YES else ""
    if said == NO:
        return PUT_RIGHT if complied or put_right else ADMITTED
    return ""


def compare(
    said: Sequence[Said], observed: Iterable[Observed], *, after: date, until: date | None
) -> list[Comparison]:
    """What inspectors saw after ``after`` and up to ``until``, beside what was said.

    Each question is compared once: with a violation found where there is one, else with the
    latest look at it. What is known by its violation code only counts for the first question
    with this code, first among those that said all was well.
    """
    seen: dict[str, Observed] = {}
    for one in sorted(observed, key=lambda o: o.on):
        if one.on <= after or (until is not None and one.on > until):
            continue
        question = one.question or _question_of(one.code, said)
        held = seen.get(question)
        if question and (held is None or held.complied or not one.complied):
            seen[question] = one
    found = []
    for line in said:
        met = seen.get(line.question)
        word = verdict(line.reading, met.complied, met.put_right) if met else ""
        if met and word:
            found.append(Comparison(line, met, word))
    return found


def _question_of(code: str, said: Sequence[Said]) -> str:
    having = [line for line in said if code and code in line.codes]
    well = [line for line in having if line.reading != NO]
    return next((line.question for line in (*well, *having)), "")


def honesty(compared: Iterable[Comparison]) -> Honesty:
    """Statements borne out, of all that were compared."""
    words = [one.verdict for one in compared]
    return Honesty(sum(word != CONTRADICTED for word in words), len(words))
