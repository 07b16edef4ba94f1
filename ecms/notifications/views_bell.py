"""The last unread messages, dropped down from the bell; without scripts the bell is a link."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from ecms.core import clock
from ecms.core.access import SIGNED_IN, access
from ecms.notifications import presenters, querysets
from ecms.notifications.models import Delivery
from ecms.notifications.selectors import Words

SHOWN = 7


@access(SIGNED_IN)
@require_GET
def bell(request: HttpRequest) -> HttpResponse:
    """The newest unread messages, each to open, to mark as read or to put off."""
    return panel(request) if wants_panel(request) else redirect("notifications:list")


@access(SIGNED_IN)
@require_POST
def seen(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark one message as read and stay where one is."""
    delivery = get_object_or_404(Delivery, pk=pk, recipient=request.user)
    querysets.mark_read(querysets.inbox(request.user).filter(pk=delivery.pk), at=clock.now())
    return panel(request) if wants_panel(request) else redirect("notifications:list")


def wants_panel(request: HttpRequest) -> bool:
    """Whether the form stands in the panel, which is to be shown anew."""
    return bool(request.htmx)  # type: ignore[attr-defined]


def panel(request: HttpRequest, said: str = "") -> HttpResponse:
    """The panel and, beside it, the number at the bell; ``said`` is what has just happened."""
    today = clock.today()
    rows = list(querysets.unread(request.user, today).select_related("on_behalf_of")[: SHOWN + 1])
    words = Words({row.kind for row in rows})
    context = {
        "items": [presenters.as_row(row, words) for row in rows[:SHOWN]], "today": today,
        "more": len(rows) > SHOWN, "newest": max((row.pk for row in rows), default=0),
        "said": said,
    }  # fmt: skip
    return render(request, "notifications/bell.html", context)
