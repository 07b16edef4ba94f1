"""The page of a case, its worksheet, and what is corrected before the minutes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission
from ecms.audit.services import log_read
from ecms.core import clock
from ecms.core.access import access
from ecms.core.panels import actions_for
from ecms.core.scoping import get_visible_or_404
from inspections.models import Inspection
from law.rules import LawRefusal
from violations import (
    competence,
    history,
    presenters,
    presenters_after,
    presenters_before,
    schedules,
)
from violations.forms.opening import ActForm, CircumstanceForm, SubjectForm
from violations.models import Act, Circumstance, ViolationCase
from violations.services import acts
from violations.services.refusal import Refusal
from violations.views.steps import carried_out, data_of, load, refuse, show_step
from violations.workflow import workflow
from violations.worksheets import check_is_open, compute, for_page, is_frozen, language


def sheet_or_reason(case: ViolationCase) -> tuple[dict[str, Any] | None, str]:
    """The worksheet for the page, or why it cannot be computed."""
    try:
        return for_page(case, on=clock.today()), ""
    except LawRefusal as refusal:
        return None, refusal.message(language())


def _readable_check(case: ViolationCase, user: Any) -> Inspection | None:
    """The check behind the case; None for whom its page does not exist."""
    return Inspection.objects.visible_to(user).filter(pk=case.inspection_id).first()


@access(Permission.VIOLATION_READ)
@require_GET
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything of one case; the reading is logged."""
    case = load(request, pk)
    log_read(case, by=request.user, at=clock.now())
    today = clock.today()
    sheet, reason = sheet_or_reason(case)
    label, due_on = presenters.next_deadline(case)
    context = {
        "case": case,
        "check": _readable_check(case, request.user),
        "kind": presenters.state_kind(case.state),
        "deadline_label": label,
        "due_on": due_on,
        "today": today,
        "tabs": presenters.tabs(case, "detail"),
        "actions": [
            *presenters.actions(case, request.user),
            *actions_for("violation", request.user, case),
        ],
        "clocks": presenters.legal_clocks(case),
        "sheet": sheet,
        "sheet_reason": reason,
        "circumstances": presenters.circumstance_rows(case),
        "record": history.record_of(case, request.user),
        "explanations": case.explanations.select_related("recorded_by"),
        "payments": case.payments.counted().select_related("recorded_by"),
        "remedies": presenters.remedy_rows(case, request.user),
        "rulings": presenters.ruling_rows(case),
        "dues": schedules.dues_of(case) if case.outstanding else (),
        "surcharge": schedules.surcharge(case, today),
        **presenters_after.decided(case, today),
        "papers": presenters.papers(case),
        "timeline": presenters.timeline(case),
        **presenters_before.proceeding(case, request.user),
        "can_edit": bool(workflow.answer(case, "edit", request.user)),
        "can_weigh": bool(workflow.answer(case, "weigh", request.user)),
        "can_consider": case.state in presenters.UNDECIDED
        and request.user.can(Permission.VIOLATION_EDIT),
    }
    return render(request, "violations/detail.html", context)


@access(Permission.VIOLATION_READ)
@require_GET
def worksheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The computation act by act, with who may sign and why others may not."""
    case = load(request, pk)
    log_read(case, by=request.user, at=clock.now(), purpose="worksheet")
    sheet, reason = sheet_or_reason(case)
    titles = []
    if sheet is not None:
        computed = _computed(case)
        if computed is not None:
            titles = competence.titles(
                case, computed, check_open=check_is_open(case, clock.today())
            )
    label, due_on = presenters.next_deadline(case)
    context = {
        "case": case,
        "kind": presenters.state_kind(case.state),
        "deadline_label": label,
        "due_on": due_on,
        "tabs": presenters.tabs(case, "worksheet"),
        "sheet": sheet,
        "sheet_reason": reason,
        "titles": titles,
        "circumstances": presenters.circumstance_rows(case),
        "record": history.record_of(case, request.user),
        "today": clock.today(),
    }
    return render(request, "violations/worksheet.html", context)


def _computed(case: ViolationCase) -> Any:
    """The worksheet whose titles are shown: of the day of the decision where there is one."""
    on = case.decided_on if is_frozen(case) and case.decided_on else clock.today()
    try:
        return compute(case, on=on, minutes_on=on)
    except LawRefusal:
        return None


@access(Permission.VIOLATION_EDIT)
def subject(request: HttpRequest, pk: int) -> HttpResponse:
    """Complete the violator's data before the minutes."""
    case = load(request, pk)
    if blocked := refuse(request, case, "edit"):
        return blocked
    form = SubjectForm.of(case, data_of(request)[0])
    if (
        request.method == "POST"
        and form.is_valid()
        and carried_out(form, lambda: _describe(request, case, form))
    ):
        messages.success(request, _("The data of the violator were saved."))
        return redirect("violations:detail", case.pk)
    return show_step(
        request, case, form, title=_("Data of the violator"), submit=_("Save"),
        intro=_("Taken from the register; what you change here stands in the minutes only."),
    )  # fmt: skip


def _describe(request: HttpRequest, case: ViolationCase, form: SubjectForm) -> ViolationCase:
    return acts.describe_subject(
        case, form.subject(), **form.of_case(), by=request.user, at=clock.now()
    )


@access(Permission.VIOLATION_EDIT)
def act(request: HttpRequest, pk: int, act: int) -> HttpResponse:
    """Correct the facts of one act."""
    case = load(request, pk)
    if blocked := refuse(request, case, "edit"):
        return blocked
    row = get_visible_or_404(
        Act.objects.select_related("provision__topic", "case"), request.user, pk=act, case=case
    )
    form = ActForm.of(row, data_of(request)[0])
    if (
        request.method == "POST"
        and form.is_valid()
        and carried_out(
            form, lambda: acts.edit(row, form.facts(), by=request.user, at=clock.now())
        )
    ):
        messages.success(request, _("The act was saved and the worksheet computed anew."))
        return redirect("violations:detail", case.pk)
    return show_step(
        request, case, form, title=_("Facts of the act"), submit=_("Save"), act=row,
        near=f"{row.provision.code} {row.provision.topic.code}",
        party=presenters.search_party(case.party),
        template="violations/act.html",
    )  # fmt: skip


@access(Permission.VIOLATION_EDIT)
def weigh(request: HttpRequest, pk: int) -> HttpResponse:
    """Note a mitigating or aggravating circumstance with its evidence."""
    case = load(request, pk)
    if blocked := refuse(request, case, "weigh"):
        return blocked
    form = CircumstanceForm(data_of(request)[0], case=case, initial=_from_record(request, case))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if carried_out(form, lambda: acts.weigh(
            case, data["code"], evidence=data["evidence"], act=data["act"], by=request.user,
            at=clock.now(),
        )):  # fmt: skip
            messages.success(request, _("The circumstance was noted."))
            return redirect("violations:detail", case.pk)
    return show_step(
        request, case, form, title=_("Circumstances"), submit=_("Save"),
        intro=_("One mitigating circumstance offsets one aggravating circumstance."),
    )  # fmt: skip


def _from_record(request: HttpRequest, case: ViolationCase) -> dict[str, Any]:
    """What a link from the record of the violator fills in: recidivism with its evidence."""
    asked = request.GET.get("repeat", "")
    for line in history.record_of(case, request.user) if asked else ():
        if str(line.act.pk) == asked and line.finding == history.Finding.REPEAT:
            return {"code": history.REPEATED, "act": line.act.pk, "evidence": line.words}
    return {}


@access(Permission.VIOLATION_EDIT)
@require_POST
def unweigh(request: HttpRequest, pk: int, circumstance: int) -> HttpResponse:
    """Take a circumstance away again."""
    case = load(request, pk)
    row = Circumstance.objects.visible_to(request.user).filter(pk=circumstance, case=case).first()
    if row is not None:
        try:
            acts.drop_circumstance(row, by=request.user, at=clock.now())
        except Refusal as refusal:
            messages.error(request, str(refusal.reason))
    return redirect("violations:detail", case.pk)
