"""Imports of employer lists: upload, progress, preview, columns, confirm, cancel."""

from __future__ import annotations

from typing import Any

import structlog
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from kombu.exceptions import OperationalError

from accounts.permissions import Permission
from ecms.core import clock
from ecms.core.access import access
from ecms.core.paging import paginate
from ecms.core.scoping import get_visible_or_404
from enterprises.enums import ImportState
from enterprises.forms import ColumnsForm, EncodingForm, UploadForm
from enterprises.models import ImportJob
from enterprises.presenters import IMPORT_KINDS
from enterprises.services.imports import jobs
from enterprises.services.imports.adapters import adapter_for
from enterprises.tasks import check_import, commit_import, undo_import
from enterprises.views.import_preview import named, rows_of, standing
from enterprises.wording import file_words, nouns_of

logger = structlog.get_logger(__name__)


def load(request: HttpRequest, pk: int) -> ImportJob:
    """The import, within the user's provinces."""
    source = ImportJob.objects.select_related(
        "province", "uploaded_by", "confirmed_by", "undone_by", "enterprise", "origin"
    )
    job: ImportJob = get_visible_or_404(source, request.user, pk=pk)
    if not request.user.can(adapter_for(job.kind).permission):
        raise PermissionDenied
    return job


def hand_out(task: Any, job: ImportJob) -> None:
    """Give a job to a worker; without a broker the sweeper finds it within a minute."""
    try:
        task.apply_async([job.pk], retry=False)
    except OperationalError:
        logger.warning("broker away, import waits", job=job.pk)


@access(Permission.ENTERPRISE_IMPORT)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Imports of the user's provinces, newest first."""
    rows = ImportJob.objects.visible_to(request.user).select_related("province", "uploaded_by")
    page = paginate(request, rows.order_by("-pk"))
    context = {
        "page": page,
        "rows": [{"job": job, "kind": IMPORT_KINDS[ImportState(job.state)]} for job in page],
    }
    return render(request, "enterprises/import_list.html", context)


@access(Permission.ENTERPRISE_IMPORT)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Send a file in; the check begins at once."""
    initial = {name: request.GET.get(name, "") for name in ("kind", "employer")}
    if initial["employer"]:  # come from the workforce page of an employer
        initial["source"] = _("The employer itself")
    form = UploadForm(
        request.POST or None, request.FILES or None, user=request.user, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        job, is_new = jobs.upload(
            file=data["file"], province=form.province_chosen, source=form.source_words,
            as_of=data["as_of"], by=request.user, at=clock.now(), kind=data["kind"],
            origin=data["origin"], enterprise=data.get("enterprise"),
        )  # fmt: skip
        if is_new:
            hand_out(check_import, job)
        else:
            messages.info(request, _("This file is under way already; here it is."))
        return redirect("enterprises:import_detail", pk=job.pk)
    mine = ImportJob.objects.visible_to(request.user)
    context = {
        "form": form,
        "sources": mine.order_by("source").values_list("source", flat=True).distinct()[:50],
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "enterprises/import_new.html", context, status=status)


@access(Permission.ENTERPRISE_IMPORT)
@require_GET
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Where an import stands: progress, preview, or how it ended."""
    job = load(request, pk)
    context = standing(job)
    if job.state in (ImportState.READY, ImportState.DONE, ImportState.UNDONE):
        context.update(rows_of(request, job))
    return render(request, "enterprises/import_detail.html", context)


@access(Permission.ENTERPRISE_IMPORT)
@require_GET
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The bar, fetched every two seconds; when the work has ended the page is loaded anew."""
    job = load(request, pk)
    if not request.htmx:
        return redirect("enterprises:import_detail", pk=pk)
    response = render(request, "enterprises/import_detail.html#progress", standing(job))
    if not job.is_running:
        response.headers["HX-Refresh"] = "true"
    return response


@access(Permission.ENTERPRISE_IMPORT)
@require_http_methods(["GET", "POST"])
def columns(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what the columns mean; remembered for the next list of the same source."""
    job = load(request, pk)
    if not job.can_be_mapped:
        messages.info(request, _("The columns of this import can no longer be changed."))
        return redirect("enterprises:import_detail", pk=pk)
    form = ColumnsForm(request.POST or None, job=job)
    if request.method == "POST" and form.is_valid():
        try:
            jobs.map_columns(job=job, fields=form.chosen, by=request.user, at=clock.now())
        except jobs.NotPossible:
            messages.info(request, _("The columns of this import can no longer be changed."))
        else:
            hand_out(check_import, job)
        return redirect("enterprises:import_detail", pk=pk)
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "job": job, "problem": file_words(job.problem, adapter_for(job.kind))}
    return render(request, "enterprises/import_columns.html", context, status=status)


@access(Permission.ENTERPRISE_IMPORT)
@require_POST
def encoding(request: HttpRequest, pk: int) -> HttpResponse:
    """Read the file again in another encoding."""
    job = load(request, pk)
    form = EncodingForm(request.POST)
    if not form.is_valid():
        return redirect("enterprises:import_detail", pk=pk)
    try:
        jobs.choose_encoding(
            job=job, encoding=form.cleaned_data["encoding"], by=request.user, at=clock.now()
        )
    except jobs.NotPossible:
        messages.info(request, _("This file can no longer be read again."))
    else:
        hand_out(check_import, job)
    return redirect("enterprises:import_detail", pk=pk)


@access(Permission.ENTERPRISE_IMPORT)
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Carry the import out; a second click does nothing."""
    job = load(request, pk)
    try:
        if jobs.confirm(job=job, by=request.user, at=clock.now()):
            hand_out(commit_import, job)
    except jobs.NotPossible:
        messages.error(request, _("This import cannot be carried out as it stands."))
    return redirect("enterprises:import_detail", pk=pk)


@access(Permission.ENTERPRISE_IMPORT)
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop the import, or its undo; nothing of it stays."""
    job = load(request, pk)
    undoing = job.state == ImportState.UNDOING
    if not jobs.cancel(job=job, by=request.user, at=clock.now()):
        messages.info(request, _("The import had ended already."))
    elif undoing:
        messages.success(request, _("The undo is being cancelled; the import stands."))
    else:
        messages.success(request, _("The import is being cancelled; the register is unchanged."))
    return redirect(reverse("enterprises:import_detail", args=[pk]))


@access(Permission.ENTERPRISE_IMPORT)
@require_http_methods(["GET", "POST"])
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """What taking the import back would do; a POST orders it, once."""
    job = load(request, pk)
    if request.method == "POST":
        try:
            if jobs.undo(job=job, by=request.user, at=clock.now()):
                hand_out(undo_import, job)
        except jobs.NotPossible:
            messages.error(request, _("This import cannot be undone."))
        return redirect("enterprises:import_detail", pk=pk)
    if job.state != ImportState.DONE:
        return redirect("enterprises:import_detail", pk=pk)
    adapter = adapter_for(job.kind)
    plan = adapter.plan_undo(job)
    said = named(plan.as_json(), adapter)
    context = {"job": job, "plan": plan, "nouns": nouns_of(adapter), **said}
    return render(request, "enterprises/import_undo.html", context)
