"""What hangs on a case and must be finished before it closes; modules above add their own.

In ``apps.ready()``: ``children.register(source)``; ``source(case)`` answers :class:`Child` rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Child:
    """One open thing: what it is, more words about it, and the page where it is finished."""

    label: str
    url: str
    detail: str = ""
    due_on: Any = None


Source = Callable[[Any], Iterable[Child]]
_sources: list[Source] = []


def register(source: Source) -> None:
    """Add a source; twice the same is one."""
    if source not in _sources:
        _sources.append(source)


def of_other_modules(case: Any) -> list[Child]:
    """Open things of modules above, in the order of registration."""
    return [child for source in _sources for child in source(case)]
