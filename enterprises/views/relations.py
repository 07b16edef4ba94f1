"""Relations of an enterprise, and the chain that they make."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.permissions import Permission
from ecms.core import clock
from ecms.core.access import access
from ecms.core.paging import PER_PAGE, paginate
from ecms.core.scoping import get_visible_or_404
from enterprises import chain, dossier
from enterprises.drawing import draw
from enterprises.fact_words import RELATION_REFUSED, relation_words
from enterprises.forms.places import EndForm
from enterprises.forms.relations import ChainForm, RelationForm
from enterprises.models import Enterprise, Relation
from enterprises.presenters import status_kind
from enterprises.rules.search import query_words, quick_fold
from enterprises.services import relations
from enterprises.views.facts import confirm
from enterprises.views.loaded import load, status_of


@access(Permission.ENTERPRISE_READ)
@require_GET
def index(request: HttpRequest, pk: int) -> HttpResponse:
    """The chain drawn, and the direct relations with their sources."""
    firm = load(request, pk)
    drawn = chain.to_draw(_members(request, firm))
    context = {
        "firm": firm,
        "drawing": draw(firm, drawn) if len(drawn.members) > 1 else None,
        "links": dossier.links_of(firm, request.user),
        "ended": dossier.links_of(firm, request.user, ended=True),
        "may_edit": request.user.can(Permission.ENTERPRISE_EDIT),
    }
    return render(request, "enterprises/relations.html", context)


def _members(request: HttpRequest, firm: Enterprise) -> list[chain.Member]:
    return chain.members(
        firm, request.user, on=clock.today(), levels=chain.FARTHEST, most=chain.LISTED
    )


@access(Permission.ENTERPRISE_READ)
@require_GET
def members(request: HttpRequest, pk: int) -> HttpResponse:
    """Enterprises in the chain as a list, with a search in it."""
    firm = load(request, pk)
    form = ChainForm(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    everybody = [member for member in _members(request, firm) if member.level]
    found = [member for member in everybody if _matches(member, chosen)]
    page = paginate(request, found, PER_PAGE)
    context = {
        "firm": firm,
        "form": form,
        "page": page,
        "rows": [_row(member, firm, everybody) for member in page],
        "count": len(everybody),
        "levels": chain.FARTHEST,
        "is_cut": len(everybody) >= chain.LISTED,
        "filtered": bool(chosen.get("q") or chosen.get("kind")),
    }
    return render(request, "enterprises/chain.html", context)


def _matches(member: chain.Member, chosen: dict[str, Any]) -> bool:
    if chosen.get("kind") and member.kind != chosen["kind"]:
        return False
    text = quick_fold(f"{member.name} {member.tax_code}")
    return all(word in text for word in query_words(chosen.get("q", "")))


def _row(member: chain.Member, firm: Enterprise, everybody: list[chain.Member]) -> dict[str, Any]:
    names = {one.pk: one.name for one in everybody} | {firm.pk: firm.name}
    return {
        "member": member,
        "role": relation_words(member.kind, other_is_source=member.level < 0),
        "of": names.get(member.after or 0, ""),
        "steps": abs(member.level),
        "kind": status_kind(member.status) if member.visible else "",
        "status": dossier.EnterpriseStatus(member.status).label if member.visible else "",
    }


@access(Permission.ENTERPRISE_EDIT)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what another enterprise is to this one."""
    firm = load(request, pk)
    form = RelationForm(request.POST or None, user=request.user, firm=firm)
    if request.method == "POST" and form.is_valid() and _added(request, form):
        return redirect("enterprises:relations", pk=firm.pk)
    context = {"firm": firm, "form": form}
    return render(request, "enterprises/relation_form.html", context, status=status_of(request))


def _added(request: HttpRequest, form: RelationForm) -> bool:
    source, target, kind = form.sides
    data = form.cleaned_data
    try:
        relations.add(
            source, target, kind, started_on=data["started_on"], note=data["note"],
            reason=data["source"], by=request.user, at=clock.now(),
        )  # fmt: skip
    except relations.RelationRefused as error:
        form.add_error("role", RELATION_REFUSED[error.code])
        return False
    messages.success(request, _("The relation is on record."))
    return True


@access(Permission.ENTERPRISE_EDIT)
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, pk: int, relation: int) -> HttpResponse:
    """The relation is over."""
    firm = load(request, pk)
    source = Relation.objects.select_related("source_firm", "target_firm", "recorded_by",
                                             "verified_by")  # fmt: skip
    both = source.filter(Q(source_firm=firm) | Q(target_firm=firm))
    row = get_visible_or_404(both, request.user, pk=relation)
    if row.ended_on is not None and request.method == "GET":
        raise Http404
    form = EndForm(request.POST or None, least=row.started_on, reason=False)
    if request.method == "POST" and form.is_valid():
        relations.end(row, on=form.cleaned_data["on"], by=request.user, at=clock.now())
        messages.success(request, _("The relation has ended."))
        return redirect("enterprises:relations", pk=firm.pk)
    link = dossier.link_of(row, firm, request.user)
    return confirm(
        request, title=_("End a relation"), subject=firm.name, form=form,
        question=f"{link.words}: {link.name}", confirm_label=_("End the relation"),
        cancel_url=reverse("enterprises:relations", args=[firm.pk]),
    )  # fmt: skip
