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
from ecms.notifications.selectors import Words
from ecms.notifications.services import summaries

TABS = ("overdue", "soon", "news", "snoozed", "all")


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
        "snoozed": lambda: querysets.snoozed(request.user, today),
        "all": lambda: querysets.inbox(request.user).select_related("on_behalf_of"),
    }[tab]()
    page = paginate(request, rows)
    words = Words({row.kind for row in page})
    items = [_as_row(row, words) for row in page]
    newest = max((row.pk for row in page), default=0)
    context = {
        "page": page, "items": items, "tabs": _tabs(tab), "tab": tab, "today": today,
        "newest": newest, "leads": bool(registry.staff(today).led_by(request.user.pk)),
    }  # fmt: skip
    return render(request, "notifications/list.html", context)


def _as_row(row: Delivery | DueItem, words: Words) -> dict[str, object]:
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
        "snooze_url": reverse("notifications:snooze", args=[row.pk]) if fresh else "",
        "is_late": told is not None and told.is_late,
        "moved_on": told is not None and told.moved_on_at is not None,
        "snoozed_until": told.snoozed_until if told else None,
        "on_behalf_of": told.on_behalf_of if told and told.on_behalf_of_id else None,
    }


def _tabs(current: str) -> list[Tab]:
    labels = {
        "overdue": _("Overdue"), "soon": _("Due within a week"), "news": _("New"),
        "snoozed": _("Put off"), "all": _("All messages"),
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
    """Go to the page where a due item is done; for those told of it, and those who lead them."""
    told = Delivery.objects.filter(recipient=request.user, due_item=pk)
    rows = DueItem.objects.all()
    if not told.exists():
        rows = summaries.items_of_leader(request.user.pk, on=clock.today())
    return _page_of(get_object_or_404(rows, pk=pk))


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
