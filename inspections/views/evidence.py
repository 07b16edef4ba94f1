"""Photos and documents of the case, and visits."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.permissions import Permission
from ecms.core import clock
from ecms.core.access import access
from ecms.documents import files
from ecms.documents.files import UploadRefused
from inspections.documents.visit_minutes import Confirmation
from inspections.enums import FindingState, VisitOutcome
from inspections.forms.fieldwork import EvidenceForm, VisitForm
from inspections.forms.site import VisitMinutesForm
from inspections.models import Inspection
from inspections.permissions import can_add_late, can_work
from inspections.presenters import visit_follows
from inspections.selectors_checklist import entries, section_of
from inspections.services import evidence as services
from inspections.services import visits as visit_services
from inspections.services.refusal import Refusal
from inspections.views.acting import carry_out
from inspections.views.case import frame, load, status_of
from law.models import Question


@access(Permission.INSPECTION_READ)
@require_http_methods(["GET", "POST"])
def evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """Gallery and upload; the service checks who may add."""
    inspection = load(request, pk)
    allowed = can_work(inspection, request.user)
    live = inspection.findings.exclude(state=FindingState.DROPPED)
    initial = {
        "caption": request.GET.get("caption", "")[:500],
        "findings": request.GET.getlist("finding"),
        "question": request.GET.get("question", ""),
    }
    asked = [entry.question.pk for entry in entries(inspection)]
    form = EvidenceForm(
        request.POST or None, request.FILES or None, findings=live, initial=initial,
        questions=Question.objects.filter(pk__in=asked),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid() and _added(request, inspection, form):
        return redirect(_back(inspection, form.cleaned_data["question"]))
    context = frame(
        inspection,
        "evidence",
        form=form,
        can_work=allowed,
        can_add=allowed or can_add_late(inspection, request.user),
        is_late=inspection.minutes_signed_at is not None,
        photos=files.of(inspection)
        .filter(kind__in=(services.KIND, services.LATE))
        .select_related("uploaded_by"),
    )
    return render(request, "inspections/evidence.html", context, status=status_of(request))


def _back(inspection: Inspection, question: Question | None) -> str:
    """To the question that the piece was taken for, else to the gallery."""
    place = section_of(inspection, question.pk) if question is not None else None
    if question is None or place is None:
        return reverse("inspections:evidence", args=[inspection.pk])
    return f"{reverse('inspections:section', args=[inspection.pk, place])}#q{question.pk}"


def _added(request: HttpRequest, inspection: Inspection, form: EvidenceForm) -> bool:
    data = form.cleaned_data
    stored = carry_out(form, lambda: services.add(
        inspection, data["files"], submission=data["submission"], by=request.user,
        at=clock.now(), caption=data["caption"], findings=list(data["findings"]),
        question=data["question"], where=form.place(),
    ))  # fmt: skip
    if form.errors:
        return False
    words = ngettext("%(n)d file was added.", "%(n)d files were added.", len(stored))
    messages.success(request, words % {"n": len(stored)})
    return True


@access(Permission.INSPECTION_CONDUCT)
@require_POST
def evidence_remove(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    """Take a file out while it is not frozen."""
    inspection = load(request, pk)
    stored = get_object_or_404(files.of(inspection, services.KIND), pk=file)
    try:
        services.remove(inspection, stored, by=request.user, at=clock.now())
    except (Refusal, UploadRefused) as error:
        messages.error(request, str(error.reason))
    else:
        messages.success(request, _("The file was taken out of the case."))
    return redirect("inspections:evidence", pk=pk)


@access(Permission.INSPECTION_READ)
@require_http_methods(["GET", "POST"])
def visits(request: HttpRequest, pk: int) -> HttpResponse:
    """Visits so far, and the form for one more."""
    inspection = load(request, pk)
    firm = inspection.enterprise
    initial = {"visited_on": clock.today(), "place": inspection.place or firm.address}
    form = VisitForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        carry_out(form, lambda: visit_services.record(
            inspection, form.facts(), submission=form.cleaned_data["submission"],
            by=request.user, at=clock.now(),
        ))  # fmt: skip
        if not form.errors:
            messages.success(request, _("The visit was recorded."))
            return redirect("inspections:visits", pk=pk)
    rows = list(inspection.visits.select_related("recorded_by"))
    last = rows[0] if rows else None
    context = frame(
        inspection,
        "visits",
        form=form,
        can_work=can_work(inspection, request.user),
        visits=rows,
        last=last,
        follows=visit_follows(last.outcome) if last else "",
        follows_title=str(last) if last else "",
        refused=bool(last and last.outcome == VisitOutcome.REFUSED),
    )
    return render(request, "inspections/visits.html", context, status=status_of(request))


@access(Permission.INSPECTION_CONDUCT)
@require_http_methods(["GET", "POST"])
def visit_minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """Minutes of a visit that could not be held: obstructed, closed, nobody competent."""
    inspection = load(request, pk)
    open_visits = visit_services.without_minutes(inspection)
    form = VisitMinutesForm(request.POST or None, visits=open_visits)
    if request.method == "GET" and not open_visits.exists():
        messages.info(request, _("Every visit that could not be held has its minutes."))
        return redirect("inspections:visits", pk=pk)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        confirmation = Confirmation(asked["how"], asked["names"], asked["course"])
        made = carry_out(form, lambda: visit_services.draw_minutes(
            asked["visit"], confirmation, by=request.user, at=clock.now()
        ))  # fmt: skip
        if not form.errors:
            messages.success(request, _("The minutes are issued; print them for the signatures."))
            return redirect("documents:detail", pk=made.pk)
    context = frame(
        inspection, "visits", form=form, title=_("Minutes of a visit that could not be held"),
        submit=_("Issue the minutes"), cancel_url=reverse("inspections:visits", args=[pk]),
        danger=False,
    )  # fmt: skip
    return render(request, "inspections/act.html", context, status=status_of(request))
