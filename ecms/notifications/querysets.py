"""Messages and due items as one person sees them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from ecms.notifications.models import Delivery, DueItem, Stage


def inbox(user: Any) -> Any:
    """All messages to ``user``, newest first."""
    return Delivery.objects.filter(recipient=user).order_by("-pk")


def unread(user: Any) -> Any:
    """Messages to ``user`` not read yet."""
    return inbox(user).filter(read_at__isnull=True)


def news(user: Any) -> Any:
    """Unread messages that are not about a date."""
    return unread(user).filter(stage=Stage.EVENT)


def _mine(user: Any) -> Any:
    told = Delivery.objects.filter(recipient=user, due_item__isnull=False).values("due_item")
    return DueItem.objects.filter(
        closed_at__isnull=True, paused_at__isnull=True, pk__in=told
    ).order_by("due_on", "pk")


def overdue(user: Any, today: date) -> Any:
    """Open items of ``user`` past their date."""
    return _mine(user).filter(due_on__lt=today)


def due_soon(user: Any, today: date) -> Any:
    """Open items of ``user`` due from today on, at most a week ahead."""
    return _mine(user).filter(due_on__gte=today, due_on__lte=today + timedelta(days=7))
