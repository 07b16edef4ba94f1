"""Steps with at most a reason: one page asks, one service does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import Permission
from ecms.core import clock
from ecms.core.access import access
from ecms.core.formatting import legal_date
from inspections.forms.steps import AnnounceForm, ConfirmForm, NoteForm, ReasonForm
from inspections.models import Inspection
from inspections.selectors import duration_of
from inspections.services import closing, conduct, decision, proposal
from inspections.views.case import REFUSALS, blame, load, refuse, status_of
from inspections.workflow import workflow

Service = Callable[[Inspection, dict[str, Any], Any, datetime], Any]


@dataclass(frozen=True)
class Step:
    """How one verb asks and what carries it out."""

    form: type[Any]
    service: Service
    question: str | Promise
    consequences: tuple[str | Promise, ...] = ()
    danger: bool = False
    has_page_after: bool = True


def _with_reason(verb: Callable[..., Any]) -> Service:
    return lambda case, data, by, at: verb(case, reason=data["reason"], by=by, at=at)


STEPS: dict[str, Step] = {
    "return": Step(
        ReasonForm,
        _with_reason(decision.return_),
        _("The proposal goes back to its author, who can correct it and send it again."),
        has_page_after=False,
    ),
    "reject": Step(
        ReasonForm,
        _with_reason(decision.reject),
        _("The proposal is refused for good. The file number stays taken."),
        danger=True,
        has_page_after=False,
    ),
    "withdraw": Step(
        ReasonForm,
        _with_reason(proposal.withdraw),
        _("You take your proposal back. The file number stays taken."),
        danger=True,
        has_page_after=False,
    ),
    "notify": Step(
        NoteForm,
        lambda case, data, by, at: conduct.notify(case, note=data["note"], by=by, at=at),
        _("Record that the notice of place, time and team was sent to the enterprise."),
        has_page_after=False,
    ),
    "ask_extension": Step(
        ReasonForm,
        _with_reason(conduct.ask_extension),
        _("The deciding official is asked for the one extension."),
        has_page_after=False,
    ),
    "extend": Step(
        ReasonForm,
        _with_reason(conduct.extend),
        _("A numbered decision extends the check. The law allows it once."),
    ),
    "suspend": Step(
        ReasonForm,
        _with_reason(conduct.suspend),
        _("A numbered decision stops the clock, for force majeure (Decree 217/2025 art. 7.2đ)."),
        (_("Reminders are silent until the check is resumed."),),
    ),
    "resume": Step(
        ConfirmForm,
        lambda case, data, by, at: conduct.resume(case, by=by, at=at),
        _("The clock runs again; the last day moves by the days suspended."),
    ),
    "terminate": Step(
        ReasonForm,
        _with_reason(conduct.terminate),
        _("A numbered decision ends the check without minutes (Decree 217/2025 art. 7.2đ)."),
        (_("This cannot be undone."),),
        danger=True,
    ),
    "close": Step(
        ConfirmForm,
        lambda case, data, by, at: closing.close(case, by=by, at=at),
        _("The case is filed away. It stays readable."),
    ),
}


@access(Permission.INSPECTION_READ)
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Ask, then do; the workflow checks right and state again under a lock."""
    plan = STEPS.get(verb)
    if plan is None:
        raise Http404
    inspection = load(request, pk)
    answer = workflow.answer(inspection, verb, request.user)
    if not answer:
        return refuse(request, answer, inspection)  # type: ignore[arg-type]
    data = request.POST if request.method == "POST" else None
    form = plan.form(data, initial=_initial(inspection, verb))
    if form.is_valid():
        try:
            plan.service(inspection, form.cleaned_data, request.user, clock.now())
        except REFUSALS as error:
            return refuse(request, error, inspection)
        return _after(request, inspection, verb, plan)
    context = {
        "title": workflow[verb].label,
        "subject": f"{inspection.code} – {inspection.enterprise.name}",
        "question": plan.question,
        "consequences": [*plan.consequences, *_details(inspection, verb)],
        "form": form,
        "confirm_label": workflow[verb].label,
        "cancel_url": reverse("inspections:detail", args=[inspection.pk]),
        "danger": plan.danger,
    }
    return render(request, "components/confirm_page.html", context, status=status_of(request))


def _initial(inspection: Inspection, verb: str) -> dict[str, Any]:
    return {"reason": inspection.extension_reason} if verb == "extend" else {}


def _details(inspection: Inspection, verb: str) -> list[str]:
    """Figures of this case that matter for the step."""
    if verb in ("extend", "ask_extension") and inspection.ends_on:
        days = duration_of(inspection).extension
        return [
            _("Last day now: %(day)s; the extension gives %(n)d more days.")
            % {"day": legal_date(inspection.ends_on), "n": days}
        ]
    if verb == "resume" and inspection.suspended_on:
        stood = (clock.today() - inspection.suspended_on).days
        return [_("Suspended for %(n)d days so far.") % {"n": stood}]
    return []


def _after(request: HttpRequest, inspection: Inspection, verb: str, plan: Step) -> HttpResponse:
    if plan.has_page_after:
        return redirect("inspections:done", pk=inspection.pk, verb=verb)
    messages.success(request, _("Done: %(step)s.") % {"step": workflow[verb].label})
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
    if request.method == "POST" and form.is_valid():
        try:
            conduct.announce(inspection, by=request.user, at=clock.now(), **form.cleaned_data)
        except REFUSALS as error:
            blame(form, error)
        else:
            return redirect("inspections:done", pk=pk, verb="announce")
    context = {"inspection": inspection, "form": form, "duration": inspection.duration_days}
    return render(request, "inspections/announce.html", context, status=status_of(request))
