"""Lists of what must be followed up, and letters that remind many at once."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from accounts.permissions import Permission
from ecms.core import clock
from ecms.core.access import access
from ecms.core.listing import tab_links
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
    tab, today = _tab(request), clock.today()
    rows = follow_up.rows_of(tab, ViolationCase.objects.visible_to(request.user), today)
    form = FollowUpFilter(request.GET, rows=rows)
    rows = form.narrow(rows)
    page = paginate(request, follow_up.with_what_lines_show(rows))
    writes = tab in KINDS and request.user.can(Permission.VIOLATION_EXECUTE)
    context = {
        "tab": tab, "tabs": tab_links(request.path, dict(TABS), tab), "form": form, "page": page,
        "rows": follow_up.lines(page, tab, today), "people": follow_up.by_person(rows),
        "today": today, "clear_url": f"{request.path}?tab={tab}",
        "run_form": _run_form(None) if writes else None,
        "runs_url": reverse("violations:reminder_runs")
        if any(map(request.user.can, (Permission.VIOLATION_SERVE, Permission.VIOLATION_DECIDE)))
        else "",
    }  # fmt: skip
    return render(request, "violations/follow_up.html", context)


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
    rows = ReminderRun.objects.visible_to(user).select_related("recorded_by", "agency")
    page = paginate(request, rows)
    return render(request, "violations/reminder_runs.html", {"page": page})


def _write(request: HttpRequest) -> HttpResponse:
    tab = request.POST.get("tab", "")
    back = f"{reverse('violations:follow_up')}?tab={tab}"
    form = _run_form(request.POST)
    chosen = [int(pk) for pk in request.POST.getlist("case") if pk.isdecimal()]
    cases = list(ViolationCase.objects.visible_to(request.user).filter(
        pk__in=chosen, agency__in=request.user.scope.agency_ids
    ))  # fmt: skip
    if tab not in KINDS or not form.is_valid() or not cases:
        messages.error(request, _("Choose at least one case of your body, a day and the days."))
        return redirect(back)
    try:
        run, left_out = reminders.write(
            cases, KINDS[tab], agency=cases[0].agency, by=request.user, at=clock.now(),
            **form.cleaned_data,
        )  # fmt: skip
    except Refusal as refusal:
        messages.error(request, str(refusal.reason))
        return redirect(back)
    if left_out:
        words = ngettext(
            "%(n)d case was left out: it was reminded a short time ago.",
            "%(n)d cases were left out: they were reminded a short time ago.",
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
