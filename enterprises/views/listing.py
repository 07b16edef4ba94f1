"""The list of enterprises: search, filters, export, and suggestions for forms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.permissions import Permission
from ecms.core import bulk, clock
from ecms.core.access import access
from ecms.core.chips import Chip, chips_for
from ecms.core.exports import WRITERS, table_response
from ecms.core.paging import PER_PAGE, paginate
from enterprises.filters import EnterpriseFilter, listed
from enterprises.models import Enterprise
from enterprises.presenters import field_words, status_kind

SUGGESTIONS = 10
EXPORT_FIELDS = (
    "tax_code", "name", "foreign_name", "short_name", "legal_form", "status", "address", "ward",
    "province", "sector", "representative", "representative_title", "phone", "email", "workers",
    "women", "workers_on", "has_union", "last_visited_on",
)  # fmt: skip


@access(Permission.ENTERPRISE_READ)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Search, filter, sort and page through the register."""
    form = EnterpriseFilter(request.GET, user=request.user)
    rows, alike = listed(request.user, form, request.GET.get("sort", ""))
    page = paginate(request, rows.for_list(), PER_PAGE)
    context = {
        "form": form,
        "page": page,
        "rows": [_row(firm, national=request.user.scope.national) for firm in page],
        "alike": alike,
        "query": request.GET.get("q", "").strip(),
        "chips": _chips(request, form),
        "carried": _carried(request),
        "national": request.user.scope.national,
        "can_import": request.user.can(Permission.ENTERPRISE_IMPORT),
        "can_edit": request.user.can(Permission.ENTERPRISE_EDIT),
        "export_query": request.GET.urlencode(),
    }
    return render(request, "enterprises/list.html", context)


def _row(firm: Enterprise, *, national: bool) -> dict[str, Any]:
    place = firm.ward.name if firm.ward else ""
    if national:
        place = ", ".join(part for part in (place, firm.province.name) if part)
    sector = firm.sector.name if firm.sector else ""
    return {"firm": firm, "place": place, "sector": sector, "kind": status_kind(firm.status)}


def _chips(request: HttpRequest, form: EnterpriseFilter) -> list[Chip]:
    chips = chips_for(form, request.GET)
    query = request.GET.get("q", "").strip()
    if query:
        rest = request.GET.copy()
        for name in ("q", "page"):
            rest.pop(name, None)
        chips.insert(0, Chip(_("Search"), query, f"?{rest.urlencode()}"))
    return chips


def _carried(request: HttpRequest) -> list[tuple[str, str]]:
    """Filters that the search box keeps."""
    return [
        (name, value)
        for name, values in request.GET.lists()
        for value in values
        if name not in ("q", "page", "sort") and value
    ]


@access(Permission.ENTERPRISE_READ)
@require_GET
def export(request: HttpRequest, kind: str) -> HttpResponse:
    """Exactly the rows of the list, as CSV or XLSX."""
    if kind not in WRITERS:
        raise Http404
    form = EnterpriseFilter(request.GET, user=request.user)
    rows, _alike = listed(request.user, form, request.GET.get("sort", ""))
    rows = rows.select_related("ward", "province", "sector").defer("folded", "provenance")
    header = [*(field_words(name) for name in EXPORT_FIELDS), _("Risk score")]
    name = f"enterprises-{clock.today():%Y%m%d}"
    return table_response(kind, name, header, _export_rows(rows))


def _export_rows(rows: Any) -> Iterator[list[Any]]:
    yes, no = _("yes"), _("no")

    def cells(firm: Enterprise) -> list[Any]:
        return [
            firm.tax_code, firm.name, firm.foreign_name, firm.short_name,
            firm.get_legal_form_display(), firm.get_status_display(), firm.address,
            firm.ward and firm.ward.name, firm.province.name, firm.sector and str(firm.sector),
            firm.representative, firm.representative_title, firm.phone, firm.email, firm.workers,
            firm.women, firm.workers_on,
            {True: yes, False: no}.get(firm.has_union, ""),  # type: ignore[arg-type]
            firm.last_visited_on, firm.risk_score,
        ]  # fmt: skip

    return bulk.stream(rows, cells)


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
