"""Service, payments, remedies, and the end of a case."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.permissions import Permission
from ecms.core import clock
from ecms.core.access import access
from ecms.core.formatting import legal_date, vnd
from ecms.core.scoping import get_visible_or_404
from ecms.documents.services import latest
from violations import presenters, schedules
from violations.forms.execution import PaymentForm, RemedyForm, ServiceForm
from violations.forms.opening import ReasonForm
from violations.models import RemedyOrder, ViolationCase
from violations.services import closing, opening, payments, remedies, service
from violations.states import CaseState
from violations.views.steps import (
    came_twice,
    carried_out,
    data_of,
    done_or_back,
    load,
    refuse,
    show_step,
)


@access(Permission.VIOLATION_SERVE)
def serve(request: HttpRequest, pk: int) -> HttpResponse:
    """Record the service; the ten days begin."""
    case = load(request, pk)
    twice = case.state == CaseState.EXECUTING and came_twice(request, case, "served")
    if not twice and (blocked := refuse(request, case, "serve")):
        return blocked  # a form that came twice is compared with what was recorded
    form = ServiceForm(*data_of(request), initial={"event_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        method = data.pop("method")
        if carried_out(form, lambda: service.record(
            case, method, **data, by=request.user, at=clock.now()
        )):  # fmt: skip
            return redirect("violations:done", case.pk, "served")
    return show_step(
        request, case, form, title=_("Record the service of the decision"), submit=_("Record"),
    )  # fmt: skip


@access(Permission.VIOLATION_LEDGER)
def pay(request: HttpRequest, pk: int) -> HttpResponse:
    """Record one receipt."""
    case = load(request, pk)
    if blocked := refuse(request, case, "record_payment"):
        return blocked
    today = clock.today()
    owed = payments.owed(case, today)
    form = PaymentForm(*data_of(request), initial={"amount": owed or None, "paid_on": today})
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        amount = data.pop("amount")
        if carried_out(form, lambda: payments.record(
            case, amount, **data, by=request.user, at=clock.now()
        )):  # fmt: skip
            messages.success(request, _("The payment was recorded."))
            return redirect("violations:detail", case.pk)
    return show_step(
        request, case, form, title=_("Record a payment"), submit=_("Record the payment"),
        owed=owed, surcharge=schedules.surcharge(case, today),
        payments=case.payments.all(), template="violations/pay.html",
    )  # fmt: skip


def _remedy(request: HttpRequest, pk: int, remedy: int) -> tuple[ViolationCase, RemedyOrder]:
    case = load(request, pk)
    rows = RemedyOrder.objects.select_related("case", "act__provision", "submitted_by")
    return case, get_visible_or_404(rows, request.user, pk=remedy, case=case)


@access(Permission.VIOLATION_EXECUTE)
def remedy(request: HttpRequest, pk: int, remedy: int) -> HttpResponse:
    """Record the evidence of a measure."""
    case, row = _remedy(request, pk, remedy)
    if blocked := refuse(request, case, "record_remedy"):
        return blocked
    initial = {name: getattr(row, name)
               for name in ("evidence_note", "workers_helped", "amount_restored")}  # fmt: skip
    form = RemedyForm(*data_of(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if carried_out(
            form, lambda: remedies.submit(row, **data, by=request.user, at=clock.now())
        ):
            messages.success(request, _("The evidence was recorded; a second person accepts it."))
            return redirect("violations:detail", case.pk)
    return show_step(
        request, case, form, title=_("Evidence of a remedy"), submit=_("Record the evidence"),
        intro=row.text,
    )  # fmt: skip


@access(Permission.VIOLATION_ACCEPT)
def accept(request: HttpRequest, pk: int, remedy: int) -> HttpResponse:
    """A second person accepts a measure."""
    case, row = _remedy(request, pk, remedy)
    if request.method == "POST":
        return done_or_back(
            request, case, lambda: remedies.accept(row, by=request.user, at=clock.now()),
            _("The measure was accepted."),
        )  # fmt: skip
    context = {
        "title": _("Accept a remedy"),
        "subject": case.code,
        "question": row.text,
        "consequences": [
            _("Evidence: %(note)s") % {"note": row.evidence_note},
            _("Recorded by %(name)s") % {"name": row.submitted_by or "–"},
        ],
        "confirm_label": _("Accept"),
        "cancel_url": reverse("violations:detail", args=[case.pk]),
    }
    return render(request, "components/confirm_page.html", context)


@access(Permission.VIOLATION_ACCEPT)
def send_back(request: HttpRequest, pk: int, remedy: int) -> HttpResponse:
    """The evidence does not do."""
    case, row = _remedy(request, pk, remedy)
    if blocked := refuse(request, case, "accept_remedy"):
        return blocked
    form = ReasonForm(data_of(request)[0])
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if carried_out(
            form, lambda: remedies.send_back(row, reason=reason, by=request.user, at=clock.now())
        ):
            messages.success(request, _("The evidence was sent back."))
            return redirect("violations:detail", case.pk)
    return show_step(
        request, case, form, title=_("Send the evidence back"), submit=_("Send back"),
        intro=row.text,
    )  # fmt: skip


@access(Permission.VIOLATION_EXECUTE)
def executed(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything the decision ordered is done."""
    case = load(request, pk)
    if request.method == "POST":
        return done_or_back(
            request, case, lambda: closing.mark_executed(case, by=request.user, at=clock.now()),
            _("The case was marked as executed."),
        )  # fmt: skip
    if blocked := refuse(request, case, "mark_executed"):
        return blocked
    return _confirm(request, case, _("Mark as executed"), _("Has the decision been executed?"))


@access(Permission.VIOLATION_EXECUTE)
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """File the case away."""
    case = load(request, pk)
    if request.method == "POST":
        return done_or_back(
            request, case, lambda: closing.close(case, by=request.user, at=clock.now()),
            _("The case was closed."),
        )  # fmt: skip
    if blocked := refuse(request, case, "close"):
        return blocked
    return _confirm(request, case, _("Close the case"), _("Close this case?"))


def _confirm(request: HttpRequest, case: ViolationCase, title: str, question: str) -> HttpResponse:
    facts = [
        _("Fine %(fine)s, paid %(paid)s") % {
            "fine": vnd(case.fine_current), "paid": vnd(case.paid_total)
        },
        _("Remedial measures accepted: %(n)s") % {"n": case.remedies.count()},
    ]  # fmt: skip
    context = {
        "title": title, "subject": case, "question": question, "consequences": facts,
        "confirm_label": title, "cancel_url": reverse("violations:detail", args=[case.pk]),
    }  # fmt: skip
    return render(request, "components/confirm_page.html", context)


@access(Permission.VIOLATION_EDIT)
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a case before its minutes."""
    case = load(request, pk)
    if blocked := refuse(request, case, "cancel"):
        return blocked
    form = ReasonForm(data_of(request)[0])
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if carried_out(
            form, lambda: opening.cancel(case, reason=reason, by=request.user, at=clock.now())
        ):
            messages.success(request, _("The case was cancelled; its findings are free again."))
            return redirect("violations:detail", case.pk)
    return show_step(
        request, case, form, title=_("Cancel the case"), submit=_("Cancel the case"),
        danger=True,
    )  # fmt: skip


@access(Permission.VIOLATION_READ)
@require_GET
def done(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """What was done, and what happens next and when."""
    case = load(request, pk)
    pages = {
        "minutes": (_("Violation minutes signed"), case.minutes_number, "MBB01"),
        "submitted": (_("Submitted to the signatory"), case.code, ""),
        "transferred": (_("Transferred to another competent person"), case.code, ""),
        "issued": (_("Sanction decision issued"), case.decision_number, "MQD02"),
        "served": (_("Service of the decision recorded"), case.decision_number, ""),
        "no-sanction": (_("Closed without a sanction"), case.code, ""),
    }
    if what not in pages:
        raise Http404
    title, reference, form_code = pages[what]
    document = latest(case, form_code) if form_code else None
    context = {
        "title": title,
        "reference": reference or case.code,
        "next_steps": _next_steps(case),
        "contact": str(case.officer or case.opened_by),
        "pdf_url": reverse("documents:download", args=[document.pk]) if document else "",
        "links": [(reverse("violations:detail", args=[case.pk]), _("Back to the case"))],
    }
    return render(request, "components/done_page.html", context)


def _next_steps(case: ViolationCase) -> list[str]:
    """The running clocks in words."""
    return [
        f"{clock_.label}: {legal_date(clock_.due_on)}" + (f" ({clock_.article})"
                                                         if clock_.article else "")
        for clock_ in presenters.legal_clocks(case)
        if clock_.state == "running"
    ] + [
        _("Remedial measure until %(day)s: %(text)s")
        % {"day": legal_date(row.due_on), "text": row.text}
        for row in case.remedies.exclude(state="ACCEPTED")
    ]  # fmt: skip
