"""The check minutes: check your answers, look at the draft, record the signatures."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from accounts.permissions import Permission
from ecms.core import clock
from ecms.core.access import access
from inspections import rules
from inspections.enums import FindingState
from inspections.forms.steps import SignForm, ask_late_reason
from inspections.presenters import ANSWER_KINDS, finding_band
from inspections.selectors_checklist import checklist_lines, sections
from inspections.services import minutes as services
from inspections.views.case import REFUSALS, blame, frame, load, status_of
from inspections.views.decision import pdf_response
from inspections.wording import answer_words
from inspections.workflow import workflow


@access(Permission.INSPECTION_CONDUCT)
@require_http_methods(["GET", "POST"])
def minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that goes into the minutes on one page, and the form that signs."""
    inspection = load(request, pk)
    if inspection.minutes_signed_by_id == request.user.pk:
        return redirect("inspections:done", pk=pk, verb="sign_minutes")
    form = SignForm(request.POST or None, initial={"on": clock.today()})
    ask_late_reason(form, inspection, "sign_minutes")
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        signing = services.Signing(data["on"], data["how"], data["names"], data["opinion"])
        try:
            services.sign(
                inspection, signing, by=request.user, at=clock.now(),
                late_reason=data.get("late_reason", ""),
            )  # fmt: skip
        except REFUSALS as error:
            blame(form, error)
        else:
            return redirect("inspections:done", pk=pk, verb="sign_minutes")
    lines = checklist_lines(inspection)
    groups = [(group, [_line(line) for line in group.lines]) for group in sections(lines)]
    found = inspection.findings.exclude(state=FindingState.DROPPED).select_related("provision")
    context = frame(
        inspection, "detail", form=form, groups=groups,
        answer=workflow.answer(inspection, "sign_minutes", request.user),
        total=rules.completeness(line.reading for line in lines),
        findings=[(f, finding_band(f, inspection))
                  for f in found.prefetch_related("provision__frames")],
        visits=inspection.visits.all(),
        unexplained=[line for line in lines if line.reading == "NO" and not line.findings],
    )  # fmt: skip
    return render(request, "inspections/minutes.html", context, status=status_of(request))


def _line(line):  # type: ignore[no-untyped-def]
    words = answer_words(line.question, line.answer.value) if line.answer else ""
    return {"line": line, "words": words, "kind": ANSWER_KINDS.get(line.reading, "neutral")}


@access(Permission.INSPECTION_READ)
@require_GET
def minutes_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft of the minutes as PDF."""
    inspection = load(request, pk)
    content = services.preview(inspection, at=clock.now())
    return pdf_response(content, f"{inspection.code}-bien-ban-du-thao.pdf")
