"""Kinds of reminders and news; each module registers its own in ``apps.ready()``.

Two more things are known only above: the working calendar and the staff. ``law`` registers the
one, ``accounts`` the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ecms.core.calendar import WorkingCalendar, load_calendar

Pairs = Callable[[Sequence[int]], Iterable[tuple[int, int]]]
HELP = _(
    "Take it up today, hand it over, or ask for an extension where the law allows one; "
    "note the reason in the file."
)


@dataclass(frozen=True)
class Letter:
    """One kind of message: its words, who gets it, and where it leads.

    ``recipients(thing)`` answers users; ``escalate_to(thing)`` those told too once it is late;
    ``url(thing)`` the page to open. ``text`` says what to do and ``late`` what can be done when it
    was not, both without personal data. ``pairs`` and ``escalate_pairs`` answer the same people
    for many things at once, as (thing, user) keys. ``own_chain``: nobody but ``escalate_to`` is
    told when it is late, because the heads of the officials may be those it is about.
    """

    kind: str
    title: str | Promise
    text: str | Promise
    recipients: Callable[[Any], Iterable[Any]]
    url: Callable[[Any], str]
    escalate_to: Callable[[Any], Iterable[Any]] = lambda thing: ()
    pairs: Pairs | None = None
    escalate_pairs: Pairs | None = None
    own_chain: bool = False
    late: str | Promise = HELP


class Staff(Protocol):
    """Accounts as they are on one day; keys of users throughout."""

    def in_force(self, people: Iterable[int]) -> set[int]:
        """Those of ``people`` whose accounts are in use."""

    def heads(self, person: int) -> set[int]:
        """Who leads the unit of a person, without the person."""

    def directors(self, person: int) -> set[int]:
        """Who leads the body of a person."""

    def deputies(self, person: int) -> set[int]:
        """To whom a person has delegated."""

    def administrators(self) -> set[int]:
        """Who is told when nobody else is left."""

    def leaders(self) -> set[int]:
        """Everybody who leads a unit or a body."""

    def led_by(self, leader: int) -> set[int]:
        """Whom one leads."""

    def colleagues(self, person: int) -> set[int]:
        """Others of the same body."""


class Nobody:
    """Where no module knows the staff: everybody works, nobody leads."""

    def in_force(self, people: Iterable[int]) -> set[int]:
        """All of them."""
        return set(people)

    def heads(self, person: int) -> set[int]:
        """Nobody."""
        return set()

    directors = deputies = led_by = colleagues = heads

    def administrators(self) -> set[int]:
        """Nobody."""
        return set()

    leaders = administrators


_letters: dict[str, Letter] = {}
_sources: dict[str, Callable[..., Any]] = {
    "calendar": load_calendar,
    "staff": lambda on: Nobody(),
}


def register(*letters: Letter) -> None:
    """Add kinds of messages."""
    _letters.update({letter.kind: letter for letter in letters})


def register_sources(**sources: Callable[..., Any]) -> None:
    """Say where the calendar and the staff (of a day) come from."""
    _sources.update(sources)


def letter(kind: str) -> Letter:
    """The letter of a kind.

    Raises:
        KeyError: nobody registered it.
    """
    return _letters[kind]


def kinds() -> frozenset[str]:
    """All registered kinds."""
    return frozenset(_letters)


def calendar() -> WorkingCalendar:
    """The working calendar, as administrators keep it."""
    found: WorkingCalendar = _sources["calendar"]()
    return found


def staff(on: date) -> Staff:
    """The staff on a day."""
    found: Staff = _sources["staff"](on)
    return found
