"""Alerts: what a module above must say in red on the dossier of an enterprise and its sites.

In ``apps.ready()``: ``register_alert(source)``; ``source(user, enterprise)`` answers
:class:`Alert` rows, and nothing that the user may not see.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Alert:
    """One alert: a title, what it says, where it leads, the site it is about (None: all)."""

    title: str
    text: str
    url: str
    site_id: int | None = None


Source = Callable[[Any, Any], Iterable[Alert]]
_sources: list[Source] = []


def register_alert(source: Source) -> None:
    """Add a source; twice the same is one."""
    if source not in _sources:
        _sources.append(source)


def alerts_for(user: Any, enterprise: Any) -> list[Alert]:
    """Every alert of ``enterprise`` that ``user`` may see."""
    return [alert for source in _sources for alert in source(user, enterprise)]
