"""The list of inspections, its export, and the panel on the dossier of an enterprise."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.permissions import Permission
from ecms.core import bulk, clock
from ecms.core.access import access
from ecms.core.chips import Chip, chips_for
from ecms.core.components import Tab
from ecms.core.exports import WRITERS, table_response
from ecms.core.paging import paginate
from ecms.core.scoping import get_visible_or_404
from enterprises.models import Enterprise
from inspections.filters import TABS, InspectionFilter, default_tab, listed
from inspections.models import Inspection
from inspections.presenters import is_late, state_kind

PANEL_ROWS = 20


@access(Permission.INSPECTION_READ)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Search, tabs, filters, sorted table; every filter stands in the address."""
    form = InspectionFilter(request.GET, user=request.user)
    tab = _tab(request)
    rows = listed(request.user, form, tab=tab, sort=request.GET.get("sort", ""))
    page = paginate(request, rows.for_list())
    context = {
        "form": form,
        "page": page,
        "rows": [_row(case) for case in page],
        "tabs": _tabs(tab),
        "tab": tab,
        "query": request.GET.get("q", "").strip(),
        "chips": _chips(request, form),
        "carried": _carried(request, tab),
        "export_query": _export_query(request, tab),
        "national": request.user.scope.national,
        "today": clock.today(),
        "clear_url": f"?tab={tab}",
    }
    return render(request, "inspections/list.html", context)


def _tab(request: HttpRequest) -> str:
    """The chosen tab; a link with filters means the whole list."""
    given = request.GET.get("tab", "")
    if given in TABS:
        return given
    filtered = any(value for name, value in request.GET.items() if name not in ("page", "sort"))
    return "all" if filtered else default_tab(request.user)


def _tabs(current: str) -> list[Tab]:
    words = {
        "waiting": _("Waiting for me"), "mine": _("Mine"), "overdue": _("Overdue"),
        "all": _("All"),
    }  # fmt: skip
    url = reverse("inspections:list")
    return [Tab(label, f"{url}?tab={tab}", tab == current) for tab, label in words.items()]


def _row(case: Inspection) -> dict[str, Any]:
    return {
        "case": case,
        "kind": state_kind(case.state),
        "late": is_late(case, clock.today()),
    }


def _chips(request: HttpRequest, form: InspectionFilter) -> list[Chip]:
    chips = list(chips_for(form, request.GET))
    query = request.GET.get("q", "").strip()
    if query:
        rest = request.GET.copy()
        for name in ("q", "page"):
            rest.pop(name, None)
        chips.insert(0, Chip(_("Search"), query, f"?{rest.urlencode()}"))
    return chips


def _carried(request: HttpRequest, tab: str) -> list[tuple[str, str]]:
    """Filters that the search box keeps; a search looks in the whole list."""
    kept = [
        (name, value)
        for name, values in request.GET.lists()
        for value in values
        if name not in ("q", "page", "sort", "tab") and value
    ]
    return [*kept, ("tab", "all")]


def _export_query(request: HttpRequest, tab: str) -> str:
    query = request.GET.copy()
    query["tab"] = tab
    query.pop("page", None)
    return query.urlencode()


@access(Permission.INSPECTION_READ)
@require_GET
def export(request: HttpRequest, kind: str) -> HttpResponse:
    """Exactly the rows of the list, as CSV or XLSX."""
    if kind not in WRITERS:
        raise Http404
    form = InspectionFilter(request.GET, user=request.user)
    rows = listed(request.user, form, tab=_tab(request), sort=request.GET.get("sort", ""))
    rows = rows.select_related("enterprise", "province", "agency", "procedure")
    header = [
        _("File number"), _("Kind"), _("State"), _("Tax code"), _("Enterprise"), _("Province"),
        _("Body in charge"), _("Ground"), _("Proposed on"), _("Decision"), _("Decided on"),
        _("Announced on"), _("Last day of the check"), _("Minutes signed on"),
        _("Result issued on"), _("Closed on"),
    ]  # fmt: skip
    name = f"inspections-{clock.today():%Y%m%d}"
    return table_response(kind, name, header, _export_rows(rows))


def _export_rows(rows: Any) -> Iterator[list[Any]]:
    def day(moment: Any) -> Any:
        return clock.legal_date(moment) if moment else None

    def cells(case: Inspection) -> list[Any]:
        firm = case.enterprise
        return [
            case.code, case.get_kind_display(), case.get_state_display(), firm.tax_code,
            firm.name, case.province.name, case.agency.name, case.get_ground_display(),
            day(case.proposed_at), case.decision_number, case.decided_on, case.announced_on,
            case.ends_on, case.minutes_signed_on, case.concluded_on, day(case.closed_at),
        ]  # fmt: skip

    return bulk.stream(rows, cells)


@access(Permission.INSPECTION_READ)
@require_GET
def enterprise_panel(request: HttpRequest, pk: int) -> HttpResponse:
    """Fragment of the dossier: the inspections of an enterprise, newest first."""
    firm = get_visible_or_404(Enterprise, request.user, pk=pk)
    rows = Inspection.objects.visible_to(request.user).filter(enterprise=firm).order_by("-pk")
    cases = list(rows.for_list()[: PANEL_ROWS + 1])
    context = {
        "rows": [_row(case) for case in cases[:PANEL_ROWS]],
        "more": len(cases) > PANEL_ROWS,
        "firm": firm,
    }
    return render(request, "inspections/enterprise_panel.html", context)
