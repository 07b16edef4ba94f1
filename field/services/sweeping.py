"""Uploads that nobody went on with: their pieces are removed, the device may begin again."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from field.enums import UploadKind, UploadState
from field.models import Upload
from field.services import pieces

ABANDONED = timedelta(days=30)  # longer than any check-out: the tablet lies in a drawer


def sweep(*, at: datetime) -> int:
    """Remove pieces of uploads that stood still for thirty days, and bytes that an upload left
    behind after it was kept. How many files.

    Nothing is lost: a device keeps its copy until it has the receipt, and begins at 0. What
    arrived whole and waits for its case stays, for the device may be gone by now.
    """
    return sum(_begin_again(pk, at - ABANDONED) for pk in _still(at - ABANDONED)) + _left_over()


def _still(before: datetime) -> list[int]:
    rows = Upload.objects.filter(state=UploadState.OPEN, moved_at__lt=before, arrived__gt=0)
    return list(rows.filter(arrived__lt=F("size")).values_list("pk", flat=True))


def _begin_again(pk: int, before: datetime) -> int:
    with transaction.atomic():
        row = Upload.objects.select_for_update(of=("self",)).get(pk=pk)
        stands = row.state == UploadState.OPEN and row.moved_at < before
        if not stands or row.arrived == row.size:
            return 0  # it came back meanwhile
        row.arrived = 0
        row.save(update_fields=["arrived"])
        pieces.forget(row.key)
    return 1


def _left_over() -> int:
    """Pieces whose upload has ended; a backup stays where it arrived."""
    here = pieces.keys()
    ended = Upload.objects.filter(key__in=here).exclude(state=UploadState.OPEN)
    left = list(ended.exclude(kind=UploadKind.BACKUP).values_list("key", flat=True))
    for key in left:
        pieces.forget(key)
    return len(left)
