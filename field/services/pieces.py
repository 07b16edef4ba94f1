"""The bytes of an upload on their way: one file each, written at the place that the row knows.

What was written but not committed is written over by the next piece, so a process that dies in
the middle leaves nothing wrong behind.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from uuid import UUID

from django.conf import settings

FOLDER = "field"
BLOCK = 1024 * 1024


def path_of(key: UUID) -> Path:
    """Where the bytes of an upload are gathered."""
    return Path(settings.MEDIA_ROOT) / FOLDER / f"{key.hex}.part"


def write(key: UUID, at: int, piece: bytes) -> None:
    """Put ``piece`` at the place ``at``; what stood behind it is cut off. On disk when it returns.

    Raises:
        OSError: the disk is full or away.
    """
    path = path_of(key)
    path.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o640)
    try:
        os.ftruncate(handle, at)
        written = 0
        while written < len(piece):
            written += os.pwrite(handle, piece[written:], at + written)
        os.fsync(handle)
    finally:
        os.close(handle)


def sha256(key: UUID) -> str:
    """The hash of what was gathered."""
    digest = hashlib.sha256()
    with path_of(key).open("rb") as source:
        while block := source.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()


def size(key: UUID) -> int:
    """Bytes on disk; 0 where there is no file."""
    path = path_of(key)
    return path.stat().st_size if path.exists() else 0


def forget(key: UUID) -> None:
    """Remove the gathered bytes."""
    path_of(key).unlink(missing_ok=True)


def keys() -> list[UUID]:
    """The uploads of which bytes lie here."""
    folder = Path(settings.MEDIA_ROOT) / FOLDER
    return [UUID(hex=path.stem) for path in sorted(folder.glob("*.part"))]
