"""Proposing the re-inspection of a concluded inspection."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.permissions import Permission
from ecms.core import clock
from ecms.core.access import access
from inspections.enums import Kind
from inspections.forms.reinspection import ReinspectionForm, initial_again
from inspections.permissions_reinspection import can_reinspect
from inspections.presenters_proposal import words_for
from inspections.rules import reinspection_until
from inspections.selectors_overlap import overlaps
from inspections.services import reinspection
from inspections.views.case import REFUSALS, blame, load, refuse, sent_before, status_of


@access(Permission.INSPECTION_PROPOSE)
@require_http_methods(["GET", "POST"])
def reinspect(request: HttpRequest, pk: int) -> HttpResponse:
    """Ground, reason and order, then the proposal as usual; outside the two years a refusal."""
    earlier, today = load(request, pk), clock.today()
    agency = request.user.agency
    if (known := sent_before(request)) is not None:
        return redirect("inspections:done", pk=known.pk, verb="propose")
    answer = can_reinspect(earlier, request.user, on=today)
    if not answer:
        return refuse(request, answer, earlier)  # type: ignore[arg-type]
    found = overlaps(earlier.enterprise, on=today, user=request.user, excluding=earlier.pk)
    form = ReinspectionForm(
        request.POST or None, user=request.user, agency=agency, on=today, overlaps=found,
        initial=initial_again(earlier, user=request.user),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            made = reinspection.order(
                earlier, form.order(), form.proposal(), agency=agency, by=request.user,
                submission=form.cleaned_data["submission"], at=clock.now(),
            )  # fmt: skip
        except REFUSALS as error:
            blame(form, error)
        else:
            return redirect("inspections:done", pk=made.pk, verb="propose")
    context: dict[str, Any] = {
        "form": form, "firm": earlier.enterprise, "overlaps": found, "earlier": earlier,
        "words": words_for(Kind.INSPECTION, again=earlier.code),
        "until": reinspection_until(earlier.concluded_on) if earlier.concluded_on else None,
    }  # fmt: skip
    return render(request, "inspections/propose.html", context, status=status_of(request))
