"""Plans of other bodies, and the proposal as a document."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.permissions import Permission
from ecms.core import clock
from ecms.core.access import access
from ecms.core.listing import asked_tab, searched, tab_links
from ecms.core.paging import paginate
from ecms.documents.rendering import Issue
from ecms.documents.rendering import render as render_pdf
from enterprises.models import Enterprise
from inspections.documents import planning
from inspections.models import ForeignPlan
from inspections.selectors_overlap import overlaps
from inspections.views.case import load

TABS = ("year", "unmatched", "all")


@access(Permission.INSPECTION_READ)
@require_GET
def plans(request: HttpRequest) -> HttpResponse:
    """What other bodies plan: this year, those the register does not know, all."""
    tab = asked_tab(request.GET, TABS, "year")
    today = clock.today()
    rows = ForeignPlan.objects.visible_to(request.user).select_related("enterprise", "job")
    if tab == "year":
        rows = rows.filter(year=today.year)
    if tab == "unmatched":
        rows = rows.filter(enterprise=None).exclude(
            tax_code__in=Enterprise.objects.values("tax_code")
        )
    query = searched(request.GET)
    if query:
        rows = rows.filter(
            Q(tax_code__startswith=query) | Q(name__icontains=query) | Q(body__icontains=query)
        )
    page = paginate(request, rows.order_by("-year", "month", "pk"))
    words = {
        "year": _("This year"), "unmatched": _("Not in the register"), "all": _("All"),
    }  # fmt: skip
    context = {
        "page": page,
        "query": query,
        "tab": tab,
        "tabs": tab_links(reverse("inspections:plans"), words, tab),
        "may_import": request.user.can(Permission.ENTERPRISE_IMPORT),
        "rows": _matched(page),
    }
    return render(request, "inspections/plans.html", context)


def _matched(page: Any) -> list[ForeignPlan]:
    """Plans with ``firm``: as linked, or registered after the list had come in."""
    rows = list(page)
    codes = [plan.tax_code for plan in rows if plan.enterprise_id is None]
    known = {firm.tax_code: firm for firm in Enterprise.objects.filter(tax_code__in=codes)}
    for plan in rows:
        plan.firm = plan.enterprise or known.get(plan.tax_code)
    return rows


@access(Permission.INSPECTION_READ)
@require_GET
def proposal_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The proposal as PDF, with what else concerns the enterprise this year and the reason."""
    inspection = load(request, pk)
    found = overlaps(
        inspection.enterprise,
        on=clock.legal_date(inspection.proposed_at),
        user=request.user,
        excluding=inspection.pk,
    )
    form, context = planning.proposal(inspection, found)
    issue = Issue(
        symbol=form.full_symbol(context.head.symbol),
        on=clock.legal_date(inspection.proposed_at),
        place=context.head.place,
    )
    response = HttpResponse(render_pdf(form, context, issue), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{inspection.code}-TTr.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response
