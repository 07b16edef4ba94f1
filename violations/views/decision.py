"""To the signatory, and what the signatory does."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.permissions import Permission
from ecms.core import clock
from ecms.core.access import access
from ecms.core.scoping import get_visible_or_404
from law.rules import LawRefusal
from violations import competence, presenters
from violations.forms.decision import (
    OUTSIDE,
    FineForm,
    MeasuresForm,
    NoSanctionForm,
    SubmitForm,
    TransferForm,
)
from violations.forms.opening import ReasonForm
from violations.models import Act, ViolationCase
from violations.services import closing, decision, papers, submission, worksheet
from violations.states import CaseState
from violations.views.detail import sheet_or_reason
from violations.views.minutes import pdf
from violations.views.steps import (
    back_if,
    came_twice,
    carried_out,
    data_of,
    load,
    refuse,
    show_step,
)
from violations.workflow import workflow


@access(Permission.VIOLATION_EDIT)
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the signatory among the competent offices of the body."""
    case = load(request, pk)
    verb = "reassign" if case.state == CaseState.SUBMITTED else "submit"
    if blocked := refuse(request, case, verb):
        return blocked
    offices = submission.proposed(case, at=clock.now())
    own = [c for c in offices if c.position.agency_id == case.agency_id]
    form = SubmitForm(data_of(request)[0], candidates=own)
    if request.method == "POST" and form.is_valid():
        position = form.offices[form.cleaned_data["position"]]
        note = form.cleaned_data["note"]
        if carried_out(form, lambda: submission.submit(
            case, position, note=note, by=request.user, at=clock.now()
        )):  # fmt: skip
            return redirect("violations:done", case.pk, "submitted")
    return show_step(
        request, case, form, title=_("Submit to the signatory"), submit=_("Submit"),
        refused=[c for c in own if not c.competent], nobody=not form.offices,
        elsewhere=[c for c in offices if c not in own and c.competent],
        template="violations/submit.html",
    )  # fmt: skip


@access(Permission.VIOLATION_READ)
def transfer(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the file to a competent person of another body."""
    case = load(request, pk)
    if blocked := refuse(request, case, "transfer"):
        return blocked
    offices = submission.proposed(case, at=clock.now())
    others = [c for c in offices if c.position.agency_id != case.agency_id]
    form = TransferForm(data_of(request)[0], candidates=others)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        chosen = None if data["position"] == OUTSIDE else form.offices[data["position"]]
        outside = data["outside"] if chosen is None else ""
        if carried_out(form, lambda: submission.transfer(
            case, reason=data["reason"], position=chosen, outside=outside, by=request.user,
            at=clock.now(),
        )):  # fmt: skip
            return redirect("violations:done", case.pk, "transferred")
    return show_step(
        request, case, form, title=_("Transfer to another competent person"),
        submit=_("Transfer"), refused=[c for c in others if not c.competent],
        intro=_("The time for the decision becomes 10 working days from the minutes."),
        template="violations/submit.html",
    )  # fmt: skip


@access(Permission.VIOLATION_DECIDE)
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """The signatory's page: worksheet, draft, measures, and the decision itself."""
    case = load(request, pk)
    if case.state == CaseState.DECIDED and came_twice(request, case, "decided"):
        return redirect("violations:done", case.pk, "issued")  # the form came twice
    if case.state not in (CaseState.SUBMITTED, CaseState.TRANSFERRED):
        return refuse(request, case, "issue") or redirect("violations:detail", case.pk)
    sheet, reason = sheet_or_reason(case)
    form = MeasuresForm(data_of(request)[0], sheet=sheet or {"acts": []})
    if (
        request.method == "POST"
        and form.is_valid()
        and carried_out(
            form, lambda: decision.issue(case, form.order(), by=request.user, at=clock.now())
        )
    ):
        return redirect("violations:done", case.pk, "issued")
    answer = workflow.answer(case, "issue", request.user)
    others = [
        action for action in presenters.actions(case, request.user)
        if action.url != request.path
    ]  # fmt: skip
    label, due_on = presenters.next_deadline(case)
    return show_step(
        request, case, form, title=_("Sanction decision"), submit=_("Issue the decision"),
        sheet=sheet, sheet_reason=reason, answer=answer, actions=others,
        candidate=_candidate(case), deadline_label=label, due_on=due_on,
        can_set_fine=bool(workflow.answer(case, "set_fine", request.user)),
        circumstances=presenters.circumstance_rows(case),
        explanations=case.explanations.all(), template="violations/decision.html",
    )  # fmt: skip


def _candidate(case: ViolationCase) -> competence.Candidate | None:
    if case.signatory is None:
        return None
    try:
        return competence.candidate_of(case, case.signatory, on=clock.today())
    except LawRefusal:
        return None


@access(Permission.VIOLATION_READ)
@require_GET
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft of the decision as PDF; only while the case waits for it."""
    case = load(request, pk)
    if case.state not in (CaseState.MINUTES, CaseState.SUBMITTED, CaseState.TRANSFERRED):
        raise Http404
    return pdf(papers.preview_decision(case, on=clock.today()), f"{case.code}-MQD02.pdf")


@access(Permission.VIOLATION_DECIDE)
def fine(request: HttpRequest, pk: int, act: int) -> HttpResponse:
    """Another amount inside the frame of an act."""
    case = load(request, pk)
    if blocked := refuse(request, case, "set_fine"):
        return blocked
    row = get_visible_or_404(Act.objects.select_related("case"), request.user, pk=act, case=case)
    sheet, _reason = sheet_or_reason(case)
    shown = next(item for item in (sheet or {"acts": []})["acts"] if item["act"].pk == row.pk)
    initial = {"amount": shown["decided_fine"], "reason": row.override_reason}
    form = FineForm(data_of(request)[0], initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if carried_out(form, lambda: worksheet.set_fine(
            row, data["amount"], reason=data["reason"], by=request.user, at=clock.now()
        )):  # fmt: skip
            messages.success(request, _("The fine was set."))
            return redirect("violations:decision", case.pk)
    return show_step(
        request, case, form, title=_("Change the fine within the frame"), submit=_("Save"),
        row=shown, template="violations/fine.html",
    )  # fmt: skip


@access(Permission.VIOLATION_DECIDE)
def return_(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the case back to the official."""
    case = load(request, pk)
    if blocked := refuse(request, case, "return"):
        return blocked
    form = ReasonForm(data_of(request)[0])
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if carried_out(
            form,
            lambda: submission.return_(case, reason=reason, by=request.user, at=clock.now()),
        ):
            messages.success(request, _("The case was returned to the official."))
            return redirect("violations:detail", case.pk)
    return show_step(
        request, case, form, title=_("Return to the official"), submit=_("Return"),
        intro=_("The time for the decision runs on."),
    )  # fmt: skip


@access(Permission.VIOLATION_DECIDE)
def no_sanction(request: HttpRequest, pk: int) -> HttpResponse:
    """Close without a fine; measures may still be ordered (art. 65)."""
    case = load(request, pk)
    answer = workflow.answer(case, "close_without_sanction", request.user)
    if blocked := back_if(request, case, answer):
        return blocked
    sheet, _reason = sheet_or_reason(case)
    form = NoSanctionForm(data_of(request)[0], sheet=sheet or {"acts": []}, case=case)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if carried_out(form, lambda: closing.without_sanction(
            case, data["reason"], words=data["words"], measures=form.measures(),
            exhibits=data.get("exhibits", ()), by=request.user, at=clock.now(),
        )):  # fmt: skip
            return redirect("violations:done", case.pk, "no-sanction")
    context = {
        "case": case, "form": form, "title": _("Close without a sanction"), "measured": form.keys,
        "kind": presenters.state_kind(case.state),
    }  # fmt: skip
    status = 422 if form.is_bound else 200
    return render(request, "violations/no_sanction.html", context, status=status)
