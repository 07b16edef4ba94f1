"""Event types with their words; each module registers its own in ``apps.ready()``."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise

_labels: dict[str, str | Promise] = {}


def register(events: Mapping[str, str | Promise]) -> None:
    """Add event codes (``inspection.approve``) with labels in the past tense."""
    _labels.update(events)


def label(event: str) -> str:
    """The words of an event; the bare code where none were registered."""
    return str(_labels.get(event, event))


def known() -> frozenset[str]:
    """All registered codes."""
    return frozenset(_labels)
