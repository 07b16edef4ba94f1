"""Messages and due items as one person sees them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q

from ecms.notifications.models import Delivery, DueItem, Stage


def inbox(user: Any) -> Any:
    """All messages to ``user``, newest first."""
    return Delivery.objects.filter(recipient=user).order_by("-pk")


def unread(user: Any, today: date) -> Any:
    """Messages to ``user`` that wait to be read: not put off, not gone to somebody else."""
    awake = Q(snoozed_until__isnull=True) | Q(snoozed_until__lte=today)
    return inbox(user).filter(awake, read_at__isnull=True, moved_on_at__isnull=True)


def snoozed(user: Any, today: date) -> Any:
    """Unread messages that ``user`` has put off to a later day."""
    waiting = inbox(user).filter(read_at__isnull=True, moved_on_at__isnull=True)
    return waiting.filter(snoozed_until__gt=today)


def news(user: Any, today: date) -> Any:
    """Unread messages that are not about a date."""
    return unread(user, today).filter(stage=Stage.EVENT)


def _mine(user: Any) -> Any:
    told = Delivery.objects.filter(
        recipient=user, due_item__isnull=False, moved_on_at__isnull=True
    ).values("due_item")
    return DueItem.objects.filter(
        closed_at__isnull=True, paused_at__isnull=True, pk__in=told
    ).order_by("due_on", "pk")


def overdue(user: Any, today: date) -> Any:
    """Open items of ``user`` past their date."""
    return _mine(user).filter(due_on__lt=today)


def due_soon(user: Any, today: date) -> Any:
    """Open items of ``user`` due from today on, at most a week ahead."""
    return _mine(user).filter(due_on__gte=today, due_on__lte=today + timedelta(days=7))


def mark_read(messages: Any, *, at: datetime) -> int:
    """Those of ``messages`` that were unread are read; returns how many."""
    return int(messages.filter(read_at__isnull=True).update(read_at=at))
