"""A person's messages, what is due, and the home page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ecms.core import clock
from ecms.core.access import SIGNED_IN, access
from ecms.core.components import Tab
from ecms.core.paging import paginate
from ecms.core.work import work_of
from ecms.notifications import querysets, registry
from ecms.notifications.models import Delivery, DueItem
from ecms.notifications.presenters import as_row
from ecms.notifications.selectors import Words
from ecms.notifications.services import summaries
from ecms.notifications.views_bell import panel, wants_panel

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
    items = [as_row(row, words) for row in page]
    newest = max((row.pk for row in page), default=0)
    context = {
        "page": page, "items": items, "tabs": _tabs(tab), "tab": tab, "today": today,
        "newest": newest, "leads": bool(registry.staff(today).led_by(request.user.pk)),
    }  # fmt: skip
    return render(request, "notifications/list.html", context)


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
    if newest.isdecimal():
        shown = querysets.unread(request.user, clock.today()).filter(pk__lte=int(newest))
        querysets.mark_read(shown, at=clock.now())
    return panel(request) if wants_panel(request) else redirect("notifications:list")


@access(SIGNED_IN)
@require_POST
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark one message as read and open its page."""
    delivery = get_object_or_404(Delivery, pk=pk, recipient=request.user)
    querysets.mark_read(querysets.inbox(request.user).filter(pk=delivery.pk), at=clock.now())
    return _page_of(delivery)
