"""The list of complaints: tabs, filters, export; nothing of who complained."""

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
from ecms.core.exports import WRITERS, table_response
from ecms.core.listing import list_context, tab_links
from ecms.core.paging import paginate
from intake.filters.complaint import TABS, ComplaintFilter, listed
from intake.models import Complaint
from intake.presenters.complaint import competent_name, lines
from intake.searches import PLACE


@access(Permission.COMPLAINT_READ)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Complaints in the user's reach."""
    form = ComplaintFilter(request.GET, user=request.user)
    tab = _tab(request)
    rows = listed(request.user, form, tab=tab, sort=request.GET.get("sort", ""))
    page = paginate(request, rows.for_list())
    context = (
        list_context(request, form, page, tab)
        | offered(request, PLACE)
        | {
            "rows": lines(page),
            "tabs": tab_links(request.path, dict(TABS), tab),
            "may_receive": request.user.can(Permission.COMPLAINT_EDIT),
            "new_url": reverse("intake:complaint_new"),
        }
    )
    return render(request, "intake/complaint_list.html", context)


def _tab(request: HttpRequest) -> str:
    """The asked tab; all where none is asked, so that a link from a figure agrees."""
    asked = request.GET.get("tab", "all")
    return asked if asked in dict(TABS) else "all"


@access(Permission.COMPLAINT_READ)
@require_GET
def export(request: HttpRequest, kind: str) -> HttpResponse:
    """Exactly the rows of the list, as CSV or XLSX, without the person."""
    if kind not in WRITERS:
        raise Http404
    form = ComplaintFilter(request.GET, user=request.user)
    rows = listed(request.user, form, tab=_tab(request), sort=request.GET.get("sort", ""))
    header = [
        _("Number in the book"), _("Received on"), _("Channel"), _("Kind"), _("Field"),
        _("Level"), _("Against whom"), _("Enterprise"), _("Tax code"), _("Summary without names"),
        _("Province"), _("State"), _("Competent body"), _("Acceptance due"), _("Accepted on"),
        _("Decision due"), _("Decision"), _("Date of the decision"), _("Outcome"),
        _("Handled by"),
    ]  # fmt: skip
    name = f"complaints-{clock.today():%Y%m%d}"
    return table_response(kind, name, header, _export_rows(rows.for_list()))


def _export_rows(rows: Any) -> Iterator[list[Any]]:
    def cells(row: Complaint) -> list[Any]:
        return [
            row.code, row.received_on, row.get_channel_display(), row.get_kind_display(),
            row.get_subject_display(), row.get_level_display(), row.get_respondent_display(),
            row.firm_name, row.enterprise.tax_code if row.enterprise else "", row.summary,
            row.province.name, row.get_state_display(), competent_name(row), row.accept_due_on,
            row.accepted_on, row.settle_due_on, row.decision_number, row.decided_on,
            row.get_outcome_display(), str(row.handler or ""),
        ]  # fmt: skip

    return bulk.stream(rows, cells)
