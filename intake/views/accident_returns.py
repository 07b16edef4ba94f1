"""The report of the department to the ministry: what was sent, what has changed since."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import Permission
from ecms.core import clock
from ecms.core.access import access
from intake.enums.accident import ReportPeriod
from intake.forms.accident_steps import ReturnForm
from intake.models import AccidentReturn
from intake.rules.accident_terms import latest_period
from intake.services.accidents import returns
from intake.views.accident_case import carried_out


def asked_period(request: HttpRequest) -> tuple[int, str]:
    """The asked period, or the last one that is over."""
    year, part = latest_period(clock.today())
    asked = request.GET.get("year", "")
    if asked.isascii() and asked.isdigit() and 2016 <= int(asked) <= clock.today().year:
        year = int(asked)
    if request.GET.get("part") in ReportPeriod.values:
        part = request.GET["part"]
    return year, part


def state_of(request: HttpRequest, year: int, part: str) -> dict[str, Any]:
    """The report of the user's own department for a period, as the statistics page shows it."""
    agency = request.user.agency
    if agency is None or agency.province_id is None:
        return {}
    row = AccidentReturn.objects.filter(agency=agency, year=year, part=part).first()
    sent = row is not None and row.sent_on is not None
    now = returns.figures_of(request.user, agency, year, part) if sent else {}
    return {
        "row": row,
        "due_on": returns.last_day("accident.return", year, part)[0],
        "changed": sent and row is not None and row.figures != now,
        "may_send": not sent and request.user.can(Permission.ACCIDENT_EDIT),
        "url": f"{reverse('intake:accident_return')}?year={year}&part={part}",
    }


@access(Permission.ACCIDENT_EDIT)
@require_http_methods(["GET", "POST"])
def sent(request: HttpRequest) -> HttpResponse:
    """Record that the report of a period was sent."""
    year, part = asked_period(request)
    back = f"{reverse('intake:accident_statistics')}?year={year}&part={part}"
    agency = request.user.agency
    if agency is None or agency.province_id is None:
        messages.error(request, _("Accidents are received by a provincial body."))
        return redirect(back)
    form = ReturnForm(request.POST or None, initial={"sent_on": clock.today()})
    if request.method == "POST" and form.is_valid():

        def save() -> None:
            returns.send(agency, year, part, by=request.user, at=clock.now(), **form.cleaned_data)

        if carried_out(form, save):
            messages.success(request, _("The sending was recorded with the figures of today."))
            return redirect(back)
    words = dict(ReportPeriod.choices)[part]
    context = {"form": form, "back": back, "words": f"{words} {year}"}
    status = 422 if form.is_bound else 200
    return render(request, "intake/accident_return.html", context, status=status)
