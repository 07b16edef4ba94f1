"""Storing, listing, freezing and removing the files of a thing."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ecms.audit.services import log
from ecms.documents.files import images, kinds, names
from ecms.documents.files.refusals import FileFrozen, UploadRefused
from ecms.documents.models import StoredFile

MEGABYTE = 1024 * 1024
EMPTY = _("The file is empty.")
TOO_BIG = _("The file has %(size)s MB; at most %(limit)s MB are accepted.")
OTHER_FILE = _("This upload was already used for another file. Choose the file again.")
IS_FROZEN = _("The file is evidence of signed minutes and cannot be removed.")


@dataclass(frozen=True)
class _Prepared:
    content: bytes
    preview: bytes
    kind: kinds.FileType
    photo: images.Photo | None


def store(
    upload: Any,
    thing: Any,
    *,
    kind: str,
    by: Any,
    at: datetime,
    caption: str = "",
    taken_at: datetime | None = None,
    latitude: Decimal | float | str | None = None,
    longitude: Decimal | float | str | None = None,
    client_uuid: UUID | str | None = None,
) -> StoredFile:
    """Check and keep an uploaded file of ``thing``.

    ``kind`` "photo" takes images, "signed" and "receipt" images and PDF, "data" text and CSV too,
    any other kind images, PDF, Word and Excel. ``taken_at`` and the place default to what the
    camera noted. A second call with the same ``client_uuid`` returns the first file.

    Raises:
        UploadRefused: too large, harmful, damaged, or a type not accepted; with the reason.
    """
    original = _read(upload, kind)
    original_hash = hashlib.sha256(original).hexdigest()
    if client_uuid is not None and (known := _known(client_uuid, thing, original_hash)):
        return known
    name = str(upload.name or "")
    prepared = _prepare(original, kind, name)
    row = _row(prepared, thing, kind, name)
    row.original_sha256, row.client_uuid = original_hash, client_uuid
    row.caption, row.uploaded_at, row.uploaded_by = caption[:500], at, by
    _place(row, prepared.photo, taken_at, latitude, longitude)
    try:
        _write(row, prepared, thing, by=by, at=at)
    except IntegrityError:
        # The same upload arrived twice at the same time: the first one counts.
        if client_uuid is None or not (known := _known(client_uuid, thing, original_hash)):
            raise
        return known
    return row


def of(thing: Any, kind: str | None = None) -> QuerySet[StoredFile]:
    """The files of ``thing`` that were not removed, in the order of upload."""
    files = StoredFile.objects.filter(
        content_type=ContentType.objects.get_for_model(thing),
        object_id=thing.pk,
        removed_at__isnull=True,
    )
    return files.filter(kind=kind) if kind else files


def freeze(thing: Any, *, at: datetime) -> int:
    """Make every present file of ``thing`` evidence; returns how many were not so before."""
    return int(of(thing).filter(frozen_at__isnull=True).update(frozen_at=at))


def remove(stored: StoredFile, *, by: Any, at: datetime) -> StoredFile:
    """Take a file out of the case; its bytes and row stay. Twice does nothing more.

    Raises:
        FileFrozen: the file is evidence of signed minutes.
    """
    with transaction.atomic():
        row = StoredFile.objects.select_for_update().get(pk=stored.pk)
        if row.removed_at is not None:
            return row
        if row.frozen_at is not None:
            raise FileFrozen(IS_FROZEN)
        row.removed_at, row.removed_by = at, by
        row.save(update_fields=["removed_at", "removed_by"])
        log("file.removed", row.thing, by=by, at=at, data={"file": row.pk, "sha256": row.sha256})
    return row


def _read(upload: Any, kind: str) -> bytes:
    """The content, after its size was tested: what arrived, not what was claimed."""
    limit = settings.PHOTO_MAX_BYTES if kind == "photo" else settings.UPLOAD_MAX_BYTES
    if upload.size > limit:
        size = -(-upload.size // MEGABYTE)
        raise UploadRefused(str(TOO_BIG) % {"size": size, "limit": limit // MEGABYTE})
    content: bytes = upload.read()
    if not content:
        raise UploadRefused(EMPTY)
    return content


def _known(client_uuid: UUID | str, thing: Any, original_hash: str) -> StoredFile | None:
    known = StoredFile.objects.filter(client_uuid=client_uuid).first()
    if known is None:
        return None
    content_type = ContentType.objects.get_for_model(thing)
    same_thing = (known.content_type_id, known.object_id) == (content_type.pk, thing.pk)
    if not same_thing or known.original_sha256 != original_hash:
        raise UploadRefused(OTHER_FILE)
    return known


def _prepare(original: bytes, kind: str, name: str) -> _Prepared:
    file_type = kinds.recognise(original, kind, name)
    if file_type not in kinds.PHOTOS:
        return _Prepared(original, b"", file_type, None)
    photo = images.prepare(original, file_type)
    return _Prepared(photo.content, photo.preview, file_type, photo)


def _row(prepared: _Prepared, thing: Any, kind: str, name: str) -> StoredFile:
    """The columns that follow from the content."""
    return StoredFile(
        content_type=ContentType.objects.get_for_model(thing),
        object_id=thing.pk,
        kind=kind,
        original_name=names.cleaned(name, prepared.kind.extension),
        media_type=prepared.kind.media_type,
        size=len(prepared.content),
        sha256=hashlib.sha256(prepared.content).hexdigest(),
    )


def _place(
    row: StoredFile, photo: images.Photo | None, taken_at: Any, latitude: Any, longitude: Any
) -> None:
    """When and where: what the device says, else what the camera noted in the photo."""
    row.taken_at = taken_at or (photo.taken_at if photo else None)
    if latitude is not None and longitude is not None:
        row.latitude, row.longitude = _degrees(latitude), _degrees(longitude)
    elif photo is not None:
        row.latitude, row.longitude = photo.latitude, photo.longitude


def _degrees(value: Any) -> Decimal:
    return Decimal(str(value)).quantize(images.SIX_PLACES)


def _write(row: StoredFile, prepared: _Prepared, thing: Any, *, by: Any, at: datetime) -> None:
    own_name = uuid4().hex
    row.file.save(
        f"{own_name}.{prepared.kind.extension}", ContentFile(prepared.content), save=False
    )
    if prepared.preview:
        row.preview.save(f"{own_name}.jpg", ContentFile(prepared.preview), save=False)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            data = {"file": row.pk, "kind": row.kind, "sha256": row.sha256}
            log("file.stored", thing, by=by, at=at, data=data)
    except BaseException:
        row.file.delete(save=False)
        if row.preview:
            row.preview.delete(save=False)
        raise
