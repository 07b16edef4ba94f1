"""The tables of the half-year and yearly report (Decree 39/2016, Annex XII) and its rates. Pure.

Table I counts accidents and victims by main cause, injuring factor, occupation, sector and
province; table II days off work, costs and damage. An accident counts in the period of its day.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

PER_THOUSAND = 1_000
PER_HUNDRED_THOUSAND = 100_000
PER_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Person:
    """A victim: what the tables count."""

    is_dead: bool = False
    is_serious: bool = False
    is_woman: bool = False
    without_contract: bool = False
    days_lost: int = 0
    occupation: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """An accident with its victims and the groups it belongs to."""

    people: tuple[Person, ...] = ()
    is_fatal: bool = False
    cause: str = ""
    factor: str = ""
    sector: str = ""
    province: str = ""
    medical: int = 0
    wages: int = 0
    benefit: int = 0
    goods: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One line of table I."""

    cases: int = 0
    fatal: int = 0
    several: int = 0  # accidents with two or more victims
    victims: int = 0
    unmanaged: int = 0  # victims without a labour contract
    women: int = 0
    dead: int = 0
    serious: int = 0

    @property
    def cells(self) -> tuple[int, ...]:
        """The figures in the order of the form."""
        return tuple(getattr(self, field.name) for field in fields(self))


@dataclass(frozen=True, slots=True)
class Damage:
    """Table II, in days and VND."""

    days_lost: int = 0
    medical: int = 0
    wages: int = 0
    benefit: int = 0
    goods: int = 0

    @property
    def total(self) -> int:
        """Costs without the damage to property."""
        return self.medical + self.wages + self.benefit


@dataclass(frozen=True, slots=True)
class Rates:
    """Rates of a period; None where a denominator is missing."""

    per_thousand: float | None
    fatal_per_hundred_thousand: float | None
    days_per_case: float | None
    days_per_worker: float | None
    frequency: float | None  # cases for a million hours worked
    severity: float | None  # days lost for a million hours worked


def line(cases: Iterable[Case]) -> Line:
    """Count accidents and all their victims."""
    found = list(cases)
    return _line(found, [person for case in found for person in case.people])


def _line(cases: Sequence[Case], people: Sequence[Person]) -> Line:
    return Line(
        cases=len(cases),
        fatal=sum(case.is_fatal for case in cases),
        several=sum(len(case.people) >= 2 for case in cases),
        victims=len(people),
        unmanaged=sum(person.without_contract for person in people),
        women=sum(person.is_woman for person in people),
        dead=sum(person.is_dead for person in people),
        serious=sum(person.is_serious and not person.is_dead for person in people),
    )


def by_group(cases: Iterable[Case], name: str) -> dict[str, Line]:
    """Lines by an attribute of the accident ("cause", "factor", "sector", "province")."""
    grouped: dict[str, list[Case]] = {}
    for case in cases:
        grouped.setdefault(getattr(case, name), []).append(case)
    return {key: line(rows) for key, rows in grouped.items()}


def by_occupation(cases: Iterable[Case]) -> dict[str, Line]:
    """Lines by occupation of the victims: an accident counts once in each of theirs."""
    rows: dict[str, list[Case]] = {}
    people: dict[str, list[Person]] = {}
    for case in cases:
        for code in dict.fromkeys(person.occupation for person in case.people):
            rows.setdefault(code, []).append(case)
        for person in case.people:
            people.setdefault(person.occupation, []).append(person)
    return {code: _line(rows[code], people[code]) for code in rows}


def damage(cases: Iterable[Case]) -> Damage:
    """Add up days and costs."""
    found = list(cases)
    return Damage(
        days_lost=sum(person.days_lost for case in found for person in case.people),
        medical=sum(case.medical for case in found),
        wages=sum(case.wages for case in found),
        benefit=sum(case.benefit for case in found),
        goods=sum(case.goods for case in found),
    )


def rate(count: int, per: int, base: int | None) -> float | None:
    """``count`` for every ``per`` of ``base``; None where nothing is there to divide by."""
    return count * per / base if base else None


def rates(
    total: Line, days_lost: int, *, workers: int | None, hours: int | None, reported: Reported
) -> Rates:
    """Frequency per 1,000 workers (as K in Circular 27/2021), deaths per 100,000, days lost.

    The hour-based rates use only what employers reported, with their own hours (ILO 1998).
    """
    return Rates(
        per_thousand=rate(total.victims, PER_THOUSAND, workers),
        fatal_per_hundred_thousand=rate(total.dead, PER_HUNDRED_THOUSAND, workers),
        days_per_case=rate(days_lost, 1, total.cases),
        days_per_worker=rate(days_lost, PER_THOUSAND, workers),
        frequency=rate(reported.victims, PER_MILLION, hours),
        severity=rate(reported.days_lost, PER_MILLION, hours),
    )


@dataclass(frozen=True, slots=True)
class Reported:
    """What employers who told their hours reported for the period."""

    victims: int = 0
    days_lost: int = 0
