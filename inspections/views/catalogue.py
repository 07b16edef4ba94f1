"""The catalogue of violations: searched on its own page and in forms, with what one keeps at hand.

Nothing here is of a case; the decree is the one in force on the day that is asked about.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission
from ecms.core import clock
from ecms.core.access import access
from ecms.core.forms import DateField
from ecms.core.paging import paginate
from inspections import catalogue
from inspections.forms.catalogue import CatalogueForm
from law import search
from law.models import Provision
from law.services import favourites


@access(Permission.INSPECTION_READ)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """``?q=&on=&topic=``: what fits; without words the favourites and the areas of law."""
    form = CatalogueForm(request.GET)
    asked = form.asked()
    rows = catalogue.wanted(asked, user=request.user)
    marked = search.codes_of(request.user)
    page = paginate(request, rows)
    context = {
        "form": form, "asked": asked, "page": page, "today": clock.today(),
        "rows": catalogue.lines(page.items, marked),
        "at_hand": catalogue.lines(
            [] if asked.is_set else search.favourites(request.user, on=asked.on), marked
        ),
        "topics": catalogue.topics(asked.on),
    }  # fmt: skip
    return render(request, "inspections/catalogue.html", context)


@access(Permission.INSPECTION_READ)
@require_GET
def pick(request: HttpRequest) -> HttpResponse:
    """Fragment for a form: ``search``, the day of the act (``ended_on``, else ``discovered_on``),
    ``party``, the codes or topics that are ``near``, and ``into`` which field a choice goes."""
    given = request.GET
    text, near = given.get("search", "").strip(), given.get("near", "").split()
    on = _day(given.get("ended_on", "")) or _day(given.get("discovered_on", "")) or clock.today()
    marked = search.codes_of(request.user)
    party = None if not given.get("party") else given["party"] != "individual"
    if text:
        found = search.search(text, on=on, user=request.user, topics=near)
    else:
        found = catalogue.at_hand(near, marked, on=on)
    context = {
        "found": catalogue.lines(found, marked, organisation=party, near=near), "text": text,
        "on": on, "into": given.get("into", "violation_code"), "several": "several" in given,
    }  # fmt: skip
    return render(request, "inspections/violation_search.html", context)


@access(Permission.INSPECTION_READ)
@require_POST
def favourite(request: HttpRequest) -> HttpResponse:
    """Mark or unmark an act (``code``, ``marked``); the button again, or the page one was on."""
    code = request.POST.get("code", "")
    if not Provision.objects.filter(code=code).exists():
        raise Http404
    marked = request.POST.get("marked") == "1"
    if marked:
        favourites.mark(code, by=request.user, at=clock.now())
    else:
        favourites.unmark(code, by=request.user)
    if request.headers.get("HX-Request"):
        part = "_pick_star" if "inside" in request.POST else "_star"
        row = {"provision": {"code": code}, "marked": marked, "touched": True}
        return render(request, f"inspections/{part}.html", {"row": row})
    return redirect(_back(request))


def _back(request: HttpRequest) -> str:
    came: str = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(came, {request.get_host()}):
        return came
    return reverse("inspections:catalogue")


def _day(text: str) -> date | None:
    try:
        found: Any = DateField(required=False).clean(text)
    except ValidationError:  # a half-typed day is no filter
        return None
    return found if isinstance(found, date) else None
