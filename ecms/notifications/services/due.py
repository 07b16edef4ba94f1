"""Due items: opened, moved, paused and closed by the services of the modules."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType

from ecms.core import clock
from ecms.notifications import registry
from ecms.notifications.models import DueItem


def _open_items(thing: Any, kind: str | None = None) -> Any:
    items = DueItem.objects.filter(
        content_type=ContentType.objects.get_for_model(thing),
        object_id=thing.pk,
        closed_at__isnull=True,
    )
    return items.filter(kind=kind) if kind else items


def expect(
    kind: str, thing: Any, *, due_on: date, at: datetime, legal_basis: str = "", label: str = ""
) -> DueItem:
    """``thing`` must see ``kind`` done by ``due_on``; a second call moves the date.

    Raises:
        KeyError: ``kind`` is not a registered letter.
    """
    registry.letter(kind)
    item, made = DueItem.objects.get_or_create(
        kind=kind,
        content_type=ContentType.objects.get_for_model(thing),
        object_id=thing.pk,
        closed_at=None,
        defaults={
            "due_on": due_on,
            "opened_at": at,
            "runs_from": clock.legal_date(at),
            "label": (label or str(thing))[:300],
            "legal_basis": legal_basis,
            "province_id": getattr(thing, "province_id", None),
        },
    )
    if not made and item.due_on != due_on:
        item.due_on, item.told_through = due_on, None
        item.runs_from = clock.legal_date(at)
        item.legal_basis = legal_basis or item.legal_basis
        item.save(update_fields=["due_on", "told_through", "runs_from", "legal_basis"])
    return item


def settle(kind: str, thing: Any, *, at: datetime) -> int:
    """The thing that was due is done; returns how many items were closed (0 or 1)."""
    return int(_open_items(thing, kind).update(closed_at=at, outcome="done"))


def drop_all(thing: Any, *, at: datetime) -> int:
    """Nothing is due any more for ``thing`` (closed, rejected, terminated)."""
    return int(_open_items(thing).update(closed_at=at, outcome="cancelled"))


def pause(thing: Any, *, at: datetime) -> int:
    """The clock of ``thing`` stands: its reminders are silent."""
    return int(_open_items(thing).filter(paused_at__isnull=True).update(paused_at=at))


def resume(thing: Any, *, at: datetime) -> int:
    """The clock runs again; move the dates with ``expect`` as the law says.

    What was to be said while it stood is said now, and is not late.
    """
    standing = _open_items(thing).filter(paused_at__isnull=False)
    return int(standing.update(paused_at=None, runs_from=clock.legal_date(at)))


def of(thing: Any) -> list[DueItem]:
    """Open items of ``thing``, the nearest first."""
    return list(_open_items(thing).order_by("due_on", "pk"))
