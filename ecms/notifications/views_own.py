"""What a person wishes about messages, putting them off, and how the unit stands."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ecms.core import clock
from ecms.core.access import SIGNED_IN, access
from ecms.core.paging import paginate
from ecms.notifications import querysets, selectors
from ecms.notifications.forms import PreferenceForm
from ecms.notifications.models import Delivery, Preference
from ecms.notifications.services import returns, summaries
from ecms.notifications.views_bell import panel, wants_panel

SNOOZES = (1, 3, 7)  # days


@access(SIGNED_IN)
@require_http_methods(["GET", "POST"])
def wishes(request: HttpRequest) -> HttpResponse:
    """How I want to be told."""
    user: Any = request.user
    mine = Preference.objects.filter(user=user).first() or Preference(user=user)
    form = PreferenceForm(request.POST or None, instance=mine)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your wishes about messages were saved."))
        return redirect("notifications:wishes")
    context = {
        "form": form, "wishes": mine, "address": user.email,
        "returned": selectors.returned_to(user, mine),
        "is_stopped": bool(user.email) and mine.dead_address == user.email,
    }  # fmt: skip
    return render(request, "notifications/wishes.html", context)


@access(SIGNED_IN)
@require_POST
def trust(request: HttpRequest) -> HttpResponse:
    """My address is right: mail is written to it again."""
    if returns.trust_all([request.user.pk]):
        messages.success(request, _("Mails are sent to your address again."))
    return redirect("notifications:wishes")


@access(SIGNED_IN)
@require_POST
def snooze(request: HttpRequest, pk: int) -> HttpResponse:
    """Put one message off for some days; what comes later about the same thing still comes."""
    row = get_object_or_404(Delivery, pk=pk, recipient=request.user)
    days = request.POST.get("days", "")
    if days not in map(str, SNOOZES):
        messages.error(request, _("Choose for how many days the message is put off."))
        return redirect("notifications:list")
    until = clock.today() + timedelta(days=int(days))
    fresh = querysets.inbox(request.user).filter(pk=row.pk, read_at__isnull=True)
    if fresh.update(snoozed_until=until):
        words = _("The message comes back on %(day)s.") % {"day": f"{until:%d/%m/%Y}"}
        if wants_panel(request):
            return panel(request, words)
        messages.success(request, words)
    return panel(request) if wants_panel(request) else redirect("notifications:list")


@access(SIGNED_IN)
@require_GET
def unit(request: HttpRequest) -> HttpResponse:
    """What is overdue and due soon in the unit that I lead, and with whom."""
    today, me = clock.today(), int(request.user.pk or 0)
    items = summaries.items_of_leader(me, on=today)
    page = paginate(request, items)
    context = {
        "page": page, "rows": summaries.rows_of(list(page), on=today), "today": today,
        "overdue": items.filter(due_on__lt=today).count(),
    }  # fmt: skip
    return render(request, "notifications/unit.html", context)
