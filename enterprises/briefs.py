"""Briefs: what each module has to say on the one-page sheet of an enterprise.

In ``apps.ready()``: ``register_brief(Brief("visits", _("Last visits"), Permission.X, lines))``;
``lines(user, enterprise)`` answers short sentences, the most important first, and nothing that
the user may not see. Who complained is never said.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

Lines = Callable[[Any, Any], list[str]]


@dataclass(frozen=True)
class Brief:
    """One part of the sheet; ``permission`` is what its reader must hold."""

    code: str
    label: str | Promise
    permission: str
    lines: Lines
    order: int = 100


_briefs: dict[str, Brief] = {}


def register_brief(brief: Brief) -> None:
    """Add ``brief``; registering the same code again replaces it."""
    _briefs[brief.code] = brief


def briefs_for(user: Any) -> list[Brief]:
    """The parts that ``user`` may read, in order."""
    allowed = [brief for brief in _briefs.values() if user.can(brief.permission)]
    return sorted(allowed, key=lambda brief: (brief.order, brief.code))


@dataclass(frozen=True)
class Part:
    """A part as it is printed; ``left_out`` lines did not fit."""

    code: str
    label: str
    lines: list[str]
    left_out: int = 0


def parts_for(user: Any, enterprise: Any) -> list[Part]:
    """All parts with all their lines; parts with nothing to say are left out."""
    made = (
        Part(brief.code, str(brief.label), brief.lines(user, enterprise))
        for brief in briefs_for(user)
    )
    return [part for part in made if part.lines]


def clipped(parts: list[Part], lines: int, letters: int) -> list[Part]:
    """At most ``lines`` lines a part, of at most ``letters`` letters each."""
    return [
        Part(
            part.code,
            part.label,
            [_cut(line, letters) for line in part.lines[:lines]],
            max(0, len(part.lines) - lines),
        )
        for part in parts
    ]


def _cut(line: str, letters: int) -> str:
    """A line that ends in "…" where words were left out."""
    if len(line) <= letters:
        return line
    kept = line[:letters]
    return f"{kept.rsplit(' ', 1)[0] if ' ' in kept else kept[:-1]}…"
