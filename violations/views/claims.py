"""The workers of a case: sums, lists, one worker, the interest, a list sent as a file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission
from ecms.audit.services import log_read
from ecms.core import clock
from ecms.core.access import access
from ecms.core.exports import WRITERS, table_response
from ecms.core.paging import paginate
from ecms.core.scoping import get_visible_or_404
from violations import claims as sums
from violations import presenters, presenters_claims
from violations.forms.claims import ClaimForm, ListForm, RecoverForm, TermsForm
from violations.models import Act, ViolationCase, WorkerClaim
from violations.services import claims as services
from violations.views.steps import REFUSALS, carried_out, data_of, load, refuse, show_step
from violations.workflow import workflow


def load_act(request: HttpRequest, case: ViolationCase, act: int) -> Act:
    """An act of the case with what the pages read of it. Raises Http404."""
    rows = Act.objects.select_related("provision__instrument", "case")
    found: Act = get_visible_or_404(rows, request.user, pk=act, case=case)
    return found


def load_claim(request: HttpRequest, case: ViolationCase, claim: int) -> WorkerClaim:
    """A worker of the case. Raises Http404."""
    rows = WorkerClaim.objects.select_related("act__provision__instrument", "case")
    found: WorkerClaim = get_visible_or_404(rows, request.user, pk=claim, case=case)
    return found


def may(request: HttpRequest, case: ViolationCase) -> dict[str, bool]:
    """What the buttons of the pages ask."""
    return {
        "can_list": bool(workflow.answer(case, "list_workers", request.user)),
        "can_recover": bool(workflow.answer(case, "record_recovery", request.user)),
        "can_take": bool(workflow.answer(case, "edit", request.user)),
    }


def list_url(act: Act) -> str:
    """The list of the workers of an act."""
    return reverse("violations:claims", args=[act.case_id, act.pk])


@access(Permission.VIOLATION_READ)
@require_GET
def workers(request: HttpRequest, pk: int) -> HttpResponse:
    """The workers of the case in sum, act by act."""
    case = load(request, pk)
    label, due_on = presenters.next_deadline(case)
    acts = sums.of_case(case, clock.today())
    context = {
        "case": case,
        "kind": presenters.state_kind(case.state),
        "deadline_label": label,
        "due_on": due_on,
        "today": clock.today(),
        "tabs": presenters.tabs(case, "workers"),
        "acts": acts,
        "total": presenters_claims.total_of(acts),
        "without_interest": [item.act.provision.code for item in acts if item.without_interest],
        "result": sums.result(ViolationCase.objects.filter(pk=case.pk)),
        **may(request, case),
    }
    return render(request, "violations/workers.html", context)


@access(Permission.VIOLATION_READ)
@require_GET
def claims(request: HttpRequest, pk: int, act: int) -> HttpResponse:
    """The workers of one act with their balances; the reading is logged."""
    case = load(request, pk)
    row = load_act(request, case, act)
    log_read(case, by=request.user, at=clock.now(), purpose="workers")
    today = clock.today()
    page = paginate(request, row.claims.order_by("folded", "pk"))
    [whole] = [item for item in sums.of_case(case, today) if item.act.pk == row.pk]
    context = {
        "case": case,
        "act": row,
        "page": page,
        "rows": presenters_claims.lines(sums.rows_of(row, today, claims=list(page))),
        "whole": whole,
        "today": today,
        **may(request, case),
    }
    return render(request, "violations/claims.html", context)


@access(Permission.VIOLATION_READ)
@require_GET
def claim(request: HttpRequest, pk: int, claim: int) -> HttpResponse:
    """One worker: what is owed, every sum received with its proof."""
    case = load(request, pk)
    row = load_claim(request, case, claim)
    log_read(case, by=request.user, at=clock.now(), purpose="worker")
    today = clock.today()
    context = {
        "case": case,
        "claim": row,
        "masked": presenters_claims.masked(row),
        "balance": sums.balance_of(row, today),
        "terms": sums.terms_of(row.act),
        "recoveries": row.recoveries.select_related("file", "recorded_by", "cancelled_by"),
        "form": RecoverForm(),
        "today": today,
        **may(request, case),
    }
    return render(request, "violations/claim.html", context)


@access(Permission.VIOLATION_EDIT)
def claim_add(request: HttpRequest, pk: int, act: int) -> HttpResponse:
    """Add a worker by hand."""
    case = load(request, pk)
    row = load_act(request, case, act)
    return _claim_form(
        request, case, row, ClaimForm(data_of(request)[0]), _("Add a worker"),
        lambda told: services.enter(row, told, by=request.user, at=clock.now()),
    )  # fmt: skip


@access(Permission.VIOLATION_EDIT)
def claim_edit(request: HttpRequest, pk: int, claim: int) -> HttpResponse:
    """Correct a worker."""
    case = load(request, pk)
    row = load_claim(request, case, claim)
    return _claim_form(
        request, case, row.act, ClaimForm(data_of(request)[0], claim=row), _("Correct the worker"),
        lambda told: services.edit(row, told, by=request.user, at=clock.now()),
    )  # fmt: skip


def _claim_form(
    request: HttpRequest, case: ViolationCase, act: Act, form: ClaimForm, title: str,
    call: Callable[[Any], Any],
) -> HttpResponse:  # fmt: skip
    if blocked := refuse(request, case, "list_workers"):
        return blocked
    if (
        request.method == "POST"
        and form.is_valid()
        and carried_out(form, lambda: call(form.claimed()))
    ):
        messages.success(request, _("The worker was saved."))
        return redirect(list_url(act))
    return step(request, case, act, form, title=title, submit=_("Save"))


def step(request: HttpRequest, case: ViolationCase, act: Act, form: Any, **more: Any) -> Any:
    """The page of a step about the workers of an act."""
    return show_step(
        request, case, form, act=act, back=list_url(act),
        **{"template": "violations/claim_step.html", **more},
    )  # fmt: skip


@access(Permission.VIOLATION_EDIT)
def claim_remove(request: HttpRequest, pk: int, claim: int) -> HttpResponse:
    """Take a worker off the list."""
    case = load(request, pk)
    row = load_claim(request, case, claim)
    if request.method == "POST":
        try:
            services.remove(row, by=request.user, at=clock.now())
            messages.success(request, _("The worker was taken off the list."))
        except REFUSALS as refusal:
            messages.error(request, str(refusal.reason))
        return redirect(list_url(row.act))
    context = {
        "title": _("Take the worker off the list"), "subject": case, "danger": True,
        "question": row.name, "confirm_label": _("Take off the list"),
        "cancel_url": reverse("violations:claim", args=[case.pk, row.pk]),
    }  # fmt: skip
    return render(request, "components/confirm_page.html", context)


@access(Permission.VIOLATION_EDIT)
def claims_import(request: HttpRequest, pk: int, act: int) -> HttpResponse:
    """Send a list; every row that cannot be taken is named."""
    case = load(request, pk)
    row = load_act(request, case, act)
    if blocked := refuse(request, case, "list_workers"):
        return blocked
    form = ListForm(*data_of(request))
    problems: list[Any] = []
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["upload"]
        try:
            done = services.load(row, upload, by=request.user, at=clock.now())
        except services.ListRefused as refused:
            problems = presenters_claims.problem_rows(refused.problems)
            form.add_error("upload", str(refused.reason))
        except REFUSALS as refusal:
            form.add_error("upload", str(refusal.reason))
        else:
            messages.success(request, presenters_claims.loaded_words(done))
            return redirect(list_url(row))
    return step(
        request, case, row, form, title=_("List of workers"), submit=_("Take the list"),
        problems=problems[:200], more=max(len(problems) - 200, 0), sheet="owed",
        intro=_("A worker who is on the list already is brought up to date, none is doubled. "
                "If a row is wrong, nothing is taken."),
    )  # fmt: skip


@access(Permission.VIOLATION_READ)
@require_GET
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """An empty sheet with the titles that are understood."""
    titles = presenters_claims.TEMPLATES.get(kind)
    if titles is None:
        raise Http404
    return table_response("xlsx", f"ecms-{kind}", [str(title) for title in titles], [])


@access(Permission.VIOLATION_EDIT)
def terms(request: HttpRequest, pk: int, act: int) -> HttpResponse:
    """Which interest is due on the sums."""
    case = load(request, pk)
    row = load_act(request, case, act)
    if blocked := refuse(request, case, "list_workers"):
        return blocked
    form = TermsForm(data_of(request)[0], act=row, terms=sums.terms_of(row))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if carried_out(form, lambda: services.set_terms(
            row, data["rule"], percent=data["percent"], source=data["source"], by=request.user,
            at=clock.now(),
        )):  # fmt: skip
            messages.success(request, _("The interest was set."))
            return redirect(list_url(row))
    return step(
        request, case, row, form, title=_("Interest on the sums"), submit=_("Save"),
        intro=_("Reckoned by day on what was not yet paid, fractions of a đồng dropped."),
    )  # fmt: skip


@access(Permission.VIOLATION_EDIT)
@require_POST
def take_over(request: HttpRequest, pk: int, act: int) -> HttpResponse:
    """Bring the number and the base of the list into the act."""
    case = load(request, pk)
    row = load_act(request, case, act)
    try:
        services.take_over(row, by=request.user, at=clock.now())
        messages.success(request, _("The act now counts what the list says; the fine follows."))
    except REFUSALS as refusal:
        messages.error(request, str(refusal.reason))
    return redirect(list_url(row))


@access(Permission.VIOLATION_READ)
@require_GET
def export(request: HttpRequest, pk: int, act: int, kind: str) -> HttpResponse:
    """The list with its balances; identity numbers only in part."""
    if kind not in WRITERS:
        raise Http404
    case = load(request, pk)
    row = load_act(request, case, act)
    log_read(case, by=request.user, at=clock.now(), purpose="workers export")
    lines = sums.rows_of(row, clock.today())
    name = f"workers-{case.code}-{row.provision.code}"
    return table_response(
        kind, name, presenters_claims.header(), presenters_claims.export_rows(lines)
    )
