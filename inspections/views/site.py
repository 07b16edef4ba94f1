"""Interviews and samples of a case."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.permissions import Permission
from ecms.core import clock
from ecms.core.access import access
from ecms.core.scoping import get_visible_or_404
from ecms.documents.files import UploadRefused
from inspections import presenters_samples
from inspections.forms.site import LABELS, InterviewForm, SampleForm
from inspections.models import Inspection, Interview, InterviewQuestion, Sample
from inspections.permissions import can_see_interviewee, can_work
from inspections.services import figures
from inspections.services import interviews as talks
from inspections.services import samples as services
from inspections.services.refusal import Refusal
from inspections.services.sample_tables import rows_of_text, rows_of_upload
from inspections.views.case import blame, frame, load, refuse, status_of


# --- Interviews -------------------------------------------------------------------------------
@access(Permission.INSPECTION_READ)
@require_GET
def interviews(request: HttpRequest, pk: int) -> HttpResponse:
    """What workers said, without their names."""
    inspection = load(request, pk)
    rows = list(inspection.interviews.select_related("recorded_by"))
    words = {row.code: row.name for row in InterviewQuestion.objects.all()}
    shown = [
        {
            "row": row,
            "said": [(words.get(code, code), text) for code, text in row.answers.items()],
            "may_see": bool(can_see_interviewee(row, request.user)) and row.is_known,
        }
        for row in rows
    ]
    context = frame(
        inspection, "interviews", rows=shown, can_work=can_work(inspection, request.user)
    )
    return render(request, "inspections/interviews.html", context)


@sensitive_post_parameters("name", "id_number", "phone")
@access(Permission.INSPECTION_CONDUCT)
@require_http_methods(["GET", "POST"])
def interview_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a talk with a worker."""
    inspection = load(request, pk)
    allowed = can_work(inspection, request.user)
    if not allowed:
        return refuse(request, allowed, inspection)  # type: ignore[arg-type]
    today = clock.today()
    form = InterviewForm(
        request.POST or None,
        questions=InterviewQuestion.objects.in_force(today),
        initial={"held_on": today},
    )
    if request.method == "POST" and form.is_valid():
        submission = form.cleaned_data["submission"]
        try:
            row = talks.record(
                inspection, form.talk(), submission=submission, by=request.user, at=clock.now()
            )
        except Refusal as error:
            blame(form, error)
        else:
            messages.success(request, _("The talk with %(label)s was kept.") % {"label": row})
            return redirect("inspections:interviews", pk=pk)
    context = frame(inspection, "interviews", form=form)
    return render(request, "inspections/interview_add.html", context, status=status_of(request))


@never_cache
@access(Permission.INSPECTION_READ)
@require_POST
def interview_person(request: HttpRequest, pk: int, interview: int) -> HttpResponse:
    """Who the worker is: only after asking, and the look is kept."""
    inspection = load(request, pk)
    row = get_visible_or_404(Interview.objects.all(), request.user, pk=interview, inspection=pk)
    try:
        person = talks.show(row, by=request.user, at=clock.now())
    except Refusal as error:
        return refuse(request, error, inspection)
    context = frame(inspection, "interviews", person=person, row=row)
    return render(request, "inspections/interview_person.html", context)


# --- Samples ----------------------------------------------------------------------------------
@access(Permission.INSPECTION_READ)
@require_GET
def samples(request: HttpRequest, pk: int) -> HttpResponse:
    """The samples of the case with what they lead to."""
    inspection = load(request, pk)
    rows = list(inspection.samples.filter(removed_at=None).select_related("recorded_by", "source"))
    shown = list(zip(rows, services.all_checked(rows, inspection), strict=True))
    context = frame(inspection, "samples", rows=shown, can_work=can_work(inspection, request.user))
    return render(request, "inspections/samples.html", context)


@access(Permission.INSPECTION_CONDUCT)
@require_http_methods(["GET", "POST"])
def sample_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Upload, paste or type a sample."""
    inspection = load(request, pk)
    allowed = can_work(inspection, request.user)
    if not allowed:
        return refuse(request, allowed, inspection)  # type: ignore[arg-type]
    offers = figures.offers(inspection, set(LABELS), on=clock.today())
    form = SampleForm(request.POST or None, request.FILES or None, offers=offers, initial={})
    if request.method == "POST" and form.is_valid():
        row = _kept(request, inspection, form)
        if row is not None:
            return redirect("inspections:sample", pk=pk, sample=row.pk)
    context = frame(inspection, "samples", form=form)
    return render(request, "inspections/sample_add.html", context, status=status_of(request))


def _kept(request: HttpRequest, inspection: Inspection, form: SampleForm) -> Sample | None:
    data = form.cleaned_data
    upload = data.get("upload")
    try:
        rows = rows_of_upload(upload) if upload else rows_of_text(data["rows"])
        table = services.Table(
            data["kind"], data["title"], data["period_from"], data["period_to"], rows,
            form.variants,
        )  # fmt: skip
        return services.record(
            inspection, table, submission=data["submission"], by=request.user, at=clock.now(),
            upload=upload,
        )  # fmt: skip
    except UploadRefused as error:
        form.add_error("upload", str(error.reason))
    except Refusal as error:
        blame(form, error)
    return None


@access(Permission.INSPECTION_READ)
@require_GET
def sample(request: HttpRequest, pk: int, sample: int) -> HttpResponse:
    """One sample: its table with what is beyond a limit, and the findings it proposes."""
    inspection = load(request, pk)
    row = _sample(request, pk, sample)
    result = services.checked(row, inspection)
    drafted = {f.violation_code: f for f in row.findings.exclude(state="DROPPED")}
    context = frame(
        inspection,
        "samples",
        sample=row,
        result=result,
        table=presenters_samples.table(row, result),
        limits=presenters_samples.limits(result),
        proposals=presenters_samples.proposals(result, drafted),
        can_work=can_work(inspection, request.user),
    )
    return render(request, "inspections/sample.html", context)


@access(Permission.INSPECTION_CONDUCT)
@require_POST
def sample_propose(request: HttpRequest, pk: int, sample: int, code: str) -> HttpResponse:
    """Draft the finding that a sample leads to."""
    row = _sample(request, pk, sample)
    try:
        finding = services.propose(row, code, by=request.user, at=clock.now())
    except Refusal as error:
        messages.error(request, str(error.reason))
        return redirect("inspections:sample", pk=pk, sample=sample)
    return redirect("inspections:finding_edit", pk=pk, finding=finding.pk)


@access(Permission.INSPECTION_CONDUCT)
@require_http_methods(["GET", "POST"])
def sample_remove(request: HttpRequest, pk: int, sample: int) -> HttpResponse:
    """Take a sample out, after asking."""
    inspection = load(request, pk)
    row = _sample(request, pk, sample)
    if request.method == "POST":
        try:
            services.remove(row, by=request.user, at=clock.now())
        except Refusal as error:
            return refuse(request, error, inspection)
        messages.success(request, _("The sample was taken out of the case."))
        return redirect("inspections:samples", pk=pk)
    context: dict[str, Any] = {
        "title": _("Take the sample out"), "danger": True,
        "subject": f"{inspection.code} – {row.title}",
        "question": _("Take this sample out of the case?"),
        "consequences": [_("Draft findings that rest on it are dropped with it.")],
        "confirm_label": _("Take out"),
        "cancel_url": reverse("inspections:sample", args=[pk, sample]),
    }  # fmt: skip
    return render(request, "components/confirm_page.html", context)


def _sample(request: HttpRequest, pk: int, sample: int) -> Sample:
    source = Sample.objects.filter(removed_at=None)
    row: Sample = get_visible_or_404(source, request.user, pk=sample, inspection=pk)
    return row
