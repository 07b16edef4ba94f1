"""The page of the deciding official: proposal, preview of the decision, approve."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from accounts.permissions import Permission
from ecms.audit.services import log_read
from ecms.core import clock
from ecms.core.access import access
from inspections.enums import Phase
from inspections.permissions import is_signatory
from inspections.presenters import duration_words
from inspections.selectors_overlap import overlaps
from inspections.services import decision as decisions
from inspections.services import papers
from inspections.views.case import REFUSALS, frame, load, refuse
from inspections.workflow import workflow


@access(Permission.INSPECTION_APPROVE, Permission.INSPECTION_READ)
@require_http_methods(["GET", "POST"])
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything needed to decide on one page; POST signs.

    A link in a letter outlives the office of its reader, and a calendar of a team shows
    the dates of the director: whoever may read but not decide is led to the case, and the
    workflow refuses their signature.
    """
    inspection = load(request, pk)
    if request.method == "POST":
        if inspection.phase == Phase.DECIDED and inspection.decided_by_id == request.user.pk:
            return redirect("inspections:done", pk=pk, verb="approve")  # sent twice
        try:
            decisions.approve(inspection, by=request.user, at=clock.now())
        except REFUSALS as error:
            return refuse(request, error, inspection)
        return redirect("inspections:done", pk=pk, verb="approve")
    may_decide = request.user.can(Permission.INSPECTION_APPROVE)
    if inspection.phase != Phase.PREPARING or not may_decide:
        return redirect("inspections:detail", pk=pk)
    log_read(inspection, by=request.user, at=clock.now())
    context = frame(
        inspection, "detail",
        answers={verb: workflow.answer(inspection, verb, request.user)
                 for verb in ("approve", "return", "reject")},
        duration=duration_words(inspection),
        overlaps=overlaps(
            inspection.enterprise, on=clock.today(), user=request.user, excluding=inspection.pk
        ),
    )  # fmt: skip
    return render(request, "inspections/decision.html", context)


@access(Permission.INSPECTION_READ)
@require_GET
def decision_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft of the decision as PDF, signed by the reader where the reader may sign."""
    inspection = load(request, pk)
    by = request.user if is_signatory(inspection, request.user) else None
    content = papers.preview(inspection, "decision", on=clock.today(), by=by)
    return pdf_response(content, f"{inspection.code}-du-thao.pdf")


def pdf_response(content: bytes, name: str) -> HttpResponse:
    """A PDF shown in the browser."""
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response
