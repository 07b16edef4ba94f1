"""Taking over an inspection of a former law from an earlier system or a paper file."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import Permission
from ecms.core import clock
from ecms.core.access import access
from enterprises.selectors import reachable
from inspections.forms.takeover import TakeOverForm
from inspections.services.takeover import take_over as taken_over
from inspections.views.case import REFUSALS, blame, status_of


@access(Permission.INSPECTION_PROPOSE)
@require_http_methods(["GET", "POST"])
def take_over(request: HttpRequest) -> HttpResponse:
    """``?enterprise=<pk>``: the file of a case decided before 1 July 2025."""
    key, agency, today = request.GET.get("enterprise"), request.user.agency, clock.today()
    if not key or agency is None:
        context = {"title": _("Take over an old inspection"), "impossible": agency is None}
        return render(request, "inspections/choose_enterprise.html", context)
    firm = reachable(key, request.user)
    if firm is None:
        raise Http404("Enterprise not found")
    form = TakeOverForm(request.POST or None, agency=agency, on=today, head=request.user.pk)
    if request.method == "POST" and form.is_valid():
        try:
            case = taken_over(
                firm, form.old_case, submission=form.cleaned_data["submission"], agency=agency,
                by=request.user, at=clock.now(),
            )  # fmt: skip
        except REFUSALS as error:
            blame(form, error)
        else:
            messages.success(request, _("The case is taken over; it goes on under its law."))
            return redirect("inspections:detail", pk=case.pk)
    context = {"form": form, "firm": firm}
    return render(request, "inspections/take_over.html", context, status=status_of(request))
