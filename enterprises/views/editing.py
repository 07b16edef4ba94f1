"""Writing to the record of an enterprise: entered, corrected, verified, moved."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.permissions import Permission
from ecms.core import clock
from ecms.core.access import access
from enterprises import dossier
from enterprises.fact_words import source_words
from enterprises.forms.facts import CorrectForm, CreateForm
from enterprises.forms.places import MoveForm
from enterprises.models import Enterprise
from enterprises.services import facts, moving, register
from enterprises.services.record import ChangedMeanwhile
from enterprises.services.statuses import EarlierThanKnown
from enterprises.views.loaded import load, status_of


def changed_meanwhile() -> str:
    """What a person reads whose page is older than the record."""
    return _(
        "Somebody changed this record while you were writing. Open the page again in "
        "another window, compare, and enter your correction once more."
    )


@access(Permission.ENTERPRISE_EDIT)
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct facts; those of the business register with ``?registry=1`` and the right to."""
    firm = load(request, pk)
    may_override = request.user.can(Permission.ENTERPRISE_OVERRIDE)
    registry = request.GET.get("registry") == "1"
    if registry and not may_override:
        raise PermissionDenied
    form = CorrectForm(request.POST or None, enterprise=firm, registry=registry)
    if request.method == "POST" and form.is_valid() and _corrected(request, firm, form):
        return redirect("enterprises:detail", pk=firm.pk)
    context = {
        "form": form,
        "firm": firm,
        "registry": registry,
        "may_override": may_override,
        "held": [] if registry else _held(firm),
        "old_ward": dossier.old_ward(firm),
    }
    return render(request, "enterprises/correct.html", context, status=status_of(request))


def _held(firm: Enterprise) -> list[dossier.Fact]:
    """The registry's facts, shown to be read."""
    fields = ("name", "legal_form", "status", "status_on", "address", "representative")
    return [fact for fact in dossier.verifiable(firm) if fact.field in fields]


def _corrected(request: HttpRequest, firm: Enterprise, form: CorrectForm) -> bool:
    try:
        changed = register.correct(
            enterprise=firm,
            values=form.values,
            reason=form.cleaned_data["reason"],
            by=request.user,
            at=clock.now(),
            seen_at=form.cleaned_data["version"],
        )
    except ChangedMeanwhile:
        form.add_error(None, changed_meanwhile())
        return False
    except EarlierThanKnown as error:
        words = _("A later status is on record since %(day)s.")
        form.add_error("status_on", words % {"day": f"{error.on:%d/%m/%Y}"})
        return False
    if changed:
        text = ngettext("%(n)s fact was corrected.", "%(n)s facts were corrected.", len(changed))
        messages.success(request, text % {"n": len(changed)})
    else:
        messages.info(request, _("Nothing was different, so nothing was changed."))
    return True


@access(Permission.ENTERPRISE_EDIT)
@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Add an enterprise by hand; a tax code that is there already leads to its dossier."""
    form = CreateForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            firm = register.create(
                tax_code=data["tax_code"],
                province=data["province"],
                values=form.values,
                reason=data["reason"],
                by=request.user,
                at=clock.now(),
            )
        except register.TaxCodeTaken:
            form.add_error(
                "tax_code", _("This tax code is in the register already, in another province.")
            )
        else:
            messages.success(request, _("The enterprise is in the register."))
            return redirect("enterprises:detail", pk=firm.pk)
    return render(request, "enterprises/create.html", {"form": form}, status=status_of(request))


@access(Permission.ENTERPRISE_EDIT)
@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest, pk: int) -> HttpResponse:
    """Tick what was verified: facts, sites, headcounts, hazards, contacts."""
    firm = load(request, pk)
    problem = ""
    if request.method == "POST":
        what = _ticked(request, firm)
        problem = _verified(request, firm, what)
        if not problem:
            return redirect("enterprises:detail", pk=firm.pk)
    context = {
        "firm": firm,
        "facts": dossier.verifiable(firm),
        "beside": dossier.dossier_of(firm, request.user),
        "sites": [
            (site, source_words(site.provenance.get("*") or {}))
            for site in dossier.open_sites(firm)
        ],
        "problem": problem,
    }
    return render(request, "enterprises/verify.html", context, status=status_of(request))


def _ticked(request: HttpRequest, firm: Enterprise) -> facts.Verified:
    names = {fact.field for fact in dossier.verifiable(firm)}

    def keys(name: str) -> list[int]:
        return [
            int(key) for key in request.POST.getlist(name) if key.isdecimal() and len(key) < 19
        ]

    return facts.Verified(
        fields=[name for name in request.POST.getlist("field") if name in names],
        headcounts=keys("headcount"), hazards=keys("hazard"), contacts=keys("contact"),
        sites=keys("site"),
    )  # fmt: skip


def _verified(request: HttpRequest, firm: Enterprise, what: facts.Verified) -> str:
    """Carry it out; returns what stood in the way."""
    if not what.count:
        return _("Tick at least one fact.")
    seen = parse_datetime(request.POST.get("version", ""))
    if seen is None:
        return _("Open the page again.")
    try:
        count = facts.verify(firm, what, by=request.user, at=clock.now(), seen_at=seen)
    except ChangedMeanwhile:
        return changed_meanwhile()
    text = ngettext("%(n)s fact was verified.", "%(n)s facts were verified.", count)
    messages.success(request, text % {"n": count})
    return ""


@access(Permission.ENTERPRISE_EDIT)
@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """The head office is in another province now."""
    firm = load(request, pk)
    form = MoveForm(request.POST or None, firm=firm)
    if request.method == "POST" and form.is_valid() and _moved(request, firm, form):
        return redirect("enterprises:list")
    context: dict[str, Any] = {"form": form, "firm": firm}
    return render(request, "enterprises/move.html", context, status=status_of(request))


def _moved(request: HttpRequest, firm: Enterprise, form: MoveForm) -> bool:
    data = form.cleaned_data
    try:
        moving.move(
            firm, form.place, address=data["address"], on=data["on"], reason=data["reason"],
            by=request.user, at=clock.now(), seen_at=data["version"],
        )  # fmt: skip
    except ChangedMeanwhile:
        form.add_error(None, changed_meanwhile())
        return False
    words = _("%(name)s is now in the register of %(province)s.")
    messages.success(request, words % {"name": firm.name, "province": form.place.province})
    return True
