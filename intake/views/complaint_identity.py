"""Who complained: by duty, or after breaking the glass with a reason. Every look is kept."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.permissions import Permission
from ecms.core import clock
from ecms.core.access import Refused, access
from intake.forms.complaint import OpenIdentityForm
from intake.forms.complaint_receipt import PERSON, PersonForm
from intake.models import Complainant
from intake.permissions.complaint import may_open_identity, may_print_receipt, sees_identity
from intake.presenters.complaint import file_rows
from intake.services.complaints import identity, papers
from intake.services.complaints.refusal import Refusal
from intake.views.complaint_case import load

NO_STORE = "private, no-store"


@access(Permission.COMPLAINT_READ)
@require_http_methods(["GET", "POST"])
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """The person, when seen; else the form that asks for the reason."""
    complaint = load(request, pk)
    if sees_identity(complaint, request.user):
        seen = identity.show(complaint, by=request.user, at=clock.now())
        row = Complainant.objects.get(complaint=complaint)
        context = {"complaint": complaint, "person": seen, "files": file_rows(row),
                   "opening": _opening(complaint, request)}  # fmt: skip
        return _private(render(request, "intake/complaint_person.html", context))
    answer = may_open_identity(complaint, request.user)
    if isinstance(answer, Refused):
        messages.error(request, str(answer.reason))
        return redirect("intake:complaint", complaint.pk)
    form = OpenIdentityForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            identity.open_with_reason(
                complaint, reason=form.cleaned_data["reason"], by=request.user, at=clock.now()
            )
        except Refusal as refusal:
            form.add_error(refusal.field or None, str(refusal.reason))
        else:
            return redirect("intake:complaint_person", complaint.pk)
    context = {"complaint": complaint, "form": form, "title": _("See who complained")}
    status = 422 if form.is_bound else 200
    return render(request, "intake/complaint_glass.html", context, status=status)


def _opening(complaint: object, request: HttpRequest) -> object:
    rows = complaint.openings.filter(opened_by=request.user, until__gt=clock.now())  # type: ignore[attr-defined]
    return rows.first()


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = NO_STORE
    return response


@access(Permission.COMPLAINT_EDIT)
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct the data of the person, once it is open."""
    complaint = load(request, pk)
    if not sees_identity(complaint, request.user):
        return redirect("intake:complaint_person", complaint.pk)
    if request.method == "POST":
        form = PersonForm(request.POST)
    else:
        seen = identity.show(complaint, by=request.user, at=clock.now())
        form = PersonForm(initial={name: getattr(seen, name) for name in PERSON})
    if request.method == "POST" and form.is_valid():
        try:
            identity.correct(complaint, form.person(), by=request.user, at=clock.now())
        except Refusal as refusal:
            form.add_error(refusal.field or None, str(refusal.reason))
        else:
            messages.success(request, _("The data of the person were saved."))
            return redirect("intake:complaint_person", complaint.pk)
    context = {"complaint": complaint, "form": form, "title": _("Correct the person’s data")}
    status = 422 if form.is_bound else 200
    return _private(render(request, "intake/complaint_step.html", context, status=status))


@access(Permission.COMPLAINT_READ)
@require_GET
def address(request: HttpRequest, pk: int) -> HttpResponse:
    """The address sheet that goes with a letter, made now; only for who sees the person."""
    complaint = load(request, pk)
    if not sees_identity(complaint, request.user):
        return redirect("intake:complaint_person", complaint.pk)
    seen = identity.show(complaint, by=request.user, at=clock.now())
    pdf = papers.address_sheet(complaint, seen, on=clock.today())
    return _pdf(pdf, complaint.code)


@access(Permission.COMPLAINT_READ)
@require_GET
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """The receipt with its secret code, made now; for who took it in or sees the person."""
    complaint = load(request, pk)
    if not may_print_receipt(complaint, request.user):
        messages.error(request, _("Only who took it in, or who sees the person, prints it."))
        return redirect("intake:complaint", complaint.pk)
    return _pdf(papers.receipt(complaint, by=request.user, at=clock.now()), complaint.code)


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return _private(response)
