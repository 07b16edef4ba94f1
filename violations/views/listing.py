"""The list of cases: tabs, filters, export."""

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
from ecms.core.listing import list_context, tab_links
from ecms.core.paging import paginate
from violations.filters import TABS, CaseFilter, listed
from violations.models import ViolationCase
from violations.presenters import lines
from violations.searches import PLACE


@access(Permission.VIOLATION_READ)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Cases in the user's reach."""
    form = CaseFilter(request.GET, user=request.user)
    tab = _tab(request)
    rows = listed(request.user, form, tab=tab, sort=request.GET.get("sort", ""))
    page = paginate(request, rows.for_list())
    context = (
        list_context(request, form, page, tab)
        | offered(request, PLACE)
        | {
            "rows": lines(page),
            "tabs": _tabs(request, tab),
            "can_decide": request.user.can(Permission.VIOLATION_DECIDE),
            "statements_url": reverse("violations:statements")
            if request.user.can(Permission.VIOLATION_LEDGER)
            else "",
        }
    )
    return render(request, "violations/list.html", context)


def _tab(request: HttpRequest) -> str:
    """The asked tab; all cases where none is asked, so that a link from a figure agrees."""
    asked = request.GET.get("tab", "all")
    return asked if asked in dict(TABS) else "all"


def _tabs(request: HttpRequest, here: str) -> list[Tab]:
    signs = request.user.can(Permission.VIOLATION_DECIDE)
    shown = {code: label for code, label in TABS if code != "sign" or signs}
    return tab_links(request.path, shown, here)


@access(Permission.VIOLATION_READ)
@require_GET
def export(request: HttpRequest, kind: str) -> HttpResponse:
    """Exactly the rows of the list, as CSV or XLSX."""
    if kind not in WRITERS:
        raise Http404
    form = CaseFilter(request.GET, user=request.user)
    rows = listed(request.user, form, tab=_tab(request), sort=request.GET.get("sort", ""))
    header = [
        _("File number"), _("Enterprise"), _("Tax code"), _("Province"), _("State"), _("Party"),
        _("Minutes"), _("Date of the minutes"), _("Decision due"), _("Decision"),
        _("Date of the decision"), _("Signatory"), _("Fine decided"), _("Paid"), _("Not paid"),
        _("To be executed by"),
    ]  # fmt: skip
    name = f"violations-{clock.today():%Y%m%d}"
    return table_response(kind, name, header, _export_rows(rows.for_list().defer("worksheet")))


def _export_rows(rows: Any) -> Iterator[list[Any]]:
    def cells(case: ViolationCase) -> list[Any]:
        signatory = case.signatory.user if case.signatory else ""
        return [
            case.code, case.subject.get("name") or case.enterprise.name,
            case.enterprise.tax_code, case.province.name, case.get_state_display(),
            case.get_party_display(), case.minutes_number, case.minutes_on,
            case.decision_due_on, case.decision_number, case.decided_on, str(signatory),
            case.fine_decided, case.paid_total,
            case.outstanding if case.fine_current is not None else None, case.execution_due_on,
        ]  # fmt: skip

    return bulk.stream(rows, cells)
