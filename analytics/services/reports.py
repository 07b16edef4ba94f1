"""Reports: asked for once, made by a worker, downloaded by the person who asked.

``make`` may run any number of times for one report: it ends once, with one file and one letter.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files import File
from django.db import transaction
from django.db.models import F
from django.utils import translation

from accounts.permissions import Permission
from analytics import figures, files
from analytics.board import Board
from analytics.documents import report_pdf
from analytics.enums import UNFINISHED, ReportFormat, ReportState
from analytics.models import ReportJob
from analytics.numbers import Selection
from analytics.querysets import SILENCE
from ecms.audit.services import log
from ecms.core import clock
from ecms.notifications.services.messages import tell

ATTEMPTS = 3
LISTS_AND_MORE = 4  # sheets beside the tables: summary, two lists, definitions
Now = Callable[[], datetime]


def request(
    selection: Selection, *, kind: str, language: str, submission: UUID, by: Any, at: datetime
) -> ReportJob:
    """Note that a report is wanted; the same ``submission`` by the same person gives it again."""
    with transaction.atomic():
        job, created = ReportJob.objects.get_or_create(
            submission=submission,
            requested_by=by,
            defaults={
                "format": kind,
                "first": selection.period.first,
                "last": selection.period.last,
                "province": selection.province,
                "language": language,
                "requested_at": at,
            },
        )
        if created:
            data = {"format": kind, "period": selection.period.code}
            log("report.requested", job, by=by, at=at, data=data)
    return job


def make(pk: int, *, now: Now) -> bool:
    """Make the report unless it is finished or another worker makes it; whether it was made."""
    job = _claim(pk, now())
    if job is None:
        return False
    if not job.requested_by.can(Permission.REPORT_EXPORT):
        _fail(job, "rights", at=now())
        return False
    try:
        with tempfile.TemporaryFile() as file:
            board = _write(job, file, now)
            _finish(job, file, board, at=now())
    except Exception:
        if job.attempts >= ATTEMPTS:
            _fail(job, "error", at=now())
        else:
            ReportJob.objects.filter(pk=job.pk).update(state=ReportState.WAITING)
        raise
    return True


def _claim(pk: int, at: datetime) -> ReportJob | None:
    """Take the report for this worker; None when it is not to be had."""
    with transaction.atomic():
        job = ReportJob.objects.select_for_update(of=("self",)).filter(pk=pk).first()
        if job is None or job.state not in UNFINISHED:
            return None
        alive = job.beat_at is not None and job.beat_at > at - SILENCE
        if job.state == ReportState.RUNNING and alive:
            return None
        job.state, job.beat_at, job.attempts = ReportState.RUNNING, at, job.attempts + 1
        job.done_steps, job.all_steps = 0, 0
        job.save(update_fields=["state", "beat_at", "attempts", "done_steps", "all_steps"])
    return job


def _write(job: ReportJob, file: Any, now: Now) -> Board:
    figures.refresh(at=now())
    pdf = job.format == ReportFormat.PDF
    with translation.override("vi" if pdf else job.language):
        board = Board(Selection(job.requested_by, job.period, job.province))
        steps = 1 if pdf else len(board.tables) + LISTS_AND_MORE
        ReportJob.objects.filter(pk=job.pk).update(all_steps=steps)

        def progress(done: int) -> None:
            ReportJob.objects.filter(pk=job.pk).update(
                done_steps=F("done_steps") + done, beat_at=now()
            )

        if pdf:
            file.write(report_pdf(board, on=clock.legal_date(now())))
            progress(1)
        elif job.format == ReportFormat.XLSX:
            files.write_xlsx(file, board, progress)
        else:
            files.write_csv(file, board, progress)
    return board


def _finish(job: ReportJob, file: Any, board: Board, *, at: datetime) -> None:
    """Keep the file and tell the person, once, whatever happens to a second worker."""
    size = file.seek(0, 2)
    file.seek(0)
    sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    with transaction.atomic():
        row = ReportJob.objects.select_for_update(of=("self",)).get(pk=job.pk)
        if row.state != ReportState.RUNNING or row.attempts != job.attempts:
            return
        row.file.storage.delete(row.file.field.generate_filename(row, row.file_name))
        row.file.save(row.file_name, File(file), save=False)
        row.state, row.finished_at, row.as_of = ReportState.DONE, at, board.as_of or at
        row.size, row.sha256, row.done_steps = size, sha256, row.all_steps
        row.save()
        log("report.made", row, by=None, at=at, data={"sha256": sha256, "size": size})
        tell("report.ready", row, at=at)


def _fail(job: ReportJob, error: str, *, at: datetime) -> None:
    """Give up and say so. ``error``: rights, error, silent."""
    with transaction.atomic():
        row = ReportJob.objects.select_for_update(of=("self",)).get(pk=job.pk)
        if row.state not in UNFINISHED:
            return
        row.state, row.error, row.finished_at = ReportState.FAILED, error, at
        row.save(update_fields=["state", "error", "finished_at"])
        log("report.failed", row, by=None, at=at, data={"error": error})
        tell("report.failed", row, at=at)


def sweep(*, at: datetime) -> list[int]:
    """Look after reports without a sign of life: answers those to be given out again.

    After the last attempt a report has failed. Files are deleted after thirty days.
    """
    again = []
    for job in ReportJob.objects.silent(at):
        if job.attempts >= ATTEMPTS:
            _fail(job, "silent", at=at)
        else:
            again.append(job.pk)
    for job in ReportJob.objects.expired(at).exclude(file=""):
        job.file.delete(save=False)
        ReportJob.objects.filter(pk=job.pk).delete()
    return again
