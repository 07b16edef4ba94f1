"""The result of a check, and the rectification that follows."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.permissions import Permission
from ecms.core import clock
from ecms.core.access import access
from ecms.core.scoping import get_visible_or_404
from ecms.documents.files import UploadRefused
from inspections.enums import OUTCOME_PHASES, Kind, Phase, RequirementState
from inspections.forms.result import RectifiedForm, demand_formset, demands_of
from inspections.forms.steps import ConfirmForm, ReasonForm, ask_late_reason
from inspections.models import Inspection, Requirement
from inspections.permissions import (
    can_accept_rectification,
    can_draft_result,
    can_record_rectification,
)
from inspections.presenters import REQUIREMENT_KINDS
from inspections.services import requirements as services
from inspections.services import result as results
from inspections.services.refusal import Refusal
from inspections.views.case import REFUSALS, blame, frame, load, refuse, status_of
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


@access(Permission.INSPECTION_READ)
@require_GET
def requirements(request: HttpRequest, pk: int) -> HttpResponse:
    """What must be put right, by when, and how far it is."""
    inspection = load(request, pk)
    if inspection.phase == Phase.REPORTING:
        return redirect("inspections:result", pk=pk)
    rows = inspection.requirements.select_related("finding", "submitted_by", "accepted_by")
    context = frame(
        inspection,
        "requirements",
        rows=[
            {
                "requirement": row,
                "kind": REQUIREMENT_KINDS[RequirementState(row.state)],
                "can_submit": not row.is_accepted
                and can_record_rectification(inspection, request.user),
                "can_accept": row.state == RequirementState.EVIDENCE
                and can_accept_rectification(inspection, request.user, row.submitted_by_id),
            }
            for row in rows
        ],
    )
    return render(request, "inspections/requirements.html", context)


def _requirement(request: HttpRequest, pk: int, requirement: int) -> Requirement:
    source = Requirement.objects.select_related("inspection")
    row: Requirement = get_visible_or_404(source, request.user, pk=requirement, inspection=pk)
    return row


@access(Permission.INSPECTION_CONDUCT)
@require_http_methods(["GET", "POST"])
def requirement_submit(request: HttpRequest, pk: int, requirement: int) -> HttpResponse:
    """Record what the enterprise did, with evidence."""
    inspection = load(request, pk)
    row = _requirement(request, pk, requirement)
    form = RectifiedForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.submit(
                row,
                note=form.cleaned_data["note"],
                uploads=form.uploads,
                submission=form.cleaned_data["submission"],
                by=request.user,
                at=clock.now(),
            )
        except UploadRefused as error:
            form.add_error("files", str(error.reason))
        except Refusal as error:
            blame(form, error)
        else:
            messages.success(request, _("Recorded. A second person must accept it."))
            return redirect("inspections:requirements", pk=pk)
    context = frame(inspection, "requirements", form=form, requirement=row)
    return render(
        request, "inspections/requirement_submit.html", context, status=status_of(request)
    )


@access(Permission.INSPECTION_READ)
@require_POST
def requirement_accept(request: HttpRequest, pk: int, requirement: int) -> HttpResponse:
    """A second person accepts the evidence; the service checks who."""
    row = _requirement(request, pk, requirement)
    try:
        services.accept(row, by=request.user, at=clock.now())
    except Refusal as error:
        messages.error(request, str(error.reason))
    else:
        messages.success(request, _("The rectification is accepted."))
    return redirect("inspections:requirements", pk=pk)


@access(Permission.INSPECTION_READ)
@require_http_methods(["GET", "POST"])
def requirement_back(request: HttpRequest, pk: int, requirement: int) -> HttpResponse:
    """The evidence does not suffice: say why."""
    inspection = load(request, pk)
    row = _requirement(request, pk, requirement)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.send_back(
                row, reason=form.cleaned_data["reason"], by=request.user, at=clock.now()
            )
        except Refusal as error:
            return refuse(request, error, inspection)
        messages.success(request, _("The requirement is open again."))
        return redirect("inspections:requirements", pk=pk)
    context = frame(inspection, "requirements", form=form, requirement=row)
    return render(request, "inspections/requirement_back.html", context, status=status_of(request))
