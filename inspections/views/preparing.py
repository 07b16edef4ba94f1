"""Before the visit: the preparation page of a case, and the route of a day."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.permissions import Permission
from ecms.core import clock
from ecms.core.access import access
from ecms.documents.models import GeneratedDocument
from ecms.documents.services import of as documents_of
from inspections.enums import Phase
from inspections.forms.planning import DayForm, NoticeForm, OutlineForm
from inspections.models import DayPlan, Dossier, Inspection
from inspections.permissions import is_member
from inspections.permissions_team import OVER, can_assign
from inspections.presenters import document_row
from inspections.rules_route import WAY_MINUTES
from inspections.services import pre_visit
from inspections.services.refusal import Refusal
from inspections.views.case import REFUSALS, blame, frame, load, refuse, status_of

LETTERS = ("TB-KT", "CV-DC")
TO_VISIT = (Phase.DECIDED, Phase.RUNNING)
HOURS = {
    "starts": time(7, 30), "opens": time(7, 30), "closes": time(16, 30), "minutes": 120,
}  # fmt: skip


@access(Permission.INSPECTION_READ)
@require_GET
def prepare(request: HttpRequest, pk: int) -> HttpResponse:
    """The frozen dossier, notice and outline of the report."""
    return _page(request, load(request, pk))


def _page(request: HttpRequest, inspection: Inspection, **forms: Any) -> HttpResponse:
    issued = [row for row in documents_of(inspection) if row.form_code in LETTERS]
    leads = bool(can_assign(inspection, request.user)) and inspection.decided_on is not None
    there = {row.form_code for row in issued}
    context = frame(
        inspection, "prepare",
        dossier=Dossier.objects.filter(inspection=inspection).select_related("file", "taken_by")
        .first(),
        may_freeze=inspection.phase not in OVER
        and bool(is_member(inspection, request.user) or can_assign(inspection, request.user)),
        documents=[document_row(row) for row in issued],
        notice_form=NoticeForm(initial={"day": inspection.planned_on, "starts": time(8, 0)})
        if leads and "TB-KT" not in there else None,
        outline_form=OutlineForm(initial={"report_by": inspection.planned_on})
        if leads and "CV-DC" not in there else None,
    )  # fmt: skip
    shown = context | forms
    return render(request, "inspections/prepare.html", shown, status=422 if forms else 200)


@access(Permission.INSPECTION_CONDUCT)
@require_POST
def freeze(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what is known today with the case."""
    inspection = load(request, pk)
    try:
        pre_visit.freeze_dossier(inspection, by=request.user, at=clock.now())
    except REFUSALS as error:
        return refuse(request, error, inspection)
    return redirect("inspections:prepare", pk=pk)


@access(Permission.INSPECTION_CONDUCT)
@require_POST
def letter(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Issue the notice or the outline."""
    inspection = load(request, pk)
    form: Any = NoticeForm(request.POST) if kind == "notice" else OutlineForm(request.POST)
    if form.is_valid():
        try:
            _issue(inspection, kind, form.cleaned_data, by=request.user)
        except REFUSALS as error:
            blame(form, error)
        else:
            return redirect("inspections:prepare", pk=pk)
    return _page(request, inspection, **{f"{kind}_form": form})


def _issue(
    inspection: Inspection, kind: str, data: dict[str, Any], *, by: Any
) -> GeneratedDocument:
    issue = pre_visit.issue_notice if kind == "notice" else pre_visit.issue_outline
    return issue(inspection, **data, by=by, at=clock.now())


# --- Day plan -------------------------------------------------------------------------------
@access(Permission.INSPECTION_CONDUCT)
@require_http_methods(["GET", "POST"])
def day(request: HttpRequest) -> HttpResponse:
    """Choose visits, get their order and times; on paper and on the phone."""
    on = _asked_day(request)
    cases = (
        Inspection.objects.visible_to(request.user)
        .of_person(request.user)
        .filter(phase__in=TO_VISIT)
        .select_related("enterprise__ward", "enterprise__zone")
        .order_by("planned_on", "pk")
    )
    plan = DayPlan.objects.visible_to(request.user).filter(on=on).first()
    chosen = list(plan.stops.values_list("inspection", flat=True)) if plan else []
    form = DayForm(request.POST or None, cases=cases, initial={"on": on, "cases": chosen, **HOURS})
    left_out: list[Inspection] = []
    if request.method == "POST" and form.is_valid():
        try:
            plan, left_out = pre_visit.plan_day(
                list(form.cleaned_data["cases"]), on=form.cleaned_data["on"],
                hours=form.hours(), by=request.user, at=clock.now(),
            )  # fmt: skip
        except Refusal as error:
            blame(form, error)
        else:
            if not left_out:
                return redirect(f"{reverse('inspections:day')}?on={plan.on:%Y-%m-%d}")
            on = plan.on
    context = {
        "form": form, "on": on, "plan": plan, "stops": _stops(plan), "left_out": left_out,
        "any": cases.exists(), "today": clock.today(),
    }  # fmt: skip
    status = status_of(request) if not left_out else 200
    return render(request, "inspections/day.html", context, status=status)


def _stops(plan: DayPlan | None) -> list[dict[str, Any]]:
    if plan is None:
        return []
    rows = plan.stops.select_related(
        "inspection__enterprise__ward", "inspection__enterprise__zone"
    )
    return [
        {
            "stop": row,
            "way": str(pre_visit.STEP_WORDS[int(row.why)]) if row.why else "",
            "minutes": WAY_MINUTES[int(row.why)] if row.why else 0,
        }
        for row in rows
    ]


def _asked_day(request: HttpRequest) -> date:
    try:
        return date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return clock.today()
