"""The list of enterprises: search, facets, and suggestions for forms."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.permissions import Permission
from accounts.views.searches import offered
from ecms.core.access import access
from ecms.core.chips import chips_with_search
from ecms.core.listing import carried
from ecms.core.paging import COUNT_CAP, PER_PAGE, paginate
from enterprises.filters import EnterpriseFilter, Listing, listing
from enterprises.models import Enterprise
from enterprises.presenters import risk_kind, status_kind
from enterprises.querysets import CANDIDATES
from enterprises.searches import PLACE

SUGGESTIONS = 10


@access(Permission.ENTERPRISE_READ)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Search, filter, sort and page through the register."""
    form = EnterpriseFilter(request.GET, user=request.user)
    asked = listing(request.user, form, request.GET.get("sort", ""))
    cap = COUNT_CAP if asked.found is None else CANDIDATES
    page = paginate(request, asked.keys(), PER_PAGE, cap)
    saved = offered(request, PLACE)
    context = saved | {
        "form": form,
        "page": page,
        "rows": _rows(request, page.items),
        "alike": asked.alike,
        "query": request.GET.get("q", "").strip(),
        "chips": chips_with_search(form, request.GET),
        "carried": carried(request.GET),
        "national": request.user.scope.national,
        "can_import": request.user.can(Permission.ENTERPRISE_IMPORT),
        "can_edit": request.user.can(Permission.ENTERPRISE_EDIT),
        "export_query": saved["saved_query"],
        "export_kinds": (("xlsx", "XLSX"), ("csv", "CSV")),
        "can_take_out": _can_take_out(request),
    }
    return render(request, "enterprises/list.html", context)


def _can_take_out(request: HttpRequest) -> bool:
    """Whether to offer all records: to who may export them, of a province."""
    return not request.user.scope.national and request.user.can(Permission.REPORT_EXPORT)


def _rows(request: HttpRequest, keys: Any) -> list[dict[str, Any]]:
    """The rows of a page in the order of its keys, in one statement."""
    firms = {firm.pk: firm for firm in Enterprise.objects.filter(pk__in=list(keys)).for_list()}
    return [_row(firms[key], national=request.user.scope.national) for key in keys if key in firms]


def _row(firm: Enterprise, *, national: bool) -> dict[str, Any]:
    place = firm.ward.name if firm.ward else ""
    if national:
        place = ", ".join(part for part in (place, firm.province.name) if part)
    sector = firm.sector.name if firm.sector else ""
    return {
        "firm": firm, "place": place, "sector": sector, "kind": status_kind(firm.status),
        "risk_kind": risk_kind(firm.risk_score),
    }  # fmt: skip


@access(Permission.ENTERPRISE_READ)
@require_GET
def facets(request: HttpRequest) -> HttpResponse:
    """The filters, with how many enterprises each choice would show.

    A part of the list's page that is fetched when it is opened; a page where scripts are off.
    """
    form = EnterpriseFilter(request.GET, user=request.user)
    asked: Listing = listing(request.user, form, request.GET.get("sort", ""))
    if form.is_valid():
        form.put_counts(asked.counts())
    name = "_filters" if request.htmx else "filters"
    context = {"form": form, "sort": request.GET.get("sort", "")}
    return render(request, f"enterprises/{name}.html", context)


@access(Permission.ENTERPRISE_READ)
@require_GET
def suggest(request: HttpRequest) -> HttpResponse:
    """Enterprises for a form: radio buttons for htmx, JSON for scripts."""
    query = request.GET.get("q", "").strip()
    found: list[Enterprise] = []
    alike = False
    if len(query) >= 2:
        rows, alike = Enterprise.objects.visible_to(request.user).found_by(query)
        found = list(rows.select_related("ward").defer("folded", "provenance")[:SUGGESTIONS])
    if request.GET.get("format") == "json":
        items = [
            {"value": firm.pk, "label": firm.name, "tax_code": firm.tax_code} for firm in found
        ]
        return JsonResponse({"items": items, "alike": alike})
    context = {"found": found, "query": query, "name": _field_name(request), "alike": alike}
    return render(request, "enterprises/suggest.html", context)


def _field_name(request: HttpRequest) -> str:
    name = request.GET.get("name", "enterprise")
    return name if name.isidentifier() else "enterprise"
