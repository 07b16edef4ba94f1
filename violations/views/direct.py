"""A violation case from a complaint or an accident, with everything prefilled; and the panels."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.permissions import Permission
from ecms.core import clock
from ecms.core.access import Refused, access
from ecms.core.scoping import get_visible_or_404
from intake.models import Accident, Complaint
from violations.forms.direct import DirectForm
from violations.models import ViolationCase
from violations.presenters import lines, search_party
from violations.services import direct, opening
from violations.views.opening import already_opened
from violations.views.steps import carried_out, data_of

ORIGINS: dict[str, Any] = {"accident": Accident, "complaint": Complaint}


@access(Permission.VIOLATION_EDIT)
@require_http_methods(["GET", "POST"])
def open_direct(request: HttpRequest) -> HttpResponse:
    """``?accident=<pk>`` or ``?complaint=<pk>``: the form, with nothing of any person in it."""
    name, origin = _origin(request)
    back = reverse(f"intake:{name}", args=[origin.pk])
    answer = direct.may_open(origin, request.user)
    if isinstance(answer, Refused):
        messages.error(request, str(answer.reason))
        return redirect(back)
    known = already_opened(request)
    if known is not None:
        return redirect("violations:detail", known.pk)
    form = _form(request, origin)
    if request.method == "POST" and form.is_valid():
        opened: list[ViolationCase] = []
        if carried_out(form, lambda: opened.append(_open(request, origin, form))):
            messages.success(request, _("The violation case was opened."))
            return redirect("violations:detail", opened[0].pk)
    context = {
        "origin": origin, "back": back, "form": form,
        "subject": opening.subject_of(origin.enterprise),
        "party": opening.party_of(origin.enterprise).label,
        "search_party": search_party(opening.party_of(origin.enterprise)),
        "near": " ".join(row.code for row in direct.offered(origin, on=clock.today())),
    }  # fmt: skip
    status = 422 if form.is_bound else 200
    return render(request, "violations/open_direct.html", context, status=status)


def _origin(request: HttpRequest) -> tuple[str, Any]:
    for name, model in ORIGINS.items():
        if key := request.GET.get(name):
            if not request.user.can(f"{name}.read"):
                raise Http404
            rows = model.objects.select_related("enterprise__province", "agency")
            return name, get_visible_or_404(rows, request.user, pk=key)
    raise Http404


def _form(request: HttpRequest, origin: Any) -> DirectForm:
    today = clock.today()
    discovered = getattr(origin, "announced_on", None) or today
    first = {"description": direct.text_of(origin, request.user), "discovered_on": discovered}
    return DirectForm(data_of(request)[0], offered=direct.offered(origin, on=today), initial=first)


def _open(request: HttpRequest, origin: Any, form: DirectForm) -> ViolationCase:
    return direct.open_from(
        origin, form.facts(), form.opening(), submission=form.cleaned_data["submission"],
        by=request.user, at=clock.now(),
    )  # fmt: skip


@access(Permission.VIOLATION_READ)
@require_GET
def complaint_panel(request: HttpRequest, pk: int) -> HttpResponse:
    """Fragment: the cases that followed a complaint."""
    return _panel(request, origin_complaint=get_visible_or_404(Complaint, request.user, pk=pk))


@access(Permission.VIOLATION_READ)
@require_GET
def accident_panel(request: HttpRequest, pk: int) -> HttpResponse:
    """Fragment: the cases that followed an accident."""
    return _panel(request, origin_accident=get_visible_or_404(Accident, request.user, pk=pk))


def _panel(request: HttpRequest, **origin: Any) -> HttpResponse:
    cases = ViolationCase.objects.visible_to(request.user).filter(**origin)
    context = {"cases": lines(cases.for_list()), "today": clock.today()}
    return render(request, "violations/origin_panel.html", context)
