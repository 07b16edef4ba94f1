"""Which questions of the bank an enterprise is asked, and which follow from its answers.

Scopes and conditions are data that administrators keep; what is not known about an enterprise
never takes a question away. Pure: no Django.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of the enterprise; None and empty mean unknown.

    ``groups`` counts workers by group (women, minors, elderly, disabled, foreign, leased).
    """

    workers: int | None = None
    section: str = ""
    hazards: frozenset[str] = frozenset()
    household: bool = False
    groups: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scope:
    """For whom a question (or one of its violations, ``code``) is: every part must fit."""

    question: str
    code: str = ""
    workers_from: int | None = None
    workers_to: int | None = None
    sections: frozenset[str] = frozenset()
    hazards: frozenset[str] = frozenset()
    group: str = ""
    for_households: bool | None = None


def fits(scope: Scope, facts: Facts) -> bool:
    """Whether an enterprise is within a scope, giving unknown facts the benefit of the doubt."""
    return (
        _size_fits(scope, facts.workers)
        and (not scope.sections or not facts.section or facts.section in scope.sections)
        and (not scope.hazards or not facts.hazards or bool(facts.hazards & scope.hazards))
        and (not scope.group or facts.groups.get(scope.group, 1) > 0)
        and (scope.for_households is None or scope.for_households == facts.household)
    )


def _size_fits(scope: Scope, workers: int | None) -> bool:
    if workers is None:
        return True
    return (scope.workers_from is None or workers >= scope.workers_from) and (
        scope.workers_to is None or workers <= scope.workers_to
    )


def applies(question: str, scopes: Iterable[Scope], facts: Facts) -> bool:
    """Whether a question is asked: it has no scope, or one of its scopes fits."""
    own = [scope for scope in scopes if scope.question == question and not scope.code]
    return not own or any(fits(scope, facts) for scope in own)


def codes_for(
    question: str, codes: Iterable[str], scopes: Iterable[Scope], facts: Facts
) -> tuple[str, ...]:
    """The violations of a question that an enterprise like this one can commit."""
    own = [scope for scope in scopes if scope.question == question and scope.code]

    def possible(code: str) -> bool:
        about = [scope for scope in own if scope.code == code]
        return not about or any(fits(scope, facts) for scope in about)

    return tuple(code for code in codes if possible(code))


# --- Conditions ---------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Given:
    """An answer as conditions see it: its reading (YES, NO, NA, RECORDED) and its numbers.

    ``numbers`` holds the parts of an answer by name; "" is the figure or the count itself.
    """

    reading: str
    numbers: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Condition:
    """``question`` is asked only if the answer to ``depends_on`` passes ``test``.

    Tests: YES, NO (the reading), ABOVE (a number is above ``value``; ``part`` names it, "" means
    the sum of all parts).
    """

    question: str
    depends_on: str
    test: str
    part: str = ""
    value: int = 0


def is_asked(
    question: str, conditions: Iterable[Condition], answers: Mapping[str, Given], asked: set[str]
) -> bool:
    """Whether a question is asked now: each of its conditions holds.

    A condition on a question that is not on the list holds; one on a question not yet answered
    does not.
    """
    own = (condition for condition in conditions if condition.question == question)
    return all(
        condition.depends_on not in asked or _holds(condition, answers.get(condition.depends_on))
        for condition in own
    )


def _holds(condition: Condition, given: Given | None) -> bool:
    if given is None or not given.reading:
        return False
    if condition.test in ("YES", "NO"):
        return given.reading == condition.test
    if condition.part:
        return given.numbers.get(condition.part, 0) > condition.value
    return sum(given.numbers.values()) > condition.value
