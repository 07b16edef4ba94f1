"""The page of execution; complaints and lawsuits, stays, evasion and lapse."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.permissions import Permission
from ecms.core import clock
from ecms.core.access import access
from ecms.core.formatting import legal_date, vnd
from ecms.core.scoping import get_visible_or_404
from violations import guards, presenters, presenters_after
from violations.execution_limit import limit_on
from violations.forms.challenges import (
    ContestForm,
    EvasionEndForm,
    EvasionForm,
    LiftForm,
    OutcomeForm,
    StayForm,
)
from violations.models import Challenge, Evasion, Stay
from violations.open_ends import costs_owed, open_ends
from violations.services import challenges, lapse
from violations.views.steps import (
    carried_out,
    data_of,
    done_or_back,
    load,
    refuse,
    saved,
    show_step,
)
from violations.workflow import workflow


@access(Permission.VIOLATION_READ)
@require_GET
def execution(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that follows the decision: default, enforcement, appeal, publication."""
    case = load(request, pk)
    label, due_on = presenters.next_deadline(case)
    user, today = request.user, clock.today()
    context = {
        "case": case, "kind": presenters.state_kind(case.state), "deadline_label": label,
        "due_on": due_on, "today": today, "tabs": presenters.tabs(case, "execution"),
        "actions": presenters.actions(case, user, after=True),
        "limit": presenters_after.limit_words(case),
        "costs": costs_owed(case), "surcharge_owed": guards.surcharge_owed(case, today),
        "lapsed": presenters_after.lapsed(case, today),
        "minutes": case.non_executions.select_related("recorded_by"),
        "inquiries": case.inquiries.all(),
        "enforcements": presenters_after.enforcement_rows(case),
        "challenges": case.challenges.select_related("complaint"),
        "stays": case.stays.all(), "standing": presenters.stayed(case),
        "evasions": case.evasions.all(),
        "publications": presenters_after.publication_rows(case),
        "open_ends": open_ends(case),
        "can_answer": bool(workflow.answer(case, "record_means", user)),
        "can_settle": bool(workflow.answer(case, "settle_contest", user)),
        "can_stay": bool(workflow.answer(case, "stay", user)),
        "can_evade": bool(workflow.answer(case, "record_evasion", user)),
        "see_complaints": user.can(Permission.COMPLAINT_READ),
    }  # fmt: skip
    return render(request, "violations/execution.html", context)


@access(Permission.VIOLATION_EXECUTE)
def contest(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a complaint or lawsuit."""
    case = load(request, pk)
    if blocked := refuse(request, case, "contest"):
        return blocked
    initial = {"submission": uuid.uuid4(), "filed_on": clock.today(), "body": case.agency.name_vi}
    form = ContestForm(*data_of(request), case=case, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if carried_out(form, lambda: challenges.file(
            case, form.filed(), submission=data["submission"], upload=data["upload"],
            by=request.user, at=clock.now(),
        )):  # fmt: skip
            messages.success(request, _("It was recorded; execution goes on unless it is stayed."))
            return redirect("violations:execution", case.pk)
    return show_step(
        request, case, form, title=_("Record a complaint or lawsuit"), submit=_("Record")
    )


@access(Permission.VIOLATION_EXECUTE)
def settle(request: HttpRequest, pk: int, challenge: int) -> HttpResponse:
    """Record the result."""
    case = load(request, pk)
    row = get_visible_or_404(Challenge.objects, request.user, pk=challenge, case=case)
    if blocked := refuse(request, case, "settle_contest"):
        return blocked
    if row.result and request.method == "GET":  # the way back, or a tab left open
        messages.info(request, _("The result was already recorded."))
        return redirect("violations:execution", case.pk)
    form = OutcomeForm(*data_of(request), initial={"on": clock.today()})
    if saved(request, form, lambda: challenges.settle(
        row, form.outcome(), by=request.user, at=clock.now()
    )):  # fmt: skip
        ruling = row.rulings.first()
        if ruling is None:
            messages.success(request, _("The result was recorded."))
            return redirect("violations:execution", case.pk)
        words = _("The result was recorded; the ruling that carries it out waits for signature.")
        messages.success(request, words)
        return redirect("violations:ruling", case.pk, ruling.pk)
    words = _("Fine contested: %(fine)s") % {"fine": vnd(row.fine_before)}
    return show_step(
        request, case, form, title=_("Result of a complaint or lawsuit"), submit=_("Record"),
        intro=f"{row}\n{row.content}\n{words}",
    )  # fmt: skip


@access(Permission.VIOLATION_EXECUTE)
def stay(request: HttpRequest, pk: int, challenge: int) -> HttpResponse:
    """Record an order that stays execution."""
    case = load(request, pk)
    row = get_visible_or_404(Challenge.objects, request.user, pk=challenge, case=case)
    if blocked := refuse(request, case, "stay"):
        return blocked
    form = StayForm(*data_of(request), initial={"on": clock.today(), "body": row.body})
    if saved(request, form, lambda: challenges.stay(
        row, **form.cleaned_data, by=request.user, at=clock.now()
    )):  # fmt: skip
        messages.success(request, _("Execution stands still."))
        return redirect("violations:execution", case.pk)
    return show_step(
        request, case, form, title=_("Stay of execution"), submit=_("Record"),
        intro=_("Only an order of the settling body or the court stops execution."),
    )  # fmt: skip


@access(Permission.VIOLATION_EXECUTE)
def lift(request: HttpRequest, pk: int, stay_pk: int) -> HttpResponse:
    """Record that a stay was lifted."""
    case = load(request, pk)
    row = get_visible_or_404(Stay.objects, request.user, pk=stay_pk, case=case)
    if blocked := refuse(request, case, "stay"):
        return blocked
    form = LiftForm(data_of(request)[0], initial={"on": clock.today()})
    if saved(request, form, lambda: challenges.lift(
        row, **form.cleaned_data, by=request.user, at=clock.now()
    )):  # fmt: skip
        messages.success(request, _("Execution goes on."))
        return redirect("violations:execution", case.pk)
    return show_step(
        request, case, form, title=_("Lift the stay"), submit=_("Record"), intro=str(row)
    )


@access(Permission.VIOLATION_EXECUTE)
def evade(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that the debtor evades."""
    case = load(request, pk)
    if blocked := refuse(request, case, "record_evasion"):
        return blocked
    form = EvasionForm(data_of(request)[0], initial={"began_on": clock.today()})
    if saved(request, form, lambda: lapse.record_evasion(
        case, **form.cleaned_data, by=request.user, at=clock.now()
    )):  # fmt: skip
        messages.success(request, _("The evasion was recorded."))
        return redirect("violations:execution", case.pk)
    words = _("The decision can be executed until %(day)s; a new year begins when evasion ends "
              "(Art. 74).")  # fmt: skip
    return show_step(
        request, case, form, title=_("Evasion of the debtor"), submit=_("Record"),
        intro=words % {"day": legal_date(limit_on(case))},
    )  # fmt: skip


@access(Permission.VIOLATION_EXECUTE)
def evasion_end(request: HttpRequest, pk: int, evasion: int) -> HttpResponse:
    """Record that the evasion ended."""
    case = load(request, pk)
    row = get_visible_or_404(Evasion.objects, request.user, pk=evasion, case=case)
    if blocked := refuse(request, case, "record_evasion"):
        return blocked
    form = EvasionEndForm(data_of(request)[0], initial={"ended_on": clock.today()})
    if saved(request, form, lambda: lapse.end_evasion(
        row, **form.cleaned_data, by=request.user, at=clock.now()
    )):  # fmt: skip
        messages.success(request, _("The evasion ended; a new year begins."))
        return redirect("violations:execution", case.pk)
    return show_step(
        request, case, form, title=_("End of the evasion"), submit=_("Record"), intro=row.evidence
    )


@access(Permission.VIOLATION_DECIDE)
def end_execution(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that the fine has lapsed."""
    case = load(request, pk)
    if request.method == "POST":
        return done_or_back(
            request, case, lambda: lapse.lapse(case, by=request.user, at=clock.now()),
            _("The fine has lapsed; remedial measures are followed on."),
        )  # fmt: skip
    if blocked := refuse(request, case, "lapse"):
        return blocked
    context = {
        "title": _("Record that the fine has lapsed"), "subject": case,
        "question": _("Has the time for execution ended?"),
        "consequences": [
            _("Not paid: %(sum)s") % {"sum": vnd(case.outstanding)},
            _("Remedial measures and confiscation are still carried out (Art. 74)."),
        ],
        "confirm_label": _("Record the lapse"),
        "cancel_url": reverse("violations:execution", args=[case.pk]),
    }  # fmt: skip
    return render(request, "components/confirm_page.html", context)
