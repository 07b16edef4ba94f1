"""Kinds of reminders and news; each module registers its own in ``apps.ready()``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise


@dataclass(frozen=True)
class Letter:
    """One kind of message: its words, who gets it, and where it leads.

    ``recipients(thing)`` answers users; ``escalate_to(thing)`` those told too once it is late;
    ``url(thing)`` the page to open. ``text`` says what to do, without personal data.
    """

    kind: str
    title: str | Promise
    text: str | Promise
    recipients: Callable[[Any], Iterable[Any]]
    url: Callable[[Any], str]
    escalate_to: Callable[[Any], Iterable[Any]] = lambda thing: ()


_letters: dict[str, Letter] = {}


def register(*letters: Letter) -> None:
    """Add kinds of messages."""
    _letters.update({letter.kind: letter for letter in letters})


def letter(kind: str) -> Letter:
    """The letter of a kind.

    Raises:
        KeyError: nobody registered it.
    """
    return _letters[kind]


def kinds() -> frozenset[str]:
    """All registered kinds."""
    return frozenset(_letters)
