"""Asking for reports, watching them being made, downloading them."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods

from accounts.permissions import Permission
from analytics.enums import ReportFormat, ReportState
from analytics.forms import ReportForm
from analytics.models import ReportJob
from analytics.period_words import period_words
from analytics.services import reports
from analytics.tasks import make_report
from ecms.audit.services import log_read
from ecms.core import clock
from ecms.core.access import access
from ecms.core.scoping import get_visible_or_404

RECENT = 10
MEDIA_TYPES = {
    ReportFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ReportFormat.CSV: "application/zip",
    ReportFormat.PDF: "application/pdf",
}
STATE_KINDS: dict[str, str] = {
    ReportState.WAITING: "waiting",
    ReportState.RUNNING: "progress",
    ReportState.DONE: "success",
    ReportState.FAILED: "danger",
}


@access(Permission.REPORT_EXPORT)
@require_http_methods(["GET", "POST"])
def export(request: HttpRequest) -> HttpResponse:
    """Choose period, province and format; the last reports below."""
    if request.method == "POST":
        form = ReportForm(request.POST, user=request.user, today=clock.today())
        if form.is_valid():
            return redirect("analytics:report", pk=_request(request, form).pk)
    else:
        query = request.GET.copy()
        query["submission"] = str(uuid.uuid4())
        query.setdefault("format", ReportFormat.XLSX)
        form = ReportForm(query, user=request.user, today=clock.today())
    mine = ReportJob.objects.visible_to(request.user).select_related("province")[:RECENT]
    context = {"form": form, "reports": [_shown(job) for job in mine]}
    status = 422 if request.method == "POST" else 200
    return render(request, "analytics/export.html", context, status=status)


def _request(request: HttpRequest, form: ReportForm) -> ReportJob:
    """Note the wish and give it to a worker once it is stored."""
    with transaction.atomic():
        job = reports.request(
            form.selection,
            kind=form.cleaned_data["format"],
            language=get_language() or "vi",
            submission=form.cleaned_data["submission"],
            by=request.user,
            at=clock.now(),
        )
        if job.state == ReportState.WAITING:
            transaction.on_commit(lambda: make_report.delay(job.pk), robust=True)
    return job


def _shown(job: ReportJob) -> dict[str, object]:
    return {"job": job, "period": period_words(job.period), "kind": STATE_KINDS[job.state]}


@access(Permission.REPORT_EXPORT)
@require_GET
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """One report: progress, then the file."""
    job = get_visible_or_404(ReportJob, request.user, pk=pk)
    return render(request, "analytics/report.html", _shown(job))


@access(Permission.REPORT_EXPORT)
@require_GET
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The part of the page that changes while the report is being made."""
    job = get_visible_or_404(ReportJob, request.user, pk=pk)
    return render(request, "analytics/_report.html", _shown(job))


@access(Permission.REPORT_EXPORT)
@require_GET
def download(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    """The file, for the person who asked for it."""
    job = get_visible_or_404(ReportJob, request.user, pk=pk)
    if job.state != ReportState.DONE or not job.file.storage.exists(job.file.name):
        raise Http404
    log_read(job, by=request.user, at=clock.now(), purpose="report.download")
    return FileResponse(
        job.file.open("rb"), as_attachment=True, filename=job.file_name,
        content_type=MEDIA_TYPES[ReportFormat(job.format)],
    )  # fmt: skip
