"""Findings: list, add, edit, confirm, drop, clone, and the search of the catalogue."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.permissions import Permission
from ecms.core import clock
from ecms.core.access import access
from ecms.core.scoping import get_visible_or_404
from inspections import catalogue
from inspections.enums import FindingState
from inspections.forms.fieldwork import FindingForm, initial_of
from inspections.forms.steps import ReasonForm
from inspections.models import Finding, Inspection
from inspections.permissions import can_work
from inspections.presenters import (
    FINDING_KINDS,
    finding_band,
    is_organisation,
    obstruction_words,
)
from inspections.services import findings as services
from inspections.services.refusal import Refusal
from inspections.views.acting import carry_out
from inspections.views.case import frame, load, refuse, status_of

RELATED = ("provision__instrument", "provision__topic", "answer__question")


def _rows(inspection: Inspection) -> list[dict[str, Any]]:
    found = inspection.findings.select_related(*RELATED).prefetch_related(
        "provision__frames", "files"
    )
    return [
        {
            "finding": finding,
            "kind": FINDING_KINDS[FindingState(finding.state)],
            "band": finding_band(finding, inspection),
            "copy": uuid.uuid4(),
            "problems": services.problems_of(finding)
            if finding.state == FindingState.DRAFT
            else [],
        }
        for finding in found
    ]


@access(Permission.INSPECTION_READ)
@require_GET
def findings(request: HttpRequest, pk: int) -> HttpResponse:
    """Every finding with its provision, fine band, and what is missing to confirm it."""
    inspection = load(request, pk)
    context = frame(
        inspection,
        "findings",
        rows=_rows(inspection),
        can_work=can_work(inspection, request.user),
    )
    return render(request, "inspections/findings.html", context)


@access(Permission.INSPECTION_CONDUCT)
@require_http_methods(["GET", "POST"])
def finding_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a finding that no question led to."""
    inspection = load(request, pk)
    allowed = can_work(inspection, request.user)
    if not allowed:
        return refuse(request, allowed, inspection)  # type: ignore[arg-type]
    initial = {"discovered_on": clock.today(), "violation_code": request.GET.get("code", "")}
    visit = inspection.visits.filter(pk=_number(request.GET.get("visit", ""))).first()
    if visit is not None:
        initial |= {"discovered_on": visit.visited_on, "description": obstruction_words(visit)}
    form = FindingForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        carry_out(form, lambda: services.add(
            inspection, form.facts(), submission=form.cleaned_data["submission"],
            by=request.user, at=clock.now(),
        ))  # fmt: skip
        if not form.errors:
            return redirect("inspections:findings", pk=pk)
    return _form_page(request, inspection, form, None)


@access(Permission.INSPECTION_CONDUCT)
@require_http_methods(["GET", "POST"])
def finding_edit(request: HttpRequest, pk: int, finding: int) -> HttpResponse:
    """Change a finding before the minutes; it becomes a draft again."""
    inspection = load(request, pk)
    row = _finding(request, pk, finding)
    allowed = can_work(inspection, request.user)
    if not allowed:
        return refuse(request, allowed, inspection)  # type: ignore[arg-type]
    form = FindingForm(request.POST or None, initial=initial_of(row))
    if request.method == "POST" and form.is_valid():
        carry_out(form, lambda: services.edit(row, form.facts(), by=request.user, at=clock.now()))
        if not form.errors:
            return redirect(f"{reverse('inspections:findings', args=[pk])}#finding-{row.pk}")
    return _form_page(request, inspection, form, row)


def _form_page(
    request: HttpRequest, inspection: Inspection, form: FindingForm, row: Finding | None
) -> HttpResponse:
    needed = services.needed(row.provision) if row and row.provision else frozenset()
    context = frame(
        inspection,
        "findings",
        form=form,
        finding=row,
        needed=sorted(needed),
        band=finding_band(row, inspection) if row else "",
        near=" ".join(_near(request, inspection, row)),
        party="organisation" if is_organisation(inspection) else "individual",
    )
    return render(request, "inspections/finding_form.html", context, status=status_of(request))


def _near(request: HttpRequest, inspection: Inspection, row: Finding | None) -> list[str]:
    """The acts that the question of the finding points to (``?question=`` for a new one), then
    the areas of law of the check: what fits alike comes first where the inspector looks."""
    return [*_acts_of_question(request, inspection, row), *catalogue.topics_of(inspection)]


def _acts_of_question(
    request: HttpRequest, inspection: Inspection, row: Finding | None
) -> list[str]:
    if row is not None and row.answer is not None:
        return list(row.answer.question.violation_codes)
    asked = _number(request.GET.get("question", ""))
    question = inspection.checklist.questions.filter(pk=asked).first() if asked else None
    return list(question.violation_codes) if question else []


def _finding(request: HttpRequest, pk: int, finding: int) -> Finding:
    source = Finding.objects.select_related(*RELATED)
    found: Finding = get_visible_or_404(source, request.user, pk=finding, inspection=pk)
    return found


@access(Permission.INSPECTION_CONDUCT)
@require_POST
def finding_confirm(request: HttpRequest, pk: int, finding: int) -> HttpResponse:
    """The team stands by it; refused with what is missing."""
    try:
        services.confirm(_finding(request, pk, finding), by=request.user, at=clock.now())
    except Refusal as error:
        messages.error(request, str(error.reason))
    return redirect(f"{reverse('inspections:findings', args=[pk])}#finding-{finding}")


@access(Permission.INSPECTION_CONDUCT)
@require_POST
def finding_clone(request: HttpRequest, pk: int, finding: int) -> HttpResponse:
    """A copy, opened for editing."""
    try:
        submission = uuid.UUID(request.POST.get("submission", ""))
    except ValueError:
        submission = uuid.uuid4()
    row = _finding(request, pk, finding)
    try:
        copy = services.clone(row, submission=submission, by=request.user, at=clock.now())
    except Refusal as error:
        messages.error(request, str(error.reason))
        return redirect("inspections:findings", pk=pk)
    return redirect("inspections:finding_edit", pk=pk, finding=copy.pk)


@access(Permission.INSPECTION_CONDUCT)
@require_http_methods(["GET", "POST"])
def finding_drop(request: HttpRequest, pk: int, finding: int) -> HttpResponse:
    """The suspicion did not hold: ask for the reason."""
    inspection = load(request, pk)
    row = _finding(request, pk, finding)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        carry_out(form, lambda: services.drop(row, reason=reason, by=request.user, at=clock.now()))
        if not form.errors:
            return redirect("inspections:findings", pk=pk)
    context = {
        "title": _("Drop the finding"), "form": form, "danger": True,
        "subject": f"{inspection.code} – {row.violation_code}",
        "question": row.description,
        "consequences": [_("It stays on file with your reason and is left out of the minutes.")],
        "confirm_label": _("Drop the finding"),
        "cancel_url": reverse("inspections:findings", args=[pk]),
    }  # fmt: skip
    return render(request, "components/confirm_page.html", context, status=status_of(request))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 0
