"""The dossier of an enterprise: one page, ready for a visit."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.permissions import Permission
from ecms.audit.services import log_read
from ecms.core import clock
from ecms.core.access import access
from ecms.core.components import Action
from ecms.core.panels import actions_for, panels_for
from enterprises import dossier
from enterprises.alerts import alerts_for
from enterprises.fact_words import source_words
from enterprises.history import record_of
from enterprises.models import Enterprise
from enterprises.presenters import risk_kind, risk_words, status_kind
from enterprises.selectors import section_names
from enterprises.views.loaded import load


@access(Permission.ENTERPRISE_READ)
@require_GET
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What it is, people, places, hazards, contacts, chain, risk, other modules' panels."""
    firm = load(request, pk, merged=True)
    if firm.merged_into_id is not None:
        messages.info(request, _("This record was merged into this one; everything is here now."))
        return redirect("enterprises:detail", pk=firm.merged_into_id)
    log_read(firm, by=request.user, at=clock.now())
    record = record_of(firm)
    context = {
        "firm": firm,
        "status_kind": status_kind(firm.status),
        "status": dossier.status_words(firm),
        "cards": dossier.cards(firm, record),
        "caution_source": source_words(firm.origin("caution")) if firm.caution else "",
        "workers_source": source_words(firm.origin("workers")) if firm.workers is not None else "",
        "beside": dossier.dossier_of(firm, request.user),
        "old_ward": dossier.old_ward(firm),
        "risk": _risk(firm),
        "actions": _actions(request, firm),
        "panels": panels_for("enterprise", request.user),
        "can_edit": request.user.can(Permission.ENTERPRISE_EDIT),
        "entries": record.entries,
        "alerts": alerts_for(request.user, firm),
    }
    return render(request, "enterprises/detail.html", context)


def _risk(firm: Enterprise) -> dict[str, Any]:
    """The stored score with every part of the sum; it is computed by night and at each change."""
    points, reasons, on = firm.risk_score, firm.risk_reasons, firm.risk_on
    letters = [str(part.get("fact", "")) for part in reasons if part.get("code") == "sector"]
    sections = section_names(letters) if letters else {}
    lines = [(risk_words(part, sections), part["points"]) for part in reasons]
    return {"points": points, "kind": risk_kind(points), "lines": lines, "on": on}


def _actions(request: HttpRequest, firm: Enterprise) -> list[Action]:
    actions = actions_for("enterprise", request.user, firm)
    sheet = reverse("enterprises:sheet", args=[firm.pk])
    actions.append(Action(_("One-page sheet"), sheet, icon="printer"))
    if request.user.can(Permission.ENTERPRISE_EDIT):
        verify = reverse("enterprises:verify", args=[firm.pk])
        correct = reverse("enterprises:correct", args=[firm.pk])
        actions.append(Action(_("Verify facts"), verify, icon="check2-square", more=True))
        actions.append(Action(_("Correct the record"), correct, icon="pencil", more=True))
    return actions
