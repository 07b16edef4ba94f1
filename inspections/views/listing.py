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
from accounts.views.searches import offered
from ecms.core import bulk, clock
from ecms.core.access import access
from ecms.core.components import Tab
from ecms.core.exports import WRITERS, table_response
from ecms.core.listing import asked_tab, list_context, tab_links
from ecms.core.paging import paginate
from ecms.core.scoping import get_visible_or_404
from enterprises.models import Enterprise
from inspections.desks import default_desk, desks_of
from inspections.filters import InspectionFilter, listed
from inspections.models import Inspection
from inspections.next_steps import next_steps
from inspections.presenters import is_late, state_kind
from inspections.searches import PLACE

PANEL_ROWS = 20


@access(Permission.INSPECTION_READ)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Search, tabs, filters, sorted table; every filter stands in the address."""
    form = InspectionFilter(request.GET, user=request.user)
    tab = _tab(request)
    rows = listed(request.user, form, tab=tab, sort=request.GET.get("sort", ""))
    page = paginate(request, rows.for_list())
    steps = next_steps(page)
    context = (
        list_context(request, form, page, tab)
        | offered(request, PLACE)
        | {
            "rows": [_row(case) | {"next": steps.get(case.pk)} for case in page],
            "tabs": _tabs(request.user, tab),
        }
    )
    return render(request, "inspections/list.html", context)


def _tab(request: HttpRequest) -> str:
    """The chosen tab; a link with filters means the whole list."""
    return asked_tab(request.GET, tuple(desks_of(request.user)), default_desk(request.user))


def _tabs(user: Any, current: str) -> list[Tab]:
    words = {code: desk.words for code, desk in desks_of(user).items()}
    return tab_links(reverse("inspections:list"), words, current)


def _row(case: Inspection) -> dict[str, Any]:
    return {
        "case": case,
        "kind": state_kind(case),
        "late": is_late(case, clock.today()),
    }


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
