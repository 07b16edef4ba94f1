"""A person's messages, what is due, and the home page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ecms.core import citation, clock
from ecms.core.access import SIGNED_IN, access
from ecms.core.components import Tab
from ecms.core.paging import paginate
from ecms.core.work import work_of
from ecms.notifications import querysets, registry
from ecms.notifications.models import Delivery, DueItem

TABS = ("overdue", "soon", "news", "all")


@access(SIGNED_IN)
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """My work: what is due, overdue, waiting for me and new to me."""
    today = clock.today()
    context = {"work": work_of(request.user, on=today), "today": today}
    return render(request, "home.html", context)


@access(SIGNED_IN)
@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """The list behind the bell."""
    tab = request.GET.get("tab", "all")
    tab = tab if tab in TABS else "all"
    today = clock.today()
    rows = {
        "overdue": lambda: querysets.overdue(request.user, today),
        "soon": lambda: querysets.due_soon(request.user, today),
        "news": lambda: querysets.news(request.user, today),
        "all": lambda: querysets.inbox(request.user),
    }[tab]()
    page = paginate(request, rows)
    items = [_as_row(row) for row in page]
    newest = max((row.pk for row in page), default=0)
    context = {
        "page": page, "items": items, "tabs": _tabs(tab), "tab": tab, "today": today,
        "newest": newest,
    }  # fmt: skip
    return render(request, "notifications/list.html", context)


def _as_row(row: Delivery | DueItem) -> dict[str, object]:
    letter = registry.letter(row.kind)
    is_due = isinstance(row, DueItem)
    return {
        "title": row.label,
        "url": reverse("notifications:due" if is_due else "notifications:open", args=[row.pk]),
        "what": letter.title,
        "hint": letter.text,
        "due_on": row.due_on,
        "basis": citation.shown(row.legal_basis) if isinstance(row, DueItem) else "",
        "at": row.opened_at if isinstance(row, DueItem) else row.created_at,
        "is_unread": not is_due and row.read_at is None,
        "read_url": "" if is_due or row.read_at else reverse("notifications:read", args=[row.pk]),
        "is_late": isinstance(row, Delivery) and row.is_late,
    }


def _tabs(current: str) -> list[Tab]:
    labels = {
        "overdue": _("Overdue"), "soon": _("Due within a week"), "news": _("New"),
        "all": _("All messages"),
    }  # fmt: skip
    url = reverse("notifications:list")
    return [Tab(label, f"{url}?tab={name}", name == current) for name, label in labels.items()]


@access(SIGNED_IN)
@require_GET
def open_message(request: HttpRequest, pk: int) -> HttpResponse:
    """Go to the page a message is about; reading is recorded there by POST from the list."""
    return _page_of(get_object_or_404(Delivery, pk=pk, recipient=request.user))


def _page_of(row: Delivery | DueItem) -> HttpResponse:
    if row.thing is None:
        return redirect("notifications:list")
    return redirect(registry.letter(row.kind).url(row.thing))


@access(SIGNED_IN)
@require_GET
def open_due(request: HttpRequest, pk: int) -> HttpResponse:
    """Go to the page where a due item is done; only for those who were told of it."""
    told = Delivery.objects.filter(recipient=request.user).values("due_item")
    item = get_object_or_404(DueItem, pk=pk, pk__in=told)
    return _page_of(item)


@access(SIGNED_IN)
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark the messages up to the newest shown as read; later ones stay unread."""
    newest = request.POST.get("newest", "")
    if newest.isdigit():
        querysets.unread(request.user, clock.today()).filter(pk__lte=int(newest)).update(
            read_at=clock.now()
        )
    return redirect("notifications:list")


@access(SIGNED_IN)
@require_POST
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark one message as read and open its page."""
    delivery = get_object_or_404(Delivery, pk=pk, recipient=request.user)
    querysets.inbox(request.user).filter(pk=delivery.pk, read_at__isnull=True).update(
        read_at=clock.now()
    )
    return _page_of(delivery)
