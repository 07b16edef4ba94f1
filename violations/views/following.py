"""Lists of what must be followed up, and letters that remind many at once."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from accounts.permissions import Permission
from ecms.core import bulk, clock
from ecms.core.access import access
from ecms.core.exports import WRITERS, table_response
from ecms.core.listing import export_query, tab_links
from ecms.core.paging import paginate
from ecms.core.refusal import Refusal
from ecms.core.scoping import get_visible_or_404
from violations import follow_up
from violations.enforcement_states import ReminderKind
from violations.follow_up import TABS
from violations.forms.challenges import DeliveryForm, RunForm
from violations.forms.follow_up import FollowUpFilter
from violations.models import ReminderLetter, ReminderRun, ViolationCase
from violations.services import reminders
from violations.views.minutes import pdf
from violations.views.steps import carried_out

KINDS = {"payment": ReminderKind.PAYMENT, "remedy": ReminderKind.REMEDY}
TERM, GAP = 10, 15  # days proposed in the form


def _tab(request: HttpRequest) -> str:
    asked = request.GET.get("tab", "payment")
    return asked if asked in dict(TABS) else "payment"


@access(Permission.VIOLATION_READ)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """One list with who looks after what; those who execute may write to the debtors."""
    tab = _tab(request)
    writes = tab in KINDS and request.user.can(Permission.VIOLATION_EXECUTE)
    return _list(request, tab, _run_form(None) if writes else None)


def _list(request: HttpRequest, tab: str, run_form: RunForm | None) -> HttpResponse:
    """The list of ``tab``; 422 with what was typed and chosen where ``run_form`` was refused."""
    today, refused = clock.today(), run_form is not None and run_form.is_bound
    form, rows, shares = _narrowed(request, tab)
    page = paginate(request, follow_up.with_what_lines_show(rows, tab))
    context = {
        "tab": tab, "tabs": tab_links(reverse("violations:follow_up"), dict(TABS), tab),
        "form": form, "page": page, "rows": follow_up.lines(page, tab, today), "today": today,
        "people": shares.people, "units": shares.units,
        "clear_url": f"{reverse('violations:follow_up')}?tab={tab}", "run_form": run_form,
        "list_query": request.GET.urlencode(), "export_query": export_query(request.GET, tab=tab),
        "chosen": set(request.POST.getlist("case")) if refused else set(),
        "runs_url": reverse("violations:reminder_runs")
        if any(map(request.user.can, (Permission.VIOLATION_SERVE, Permission.VIOLATION_DECIDE)))
        else "",
    }  # fmt: skip
    return render(request, "violations/follow_up.html", context, status=422 if refused else 200)


def _narrowed(request: HttpRequest, tab: str) -> tuple[FollowUpFilter, Any, follow_up.Shares]:
    rows = follow_up.rows_of(tab, ViolationCase.objects.visible_to(request.user), clock.today())
    shares = follow_up.shares(rows)
    form = FollowUpFilter(request.GET, shares=shares)
    return form, form.narrow(rows), shares


@access(Permission.VIOLATION_READ)
@require_GET
def export(request: HttpRequest, kind: str) -> HttpResponse:
    """Exactly the rows of the list, as CSV or XLSX."""
    if kind not in WRITERS:
        raise Http404
    tab, today = _tab(request), clock.today()
    _form, rows, _shares = _narrowed(request, tab)
    listed = follow_up.with_what_lines_show(rows, tab).defer("worksheet")
    header = [
        _("File number"), _("Enterprise"), _("Tax code"), _("Province"), _("State"), _("Decision"),
        _("Can be executed until") if tab in follow_up.MONTHS else _("Next deadline"),
        _("Days late"), _("Not paid"), _("Surcharge"), _("Waits for signature"),
        _("Looked after by"), _("Unit in charge"), _("Reminded on"),
    ]  # fmt: skip
    name = f"follow-up-{tab}-{today:%Y%m%d}"
    return table_response(kind, name, header, _export_rows(listed, tab, today))


def _export_rows(listed: Any, tab: str, today: date) -> Iterator[list[Any]]:
    before: ViolationCase | None = None

    def cells(case: ViolationCase) -> list[Any]:
        nonlocal before
        row = follow_up.line(case, tab, today, before)
        before = case
        unit = case.inspection.unit if case.inspection else None
        return [
            case.code, case.subject.get("name") or case.enterprise.name, case.enterprise.tax_code,
            case.province.name, case.get_state_display(), case.decision_number, row["due_on"],
            row["late"] or None, case.outstanding if case.fine_current is not None else None,
            row["surcharge"] or None, "; ".join(str(what) for what, _who in row["to_sign"]),
            str(row["holder"]), str(unit or ""), row["reminded"],
        ]  # fmt: skip

    return bulk.stream(listed, cells)


def _run_form(data: Any) -> RunForm:
    today = clock.today()
    return RunForm(data, initial={
        "submission": uuid.uuid4(), "answer_until": today + timedelta(days=TERM), "gap_days": GAP,
    })  # fmt: skip


@access(Permission.VIOLATION_SERVE, Permission.VIOLATION_DECIDE)
def runs(request: HttpRequest) -> HttpResponse:
    """The runs of the body; a POST writes a new one to the chosen cases."""
    user = request.user
    if request.method == "POST":
        if not user.can(Permission.VIOLATION_EXECUTE):
            raise PermissionDenied
        return _write(request)
    rows = ReminderRun.objects.visible_to(user).select_related("recorded_by", "agency").annotate(
        n=Count("letters"), delivered=Count("letters__delivered_on")
    )  # fmt: skip
    page = paginate(request, rows)
    return render(request, "violations/reminder_runs.html", {"page": page})


def _write(request: HttpRequest) -> HttpResponse:
    tab, form = request.POST.get("tab", ""), _run_form(request.POST)
    if tab not in KINDS:
        messages.error(request, _("Letters are written from the lists of payments and measures."))
        return redirect("violations:follow_up")
    chosen = [int(pk) for pk in request.POST.getlist("case") if pk.isdecimal() and len(pk) < 18]
    cases = list(ViolationCase.objects.visible_to(request.user).filter(
        pk__in=chosen, agency__in=request.user.scope.agency_ids
    ))  # fmt: skip
    if not form.is_valid():
        return _list(request, tab, form)
    if not cases:
        form.add_error(None, _("Choose at least one case of your body."))
        return _list(request, tab, form)
    if len({case.agency_id for case in cases}) > 1:
        form.add_error(None, _("Choose cases of one body at a time: each body signs its letters."))
        return _list(request, tab, form)
    try:
        run, left_out = reminders.write(
            cases, KINDS[tab], agency=cases[0].agency, by=request.user, at=clock.now(),
            **form.cleaned_data,
        )  # fmt: skip
    except Refusal as refusal:
        field = refusal.field if refusal.field in form.fields else None
        form.add_error(field, str(refusal.reason))
        return _list(request, tab, form)
    if left_out:
        words = ngettext(
            "%(n)d case was left out: reminded a short time ago, or nothing is overdue by then.",
            "%(n)d cases were left out: reminded a short time ago, or nothing is overdue by then.",
            len(left_out),
        )
        messages.warning(request, words % {"n": len(left_out)})
    return redirect("violations:reminder_run", run.pk)


@access(Permission.VIOLATION_SERVE, Permission.VIOLATION_DECIDE)
@require_GET
def run(request: HttpRequest, pk: int) -> HttpResponse:
    """The letters of a run and their deliveries."""
    row = get_visible_or_404(
        ReminderRun.objects.select_related("recorded_by"), request.user, pk=pk
    )
    letters = row.letters.select_related("case__enterprise", "document", "delivered_by")
    context = {
        "row": row, "page": paginate(request, letters),
        "may_serve": request.user.can(Permission.VIOLATION_SERVE),
    }  # fmt: skip
    return render(request, "violations/reminder_run.html", context)


@access(Permission.VIOLATION_SERVE, Permission.VIOLATION_DECIDE)
@require_GET
def run_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """All letters of a run in one PDF to print."""
    row = get_visible_or_404(ReminderRun, request.user, pk=pk)
    return pdf(reminders.bound(row), f"don-doc-{row.pk}.pdf")


@access(Permission.VIOLATION_SERVE)
def delivered(request: HttpRequest, pk: int) -> HttpResponse:
    """Record how and when one letter arrived."""
    rows = ReminderLetter.objects.select_related("case", "run")
    letter = get_visible_or_404(rows, request.user, pk=pk)
    form = DeliveryForm(
        request.POST if request.method == "POST" else None, initial={"on": clock.today()}
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if carried_out(form, lambda: reminders.deliver(
            letter, data["method"], on=data["on"], by=request.user, at=clock.now()
        )):  # fmt: skip
            messages.success(request, _("The delivery was recorded."))
            return redirect("violations:reminder_run", letter.run_id)
    context = {"case": letter.case, "form": form, "title": _("Delivery of a reminder"),
               "submit": _("Record"), "intro": letter.number,
               "back_url": reverse("violations:reminder_run", args=[letter.run_id])}  # fmt: skip
    status = 422 if form.is_bound else 200
    return render(request, "violations/step.html", context, status=status)
