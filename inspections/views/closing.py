"""Closing a case: what is still open, each with its link; the button only when nothing is."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.permissions import Permission
from ecms.core import clock
from ecms.core.access import access
from inspections.enums import Phase
from inspections.selectors_followup import open_children
from inspections.services import closing
from inspections.views.case import REFUSALS, frame, load
from inspections.workflow import workflow


@access(Permission.INSPECTION_READ)
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """List what keeps the case open; close it when there is nothing. The workflow checks who."""
    inspection = load(request, pk)
    if inspection.phase == Phase.CLOSED:
        return redirect("inspections:done", pk=pk, verb="close")
    if request.method == "POST":
        try:
            closing.close(inspection, by=request.user, at=clock.now())
        except REFUSALS as error:
            messages.error(request, str(error.reason))
            return redirect("inspections:close", pk=pk)
        return redirect("inspections:done", pk=pk, verb="close")
    context = frame(
        inspection,
        "detail",
        children=open_children(inspection),
        answer=workflow.answer(inspection, "close", request.user),
    )
    return render(request, "inspections/close.html", context)
