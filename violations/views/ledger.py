"""The ledger of one case: every đồng owed and received, every late day; receipts taken back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.permissions import Permission
from ecms.core import clock
from ecms.core.access import access
from ecms.core.scoping import get_visible_or_404
from violations import presenters
from violations import presenters_ledger as shown
from violations.forms.statements import WhyForm
from violations.models import Payment
from violations.services import payments
from violations.views.steps import carried_out, data_of, load, refuse, show_step
from violations.workflow import workflow


@access(Permission.VIOLATION_READ)
@require_GET
def ledger(request: HttpRequest, pk: int) -> HttpResponse:
    """Fine, surcharge and receipts with the balance."""
    case = load(request, pk)
    today = clock.today()
    decided = case.decided_on is not None
    entries, late = shown.ledger_of(case, today) if decided else ([], [])
    label, due_on = presenters.next_deadline(case)
    context = {
        "case": case,
        "kind": presenters.state_kind(case.state),
        "deadline_label": label,
        "due_on": due_on,
        "today": today,
        "tabs": presenters.tabs(case, "ledger"),
        "entries": entries,
        "late": late,
        "balance": entries[-1].balance if entries else 0,
        "over": -entries[-1].balance if entries and entries[-1].balance < 0 else 0,
        "can_cancel": bool(workflow.answer(case, "cancel_payment", request.user)),
        "can_pay": bool(workflow.answer(case, "record_payment", request.user)),
    }
    return render(request, "violations/ledger.html", context)


@access(Permission.VIOLATION_LEDGER)
def cancel(request: HttpRequest, pk: int, payment: int) -> HttpResponse:
    """Take a receipt back with a reason."""
    case = load(request, pk)
    row = get_visible_or_404(Payment, request.user, pk=payment, case=case)
    if blocked := refuse(request, case, "cancel_payment"):
        return blocked
    form = WhyForm(data_of(request)[0])
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if carried_out(
            form, lambda: payments.cancel(row, reason=reason, by=request.user, at=clock.now())
        ):
            messages.success(request, _("The receipt was taken back."))
            return redirect("violations:ledger", case.pk)
    return show_step(
        request, case, form, title=_("Take a receipt back"), submit=_("Take back"), danger=True,
        intro=str(row),
    )  # fmt: skip
