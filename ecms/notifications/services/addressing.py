"""Who is told of a due item: those who must act, the heads above them, deputies of the absent.

Asked anew each time, for many items at once: work that was handed over, a new team or a new
director need no bookkeeping here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple, Protocol

from django.contrib.contenttypes.models import ContentType

from ecms.notifications import registry
from ecms.notifications.enums import Audience
from ecms.notifications.models import Preference
from ecms.notifications.registry import Letter

People = dict[int, set[int]]  # thing -> users


class Addressed(Protocol):
    """A due item, as far as addresses need it."""

    @property
    def kind(self) -> str: ...
    @property
    def content_type_id(self) -> int: ...
    @property
    def object_id(self) -> int: ...


class Circle(NamedTuple):
    """Who acts on an item and who is told besides; few circles have many items."""

    kind: str
    acting: frozenset[int]
    told_too: frozenset[int]


class Addresses:
    """The addresses of one run; staff and absences are read once."""

    def __init__(self, *, on: date) -> None:
        self._on = on
        self._staff = registry.staff(on)
        self._deputies: dict[int, set[int]] = {}
        self._told: dict[tuple[Circle, str], set[int]] = {}
        self._away = dict(
            Preference.objects.filter(away_from__lte=on, away_to__gte=on).values_list(
                "user_id", "deputy_id"
            )
        )

    def of(self, items: Iterable[Addressed]) -> Callable[[Addressed], Circle]:
        """Answers the circle of any of ``items``."""
        things: dict[tuple[str, int], set[int]] = defaultdict(set)
        for item in items:
            things[item.kind, item.content_type_id].add(item.object_id)
        found = {key: self._of_kind(*key, sorted(pks)) for key, pks in things.items()}

        def circle(item: Addressed) -> Circle:
            acting, told_too = found[item.kind, item.content_type_id]
            return Circle(
                item.kind, frozenset(acting.get(item.object_id, ())),
                frozenset(told_too.get(item.object_id, ())),
            )  # fmt: skip

        return circle

    def people(self, circle: Circle, audience: str) -> set[int]:
        """Keys of users in force of the circle."""
        key = (circle, audience)
        if key not in self._told:
            letter = registry.letter(circle.kind)
            acting, told_too = set(circle.acting), set(circle.told_too)
            self._told[key] = self._audience(letter, audience, acting, told_too)
        return self._told[key]

    def _of_kind(self, kind: str, content_type: int, pks: list[int]) -> tuple[People, People]:
        letter = registry.letter(kind)
        things: dict[int, Any] | None = None
        if letter.pairs is None or letter.escalate_pairs is None:
            model: Any = ContentType.objects.get_for_id(content_type).model_class()
            things = model._base_manager.in_bulk(pks)
        return (
            _people(letter.pairs, letter.recipients, pks, things),
            _people(letter.escalate_pairs, letter.escalate_to, pks, things),
        )

    def _audience(
        self, letter: Letter, audience: str, acting: set[int], told_too: set[int]
    ) -> set[int]:
        """Nobody left at one step of the ladder: the next one is told instead."""
        heads = set(told_too)
        directors: set[int] = set()
        if not letter.own_chain:
            heads |= {head for person in acting for head in self._staff.heads(person)}
            directors = {head for person in acting for head in self._staff.directors(person)}
        steps = {
            Audience.RESPONSIBLE: (acting, heads, directors),
            Audience.HEAD: (heads, directors),
            Audience.DIRECTOR: (directors, heads),
        }[Audience(audience)]
        for people in steps:
            working = self._staff.in_force(people)
            if working:
                return working
        return self._staff.administrators() if audience == Audience.RESPONSIBLE else set()

    def deputies(self, person: int) -> frozenset[int]:
        """Who is told as well while ``person`` is away: their deputy, else their delegates."""
        if person not in self._away:
            return frozenset()
        if person not in self._deputies:
            chosen = self._away[person]
            found = {chosen} if chosen else self._staff.deputies(person)
            self._deputies[person] = self._staff.in_force(found) - {person}
        return frozenset(self._deputies[person])


def _people(
    pairs: registry.Pairs | None,
    one: Callable[[Any], Iterable[Any]],
    pks: list[int],
    things: Mapping[int, Any] | None,
) -> People:
    found: People = defaultdict(set)
    if pairs is not None:
        for thing, person in pairs(pks):
            found[thing].add(person)
        return found
    for pk, thing in (things or {}).items():
        found[pk] = {user.pk for user in one(thing) if user is not None}
    return found
