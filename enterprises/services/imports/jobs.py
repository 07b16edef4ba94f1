"""What a person does with an import: upload, correct the columns, confirm, cancel."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from pathlib import PurePath
from typing import Any

from django.db import transaction

from ecms.audit.services import log
from ecms.core.bulk import lock_for_transaction
from ecms.core.text import squeeze
from enterprises.enums import RUNNING_STATES, ImportKind, ImportState
from enterprises.models import ImportJob, ImportSource
from enterprises.services.imports.adapters import adapter_for
from enterprises.services.imports.columns import key_of
from enterprises.services.imports.texts import ENCODINGS

LOCK = "enterprises.import.upload"
LONGEST_NAME = 200


class NotPossible(Exception):
    """The import is not in a state that allows it."""


def digest(upload: Any) -> str:
    """SHA-256 of an uploaded file, read piece by piece."""
    total = hashlib.sha256()
    for piece in upload.chunks():
        total.update(piece)
    upload.seek(0)
    return total.hexdigest()


@transaction.atomic
def upload(
    *,
    file: Any,
    province: Any,
    source: str,
    as_of: date,
    by: Any,
    at: datetime,
    kind: str = ImportKind.EMPLOYERS,
    origin: ImportSource | None = None,
    enterprise: Any = None,
) -> tuple[ImportJob, bool]:
    """Keep a file and open its import; returns the job and whether it is new.

    ``origin`` is the catalogued source, if it is one; its kind, columns and encoding are taken.
    ``enterprise`` is the employer whose list it is, for kinds that are of one employer.

    The same file for the same province, source and day, while its import is under way, is the
    import that is there: a double click opens nothing twice.
    """
    sha256 = digest(file)
    lock_for_transaction(LOCK, int(sha256[:7], 16))
    same = ImportJob.objects.filter(
        sha256=sha256, province=province, source=source, as_of=as_of, kind=kind,
        enterprise=enterprise, state__in=[*RUNNING_STATES, ImportState.READY],
    ).first()  # fmt: skip
    if same is not None:
        return same, False
    original = _name_of(file)
    job = ImportJob(
        province=province, source=source, as_of=as_of, original_name=original, sha256=sha256,
        kind=kind, origin=origin, enterprise=enterprise, uploaded_at=at, uploaded_by=by,
        mapping=_first_mapping(province, source, kind, origin),
    )  # fmt: skip
    job.file.save(f"{sha256[:16]}.bin", file, save=False)
    job.save(force_insert=True)
    log("import.uploaded", job, by=by, at=at, data={"source": source, "sha256": sha256})
    return job, True


def _name_of(file: Any) -> str:
    """The name of an upload without folders, on one line."""
    return squeeze(PurePath(file.name.replace("\\", "/")).name)[:LONGEST_NAME] or "list"


def forget_file(job: ImportJob) -> None:
    """Remove the file of a list that holds secrets, once the transaction stands."""
    if adapter_for(job.kind).sealed and job.file:
        storage, name = job.file.storage, str(job.file.name)
        transaction.on_commit(lambda: storage.delete(name))


def _first_mapping(
    province: Any, source: str, kind: str, origin: ImportSource | None
) -> dict[str, Any]:
    chosen = remembered(province, source, kind, origin)
    return {"chosen": chosen, "encoding": origin.encoding if origin else ""}


def remembered(
    province: Any, source: str, kind: str, origin: ImportSource | None
) -> dict[str, str]:
    """Columns settled for the source, and what somebody chose for its last list."""
    settled = dict(origin.mapping) if origin else {}
    same = {"origin": origin} if origin else {"source": source, "kind": kind}
    earlier = (
        ImportJob.objects.filter(province=province, **same)
        .exclude(mapping__chosen={})
        .filter(mapping__has_key="chosen")
        .order_by("-pk")
        .first()
    )
    known = set(adapter_for(kind).fields) | {""}
    chosen = settled | (earlier.mapping.get("chosen", {}) if earlier else {})
    return {title: field for title, field in chosen.items() if field in known}


def _locked(job: ImportJob) -> ImportJob:
    """Locked against other changes, not against rows of a running import that refer to it: a
    person who cancels does not wait for the import to end."""
    return ImportJob.objects.select_for_update(of=("self",), no_key=True).get(pk=job.pk)


@transaction.atomic
def map_columns(*, job: ImportJob, fields: list[str], by: Any, at: datetime) -> ImportJob:
    """Take over a person's reading of the columns and have the file checked again.

    ``fields`` names a field or "" for each column in order.

    Raises:
        NotPossible: the import is running or over.
        ValueError: an unknown field, or one field for two columns.
    """
    row = _locked(job)
    if not row.can_be_mapped:
        raise NotPossible
    columns = row.mapping["columns"]
    used = [field for field in fields if field]
    unknown = set(used) - set(adapter_for(row.kind).fields)
    if len(fields) != len(columns) or len(used) != len(set(used)) or unknown:
        raise ValueError(fields)
    chosen = dict(row.mapping.get("chosen", {}))
    for column, field in zip(columns, fields, strict=True):
        if key_of(column["header"]):
            chosen[key_of(column["header"])] = field
    row.mapping["chosen"] = chosen
    _again(row)
    log("import.columns_chosen", row, by=by, at=at, data={"fields": fields})
    return row


@transaction.atomic
def choose_encoding(*, job: ImportJob, encoding: str, by: Any, at: datetime) -> ImportJob:
    """Have the file read again in another encoding; "" lets the machine find it.

    Raises:
        NotPossible: the import is running or over.
        ValueError: an encoding that is not offered.
    """
    if encoding and encoding not in ENCODINGS:
        raise ValueError(encoding)
    row = _locked(job)
    if not row.can_be_read_again:
        raise NotPossible
    row.mapping["encoding"] = encoding
    _again(row)
    log("import.encoding_chosen", row, by=by, at=at, data={"encoding": encoding})
    return row


def _again(row: ImportJob) -> None:
    """Back to the check."""
    row.state, row.attempts, row.heartbeat_at, row.done = ImportState.UPLOADED, 0, None, 0
    row.problem = {}
    row.save()


@transaction.atomic
def confirm(*, job: ImportJob, by: Any, at: datetime) -> bool:
    """Order the import to be carried out; False when somebody did so already.

    Raises:
        NotPossible: it is not ready, or there is nothing to do.
    """
    row = _locked(job)
    if row.state in (ImportState.COMMITTING, ImportState.DONE):
        return False
    if row.state != ImportState.READY or not adapter_for(row.kind).has_work(row):
        raise NotPossible
    row.state, row.attempts, row.heartbeat_at, row.done = ImportState.COMMITTING, 0, None, 0
    row.confirmed_at, row.confirmed_by, row.problem = at, by, {}
    row.save()
    log("import.confirmed", row, by=by, at=at, data={"new": row.new, "changed": row.changed})
    return True


@transaction.atomic
def undo(*, job: ImportJob, by: Any, at: datetime) -> bool:
    """Order a finished import to be taken back; False when somebody did so already.

    Raises:
        NotPossible: it was never carried out.
    """
    row = _locked(job)
    if row.state in (ImportState.UNDOING, ImportState.UNDONE):
        return False
    if row.state != ImportState.DONE or "written_at" not in row.summary:
        raise NotPossible
    row.state, row.attempts, row.heartbeat_at, row.done = ImportState.UNDOING, 0, None, 0
    row.undone_at, row.undone_by, row.problem, row.cancel_requested = at, by, {}, False
    row.save()
    log("import.undo_ordered", row, by=by, at=at)
    return True


@transaction.atomic
def cancel(*, job: ImportJob, by: Any, at: datetime) -> bool:
    """Stop an import: at once when nobody works on it, else at the worker's next step.

    Returns False when it is over already.
    """
    row = _locked(job)
    if row.state not in (*RUNNING_STATES, ImportState.READY):
        return False
    row.cancel_requested = True
    if row.state == ImportState.UNDOING:
        if row.heartbeat_at is None:
            row.state, row.undone_at, row.undone_by = ImportState.DONE, None, None
    elif row.heartbeat_at is None or row.state in (ImportState.UPLOADED, ImportState.READY):
        row.state, row.finished_at = ImportState.CANCELLED, at
        row.rows.all().delete()
        forget_file(row)
    row.save()
    log("import.cancelled", row, by=by, at=at)
    return True
