"""Entering a submission; earlier ones that look alike are shown while typing."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.permissions import Permission
from ecms.core import clock
from ecms.core.access import access
from ecms.core.scoping import get_visible_or_404
from ecms.documents.files import UploadRefused
from enterprises.models import Enterprise
from enterprises.selectors import reachable
from intake.enums.complaint import ComplaintLevel
from intake.forms.complaint_receipt import PERSON, ReceiveForm
from intake.models import Complaint
from intake.services.complaints import receiving, similar
from intake.services.complaints.identity import Person
from intake.services.complaints.refusal import Refusal

SECOND = ("kind", "subject", "respondent", "is_remote", "stays_unknown", "people", "topic")


@access(Permission.COMPLAINT_EDIT)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """``?enterprise=<pk>`` prefills the enterprise, ``?previous=<pk>`` a second complaint."""
    agency = request.user.agency
    if agency is None or agency.province_id is None:
        return render(request, "intake/complaint_impossible.html")
    previous = _previous(request)
    form = ReceiveForm(
        request.POST or None, request.FILES or None, user=request.user,
        initial=_initial(request, previous),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        done = _received(request, form, previous)
        if done is not None:
            return redirect("intake:complaint_done", done.pk)
    context = {"form": form, "previous": previous, "firm": _firm(request, form)}
    status = 422 if form.is_bound else 200
    return render(request, "intake/complaint_new.html", context, status=status)


def _received(request: HttpRequest, form: Any, previous: Complaint | None) -> Complaint | None:
    try:
        return receiving.receive(
            form.entry(), form.person(), submission=form.cleaned_data["submission"],
            agency=request.user.agency, by=request.user, at=clock.now(),
            uploads=form.cleaned_data["uploads"], previous=previous,
        )  # fmt: skip
    except (Refusal, UploadRefused) as refusal:
        field = getattr(refusal, "field", "") or None
        form.add_error(field if field in form.fields else None, str(refusal.reason))
        return None


def _previous(request: HttpRequest) -> Complaint | None:
    key = request.GET.get("previous")
    return get_visible_or_404(Complaint, request.user, pk=key) if key else None


def _initial(request: HttpRequest, previous: Complaint | None) -> dict[str, Any]:
    if previous is None:
        return {"enterprise": request.GET.get("enterprise") or None}
    copied = {name: getattr(previous, name) for name in SECOND}
    return {
        **copied, "level": ComplaintLevel.SECOND, "summary": previous.summary,
        "enterprise": previous.enterprise_id, "enterprise_text": previous.enterprise_text,
        "known_on": previous.served_on,
    }  # fmt: skip


def _firm(request: HttpRequest, form: Any) -> Enterprise | None:
    return reachable(form["enterprise"].value(), request.user)


@access(Permission.COMPLAINT_EDIT)
@require_POST
def alike(request: HttpRequest) -> HttpResponse:
    """Fragment: earlier submissions like what is typed. By POST, since an address is logged."""
    firm = reachable(request.POST.get("enterprise"), request.user)
    person = Person(**{name: request.POST.get(name, "").strip() for name in PERSON[:5]})
    found = similar.find(
        request.user, summary=request.POST.get("summary", "")[:4000], enterprise=firm,
        person=person, on=clock.today(),
    )  # fmt: skip
    return render(request, "intake/complaint_alike.html", {"matches": found})
