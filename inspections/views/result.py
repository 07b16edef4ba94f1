"""The result of a check: drafted by the team, signed by the head of the body."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import Permission
from ecms.core import clock
from ecms.core.access import access
from ecms.core.kept import refused
from inspections.enums import OUTCOME_PHASES, Kind, Phase
from inspections.forms.result import demand_formset, demands_of
from inspections.forms.steps import ConfirmForm, ask_late_reason
from inspections.models import Inspection
from inspections.permissions import can_draft_result
from inspections.services import result as results
from inspections.views.case import REFUSALS, frame, load, status_of
from inspections.workflow import workflow


@access(Permission.INSPECTION_READ)
@require_http_methods(["GET", "POST"])
def result(request: HttpRequest, pk: int) -> HttpResponse:
    """The team drafts the requirements; the head of the body signs. Services check who."""
    inspection = load(request, pk)
    if inspection.phase in OUTCOME_PHASES:
        signed_by_me = inspection.concluded_by_id == request.user.pk
        if request.method == "POST" and signed_by_me:
            return redirect("inspections:done", pk=pk, verb="conclude")  # sent twice
        if request.method == "POST":
            back = reverse("inspections:requirements", args=[pk])
            return refused(request, _("The result has been signed."), back)
        return redirect("inspections:requirements", pk=pk)
    if inspection.phase != Phase.REPORTING:
        raise Http404
    formset = demand_formset(request.POST or None, inspection, on=clock.today())
    late = ConfirmForm(request.POST if "sign" in request.POST else None)
    ask_late_reason(late, inspection, "conclude")
    if request.method == "POST" and formset.is_valid() and (not late.is_bound or late.is_valid()):
        answer = _carry_out(request, inspection, formset, late)
        if answer is not None:
            return answer
    context = frame(
        inspection,
        "requirements",
        formset=formset,
        late=late,
        is_check=inspection.kind == Kind.CHECK,
        can_draft=can_draft_result(inspection, request.user),
        can_sign=workflow.answer(inspection, "conclude", request.user),
    )
    return render(request, "inspections/result.html", context, status=status_of(request))


def _carry_out(
    request: HttpRequest, inspection: Inspection, formset: Any, late: Any
) -> HttpResponse | None:
    """“Save the draft” or “Sign and issue”; None when it was refused."""
    signing = "sign" in request.POST
    demands, now = demands_of(formset), clock.now()
    try:
        if signing:
            why = late.cleaned_data.get("late_reason", "")
            results.conclude(inspection, demands, by=request.user, at=now, late_reason=why)
        else:
            results.draft(inspection, demands, by=request.user, at=now)
    except REFUSALS as error:
        messages.error(request, str(error.reason))
        return None
    if signing:
        return redirect("inspections:done", pk=inspection.pk, verb="conclude")
    messages.success(request, _("The draft is saved. The head of the body can sign it."))
    return redirect("inspections:result", pk=inspection.pk)
