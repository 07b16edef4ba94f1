"""Violation minutes and explanations."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.permissions import Permission
from ecms.audit.services import log_read
from ecms.core import clock
from ecms.core.access import access
from ecms.core.scoping import get_visible_or_404
from law.rules import LawRefusal
from violations import presenters
from violations.forms.decision import ConsiderForm, ExplanationForm, MinutesForm
from violations.models import Explanation
from violations.services import explanation, minutes, papers
from violations.states import CaseState
from violations.views.detail import sheet_or_reason
from violations.views.steps import came_twice, carried_out, data_of, load, refuse, show_step
from violations.worksheets import language


@access(Permission.VIOLATION_EDIT)
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Check what the minutes will say, look at the draft, then record the signing."""
    case = load(request, pk)
    twice = case.state == CaseState.MINUTES and came_twice(request, case, "minutes")
    if not twice and (blocked := refuse(request, case, "sign_minutes")):
        return blocked  # a form that came twice is compared with what was recorded
    place = case.inspection.place if case.inspection else ""
    initial = {
        "on": clock.today(),
        "place": place or case.enterprise.address,
        "signed_names": case.subject.get("representative", ""),
    }
    form = MinutesForm(data_of(request)[0], initial=initial)
    if (
        request.method == "POST"
        and form.is_valid()
        and carried_out(
            form, lambda: minutes.sign(case, form.signing(), by=request.user, at=clock.now())
        )
    ):
        return redirect("violations:done", case.pk, "minutes")
    sheet, reason = sheet_or_reason(case)
    label, due_on = presenters.next_deadline(case)
    return show_step(
        request, case, form, title=_("Sign the violation minutes"),
        submit=_("Record the signed minutes"), sheet=sheet, sheet_reason=reason,
        deadline_label=label, due_on=due_on,
        circumstances=presenters.circumstance_rows(case), template="violations/minutes.html",
    )  # fmt: skip


@access(Permission.VIOLATION_READ)
@require_GET
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft of the minutes as PDF."""
    case = load(request, pk)
    return pdf(papers.preview_minutes(case), f"{case.code}-MBB01.pdf")


def pdf(content: bytes, name: str) -> HttpResponse:
    """A PDF shown in the browser."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


@access(Permission.VIOLATION_EDIT)
def explain(request: HttpRequest, pk: int) -> HttpResponse:
    """Record what the violator sent or asked for."""
    case = load(request, pk)
    if blocked := refuse(request, case, "record_explanation"):
        return blocked
    form = ExplanationForm(*data_of(request), initial={"received_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        kind = data.pop("kind")
        if carried_out(form, lambda: explanation.record(
            case, kind, **data, by=request.user, at=clock.now()
        )):  # fmt: skip
            messages.success(request, _("The explanation was recorded."))
            return redirect("violations:detail", case.pk)
    return show_step(
        request, case, form, title=_("Record an explanation"), submit=_("Record"),
        intro=_("An explanation moves the last day of the decision to one month."),
    )  # fmt: skip


@access(Permission.VIOLATION_READ)
def consider(request: HttpRequest, pk: int, explanation_pk: int) -> HttpResponse:
    """Say how an explanation was considered."""
    case = load(request, pk)
    row = get_visible_or_404(Explanation, request.user, pk=explanation_pk, case=case)
    form = ConsiderForm(data_of(request)[0], initial={"considered": row.considered})
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["considered"]
        if carried_out(
            form, lambda: explanation.consider(row, text, by=request.user, at=clock.now())
        ):
            messages.success(request, _("Saved."))
            return redirect("violations:detail", case.pk)
    return show_step(
        request, case, form, title=_("How the explanation was considered"), submit=_("Save"),
        intro=row.text,
    )  # fmt: skip


@access(Permission.VIOLATION_READ)
@require_GET
def print_worksheet(request: HttpRequest, pk: int, lang: str) -> HttpResponse:
    """The worksheet as PDF in Vietnamese (``vi``) or English (``en``)."""
    case = load(request, pk)
    if lang not in dict(settings.LANGUAGES):
        raise Http404
    on = case.decided_on or clock.today()
    try:
        content = papers.print_worksheet(case, on=on, lang=lang)
    except LawRefusal as refusal:
        messages.error(request, refusal.message(language()))
        return redirect("violations:worksheet", case.pk)
    log_read(case, by=request.user, at=clock.now(), purpose="worksheet")
    return pdf(content, f"{case.code}-PHIEU-TT-{lang}.pdf")
