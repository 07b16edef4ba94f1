"""Statements of the treasury or a bank: send, check the columns, reconcile, undo."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.permissions import Permission
from ecms.core import clock
from ecms.core.access import access
from ecms.core.components import Tab
from ecms.core.paging import paginate
from ecms.core.scoping import get_visible_or_404
from violations import presenters_ledger as shown
from violations.forms.statements import ColumnsForm, LineForm, StatementForm, WhyForm
from violations.models import Statement, StatementLine, StatementSource
from violations.services import reconciliation, statements
from violations.states import LineState, StatementState
from violations.views.steps import REFUSALS, carried_out, data_of


@access(Permission.VIOLATION_LEDGER)
def index(request: HttpRequest) -> HttpResponse:
    """What waits to be reconciled, the statements, and a form for the next one."""
    user = request.user
    known = StatementSource.objects.visible_to(user).filter(agency=user.agency_id)
    last = known.order_by("-pk").first()
    form = StatementForm(*data_of(request), initial={"source": last.name if last else ""})
    if request.method == "POST" and form.is_valid():
        data, made = form.cleaned_data, []
        if carried_out(form, lambda: made.append(statements.read(
            data["upload"], data["source"], agency=user.agency, submission=data["submission"],
            by=user, at=clock.now(),
        ))):  # fmt: skip
            return redirect("violations:statement", made[0].pk)
    lines = StatementLine.objects.visible_to(user).waiting().exclude(statement__state="UNDONE")
    rows = Statement.objects.visible_to(user).select_related("source", "agency", "recorded_by")
    page = paginate(request, rows.defer("cells"))
    context = {
        "form": form,
        "page": page,
        "rows": shown.statement_rows(page),
        "sources": known,
        "waiting": lines.select_related("statement__source").order_by("-statement", "number")[:50],
        "count": lines.count(),
    }
    return render(request, "violations/statements.html", context,
                  status=422 if form.is_bound else 200)  # fmt: skip


def _load(request: HttpRequest, pk: int) -> Statement:
    rows = Statement.objects.select_related("source", "agency", "recorded_by", "booked_by")
    return get_visible_or_404(rows, request.user, pk=pk)


@access(Permission.VIOLATION_LEDGER)
def statement(request: HttpRequest, pk: int) -> HttpResponse:
    """The columns of a new file; afterwards its lines by what became of them."""
    row = _load(request, pk)
    if row.state == StatementState.READ:
        return _columns(request, row)
    tab = request.GET.get("tab", LineState.OPEN)
    lines = row.lines.select_related("payment__case__enterprise", "settled_by")
    page = paginate(request, lines.filter(state=tab))
    counts = statements.tally(row)
    tabs = [
        Tab(f"{label} ({counts[code]})", f"{request.path}?tab={code}", code == tab)
        for code, label in LineState.choices
    ]
    context = {
        "row": row, "tabs": tabs, "page": page, "tab": tab,
        "sums": shown.sums_of(row), "mine": row.agency_id in request.user.scope.agency_ids,
    }  # fmt: skip
    return render(request, "violations/statement.html", context)


def _columns(request: HttpRequest, row: Statement) -> HttpResponse:
    form = ColumnsForm(data_of(request)[0], statement=row)
    if request.method == "POST" and form.is_valid():
        chosen = form.columns()
        if carried_out(
            form, lambda: statements.book(row, chosen, by=request.user, at=clock.now())
        ):
            messages.success(request, _("The statement was carried out."))
            return redirect("violations:statement", row.pk)
    head = int(row.columns.get("head", 0))
    context = {
        "row": row, "form": form, "titles": row.cells[head],
        "sample": row.cells[head + 1 : head + 6], "count": len(row.cells) - head - 1,
    }  # fmt: skip
    return render(request, "violations/statement_columns.html", context,
                  status=422 if form.is_bound else 200)  # fmt: skip


@access(Permission.VIOLATION_LEDGER)
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the whole statement back."""
    row = _load(request, pk)
    if request.method == "POST":
        try:
            statements.undo(row, by=request.user, at=clock.now())
            messages.success(request, _("The statement and its receipts were taken back."))
        except REFUSALS as refusal:
            messages.error(request, str(refusal.reason))
        return redirect("violations:statement", row.pk)
    context = {
        "title": _("Undo the statement"), "subject": row, "danger": True,
        "question": _("Take back every receipt that this statement booked?"),
        "consequences": shown.sums_words(row),
        "confirm_label": _("Undo the statement"),
        "cancel_url": reverse("violations:statement", args=[row.pk]),
    }  # fmt: skip
    return render(request, "components/confirm_page.html", context)


def _line(request: HttpRequest, pk: int) -> StatementLine:
    rows = StatementLine.objects.select_related("statement__source", "payment__case")
    return get_visible_or_404(rows, request.user, pk=pk)


@access(Permission.VIOLATION_LEDGER)
def line(request: HttpRequest, pk: int) -> HttpResponse:
    """Whose fine a waiting line pays, with what speaks for whom."""
    row = _line(request, pk)
    hints = shown.hints_of(row, request.user, clock.today())
    likely = {"case": hints[0]["case"].code} if len(hints) == 1 else {}
    form = LineForm(data_of(request)[0], line=row, user=request.user, initial=likely)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if carried_out(form, lambda: reconciliation.assign(
            row, data["case"], reference=data.get("reference", ""),
            confirm_over=data["confirm_over"], by=request.user, at=clock.now(),
        )):  # fmt: skip
            messages.success(request, _("The payment was recorded."))
            return redirect("violations:statement", row.statement_id)
    context = {
        "row": row, "form": form, "hints": hints,
        "free": row.payment_id is None and row.statement.state != StatementState.UNDONE,
    }  # fmt: skip
    return render(request, "violations/statement_line.html", context,
                  status=422 if form.is_bound else 200)  # fmt: skip


@access(Permission.VIOLATION_LEDGER)
def line_aside(request: HttpRequest, pk: int) -> HttpResponse:
    """The line is no fine of this body."""
    row = _line(request, pk)
    form = WhyForm(data_of(request)[0])
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if carried_out(form, lambda: reconciliation.set_aside(
            row, reason=reason, by=request.user, at=clock.now()
        )):  # fmt: skip
            messages.success(request, _("The line was set aside."))
            return redirect("violations:statement", row.statement_id)
    context = {
        "title": _("Set the line aside"), "subject": row.statement, "form": form,
        "question": shown.line_words(row), "confirm_label": _("Set aside"),
        "cancel_url": reverse("violations:line", args=[row.pk]),
    }  # fmt: skip
    return render(request, "components/confirm_page.html", context,
                  status=422 if form.is_bound else 200)  # fmt: skip


@access(Permission.VIOLATION_LEDGER)
@require_POST
def line_up(request: HttpRequest, pk: int) -> HttpResponse:
    """A line that was set aside waits again."""
    row = _line(request, pk)
    try:
        reconciliation.take_up(row, by=request.user, at=clock.now())
    except REFUSALS as refusal:
        messages.error(request, str(refusal.reason))
    return redirect("violations:line", row.pk)
