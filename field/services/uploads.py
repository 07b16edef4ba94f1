"""Files of devices: begun, continued where they stopped, checked by hash, kept as evidence."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.files import File
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from ecms.audit.services import log
from ecms.core.refusal import Refusal, demand
from ecms.documents.files import UploadRefused
from field.enums import UploadKind, UploadState
from field.models import Checkout, Device, Upload
from field.permissions import owns
from field.services import pieces
from inspections.models import CaseQuestion
from inspections.services import evidence

PIECE_MOST = 1024 * 1024


class WrongPlace(Exception):
    """A piece for another place than where the upload stands; ``arrived`` is where to go on."""

    def __init__(self, arrived: int) -> None:
        super().__init__(f"the upload stands at {arrived}")
        self.arrived = arrived


class OtherFile(Exception):
    """The number of the upload was used for another file."""


class HashDiffers(Exception):
    """What arrived is not what the device hashed; it begins again."""


@dataclass(frozen=True)
class Announced:
    """A file as the device announces it; ``sha256`` of the bytes that will come."""

    kind: str
    name: str
    mime: str
    size: int
    sha256: str
    original_sha256: str = ""
    device_time: datetime | None = None
    clock_offset_ms: int | None = None
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    accuracy: int | None = None
    caption: str = ""


def begin(
    checkout: Checkout, device: Device, key: UUID, told: Announced, *, question: str, by: Any,
    at: datetime,
) -> tuple[Upload, bool]:  # fmt: skip
    """Announce a file; the same number and hash again is where it stands. The row, whether new.

    Raises:
        Refusal: not the holder, empty, too large, or a question that is not asked in the case.
        OtherFile: the number was used for another file.
    """
    demand(owns(checkout, by))
    try:
        with transaction.atomic():
            known = Upload.objects.filter(key=key).first()
            if known is None:
                _check_size(told)
                asked = _question(checkout, question)
                return Upload.objects.create(
                    key=key, device=device, checkout=checkout, inspection=checkout.inspection,
                    question_id=asked, begun_at=at, begun_by=by, moved_at=at, **asdict(told),
                ), True  # fmt: skip
    except IntegrityError:
        known = Upload.objects.get(key=key)
    demand(owns(known.checkout, by))
    same = (known.sha256, known.size, known.kind, known.checkout_id)
    if same != (told.sha256, told.size, told.kind, checkout.pk):
        raise OtherFile
    return known, False


def _check_size(told: Announced) -> None:
    small = told.kind in (UploadKind.PHOTO, UploadKind.SIGNATURE)
    most = settings.PHOTO_MAX_BYTES if small else settings.UPLOAD_MAX_BYTES
    if told.size < 1:
        raise Refusal(_("The file is empty."), field="size")
    if told.size > most:
        words = _("The file is too large; at most %(limit)s MB are accepted.")
        raise Refusal(words % {"limit": most // (1024 * 1024)}, field="size")


def _question(checkout: Checkout, code: str) -> int | None:
    if not code:
        return None
    rows = CaseQuestion.objects.filter(inspection=checkout.inspection, question__code=code)
    found = rows.values_list("question_id", flat=True).first()
    if found is None:
        raise Refusal(_("This question is not on the checklist of the case."), field="question")
    return int(found)


def go_on(upload: Upload, place: int, piece: bytes, *, by: Any, at: datetime) -> Upload:
    """Take the next piece; with the last one the file is checked and kept.

    Raises:
        WrongPlace: the upload stands elsewhere.
        HashDiffers: everything arrived, but not what the device hashed.
    """
    with transaction.atomic():
        row = _locked(upload)
        if row.state != UploadState.OPEN:
            return row
        if place != row.arrived or place + len(piece) > row.size:
            raise WrongPlace(row.arrived)
        pieces.write(row.key, place, piece)
        row.arrived, row.moved_at = place + len(piece), at
        row.save(update_fields=["arrived", "moved_at"])
    return complete(row, by=by, at=at) if row.arrived == row.size else row


def complete(upload: Upload, *, by: Any, at: datetime) -> Upload:
    """Check a whole file and keep it; called again after a fault it does the same once.

    Where the case takes nothing now, the file waits whole with the reason, and is tried again.

    Raises:
        HashDiffers: it begins again at 0.
    """
    with transaction.atomic():
        row = _locked(upload)
        if row.state != UploadState.OPEN or row.arrived != row.size:
            return row
        differs = pieces.size(row.key) < row.size or pieces.sha256(row.key) != row.sha256
        if differs:
            row.arrived = 0
            row.save(update_fields=["arrived"])
        else:
            _keep(row, by=by, at=at)
    if differs:
        pieces.forget(row.key)
        raise HashDiffers
    if row.state != UploadState.OPEN and row.kind != UploadKind.BACKUP:
        pieces.forget(row.key)
    return row


def _locked(upload: Upload) -> Upload:
    source = Upload.objects.select_for_update(of=("self",))
    return source.select_related("inspection", "question").get(pk=upload.pk)


def _keep(row: Upload, *, by: Any, at: datetime) -> None:
    """As evidence of the case through its service; a backup stays as it is."""
    try:
        if row.kind != UploadKind.BACKUP:
            with transaction.atomic(), pieces.path_of(row.key).open("rb") as source:
                row.stored = _stored(row, File(source, name=_name(row)), by=by, at=at)
        row.state, row.message = UploadState.DONE, ""
    except Refusal as error:
        row.message = str(error.reason)[:500]
    except UploadRefused as error:
        row.state, row.message = UploadState.REFUSED, str(error.reason)[:500]
    row.save(update_fields=["stored", "state", "message"])
    if row.state == UploadState.OPEN:
        return
    data = {"code": row.receipt, "note": row.message or row.name, "sha256": row.sha256}
    log("field.received", row.inspection, by=by, at=at, data=data)


def _stored(row: Upload, source: File, *, by: Any, at: datetime) -> Any:
    (stored,) = evidence.add(
        row.inspection, [source], submission=row.key, by=by, at=at, caption=_caption(row),
        question=row.question, where=(row.latitude, row.longitude), taken_at=row.device_time,
    )  # fmt: skip
    return stored


def _caption(row: Upload) -> str:
    """What the inspector wrote, else what is known of it, in the language of the papers."""
    if row.caption:
        return row.caption
    with translation.override("vi"):
        if row.question is not None:
            kind = row.get_kind_display()
            return str(
                _("%(kind)s for question %(code)s") % {"kind": kind, "code": row.question.code}
            )
        return str(
            _("Photo taken on site") if row.kind == UploadKind.PHOTO else row.get_kind_display()
        )


def _name(row: Upload) -> str:
    """The last part of the name: never a path."""
    return Path(row.name.replace("\\", "/")).name or "file"
