"""Exports: what a person asked for, how far it is, the file. Nobody sees another's."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ecms.audit.services import log_read
from ecms.core import clock
from ecms.core.access import SIGNED_IN, access
from ecms.core.paging import paginate
from ecms.documents.exporting import jobs, registry
from ecms.documents.models import ExportJob, ExportState
from ecms.documents.tasks import make_export

STATE_KINDS: dict[str, str] = {
    ExportState.WAITING: "waiting",
    ExportState.RUNNING: "progress",
    ExportState.DONE: "success",
    ExportState.CANCELLED: "neutral",
    ExportState.FAILED: "danger",
}
PROBLEMS = {
    "rights": gettext_lazy("You no longer have the right to this list."),
    "unknown": gettext_lazy("This list does not exist any more."),
    "worker_lost": gettext_lazy("The work was broken off several times. Ask for it again."),
    "error": gettext_lazy("An error stopped it. The administrators can see it in the logs."),
}
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
    "pdf": "application/pdf",
}


def start(request: HttpRequest, *, exporter: str, query: str, kind: str, name: str) -> ExportJob:
    """Note the wish of the signed-in person and give it to a worker once it is stored.

    For the views of other modules. Raises what :func:`jobs.ask` raises.
    """
    with transaction.atomic():
        job, is_new = jobs.ask(
            exporter=exporter, query=query, kind=kind, name=name,
            language=get_language() or "vi", by=request.user, at=clock.now(),
        )  # fmt: skip
        if is_new:
            transaction.on_commit(lambda: make_export.delay(job.pk), robust=True)
    return job


def _mine(request: HttpRequest) -> Any:
    return ExportJob.objects.filter(asked_by_id=request.user.pk)


def _shown(job: ExportJob) -> dict[str, Any]:
    try:
        label: Any = registry.exporter_of(job.exporter).label
    except registry.UnknownExporter:
        label = job.exporter
    return {
        "job": job,
        "label": label,
        "kind": STATE_KINDS[job.state],
        "is_running": job.state in jobs.UNFINISHED,
        "problem": PROBLEMS.get(job.problem, ""),
        "size": _size(job),
    }


def _size(job: ExportJob) -> int | None:
    found = job.file and job.file.storage.exists(str(job.file.name))
    return job.file.size if found else None


@access(SIGNED_IN)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """My exports of the last days, newest first."""
    page = paginate(request, _mine(request))
    context = {"page": page, "rows": [_shown(job) for job in page]}
    return render(request, "documents/exports.html", context)


@access(SIGNED_IN)
@require_GET
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One export: progress, then the file."""
    return render(
        request, "documents/export.html", _shown(get_object_or_404(_mine(request), pk=pk))
    )


@access(SIGNED_IN)
@require_GET
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The part of the page that changes while the file is being made."""
    job = get_object_or_404(_mine(request), pk=pk)
    return render(request, "documents/_export.html", _shown(job))


@access(SIGNED_IN)
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop it."""
    job = get_object_or_404(_mine(request), pk=pk)
    if jobs.cancel(job=job, by=request.user, at=clock.now()):
        messages.success(request, _("The export was cancelled."))
    return redirect("documents:export", pk=pk)


@access(SIGNED_IN)
@require_GET
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """The file, for the person who asked for it."""
    job = get_object_or_404(_mine(request), pk=pk)
    if job.state != ExportState.DONE or _size(job) is None:
        raise Http404
    log_read(job, by=request.user, at=clock.now(), purpose="export.download")
    response: Any = FileResponse(
        job.file.open("rb"), as_attachment=True, filename=job.name,
        content_type=MEDIA_TYPES[job.kind],
    )  # fmt: skip
    response["X-Content-Type-Options"] = "nosniff"
    return response  # type: ignore[no-any-return]
