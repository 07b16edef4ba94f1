"""What a worker does with an import: check, carry out, and sweep up what was broken off.

A job is claimed by a conditional update that counts the attempt; whoever holds the latest
attempt may write. A worker that dies leaves a heartbeat that grows old, and the sweeper hands
the job out again. Running any of these twice does no more than running it once.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import structlog
from django.db import IntegrityError, connection, transaction
from django.db.models import F, Q

from ecms.audit.services import log
from ecms.core.bulk import side_connection, try_lock_for_transaction
from ecms.notifications.services import messages
from enterprises.enums import ImportState
from enterprises.models import ImportJob
from enterprises.services.imports import columns, files, stage, summary
from enterprises.services.imports.adapters import Adapter, Reader, adapter_for
from enterprises.services.imports.jobs import forget_file
from enterprises.services.imports.refusal import (
    Busy,
    Cancelled,
    FileRefused,
    RegisterChanged,
    Superseded,
)

STALE = timedelta(seconds=90)  # a heartbeat older than this has no worker behind it
MOST_ATTEMPTS = 3
PATIENCE = 20  # seconds to wait for another import of the province before giving the job back
LOCK = "enterprises.import.commit"
CHUNK = 20_000  # rows between two signs of life

logger = structlog.get_logger(__name__)
Clock = Callable[[], datetime]


class Heartbeat:
    """Reports progress and notices a cancel; ``through`` is the connection it writes by."""

    def __init__(self, job: ImportJob, clock: Clock, through: Any = connection) -> None:
        self.job, self.clock, self.through = job, clock, through

    def __call__(self, done: int) -> None:
        """Raises Cancelled or Superseded to stop the work."""
        sql = """UPDATE enterprises_importjob SET done = %s, heartbeat_at = %s
                 WHERE id = %s RETURNING cancel_requested, attempts"""
        with self.through.cursor() as cursor:
            cursor.execute(sql, [done, self.clock(), self.job.pk])
            row = cursor.fetchone()
        if row is None:
            return  # not visible from a second connection: the job is being made in this one
        if row[0]:
            raise Cancelled
        if row[1] != self.job.attempts:
            raise Superseded


def _claim(pk: int, at: datetime, *states: str) -> ImportJob | None:
    free = Q(heartbeat_at__isnull=True) | Q(heartbeat_at__lt=at - STALE)
    taken = ImportJob.objects.filter(free, pk=pk, state__in=states).update(
        attempts=F("attempts") + 1, heartbeat_at=at
    )
    if not taken:
        return None
    return ImportJob.objects.select_related(
        "province", "uploaded_by", "confirmed_by", "undone_by"
    ).get(pk=pk)


def _mine(job: ImportJob) -> Any:
    """The job, as long as this attempt still holds it."""
    return ImportJob.objects.filter(pk=job.pk, attempts=job.attempts)


# --- Check --------------------------------------------------------------------------------
def check(pk: int, *, clock: Clock) -> None:
    """Read the file of an import and judge its rows; ends in "ready" or with a reason."""
    job = _claim(pk, clock(), ImportState.UPLOADED, ImportState.CHECKING)
    if job is None:
        return
    _mine(job).update(state=ImportState.CHECKING, done=0, problem={})
    try:
        _check(job, clock)
    except FileRefused as refused:
        _end(job, ImportState.REFUSED, clock(), refused.as_json())
    except Cancelled:
        _end(job, ImportState.CANCELLED, clock())
    except Superseded:
        logger.info("import taken over", job=pk)
    except Exception as error:
        logger.exception("import check failed", job=pk)
        _end(job, ImportState.FAILED, clock(), _details(error))


def _details(error: Exception) -> dict[str, Any]:
    """The kind of error only: messages of a database may hold personal data."""
    return {"code": "failed", "params": {"details": type(error).__name__}}


def _check(job: ImportJob, clock: Clock) -> None:
    adapter = adapter_for(job.kind)
    source = files.open_source(_path(job), job.mapping.get("encoding", ""))
    job.encoding = source.known_as
    found = _columns(job, adapter, source)
    tick = Heartbeat(job, clock)
    try:
        with side_connection() as other:
            rows = _staged(
                adapter.reader(job, found.fields), source, found.header_row,
                Heartbeat(job, clock, other),
            )  # fmt: skip
            total = adapter.fill(rows)
        _mine(job).update(total=total)
        job.rows.all().delete()
        adapter.judge(job, total, tick)
    finally:
        stage.drop()
    numbers = summary.counts(job)
    _mine(job).filter(state=ImportState.CHECKING).update(
        **numbers, state=ImportState.READY, checked_at=clock(), done=total, heartbeat_at=None,
        attempts=0, summary={**summary.by_field(job, sealed=adapter.sealed), **adapter.found(job)},
    )  # fmt: skip


def _columns(job: ImportJob, adapter: Adapter, source: files.Source) -> columns.Columns:
    """What the columns mean, kept with the job; refused where a needed one is not there."""
    chosen = job.mapping.get("chosen", {})
    found = columns.find(source, columns.compiled(adapter.columns), chosen)
    kept = {"encoding": job.mapping.get("encoding", "")}
    job.mapping = kept | found.as_json(chosen, masked=adapter.sealed)
    _mine(job).update(encoding=job.encoding, mapping=job.mapping)
    if missing := adapter.missing(found.fields):
        raise FileRefused("columns", missing=missing)
    return found


def _staged(
    reader: Reader, source: files.Source, header_row: int, tick: Callable[[int], None]
) -> Iterator[list[Any]]:
    done = 0
    for number, cells in source.rows():
        if number <= header_row or (number <= header_row + 2 and columns.is_numbering(cells)):
            continue
        done += 1
        if done > files.MOST_ROWS:
            raise FileRefused("too_many_rows", limit=files.MOST_ROWS)
        yield reader.staged(number, cells)
        if done % CHUNK == 0:
            tick(done)


def _path(job: ImportJob) -> Path:
    path = Path(job.file.path)
    if not path.is_file():
        raise FileRefused("file_gone")
    return path


@transaction.atomic
def _end(job: ImportJob, state: str, at: datetime, problem: dict[str, Any] | None = None) -> None:
    """Close an import that changes nothing, and tell who sent it."""
    closed = _mine(job).update(
        state=state, problem=problem or {}, finished_at=at, heartbeat_at=None
    )
    if not closed:
        return
    if state != ImportState.REFUSED:
        job.rows.all().delete()
        forget_file(job)
    log(f"import.{state.lower()}", job, by=None, at=at, data=problem or {})
    _tell(job, state, at)


def _tell(job: ImportJob, state: str, at: datetime) -> None:
    if state != ImportState.CANCELLED:
        messages.tell("import.finished", job, at=at, turn=f"{state}{at:%Y%m%d%H%M%S}")


# --- Commit -------------------------------------------------------------------------------
def commit(pk: int, *, clock: Clock) -> None:
    """Carry a confirmed import out, whole or not at all."""
    job = _claim(pk, clock(), ImportState.COMMITTING)
    if job is None:
        return
    try:
        written = _commit(job, clock)
    except Busy:
        _mine(job).update(heartbeat_at=None, attempts=F("attempts") - 1)
    except (RegisterChanged, IntegrityError):
        _look_again(job, clock)
    except Cancelled:
        _end(job, ImportState.CANCELLED, clock())
    except Superseded:
        logger.info("import taken over", job=pk)
    except Exception as error:
        logger.exception("import failed", job=pk)
        _end(job, ImportState.FAILED, clock(), _details(error))
    else:
        adapter_for(job.kind).finish(job, written)


def _look_again(job: ImportJob, clock: Clock) -> None:
    """Back to the check: what was confirmed is not what would happen now."""
    _mine(job).update(
        state=ImportState.UPLOADED, confirmed_at=None, confirmed_by=None, heartbeat_at=None,
        attempts=0, done=0,
    )  # fmt: skip
    check(job.pk, clock=clock)
    ImportJob.objects.filter(pk=job.pk, state=ImportState.READY).update(
        problem={"code": "changed_meanwhile", "params": {}}
    )


def _commit(job: ImportJob, clock: Clock) -> int:
    with side_connection() as other, transaction.atomic():
        tick = Heartbeat(job, clock, other)
        _wait_for_turn(job, tick)
        adapter = adapter_for(job.kind)
        if adapter.is_stale(job):
            raise RegisterChanged
        at = clock()
        written = adapter.carry_out(job, at=at, tick=tick)
        done = (
            _mine(job)
            .filter(state=ImportState.COMMITTING, cancel_requested=False)
            .update(
                state=ImportState.DONE, finished_at=clock(), done=written, heartbeat_at=None,
                summary={**job.summary, "written_at": at.isoformat()},
            )
        )  # fmt: skip
        if not done:
            wanted = ImportJob.objects.filter(pk=job.pk, cancel_requested=True).exists()
            raise Cancelled if wanted else Superseded
        log(
            "import.finished", job, by=job.confirmed_by, at=at,
            data={"new": job.new, "changed": job.changed, "refused": job.refused},
        )  # fmt: skip
        _tell(job, ImportState.DONE, at)
        forget_file(job)
    return written


# --- Undo ---------------------------------------------------------------------------------
def undo(pk: int, *, clock: Clock) -> None:
    """Take a finished import back, whole or not at all."""
    job = _claim(pk, clock(), ImportState.UNDOING)
    if job is None:
        return
    try:
        _undo(job, clock)
    except Busy:
        _mine(job).update(heartbeat_at=None, attempts=F("attempts") - 1)
    except Cancelled:
        _stays(job, clock(), {})
    except Superseded:
        logger.info("undo taken over", job=pk)
    except Exception as error:
        logger.exception("undo failed", job=pk)
        _stays(job, clock(), {"code": "undo_failed", "params": _details(error)["params"]})


def _undo(job: ImportJob, clock: Clock) -> None:
    with side_connection() as other, transaction.atomic():
        tick = Heartbeat(job, clock, other)
        _wait_for_turn(job, tick)
        at = clock()
        outcome = adapter_for(job.kind).undo(job, by=job.undone_by, at=at, tick=tick)
        done = (
            _mine(job)
            .filter(state=ImportState.UNDOING, cancel_requested=False)
            .update(
                state=ImportState.UNDONE, undone_at=at, heartbeat_at=None,
                summary={**job.summary, "undo": outcome.as_json()},
            )
        )  # fmt: skip
        if not done:
            wanted = ImportJob.objects.filter(pk=job.pk, cancel_requested=True).exists()
            raise Cancelled if wanted else Superseded
        data = {
            "restored": outcome.restored, "removed": outcome.removed,
            "kept": outcome.kept_count, "skipped": outcome.skipped_count,
        }  # fmt: skip
        log("import.undone", job, by=job.undone_by, at=at, data=data)
        _tell(job, ImportState.UNDONE, at)


@transaction.atomic
def _stays(job: ImportJob, at: datetime, problem: dict[str, Any]) -> None:
    """An undo that did not come about: the import stands as it did."""
    back = _mine(job).update(
        state=ImportState.DONE, undone_at=None, undone_by=None, heartbeat_at=None,
        cancel_requested=False, attempts=0, problem=problem,
    )  # fmt: skip
    if back:
        log("import.undo_stopped", job, by=None, at=at, data=problem)


def _wait_for_turn(job: ImportJob, tick: Heartbeat) -> None:
    """One import of a province at a time; the lock goes when the transaction ends."""
    for _ in range(PATIENCE * 2):
        if try_lock_for_transaction(LOCK, job.province_id):
            return
        tick(0)
        time.sleep(0.5)
    raise Busy


# --- Sweep --------------------------------------------------------------------------------
def sweep(*, at: datetime) -> tuple[list[int], list[int], list[int]]:
    """Find imports that nobody works on; returns keys to check, to commit and to undo.

    Those that were broken off too often end with a reason.
    """
    free = Q(heartbeat_at__isnull=True) | Q(heartbeat_at__lt=at - STALE)
    waiting = ImportJob.objects.filter(free)
    started = Q(state__in=[ImportState.CHECKING, ImportState.COMMITTING, ImportState.UNDOING])
    for job in waiting.filter(started, attempts__gte=MOST_ATTEMPTS):
        problem = {"code": "worker_lost", "params": {"attempts": job.attempts}}
        if job.state == ImportState.UNDOING:
            _stays(job, at, problem)
        else:
            _end(job, ImportState.FAILED, at, problem)
    calm = at - timedelta(seconds=30)  # a fresh one has a task under way
    to_check = waiting.filter(
        Q(state=ImportState.UPLOADED, uploaded_at__lt=calm) | Q(state=ImportState.CHECKING)
    )
    to_commit = waiting.filter(state=ImportState.COMMITTING, confirmed_at__lt=calm)
    to_undo = waiting.filter(state=ImportState.UNDOING, undone_at__lt=calm)
    return _keys(to_check), _keys(to_commit), _keys(to_undo)


def _keys(rows: Any) -> list[int]:
    return list(rows.values_list("pk", flat=True))
