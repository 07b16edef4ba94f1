"""Who changed what: the device, somebody else, both. Pure: no Django."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Merged:
    """The fields put together, and those that both sides changed differently."""

    values: dict[str, Any]
    conflicts: tuple[str, ...]


def merge(
    base: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any],
    fields: Iterable[str],
) -> Merged:  # fmt: skip
    """Three-way merge of ``fields``: whoever changed a field has it; where both did, and not to
    the same, it is a conflict and theirs stands until somebody decides."""
    values: dict[str, Any] = {}
    conflicts = []
    for name in fields:
        was, own, other = base.get(name), mine.get(name), theirs.get(name)
        values[name] = other if own == was else own
        if own not in (was, other) and other != was:
            conflicts.append(name)
            values[name] = other
    return Merged(values, tuple(conflicts))


def joined(theirs: str, mine: str) -> str:
    """Both texts, theirs first; one that holds the other is enough."""
    theirs, mine = theirs.strip(), mine.strip()
    if mine in theirs:
        return theirs
    return mine if theirs in mine else f"{theirs}\n{mine}"
