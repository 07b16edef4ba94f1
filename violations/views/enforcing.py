"""Pages of enforcement: minutes of non-execution, means, measures and their steps."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission
from ecms.core import clock
from ecms.core.access import access
from ecms.core.formatting import legal_date, vnd
from ecms.core.scoping import get_visible_or_404
from violations import presenters_after
from violations.enforcement_rules import RULES
from violations.enforcement_states import EnforcementState, StepKind
from violations.forms.enforcement import (
    AnswerForm,
    InquiryForm,
    MeasureForm,
    NonExecutionForm,
    StepForm,
)
from violations.forms.opening import ReasonForm
from violations.models import Enforcement, Inquiry, ViolationCase
from violations.open_ends import costs_of
from violations.services import enforcement, enforcement_steps, non_execution, papers_after
from violations.views.minutes import pdf
from violations.views.steps import (
    REFUSALS,
    back_if,
    carried_out,
    data_of,
    load,
    refuse,
    saved,
    show_step,
)
from violations.workflow import workflow


def _new() -> dict[str, Any]:
    return {"submission": uuid.uuid4()}


@access(Permission.VIOLATION_EXECUTE)
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """Draw up the minutes of non-execution."""
    case = load(request, pk)
    if blocked := refuse(request, case, "record_non_execution"):
        return blocked
    discovered, due_on = non_execution.minutes_due_on(case, clock.today())
    initial = {**_new(), "place": case.agency.name_vi}
    form = NonExecutionForm(data_of(request)[0], initial=initial)
    if saved(request, form, lambda: non_execution.record(
        case, form.found(), submission=form.cleaned_data["submission"], by=request.user,
        at=clock.now(),
    )):  # fmt: skip
        messages.success(request, _("The minutes of non-execution were drawn up."))
        return redirect("violations:execution", case.pk)
    words = _("Not executed since %(day)s; the minutes are due on %(due)s.")
    return show_step(
        request, case, form, title=_("Minutes of non-execution"), submit=_("Draw up the minutes"),
        intro=words % {"day": legal_date(discovered), "due": legal_date(due_on)},
    )  # fmt: skip


@access(Permission.VIOLATION_EXECUTE)
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask about the means of the debtor."""
    case = load(request, pk)
    if blocked := refuse(request, case, "verify_means"):
        return blocked
    form = InquiryForm(data_of(request)[0], initial=_new())
    if saved(request, form, lambda: non_execution.ask(
        case, **form.cleaned_data, by=request.user, at=clock.now()
    )):  # fmt: skip
        messages.success(request, _("The letter was issued."))
        return redirect("violations:execution", case.pk)
    return show_step(
        request,
        case,
        form,
        title=_("Verify the means of the debtor"),
        submit=_("Issue the letter"),
    )


@access(Permission.VIOLATION_EXECUTE)
def answer(request: HttpRequest, pk: int, inquiry: int) -> HttpResponse:
    """Record what was answered."""
    case = load(request, pk)
    row = get_visible_or_404(Inquiry.objects, request.user, pk=inquiry, case=case)
    if blocked := refuse(request, case, "record_means"):
        return blocked
    form = AnswerForm(*data_of(request), initial={"answered_on": clock.today()})
    if saved(request, form, lambda: non_execution.answer(
        row, **form.cleaned_data, by=request.user, at=clock.now()
    )):  # fmt: skip
        messages.success(request, _("The answer was recorded."))
        return redirect("violations:execution", case.pk)
    return show_step(
        request, case, form, title=_("Answer about means"), submit=_("Record"),
        intro=f"{row}\n{row.question}",
    )  # fmt: skip


@access(Permission.VIOLATION_EXECUTE)
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose one measure."""
    case = load(request, pk)
    if blocked := refuse(request, case, "propose_enforcement"):
        return blocked
    owed = enforcement.owed_in_all(case, clock.today())
    form = MeasureForm(data_of(request)[0], case=case, initial={**_new(), "amount": owed or None})
    if request.method == "POST" and form.is_valid():
        made: list[Enforcement] = []
        if carried_out(form, lambda: made.append(enforcement.propose(
            case, form.measure(), submission=form.cleaned_data["submission"], by=request.user,
            at=clock.now(),
        ))):  # fmt: skip
            messages.success(request, _("The measure was put before the signatory."))
            return redirect("violations:enforcement", case.pk, made[0].pk)
    words = _("Owed today with surcharge and costs: %(sum)s.") % {"sum": vnd(owed)}
    return show_step(
        request, case, form, title=_("Propose enforcement"),
        submit=_("Put before the signatory"), intro=words,
    )  # fmt: skip


def _row(request: HttpRequest, pk: int, row: int) -> tuple[ViolationCase, Enforcement]:
    case = load(request, pk)
    rows = Enforcement.objects.select_related(
        "minutes", "inquiry", "signed_as__user", "proposed_by", "decided_by"
    )
    found = get_visible_or_404(rows, request.user, pk=row, case=case)
    found.case = case
    return case, found


@access(Permission.VIOLATION_READ)
@require_GET
def detail(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """One measure: what it is, its steps, and what the user may record."""
    case, found = _row(request, pk, row)
    verb = "enforce" if case.state == "EXECUTING" else "enforce_further"
    may = workflow.answer(case, verb, request.user)
    costs, back = costs_of(found.steps)
    proposed = found.state == EnforcementState.PROPOSED
    context = {
        "case": case, "row": found, "title": found.get_kind_display(),
        "state_kind": presenters_after.ENFORCEMENT_KINDS[EnforcementState(found.state)],
        "steps": found.steps.select_related("recorded_by"),
        "links": presenters_after.step_links(found, request.user),
        "collected": enforcement_steps.collected(found),
        "costs": costs, "costs_back": back, "today": clock.today(),
        "may_decide": bool(may) and proposed,
        "partner": enforcement.partner(found) if may and proposed else None,
        "why_not": "" if may or not proposed else str(may.reason),  # type: ignore[union-attr]
    }  # fmt: skip
    return render(request, "violations/enforcement.html", context)


@access(Permission.VIOLATION_READ)
@require_GET
def draft(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """The order as it would be signed today."""
    case, found = _row(request, pk, row)
    if found.state != EnforcementState.PROPOSED:
        raise Http404
    content = papers_after.preview_order(found, user=request.user, on=clock.today())
    return pdf(content, f"{case.code}-{found.kind}.pdf")


@access(Permission.VIOLATION_DECIDE)
@require_POST
def order(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """Sign the order, alone or together with another proposed measure."""
    case, found = _row(request, pk, row)
    sign = enforcement.order_together if "together" in request.POST else enforcement.order
    try:
        sign(found, by=request.user, at=clock.now())
    except REFUSALS as refusal:
        messages.error(request, str(refusal.reason))
    else:
        messages.success(request, _("Enforcement was ordered."))
    return redirect("violations:enforcement", case.pk, found.pk)


@access(Permission.VIOLATION_DECIDE)
def refuse_it(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """Refuse the measure with a reason."""
    case, found = _row(request, pk, row)
    if blocked := refuse(request, case, "refuse_enforcement"):
        return blocked
    form = ReasonForm(data_of(request)[0])
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if carried_out(
            form, lambda: enforcement.refuse(found, reason, by=request.user, at=clock.now())
        ):
            messages.success(request, _("The measure was refused."))
            return redirect("violations:enforcement", case.pk, found.pk)
    return show_step(
        request, case, form, title=_("Refuse the measure"), submit=_("Refuse"), intro=str(found)
    )


@access(Permission.VIOLATION_READ)
def step(request: HttpRequest, pk: int, row: int, kind: str) -> HttpResponse:
    """Record one step of a measure."""
    case, found = _row(request, pk, row)
    if kind not in RULES:
        raise Http404
    rule = RULES[StepKind(kind)]
    if found.kind not in rule.measures:
        raise Http404  # no such step for this kind of measure
    verb = "direct_enforcement" if rule.directs else "carry_out_enforcement"
    if blocked := back_if(request, case, workflow.answer(case, verb, request.user)):
        return blocked
    form = StepForm(*data_of(request), rule=rule, initial={**_new(), "on": clock.today()})
    if saved(request, form, lambda: enforcement_steps.take(
        found, kind, form.facts(clock.today()), submission=form.cleaned_data["submission"],
        by=request.user, at=clock.now(),
    )):  # fmt: skip
        messages.success(request, _("The step was recorded."))
        return redirect("violations:enforcement", case.pk, found.pk)
    return show_step(
        request, case, form, title=rule.kind.label,
        submit=_("Sign and issue") if rule.directs else _("Record"), intro=str(found),
        back_url=reverse("violations:enforcement", args=[case.pk, found.pk]),
    )  # fmt: skip
