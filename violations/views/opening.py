"""Opening a case from the findings of an inspection, and findings left without sanction."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from ecms.core import clock
from ecms.core.access import Refused, access
from ecms.core.scoping import get_visible_or_404
from inspections.models import Finding, Inspection
from violations.forms.opening import OpenForm, ReasonForm
from violations.models import ViolationCase
from violations.permissions import can_open
from violations.selectors import open_findings
from violations.services import opening
from violations.views.steps import carried_out, data_of


@access(Permission.VIOLATION_EDIT)
def open_case(request: HttpRequest, inspection: int) -> HttpResponse:
    """Choose findings of one inspection; the violator's data come from the register."""
    rows = Inspection.objects.select_related("enterprise__sector", "agency", "province")
    case = get_visible_or_404(rows, request.user, pk=inspection)
    answer = can_open(case, request.user)
    if isinstance(answer, Refused):
        messages.error(request, str(answer.reason))
        return redirect("inspections:detail", case.pk)
    known = already_opened(request)
    if known is not None:
        return redirect("violations:detail", known.pk)
    findings = open_findings(case)
    discovered = case.minutes_signed_on or clock.today()
    form = OpenForm(data_of(request)[0], findings=findings, initial={"discovered_on": discovered})
    if request.method == "POST" and form.is_valid():
        opened: list[ViolationCase] = []
        if carried_out(form, lambda: opened.append(_open(request, case, form))):
            messages.success(request, _("The violation case was opened."))
            return redirect("violations:detail", opened[0].pk)
    context = {
        "inspection": case,
        "form": form,
        "findings": form.rows,
        "subject": opening.subject_of(case.enterprise),
        "party": opening.party_of(case.enterprise).label,
    }
    return render(request, "violations/open.html", context, status=422 if form.is_bound else 200)


def already_opened(request: HttpRequest) -> ViolationCase | None:
    """The case that this very form opened when it was sent the first time."""
    sent = request.POST.get("submission", "")
    try:
        return ViolationCase.objects.filter(submission=sent, opened_by=request.user).first()
    except ValidationError:  # no form was sent, or not ours
        return None


def _open(request: HttpRequest, inspection: Inspection, form: OpenForm) -> ViolationCase:
    return opening.open_from_findings(
        inspection,
        form.chosen(),
        form.opening(),
        submission=form.cleaned_data["submission"],
        by=request.user,
        at=clock.now(),
    )


@access(Permission.VIOLATION_EDIT)
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Say why a confirmed finding is not sanctioned."""
    rows = Finding.objects.select_related("inspection__enterprise")
    finding = get_visible_or_404(rows, request.user, pk=pk)
    form = ReasonForm(data_of(request)[0])
    back = redirect("inspections:detail", finding.inspection_id)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if carried_out(
            form,
            lambda: opening.leave_unsanctioned(
                finding, reason=reason, by=request.user, at=clock.now()
            ),
        ):
            messages.success(request, _("The finding was marked as not sanctioned."))
            return back
    context = {
        "title": _("Leave without sanction"),
        "subject": finding.inspection,
        "question": f"{finding.violation_code} – {finding.description}",
        "consequences": [_("The check can be closed without a violation case for this finding.")],
        "form": form,
        "confirm_label": _("Leave without sanction"),
        "cancel_url": back.url,
    }
    return render(request, "components/confirm_page.html", context)
