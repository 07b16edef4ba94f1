"""A message or a due item as the list and the bell show it."""

from __future__ import annotations

from django.urls import reverse

from ecms.core import citation, clock
from ecms.notifications.models import Delivery, DueItem
from ecms.notifications.selectors import Words


def as_row(row: Delivery | DueItem, words: Words) -> dict[str, object]:
    """Subject, what to do, dates and what can be done with it."""
    is_due = isinstance(row, DueItem)
    told = row if isinstance(row, Delivery) else None
    overdue = row.due_on is not None and row.due_on < clock.today()
    fresh = told is not None and told.read_at is None and told.moved_on_at is None
    return {
        "title": row.label,
        "url": reverse("notifications:due" if is_due else "notifications:open", args=[row.pk]),
        "what": words.of(row.kind, "title"),
        "hint": words.of(row.kind, "late" if overdue else "text"),
        "due_on": row.due_on,
        "basis": citation.shown(row.legal_basis) if isinstance(row, DueItem) else "",
        "at": row.opened_at if isinstance(row, DueItem) else row.created_at,
        "is_unread": fresh,
        "read_url": reverse("notifications:read", args=[row.pk]) if fresh else "",
        "seen_url": reverse("notifications:seen", args=[row.pk]) if fresh else "",
        "snooze_url": reverse("notifications:snooze", args=[row.pk]) if fresh else "",
        "is_late": told is not None and told.is_late,
        "moved_on": told is not None and told.moved_on_at is not None,
        "snoozed_until": told.snoozed_until if told else None,
        "on_behalf_of": told.on_behalf_of if told and told.on_behalf_of_id else None,
    }
