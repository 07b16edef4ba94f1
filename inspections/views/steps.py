"""Steps with a small form: one page asks, one service does."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import Permission
from ecms.core import clock
from ecms.core.access import access
from ecms.core.formatting import legal_date
from inspections.forms.steps import AnnounceForm, ask_late_reason
from inspections.models import Inspection
from inspections.selectors import definition, next_extension
from inspections.services import conclusion, conduct
from inspections.views.case import REFUSALS, blame, load, refuse, status_of
from inspections.views.step_table import STEPS, Step, recording
from inspections.workflow import ACTS, label_of, workflow


@access(Permission.INSPECTION_READ)
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Ask, then do; the workflow checks right and state again under a lock."""
    inspection = load(request, pk)
    plan = _step(inspection, verb)
    answer = workflow.answer(inspection, verb, request.user)
    if not answer:
        return refuse(request, answer, inspection)  # type: ignore[arg-type]
    data = request.POST if request.method == "POST" else None
    form = plan.form(data, initial=_initial(inspection, verb), **_people(plan, inspection))
    late = ask_late_reason(form, inspection, verb)
    if form.is_valid():
        try:
            plan.service(inspection, form.cleaned_data, request.user, clock.now())
        except REFUSALS as error:
            if getattr(error, "field", "") not in form.fields:
                return refuse(request, error, inspection)
            blame(form, error)
        else:
            return _after(request, inspection, verb, plan)
    label = label_of(definition(inspection), verb)
    context = {
        "title": label,
        "subject": f"{inspection.code} – {inspection.enterprise.name}",
        "question": plan.question,
        "consequences": [*late, *plan.consequences, *_details(inspection, verb)],
        "form": form,
        "confirm_label": label,
        "cancel_url": reverse("inspections:detail", args=[inspection.pk]),
        "danger": plan.danger,
    }
    return render(request, "components/confirm_page.html", context, status=status_of(request))


def _step(inspection: Inspection, verb: str) -> Step:
    """How the step asks; 404 for a verb that the procedure does not have or that has its page."""
    row = definition(inspection).step(verb, inspection.state)
    plan = STEPS.get(verb) or (recording(verb) if row is not None and verb not in ACTS else None)
    if plan is None:
        raise Http404
    return plan


def _people(plan: Step, inspection: Inspection) -> dict[str, Any]:
    return {"inspection": inspection} if plan.needs_case else {}


def _initial(inspection: Inspection, verb: str) -> dict[str, Any]:
    """What is known already: nothing is typed twice."""
    if verb == "extend":
        return {"reason": inspection.extension_reason}
    if verb == "send_plan":
        return {"text": inspection.plan_text}
    if verb in ("submit_draft", "conclude_part", "amend"):
        return conclusion.narrative_of(inspection)
    return {"on": clock.today()}


def _details(inspection: Inspection, verb: str) -> list[str]:
    """Figures of this case that matter for the step."""
    if verb in ("extend", "ask_extension") and inspection.ends_on:
        days = next_extension(inspection)
        return [
            _("Last day now: %(day)s; the extension gives %(n)d more days.")
            % {"day": legal_date(inspection.ends_on), "n": days}
        ]
    if verb == "approve_plan":
        return [inspection.plan_text]
    if verb == "lengthen" and (item := conclusion.longer_term(inspection)):
        words = {"day": legal_date(item.due_on), "n": item.term.extensions[0]}
        return [_("Last day now: %(day)s; %(n)d more days are given.") % words]
    if verb == "resume" and inspection.suspended_on:
        stood = (clock.today() - inspection.suspended_on).days
        return [_("Suspended for %(n)d days so far.") % {"n": stood}]
    return []


def _after(request: HttpRequest, inspection: Inspection, verb: str, plan: Step) -> HttpResponse:
    if plan.has_page_after:
        return redirect("inspections:done", pk=inspection.pk, verb=verb)
    label = label_of(definition(inspection), verb)
    messages.success(request, _("Done: %(step)s.") % {"step": label})
    return redirect("inspections:detail", pk=inspection.pk)


@access(Permission.INSPECTION_CONDUCT)
@require_http_methods(["GET", "POST"])
def announce(request: HttpRequest, pk: int) -> HttpResponse:
    """The announcement at the enterprise: the clock starts."""
    inspection = load(request, pk)
    if inspection.announced_by_id == request.user.pk:
        return redirect("inspections:done", pk=pk, verb="announce")
    answer = workflow.answer(inspection, "announce", request.user)
    if not answer:
        return refuse(request, answer, inspection)  # type: ignore[arg-type]
    firm = inspection.enterprise
    known = ", ".join(part for part in (firm.representative, firm.representative_title) if part)
    form = AnnounceForm(request.POST or None, initial={"on": clock.today(), "attendees": known})
    ask_late_reason(form, inspection, "announce")
    if request.method == "POST" and form.is_valid():
        try:
            conduct.announce(inspection, by=request.user, at=clock.now(), **form.cleaned_data)
        except REFUSALS as error:
            blame(form, error)
        else:
            return redirect("inspections:done", pk=pk, verb="announce")
    context = {"inspection": inspection, "form": form, "duration": inspection.duration_days}
    return render(request, "inspections/announce.html", context, status=status_of(request))
