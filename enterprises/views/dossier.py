"""The dossier of an enterprise, its correction, and enterprises added by hand."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from accounts.permissions import Permission
from ecms.audit.services import log_read
from ecms.core import clock
from ecms.core.access import access
from ecms.core.components import Action
from ecms.core.panels import actions_for
from ecms.core.scoping import get_visible_or_404
from enterprises.forms import CorrectForm, CreateForm
from enterprises.models import Enterprise
from enterprises.presenters import origin_words, risk_kind, risk_words, status_kind
from enterprises.selectors import section_names, timeline
from enterprises.services import register, risk
from enterprises.services.imports.committing import INFERRED
from enterprises.services.register import BY_HAND

RELATED = ("ward", "province", "sector")


def _load(request: HttpRequest, pk: int) -> Enterprise:
    source = Enterprise.objects.select_related(*RELATED)
    return get_visible_or_404(source, request.user, pk=pk)


@access(Permission.ENTERPRISE_READ)
@require_GET
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Identity, place, headcount with its source, risk, other modules' panels, history."""
    firm = _load(request, pk)
    log_read(firm, by=request.user, at=clock.now())
    context = {
        "firm": firm,
        "status_kind": status_kind(firm.status),
        "origin": _words_of(firm.provenance.get("*") or {}),
        "origins": {name: _words_of(origin) for name, origin in firm.provenance.items()},
        "headcount_origin": "" if firm.workers is None else _words_of(firm.origin("workers")),
        "women_origin": "" if firm.women is None else _words_of(firm.origin("women")),
        "risk": _risk(firm),
        "actions": _actions(request, firm),
        "entries": timeline(firm),
    }
    return render(request, "enterprises/detail.html", context)


def _words_of(origin: dict[str, Any]) -> str:
    """Where a fact comes from; the codes of our own sources in words."""
    own = {BY_HAND: _("entered by hand"), INFERRED: _("taken from the name")}
    source = origin.get("source", "")
    words = origin_words({**origin, "source": own.get(source, source)})
    reason = origin.get("reason", "")
    return f"{words} ({reason})" if reason else words


def _risk(firm: Enterprise) -> dict[str, Any]:
    """The stated score of today, with every part of the sum."""
    fresh = risk.stated(firm, on=clock.today())
    sections = section_names([firm.sector.section] if firm.sector else [])
    lines = [(risk_words(part, sections), part["points"]) for part in fresh.as_json()]
    return {"points": fresh.points, "kind": risk_kind(fresh.points), "lines": lines}


def _actions(request: HttpRequest, firm: Enterprise) -> list[Action]:
    actions = actions_for("enterprise", request.user, firm)
    if request.user.can(Permission.ENTERPRISE_EDIT):
        url = reverse("enterprises:correct", args=[firm.pk])
        actions.append(Action(_("Correct the record"), url, icon="pencil"))
    return actions


@access(Permission.ENTERPRISE_EDIT)
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct facts; those of the business register only with ``?registry=1``."""
    firm = _load(request, pk)
    registry = request.GET.get("registry") == "1"
    form = CorrectForm(request.POST or None, enterprise=firm, registry=registry)
    if request.method == "POST" and form.is_valid() and _corrected(request, firm, form):
        return redirect("enterprises:detail", pk=firm.pk)
    context = {"form": form, "firm": firm, "registry": registry}
    status = 422 if request.method == "POST" else 200
    return render(request, "enterprises/correct.html", context, status=status)


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
    except register.ChangedMeanwhile:
        form.add_error(
            None,
            _(
                "Somebody changed this record while you were writing. Open the page again in "
                "another window, compare, and enter your correction once more."
            ),
        )
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
    status = 422 if request.method == "POST" else 200
    return render(request, "enterprises/create.html", {"form": form}, status=status)
