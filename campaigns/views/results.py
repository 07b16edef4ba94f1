"""What a campaign brought: page, final report, workbook."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.permissions import Permission
from campaigns import report
from campaigns.presenters import criteria_words
from campaigns.selectors_results import HEAD, UNIT, results, together
from campaigns.views.base import frame, load
from ecms.core import clock
from ecms.core.access import access
from ecms.core.exports import workbook_response
from ecms.documents.services import preview
from ecms.documents.services.reading import latest


@access(Permission.INSPECTION_READ)
@require_GET
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """By unit, or by head of the team."""
    campaign = load(request, pk)
    by = HEAD if request.GET.get("by") == HEAD else UNIT
    lines, header = results(campaign, by), report.narrow(report.header(by))
    rows = [report.narrow(report.words(line)) for line in lines]
    if len(lines) > 1:
        rows.append(report.narrow((_("Together"), *report.words(together(lines))[1:])))
    context = frame(
        campaign, "results", by=by, header=header,
        rows=[list(zip(header, row, strict=True)) for row in rows],
        brought=report.outcome(campaign), definitions=report.method(),
        document=latest(campaign, report.REPORT.code),
    )  # fmt: skip
    return render(request, "campaigns/results.html", context)


@access(Permission.INSPECTION_READ)
@require_GET
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """The report as it would be issued now, marked as a draft."""
    campaign = load(request, pk)
    on = clock.today()
    context = report.document(
        campaign, by=request.user, on=on, at=clock.now(),
        criteria=criteria_words(campaign, request.user),
    )  # fmt: skip
    pdf = preview(report.REPORT, context, on=on)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{campaign.code}-report.pdf"'
    return response


@access(Permission.INSPECTION_READ)
@require_GET
def workbook(request: HttpRequest, pk: int) -> HttpResponse:
    """All tables with their definitions, as XLSX."""
    campaign = load(request, pk)
    return workbook_response(f"{campaign.code}-results", report.sheets(campaign, on=clock.today()))
