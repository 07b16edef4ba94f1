"""Sites of an enterprise."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.permissions import Permission
from ecms.core import clock
from ecms.core.access import access
from enterprises import dossier
from enterprises.alerts import alerts_for
from enterprises.fact_words import source_words
from enterprises.forms.places import EndForm, SiteForm
from enterprises.models import Site
from enterprises.services import sites
from enterprises.views.facts import confirm
from enterprises.views.loaded import load, load_beside, status_of


@access(Permission.ENTERPRISE_READ)
@require_GET
def index(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the enterprise works, and where it did."""
    firm = load(request, pk)
    closed = firm.sites.filter(closed_on__isnull=False).select_related("ward", "province")
    hazards: dict[Any, list[Any]] = {}
    for row in dossier.open_hazards(firm):
        hazards.setdefault(row.site_id, []).append(row)
    alerts = alerts_for(request.user, firm)
    context = {
        "firm": firm,
        "rows": [
            {
                "site": site,
                "source": source_words(site.provenance.get("*") or {}),
                "hazards": hazards.get(site.pk, []),
                "precautions": dossier.precautions(hazards.get(site.pk, [])),
                "elsewhere": site.province_id != firm.province_id,
                "alerts": [alert for alert in alerts if alert.site_id in (None, site.pk)],
            }
            for site in dossier.open_sites(firm)
        ],
        "closed": closed.order_by("-closed_on"),
        "may_edit": request.user.can(Permission.ENTERPRISE_EDIT),
    }
    return render(request, "enterprises/sites.html", context)


@access(Permission.ENTERPRISE_EDIT)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a site; its address is resolved to a unit of today."""
    firm = load(request, pk)
    form = SiteForm(request.POST or None, firm=firm)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        sites.add(firm, form.facts, reason=reason, by=request.user, at=clock.now())
        messages.success(request, _recognised(form.place))
        return redirect("enterprises:sites", pk=firm.pk)
    context = {"firm": firm, "form": form, "title": _("Add a site")}
    return render(request, "enterprises/site_form.html", context, status=status_of(request))


@access(Permission.ENTERPRISE_EDIT)
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, pk: int, site: int) -> HttpResponse:
    """Correct a site."""
    firm = load(request, pk)
    row = load_beside(request, Site.objects.select_related("ward", "province"), firm, site)
    form = SiteForm(request.POST or None, firm=firm, site=row)
    if request.method == "POST" and form.is_valid() and _corrected(request, row, form):
        return redirect("enterprises:sites", pk=firm.pk)
    context = {"firm": firm, "form": form, "site": row, "title": _("Correct a site")}
    return render(request, "enterprises/site_form.html", context, status=status_of(request))


def _corrected(request: HttpRequest, row: Site, form: SiteForm) -> bool:
    reason = form.cleaned_data["reason"]
    try:
        changed = sites.correct(row, form.facts, reason=reason, by=request.user, at=clock.now())
    except sites.ClosedBeforeOpened:
        form.add_error("opened_on", _("The site closed before this day."))
        return False
    if changed:
        messages.success(request, _recognised(form.place))
    else:
        messages.info(request, _("Nothing was different, so nothing was changed."))
    return True


def _recognised(place: Any) -> str:
    """What the address was understood as."""
    parts = [str(part) for part in (place.ward, place.province) if part]
    words = _("Saved. Understood as: %(place)s.") % {"place": ", ".join(parts)}
    if place.former_province:
        words += " " + _("Formerly %(province)s.") % {"province": place.former_province}
    if place.ward is None:
        words += " " + _("The ward is not known yet.")
    return words


@access(Permission.ENTERPRISE_EDIT)
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, pk: int, site: int) -> HttpResponse:
    """Nobody works there any more."""
    firm = load(request, pk)
    row = load_beside(request, Site, firm, site)
    form = EndForm(request.POST or None, least=row.opened_on)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        sites.close(row, on=data["on"], reason=data["reason"], by=request.user, at=clock.now())
        messages.success(request, _("The site is closed."))
        return redirect("enterprises:sites", pk=firm.pk)
    return confirm(
        request, title=_("Close a site"), subject=firm.name, question=row.name, form=form,
        consequences=[_("It stays on record with its history; searches no longer find it.")],
        confirm_label=_("Close the site"), cancel_url=reverse("enterprises:sites", args=[firm.pk]),
    )  # fmt: skip
