"""Dashboards of a few people's work: one's own, a division's, a campaign's."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.permissions import Permission
from analytics.circles import find, units_of
from analytics.views.indicators import asked, frame
from analytics.work import Work
from campaigns.models import Campaign
from ecms.core import clock
from ecms.core.access import access
from ecms.core.components import Tab

CAMPAIGNS = 6  # the latest ones


@access(Permission.DASHBOARD_READ)
@require_GET
def work(request: HttpRequest, who: str) -> HttpResponse:
    """Numbers of a circle; every one opens the very rows."""
    circle = find(request.user, who)
    if circle is None:
        raise Http404
    form = asked(request)
    context = {
        **frame(form), "work": Work(form.selection, circle, clock.today()), "circle": circle,
        **tabs(request.user, who),
    }  # fmt: skip
    return render(request, "analytics/work.html", context)


def tabs(user: Any, who: str = "") -> dict[str, Any]:
    """The dashboards a person has, and below them the divisions or campaigns to choose from."""
    units = [(f"unit-{unit.pk}", unit.name) for unit in units_of(user)]
    listed = Campaign.objects.visible_to(user).order_by("-pk").only("pk", "title")[:CAMPAIGNS]
    campaigns = [(f"campaign-{row.pk}", row.title) for row in listed]
    first = [Tab(_("Overview"), reverse("analytics:dashboard"), not who),
             Tab(_("My own work"), _page("me"), who == "me")]  # fmt: skip
    for words, group in ((_("Divisions"), units), (_("Campaigns"), campaigns)):
        if group:
            within = any(code == who for code, _title in group)
            first.append(Tab(words, _page(group[0][0]), within))
    group = next((g for g in (units, campaigns) if any(code == who for code, _t in g)), [])
    below = [Tab(title, _page(code), code == who) for code, title in group]
    return {"dashboards": first, "choices": below if len(below) > 1 else []}


def _page(code: str) -> str:
    return reverse("analytics:work", args=[code])
