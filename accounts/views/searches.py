"""Saved searches of a person: kept from a list, opened there; renamed, deleted, told of here."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts import searches
from accounts.models import SavedSearch
from accounts.services import searches as services
from ecms.core import clock
from ecms.core.access import SIGNED_IN, access
from ecms.core.refusal import Refusal


def offered(request: HttpRequest, code: str) -> dict[str, Any]:
    """What the template of a list is given to show the searches kept of it."""
    query = searches.kept(request.GET)
    mine = list(SavedSearch.objects.filter(owner=request.user, place=code).defer("known", "news"))
    now = next((one for one in mine if one.query == query), None)
    return {"saved": mine, "saved_now": now, "saved_query": query, "saved_place": code}


@access(SIGNED_IN)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """My saved searches of all lists."""
    mine = SavedSearch.objects.filter(owner=request.user).defer("known").order_by("place", "name")
    rows = [{"search": one, "place": searches.place(one.place)} for one in mine]
    shown = [row for row in rows if row["place"]]
    return render(request, "accounts/searches.html", {"rows": shown})


@access(SIGNED_IN)
@require_GET
def news(request: HttpRequest, pk: int) -> HttpResponse:
    """The last new matches of one search, as far as I may see them today."""
    search = get_object_or_404(SavedSearch, pk=pk, owner=request.user)
    place = searches.place(search.place)
    if place is None:
        raise Http404
    told = {entry["pk"]: parse_datetime(entry["at"]) for entry in search.news}
    found = {}
    if request.user.can(place.permission):
        found = place.rows(request.user, QueryDict("tab=all")).filter(pk__in=told).in_bulk()
    rows = [
        {"label": str(found[key]), "url": place.url(found[key]), "at": at}
        for key, at in told.items()
        if key in found
    ]
    context = {"search": search, "place": place, "rows": rows}
    return render(request, "accounts/search.html", context)


@access(SIGNED_IN)
@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Keep the filters of a list under a name."""
    place = searches.place(request.POST.get("place", ""))
    if place is None or not request.user.can(place.permission):
        messages.error(request, _("This list is not open to you."))
        return redirect("accounts:searches")
    query = searches.kept(QueryDict(request.POST.get("query", "")))
    try:
        found = services.save(
            place=place, name=request.POST.get("name", ""), query=query, by=request.user,
            at=clock.now(),
        )  # fmt: skip
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The search “%(name)s” is saved.") % {"name": found.name})
    return redirect(f"{reverse(place.code)}?{query}")


@access(SIGNED_IN)
@require_POST
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Another name."""
    search = get_object_or_404(SavedSearch, pk=pk, owner=request.user)
    try:
        services.rename(search=search, name=request.POST.get("name", ""), by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The search was renamed."))
    return redirect("accounts:searches")


@access(SIGNED_IN)
@require_POST
def listen(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell me of new matches, or no longer."""
    search = get_object_or_404(SavedSearch, pk=pk, owner=request.user)
    on = request.POST.get("on") == "1"
    try:
        services.listen(search=search, on=on, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        said = _("You will be told of new matches.") if on else _("This search is silent now.")
        messages.success(request, said)
    return redirect("accounts:searches")


@access(SIGNED_IN)
@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget it; a second click finds nothing to do."""
    search = SavedSearch.objects.filter(pk=pk).first()
    if search is not None and search.owner_id != request.user.pk:
        raise Http404
    if search is not None and services.delete(search=search, by=request.user):
        messages.success(request, _("The search was deleted."))
    return redirect("accounts:searches")
