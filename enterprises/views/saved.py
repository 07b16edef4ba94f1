"""Saved searches: kept from the list, opened there, renamed and deleted on their own page."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.models import SavedSearch
from accounts.permissions import Permission
from ecms.core import clock
from ecms.core.access import access
from enterprises.saved import MOST, PLACE, kept
from enterprises.services import saving


@access(Permission.ENTERPRISE_READ)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """My saved searches."""
    mine = SavedSearch.objects.filter(owner=request.user, place=PLACE)
    return render(request, "enterprises/saved.html", {"searches": mine})


@access(Permission.ENTERPRISE_READ)
@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Keep the filters of the list under a name."""
    query = kept(QueryDict(request.POST.get("query", "")))
    try:
        found = saving.save(
            name=request.POST.get("name", ""), query=query, by=request.user, at=clock.now()
        )
    except saving.TooMany:
        messages.error(
            request, _("You keep %(most)s searches already; delete one first.") % {"most": MOST}
        )
    except ValueError:
        messages.error(request, _("Give the search a name."))
    else:
        messages.success(request, _("The search “%(name)s” is saved.") % {"name": found.name})
    return redirect(f"{reverse('enterprises:list')}?{query}")


@access(Permission.ENTERPRISE_READ)
@require_POST
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Another name."""
    search = get_object_or_404(SavedSearch, pk=pk, owner=request.user, place=PLACE)
    try:
        saving.rename(search=search, name=request.POST.get("name", ""), by=request.user)
    except saving.NameTaken:
        messages.error(request, _("Another of your searches has this name."))
    except ValueError:
        messages.error(request, _("Give the search a name."))
    else:
        messages.success(request, _("The search was renamed."))
    return redirect("enterprises:saved")


@access(Permission.ENTERPRISE_READ)
@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget it; a second click finds nothing to do."""
    search = SavedSearch.objects.filter(pk=pk).first()
    if search is not None and search.owner_id != request.user.pk:
        raise Http404
    if search is not None and saving.delete(search=search, by=request.user):
        messages.success(request, _("The search was deleted."))
    return redirect("enterprises:saved")
