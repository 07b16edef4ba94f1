"""Which worker of the register a victim is."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.permissions import Permission
from ecms.core import clock
from ecms.core.access import access
from ecms.core.scoping import get_visible_or_404
from enterprises.forms.workforce import FindForm
from enterprises.models import Worker
from enterprises.services.workforce import people
from intake.models import Accident, Victim
from intake.permissions.accident import can_edit
from intake.services.accidents import workers
from intake.services.accidents.refusal import Refusal
from intake.views.accident_case import frame, load_people, page, refuse
from intake.views.accident_people import load_victim


@access(Permission.WORKER_READ)
@never_cache
@require_http_methods(["GET", "POST"])
def worker(request: HttpRequest, pk: int, victim: int) -> HttpResponse:
    """People of the employer with the victim's name to choose from, or anybody by number."""
    accident = load_people(request, pk)
    row = load_victim(request, accident, victim)
    answer = can_edit(accident, request.user)
    if not answer:
        return refuse(request, answer, accident)
    form = FindForm(request.POST if "identity" in request.POST else None)
    if request.method == "POST":
        try:
            done = _carry_out(request, row, form)
        except Refusal as error:
            messages.error(request, str(error.reason))
            done = False
        if done:
            return redirect("intake:accident_victims", pk=accident.pk)
    context = _context(request, accident, row, form)
    return page(request, "intake/accident_worker.html", context, bad=request.method == "POST")


def _carry_out(request: HttpRequest, row: Victim, form: FindForm) -> bool:
    """Unlink, link the chosen person, or link whoever has the number; whether it was done."""
    by: dict[str, Any] = {"by": request.user, "at": clock.now()}
    if "unlink" in request.POST:
        workers.unlink(row, **by)
    elif "worker" in request.POST:
        chosen = get_visible_or_404(Worker, request.user, pk=request.POST["worker"])
        workers.link(row, chosen, **by)
    elif form.is_valid():
        workers.link(row, workers.find(row, form.cleaned_data["identity"], **by), **by)
    else:
        return False
    return True


def _context(
    request: HttpRequest, accident: Accident, row: Victim, form: FindForm
) -> dict[str, Any]:
    rows = workers.candidates(row, by=request.user, at=clock.now())
    return frame(
        request, accident, "accident_victims", victim=row, form=form,
        rows=[{"spell": spell, "masked": people.masked(spell.worker)} for spell in rows],
    )  # fmt: skip
