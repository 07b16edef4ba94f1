"""Proposing a check, and correcting a proposal that was returned."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import Agency
from accounts.permissions import Permission
from ecms.core import clock
from ecms.core.access import access
from ecms.core.forms import DateField
from ecms.core.scoping import get_visible_or_404
from enterprises.models import Enterprise
from enterprises.selectors import reachable
from inspections.forms.proposal import (
    ProposalForm,
    ScopeForm,
    as_typed,
    drawn_seats,
    initial_for,
    initial_of,
)
from inspections.forms.team import DrawForm
from inspections.models import Checklist, Inspection
from inspections.presenters_proposal import kind_of, words_for
from inspections.selectors import kinds_offered, scope_text
from inspections.selectors_overlap import Overlap, overlaps
from inspections.services import allotment
from inspections.services import proposal as proposals
from inspections.services.refusal import Refusal
from inspections.views.case import REFUSALS, blame, load, refuse, sent_before, status_of
from inspections.workflow import workflow
from intake.models import Accident, Complaint
from intake.selectors import accident as accidents
from intake.selectors.complaint import may_be_checked, prefill_for_check

GROUND_LENGTH, TEAM_SIZE = 1000, 3


@access(Permission.INSPECTION_PROPOSE)
@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest) -> HttpResponse:
    """``?enterprise=<pk>``: the form, prefilled from the register; ``?complaint=<pk>``: from a
    complaint, without a word of who complained."""
    origin, given = _origin(request)
    key = given["enterprise"].pk if given else request.GET.get("enterprise")
    if not key:
        words = words_for(kind_of(request.user.agency))
        return render(request, "inspections/choose_enterprise.html", {"title": words["title"]})
    firm = reachable(key, request.user)
    if firm is None:
        raise Http404("Enterprise not found")
    agency, today = request.user.agency, clock.today()
    if agency is None or not kinds_offered(agency, on=today):
        return render(request, "inspections/choose_enterprise.html", {"impossible": True})
    found = overlaps(firm, on=today, user=request.user, excluding=_sent_before(request))
    initial = _first_checklist(today) | initial_for(firm, user=request.user, on=today)
    if given:
        initial |= {"ground": given["ground"], "ground_detail": given["reason"][:GROUND_LENGTH]}
    if "draw" in request.POST:
        return _drawn(request, firm, agency, found)
    form = _form(request, agency, found, initial)
    if request.method == "POST" and form.is_valid():
        done = _proposed(request, form, firm, agency, origin)
        if done is not None:
            return redirect("inspections:done", pk=done.pk, verb="propose")
    context = _context(form, firm, found, request)
    return render(request, "inspections/propose.html", context, status=status_of(request))


def _sent_before(request: HttpRequest) -> int | None:
    """The case that this very form opened already does not stand in its own way."""
    known = sent_before(request)
    return known.pk if known is not None else None


def _drawn(
    request: HttpRequest, firm: Enterprise, agency: Agency, found: list[Overlap]
) -> HttpResponse:
    """Draw a team and show the form again with it; what was typed stays."""
    typed = as_typed(request.POST)
    size = DrawForm(request.POST)
    problem = ""
    if size.is_valid():
        try:
            row = allotment.draw_team(
                firm, size=size.cleaned_data["size"], checklist=_checklist(typed),
                planned_on=_day(typed), agency=agency, by=request.user, at=clock.now(),
            )  # fmt: skip
            typed |= drawn_seats(row.team)
        except Refusal as error:
            problem = str(error.reason)
    form = _form(request, agency, found, typed, blank=True)
    context = _context(form, firm, found, request) | {"draw_form": size, "problem": problem}
    status = 422 if problem or size.errors else 200
    return render(request, "inspections/propose.html", context, status=status)


def _checklist(typed: dict[str, Any]) -> Checklist | None:
    return Checklist.objects.filter(pk=_number(typed.get("checklist") or "")).first()


def _day(typed: dict[str, Any]) -> date:
    """The planned day as typed; today while it is not readable."""
    try:
        return DateField(required=False).clean(typed.get("planned_on") or "") or clock.today()
    except ValidationError:
        return clock.today()


def _form(
    request: HttpRequest,
    agency: Agency,
    found: list[Overlap],
    initial: dict[str, Any],
    *,
    blank: bool = False,
) -> ProposalForm:
    return ProposalForm(
        None if blank else request.POST or None,
        user=request.user,
        agency=agency,
        on=clock.today(),
        overlaps=found,
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
    form: ProposalForm, firm: Enterprise, found: list[Overlap], request: HttpRequest
) -> dict[str, Any]:
    drawn = allotment.pending(firm, by=request.user, on=clock.today())
    draw_form = DrawForm(initial={"size": drawn.size if drawn else TEAM_SIZE})
    return {
        "form": form, "firm": firm, "overlaps": found, "allotment": drawn, "draw_form": draw_form,
        "words": words_for(kind_of(request.user.agency)),
    }  # fmt: skip


@access(Permission.INSPECTION_PROPOSE)
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a returned proposal and send it again."""
    inspection = load(request, pk)
    answer = workflow.answer(inspection, "resubmit", request.user)
    if not answer:
        return refuse(request, answer, inspection)  # type: ignore[arg-type]
    found = overlaps(
        inspection.enterprise, on=clock.today(), user=request.user, excluding=inspection.pk
    )
    form = _form(request, inspection.agency, found, initial_of(inspection))
    if request.method == "POST" and form.is_valid():
        try:
            proposals.resubmit(inspection, form.proposal(), by=request.user, at=clock.now())
        except REFUSALS as error:
            blame(form, error)
        else:
            return redirect("inspections:done", pk=inspection.pk, verb="resubmit")
    context = _context(form, inspection.enterprise, found, request)
    context["inspection"] = inspection
    context["words"] = words_for(inspection.kind, correcting=inspection.code)
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
