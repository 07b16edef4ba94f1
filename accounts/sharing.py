"""What can be shared with one person: case modules above register their cases here.

In ``apps.ready()``: ``sharing.register(Shareable("inspection", _("Inspection"),
"inspections.share_inspection", find))`` where ``find(code)`` answers the case or None.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from guardian.models import UserObjectPermission


@dataclass(frozen=True)
class Shareable:
    """One kind of case; ``permission`` is the object permission that its scoping reads."""

    code: str
    label: str | Promise
    permission: str
    find: Callable[[str], Any]


_kinds: dict[str, Shareable] = {}


def register(kind: Shareable) -> None:
    """Add a kind of case; registering the same code again replaces it."""
    _kinds[kind.code] = kind


def kinds() -> list[Shareable]:
    """All registered kinds, by code."""
    return [_kinds[code] for code in sorted(_kinds)]


def find(code: str) -> tuple[Shareable, Any] | None:
    """The case with number ``code`` and its kind, or None."""
    for kind in kinds():
        thing = kind.find(code)
        if thing is not None:
            return kind, thing
    return None


def keys(user: Any, permission: str) -> frozenset[int]:
    """Primary keys of the things shared with a person, read once a request, for ``pk__in``.

    Guardian's own shortcut turns every key of the table into text to compare it, which reads
    the whole table; known keys let the database go by the province alone.
    """
    known: dict[str, frozenset[int]] = user.__dict__.setdefault("_shared_keys", {})
    if permission not in known:
        app, codename = permission.split(".")
        rows = UserObjectPermission.objects.filter(
            user=user, permission__codename=codename, permission__content_type__app_label=app
        )
        known[permission] = frozenset(int(key) for key in rows.values_list("object_pk", flat=True))
    return known[permission]
