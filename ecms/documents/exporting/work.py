"""What a worker does with an export: make the file, sweep up what was broken off.

A job is claimed by a conditional update that counts the attempt; only the latest attempt may
end it. The rows go to a temporary file that has no name, and become a stored file in the moment
the job ends: a worker that is killed leaves a job that is given out again, and no file.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.core.files import File
from django.db import transaction
from django.db.models import F, Q
from django.utils import translation

from ecms.audit.services import log
from ecms.core.bulk import side_connection
from ecms.documents.exporting import writing
from ecms.documents.exporting.jobs import UNFINISHED
from ecms.documents.exporting.registry import UnknownExporter, exporter_of, tell_ended
from ecms.documents.models import ExportJob, ExportState

STALE = timedelta(seconds=90)  # a heartbeat older than this has no worker behind it
CALM = timedelta(seconds=30)  # a fresh wish has a task under way
MOST_ATTEMPTS = 3
KEPT = timedelta(days=7)

logger = structlog.get_logger(__name__)
Clock = Callable[[], datetime]


class Cancelled(Exception):
    """Its owner does not want it any more."""


class Superseded(Exception):
    """Another worker has it."""


def make(pk: int, *, clock: Clock) -> bool:
    """Make the file of an export unless it is over or another worker makes it; whether it was."""
    job = _claim(pk, clock())
    if job is None:
        return False
    try:
        _make(job, clock)
    except Cancelled:
        _end(job, ExportState.CANCELLED, clock())
    except Superseded:
        logger.info("export taken over", job=pk)
    except PermissionError:
        _end(job, ExportState.FAILED, clock(), "rights")
    except UnknownExporter:
        _end(job, ExportState.FAILED, clock(), "unknown")
    except Exception:
        logger.exception("export failed", job=pk)
        _end(job, ExportState.FAILED, clock(), "error")
    else:
        return True
    return False


def _free(at: datetime) -> Q:
    return Q(heartbeat_at__isnull=True) | Q(heartbeat_at__lt=at - STALE)


def _claim(pk: int, at: datetime) -> ExportJob | None:
    taken = ExportJob.objects.filter(_free(at), pk=pk, state__in=UNFINISHED).update(
        state=ExportState.RUNNING, attempts=F("attempts") + 1, heartbeat_at=at, rows=0
    )
    return ExportJob.objects.select_related("asked_by").get(pk=pk) if taken else None


def _mine(job: ExportJob) -> Any:
    """The job, as long as this attempt still holds it."""
    return ExportJob.objects.filter(pk=job.pk, attempts=job.attempts, state=ExportState.RUNNING)


class Heartbeat:
    """Reports progress through a connection of its own and notices a cancel."""

    def __init__(self, job: ExportJob, clock: Clock, through: Any) -> None:
        self.job, self.clock, self.through = job, clock, through

    def __call__(self, rows: int) -> None:
        """Raises Cancelled or Superseded to stop the work."""
        sql = """UPDATE documents_exportjob SET rows = %s, heartbeat_at = %s WHERE id = %s
                 RETURNING cancel_requested, attempts"""
        with self.through.cursor() as cursor:
            cursor.execute(sql, [rows, self.clock(), self.job.pk])
            row = cursor.fetchone()
        if row is None:
            return  # not visible from a second connection: the job is being made in this one
        if row[0]:
            raise Cancelled
        if row[1] != self.job.attempts:
            raise Superseded


def _make(job: ExportJob, clock: Clock) -> None:
    owner = job.asked_by
    exporter = exporter_of(job.exporter)
    if not exporter.is_for(owner):
        raise PermissionError
    with tempfile.TemporaryFile() as file, translation.override(job.language):
        with side_connection() as other, transaction.atomic():
            tick = Heartbeat(job, clock, other)
            tick(0)
            _mine(job).update(total=exporter.total(owner, job.query))
            readme = exporter.readme(owner) if exporter.readme else ""
        with side_connection() as other, transaction.atomic():  # cursors live in a transaction
            tick = Heartbeat(job, clock, other)
            if exporter.write is not None:
                rows = exporter.write(owner, job.query, file, tick)
            else:
                tables = exporter.tables(owner, job.query)
                rows = writing.write(job.kind, file, tables, tick, readme)
        _finish(job, file, rows, clock())


def file_path(job: ExportJob) -> str:
    """Where the file of a job is stored; one place however often it is made."""
    return f"{job.asked_at:%Y/%m}/{job.pk}.{job.kind}"


@transaction.atomic
def _finish(job: ExportJob, file: Any, rows: int, at: datetime) -> None:
    """Keep the file and tell its owner, once, whatever happens to a second worker."""
    row = ExportJob.objects.select_for_update(of=("self",)).get(pk=job.pk)
    if row.attempts != job.attempts or row.state != ExportState.RUNNING:
        raise Superseded
    if row.cancel_requested:
        raise Cancelled
    file.seek(0)
    place = f"exports/{file_path(row)}"
    row.file.storage.delete(place)  # of an attempt that died while it stored its file
    row.file.name = row.file.storage.save(place, File(file))
    row.state, row.finished_at, row.rows = ExportState.DONE, at, rows
    row.heartbeat_at = None
    row.save()
    log("export.made", row, by=None, at=at, data={"rows": rows})
    tell_ended(row, at)


@transaction.atomic
def _end(job: ExportJob, state: str, at: datetime, problem: str = "") -> None:
    """Close an export without a file."""
    closed = _mine(job).update(state=state, problem=problem, finished_at=at, heartbeat_at=None)
    if not closed:
        return
    job.refresh_from_db()
    job.file.storage.delete(f"exports/{file_path(job)}")
    log(f"export.{state.lower()}", job, by=None, at=at, data={"problem": problem})
    if state == ExportState.FAILED:
        tell_ended(job, at)


def sweep(*, at: datetime) -> list[int]:
    """Find exports that nobody works on; returns keys to give out again.

    Those that were broken off too often end with a reason.
    """
    waiting = ExportJob.objects.filter(_free(at), state__in=UNFINISHED, asked_at__lt=at - CALM)
    for job in waiting.filter(attempts__gte=MOST_ATTEMPTS):
        _end(job, ExportState.FAILED, at, "worker_lost")
    return list(waiting.filter(attempts__lt=MOST_ATTEMPTS).values_list("pk", flat=True))


def forget(*, at: datetime) -> int:
    """Delete files older than ``KEPT``, and their jobs; returns how many."""
    old = ExportJob.objects.filter(finished_at__lt=at - KEPT).exclude(state__in=UNFINISHED)
    count = 0
    for job in old:
        if job.file:
            job.file.storage.delete(str(job.file.name))
        job.delete()
        count += 1
    return count
