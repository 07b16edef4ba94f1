"""Drawing a team: who is barred, how much speaks for each person, and a draw that can be redone.

Pure: no Django. Rotation is a bar (nobody goes twice in a row to one enterprise); load, way and
experience are points, and more points make a person likelier, never certain. The chance of one
person depends on the seed and that person only, so that neither the order of a list nor another
candidate changes it.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

BASE = 100  # points of a person without any work and without anything that speaks for them
EACH_CASE = 12  # taken off for each open case headed, half of it as a member
NEAR = {0: 25, 1: 15, 2: 5}  # same zone, same ward, same province in the same week
EACH_TOPIC_CASE = 8  # a finished case with the same topics
TOPIC_CASES = 3  # more of them add nothing
LEAST = 5  # even a loaded person keeps a chance
BAR_LAST, BAR_CONFLICT = "last", "conflict"


@dataclass(frozen=True)
class Person:
    """A candidate: open cases as head and as member, how near they are that week (0 to 2, None
    for not at all), finished cases with these topics, whether they were on the last team here
    and whether they once declared a conflict of interest here."""

    pk: int
    name: str
    heads: int = 0
    joins: int = 0
    near: int | None = None
    topics: int = 0
    was_last: bool = False
    has_conflict: bool = False


@dataclass(frozen=True)
class Weighed:
    """A candidate with points by cause; ``bar`` says why nobody can draw them."""

    person: Person
    load: int
    way: int
    topics: int
    bar: str = ""
    chance: float = 0.0

    @property
    def points(self) -> int:
        """What the draw goes by."""
        return max(LEAST, BASE + self.load + self.way + self.topics)


@dataclass(frozen=True)
class Drawn:
    """The persons drawn, the head first, and everybody with their reasons, likeliest first."""

    team: tuple[int, ...]
    everybody: tuple[Weighed, ...]

    @property
    def barred(self) -> int:
        """How many could not be drawn."""
        return sum(1 for one in self.everybody if one.bar)


def weigh(person: Person) -> Weighed:
    """What speaks for and against one person."""
    return Weighed(
        person,
        load=-round(EACH_CASE * (person.heads + person.joins / 2)),
        way=0 if person.near is None else NEAR.get(person.near, 0),
        topics=EACH_TOPIC_CASE * min(person.topics, TOPIC_CASES),
        bar=BAR_CONFLICT if person.has_conflict else BAR_LAST if person.was_last else "",
    )


def luck(seed: str, pk: int) -> float:
    """A number strictly between 0 and 1 that follows from the seed and the person."""
    digest = hashlib.sha256(f"{seed}/{pk}".encode()).digest()
    return (int.from_bytes(digest[:7], "big") + 1) / (2**56 + 2)


def draw(people: Iterable[Person], size: int, *, seed: str) -> Drawn:
    """Draw ``size`` of ``people`` by their points; fewer where too many are barred.

    A weighted draw without replacement (Efraimidis and Spirakis): the key of a person is
    luck ** (1 / points), and the highest keys win.
    """
    weighed = [weigh(person) for person in people]
    total = sum(one.points for one in weighed if not one.bar)
    shared = [
        one if one.bar else replace(one, chance=round(one.points / total, 4)) for one in weighed
    ]
    free = [one for one in shared if not one.bar]
    order = sorted(free, key=lambda one: (_key(seed, one), one.person.pk), reverse=True)
    ranked = sorted(shared, key=lambda one: (bool(one.bar), -one.points, one.person.pk))
    return Drawn(tuple(one.person.pk for one in order[:size]), tuple(ranked))


def _key(seed: str, one: Weighed) -> float:
    return math.log(luck(seed, one.person.pk)) / one.points
