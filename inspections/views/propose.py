"""Proposing a check, and correcting a proposal that was returned."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import Agency
from accounts.permissions import Permission
from ecms.core import clock
from ecms.core.access import access
from ecms.core.scoping import get_visible_or_404
from enterprises.models import Enterprise
from enterprises.selectors import reachable
from inspections.forms.proposal import ProposalForm, ScopeForm, initial_for, initial_of
from inspections.models import Checklist, Inspection
from inspections.selectors import kinds_offered, overlapping, scope_text
from inspections.services import proposal as proposals
from inspections.views.case import REFUSALS, blame, load, refuse, status_of
from inspections.workflow import workflow
from intake.models import Accident, Complaint
from intake.selectors import accident as accidents
from intake.selectors.complaint import may_be_checked, prefill_for_check

GROUND_LENGTH = 1000


@access(Permission.INSPECTION_PROPOSE)
@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest) -> HttpResponse:
    """``?enterprise=<pk>``: the form, prefilled from the register; ``?complaint=<pk>``: from a
    complaint, without a word of who complained."""
    origin, given = _origin(request)
    key = given["enterprise"].pk if given else request.GET.get("enterprise")
    if not key:
        return render(request, "inspections/choose_enterprise.html")
    firm = reachable(key, request.user)
    if firm is None:
        raise Http404("Enterprise not found")
    agency, today = request.user.agency, clock.today()
    if agency is None or not kinds_offered(agency, on=today):
        return render(request, "inspections/choose_enterprise.html", {"impossible": True})
    overlaps = overlapping(firm, on=today)
    initial = _first_checklist(today) | initial_for(firm, user=request.user, on=today)
    if given:
        initial |= {"ground": given["ground"], "ground_detail": given["reason"][:GROUND_LENGTH]}
    form = _form(request, agency, overlaps, initial)
    if request.method == "POST" and form.is_valid():
        done = _proposed(request, form, firm, agency, origin)
        if done is not None:
            return redirect("inspections:done", pk=done.pk, verb="propose")
    context = _context(form, firm, overlaps, request)
    return render(request, "inspections/propose.html", context, status=status_of(request))


def _form(
    request: HttpRequest, agency: Agency, overlaps: list[Inspection], initial: dict[str, Any]
) -> ProposalForm:
    return ProposalForm(
        request.POST or None,
        user=request.user,
        agency=agency,
        on=clock.today(),
        overlaps=overlaps,
        initial=initial,
    )


def _proposed(
    request: HttpRequest,
    form: ProposalForm,
    firm: Enterprise,
    agency: Agency,
    origin: dict[str, Any],
) -> Inspection | None:
    try:
        return proposals.propose(
            firm,
            replace(form.proposal(), **origin),
            submission=form.cleaned_data["submission"],
            agency=agency,
            by=request.user,
            at=clock.now(),
        )
    except REFUSALS as error:
        blame(form, error)
        return None


def _origin(request: HttpRequest) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the check follows, and what a proposal takes over from it."""
    if request.GET.get("accident"):
        return _from_accident(request)
    complaint, given = _from_complaint(request)
    return {"origin_complaint": complaint}, given


def _from_accident(request: HttpRequest) -> tuple[dict[str, Any], dict[str, Any]]:
    """The accident in the address; no person is named in what is taken over."""
    accident = get_visible_or_404(Accident, request.user, pk=request.GET["accident"])
    if accident.enterprise_id is None:
        raise PermissionDenied
    given = accidents.prefill_for_check(request.user, accident)
    return {"origin_accident": accident}, given


def _from_complaint(request: HttpRequest) -> tuple[Complaint | None, dict[str, Any]]:
    """The complaint in the address and what a proposal takes over from it."""
    key = request.GET.get("complaint")
    if not key:
        return None, {}
    if not request.user.can(Permission.COMPLAINT_READ):
        raise PermissionDenied
    complaint = get_visible_or_404(Complaint, request.user, pk=key)
    if not may_be_checked(request.user, complaint):
        raise PermissionDenied
    return complaint, prefill_for_check(request.user, complaint)


def _first_checklist(today: Any) -> dict[str, Any]:
    rows = Checklist.objects.in_force(today).filter(published_on__lte=today)
    checklist = rows.order_by("code", "-version").first()
    if checklist is None:
        return {}
    return {"checklist": checklist.pk, "scope": scope_text(checklist)}


def _context(
    form: ProposalForm, firm: Enterprise, overlaps: list[Inspection], request: HttpRequest
) -> dict[str, Any]:
    visible = set(
        Inspection.objects.visible_to(request.user)
        .filter(pk__in=[case.pk for case in overlaps])
        .values_list("pk", flat=True)
    )
    rows = [{"case": case, "visible": case.pk in visible} for case in overlaps]
    return {"form": form, "firm": firm, "overlaps": rows}


@access(Permission.INSPECTION_PROPOSE)
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a returned proposal and send it again."""
    inspection = load(request, pk)
    answer = workflow.answer(inspection, "resubmit", request.user)
    if not answer:
        return refuse(request, answer, inspection)  # type: ignore[arg-type]
    overlaps = overlapping(inspection.enterprise, on=clock.today(), excluding=inspection.pk)
    form = _form(request, inspection.agency, overlaps, initial_of(inspection))
    if request.method == "POST" and form.is_valid():
        try:
            proposals.resubmit(inspection, form.proposal(), by=request.user, at=clock.now())
        except REFUSALS as error:
            blame(form, error)
        else:
            return redirect("inspections:done", pk=inspection.pk, verb="resubmit")
    context = _context(form, inspection.enterprise, overlaps, request)
    context["inspection"] = inspection
    return render(request, "inspections/propose.html", context, status=status_of(request))


@access(Permission.INSPECTION_PROPOSE)
@require_GET
def scope_field(request: HttpRequest) -> HttpResponse:
    """Fragment: the scope written from the topics of the chosen checklist."""
    checklist = Checklist.objects.filter(pk=_number(request.GET.get("checklist", ""))).first()
    text = scope_text(checklist) if checklist else ""
    form = ScopeForm(initial={"scope": text})
    return render(request, "inspections/scope_field.html", {"form": form})


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
