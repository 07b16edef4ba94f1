"""What a person does with an export: ask for it, cancel it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from ecms.audit.services import log
from ecms.core.bulk import lock_for_transaction
from ecms.documents.exporting.registry import exporter_of
from ecms.documents.models import ExportJob, ExportState

LOCK = "documents.export.ask"
LONGEST_QUERY = 2000
UNFINISHED = (ExportState.WAITING, ExportState.RUNNING)


class TooLong(ValueError):
    """More filters than can be kept."""


@transaction.atomic
def ask(
    *, exporter: str, query: str, kind: str, name: str, language: str, by: Any, at: datetime
) -> tuple[ExportJob, bool]:
    """Note that ``by`` wants a file; returns the job and whether it is new.

    The same wish while the first is not made yet is the same job: a double click makes one file.

    Raises:
        UnknownExporter: there is no such export.
        PermissionDenied: not for this person.
        ValueError: not as this kind of file, or too many filters (TooLong).
    """
    found = exporter_of(exporter)
    if not found.is_for(by):
        raise PermissionDenied
    if kind not in found.kinds:
        raise ValueError(kind)
    if len(query) > LONGEST_QUERY:
        raise TooLong(query[:100])
    lock_for_transaction(LOCK, by.pk)
    wish = {"exporter": exporter, "query": query, "kind": kind, "asked_by": by}
    same = ExportJob.objects.filter(**wish, state__in=UNFINISHED, cancel_requested=False).first()
    if same is not None:
        return same, False
    job = ExportJob.objects.create(**wish, name=f"{name}.{kind}", language=language, asked_at=at)
    log("export.asked", job, by=by, at=at, data={"exporter": exporter, "query": query})
    return job, True


@transaction.atomic
def cancel(*, job: ExportJob, by: Any, at: datetime) -> bool:
    """Stop an export: at once when nobody works on it, else at the worker's next step.

    Returns False when it is over already.
    """
    row = ExportJob.objects.select_for_update(of=("self",)).get(pk=job.pk)
    if row.state not in UNFINISHED:
        return False
    row.cancel_requested = True
    if row.state == ExportState.WAITING:
        row.state, row.finished_at = ExportState.CANCELLED, at
    row.save(update_fields=["cancel_requested", "state", "finished_at"])
    log("export.cancelled", row, by=by, at=at)
    return True
