"""Imports of employer lists: upload, progress, preview, columns, confirm, cancel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import structlog
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from kombu.exceptions import OperationalError

from accounts.permissions import Permission
from ecms.core import clock
from ecms.core.access import access
from ecms.core.components import Tab
from ecms.core.formatting import legal_date
from ecms.core.paging import paginate
from ecms.core.scoping import get_visible_or_404
from enterprises.enums import ImportState, RowVerdict
from enterprises.forms import ColumnsForm, UploadForm
from enterprises.models import ImportJob, ImportRow
from enterprises.presenters import IMPORT_KINDS, VERDICT_KINDS
from enterprises.services.imports.adapters import adapter_for
from enterprises.services.imports import jobs
from enterprises.tasks import check_import, commit_import
from enterprises.wording import file_words, row_words

logger = structlog.get_logger(__name__)
WARNED = "WARNED"


def load(request: HttpRequest, pk: int) -> ImportJob:
    """The import, within the user's provinces."""
    source = ImportJob.objects.select_related("province", "uploaded_by", "confirmed_by")
    return get_visible_or_404(source, request.user, pk=pk)


def _hand_out(task: Any, job: ImportJob) -> None:
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
    form = UploadForm(request.POST or None, request.FILES or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        job, is_new = jobs.upload(
            file=data["file"], province=form.province_chosen, source=data["source"],
            as_of=data["as_of"], by=request.user, at=clock.now(),
        )  # fmt: skip
        if is_new:
            _hand_out(check_import, job)
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
    context = _standing(job)
    if job.state in (ImportState.READY, ImportState.DONE):
        context.update(_rows(request, job))
    return render(request, "enterprises/import_detail.html", context)


def _standing(job: ImportJob) -> dict[str, Any]:
    return {
        "job": job,
        "title": f"{job.source}, {legal_date(job.as_of)}",
        "kind": IMPORT_KINDS[ImportState(job.state)],
        "problem": file_words(job.problem),
        "to_write": job.new + job.changed,
        "progress_label": _("Checking the rows")
        if job.state != ImportState.COMMITTING
        else _("Writing into the register"),
        "progress_total": job.new + job.changed
        if job.state == ImportState.COMMITTING
        else job.total,
        "no_form_column": not any(
            column["field"] == "legal_form" for column in job.mapping.get("columns", [])
        ),
    }


def _rows(request: HttpRequest, job: ImportJob) -> dict[str, Any]:
    """The chosen tab of the preview, one page of it."""
    tabs = {
        RowVerdict.NEW.value: (_("New"), job.new),
        RowVerdict.CHANGED.value: (_("Changed"), job.changed),
        RowVerdict.REFUSED.value: (_("Refused"), job.refused),
        RowVerdict.UNCHANGED.value: (_("Unchanged"), job.unchanged),
        WARNED: (_("With warnings"), job.warned),
    }
    first = next((code for code, (_label, count) in tabs.items() if count), RowVerdict.NEW.value)
    tab = request.GET.get("tab", "")
    tab = tab if tab in tabs else first
    rows = job.rows.order_by("row_number")
    rows = rows.exclude(warnings=[]) if tab == WARNED else rows.filter(verdict=tab)
    page = paginate(request, rows)
    there = adapter_for(job.kind).pages(job, page)
    return {
        "tabs": [
            Tab(label, f"?tab={code}", code == tab, count) for code, (label, count) in tabs.items()
        ],
        "tab": tab,
        "tab_label": tabs[tab][0],
        "page": page,
        "rows": [
            {
                "it": shown,
                "kind": VERDICT_KINDS[RowVerdict(shown.row.verdict)],
                "url": there.get(shown.row.row_number, ""),
            }
            for shown in _preview(job, page)
        ],
    }


@dataclass(frozen=True)
class Shown:
    """A row of an import as the preview shows it."""

    row: ImportRow
    facts: list[str]
    notes: list[str]


def _preview(job: ImportJob, page: Any) -> list[Shown]:
    adapter = adapter_for(job.kind)
    rows = list(page)
    return [
        Shown(row, facts, [row_words(note, adapter) for note in (*row.reasons, *row.warnings)])
        for row, facts in zip(rows, adapter.facts(rows), strict=True)
    ]


@access(Permission.ENTERPRISE_IMPORT)
@require_GET
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The bar, fetched every two seconds; when the work has ended the page is loaded anew."""
    job = load(request, pk)
    if not request.htmx:
        return redirect("enterprises:import_detail", pk=pk)
    response = render(request, "enterprises/import_detail.html#progress", _standing(job))
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
            _hand_out(check_import, job)
        return redirect("enterprises:import_detail", pk=pk)
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "job": job, "problem": file_words(job.problem)}
    return render(request, "enterprises/import_columns.html", context, status=status)


@access(Permission.ENTERPRISE_IMPORT)
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Carry the import out; a second click does nothing."""
    job = load(request, pk)
    try:
        if jobs.confirm(job=job, by=request.user, at=clock.now()):
            _hand_out(commit_import, job)
    except jobs.NotPossible:
        messages.error(request, _("This import cannot be carried out as it stands."))
    return redirect("enterprises:import_detail", pk=pk)


@access(Permission.ENTERPRISE_IMPORT)
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop the import; nothing of it stays."""
    job = load(request, pk)
    if jobs.cancel(job=job, by=request.user, at=clock.now()):
        messages.success(request, _("The import is being cancelled; the register is unchanged."))
    else:
        messages.info(request, _("The import had ended already."))
    return redirect(reverse("enterprises:import_detail", args=[pk]))
