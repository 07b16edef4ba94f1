"""Stamps: a step is skipped while what it was made from has not changed."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from scripts.console import ROOT, VAR

STAMPS = VAR / "stamps"


def digest(paths: Iterable[Path], *extra: str) -> str:
    """One checksum over the names and contents of files and (recursively) folders.

    A missing path counts as empty, so that its appearance changes the checksum.
    """
    total = hashlib.sha256()
    for text in extra:
        total.update(text.encode() + b"\0")
    for path in paths:
        for file in _files(path):
            total.update(str(file.relative_to(ROOT)).encode() + b"\0")
            total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    return sorted(
        file for file in path.rglob("*") if file.is_file() and "__pycache__" not in file.parts
    )


def is_fresh(name: str, value: str) -> bool:
    """Whether step ``name`` was last finished with this checksum."""
    path = STAMPS / name
    return path.is_file() and path.read_text() == value


def record(name: str, value: str) -> None:
    """Remember that step ``name`` is finished for this checksum."""
    STAMPS.mkdir(parents=True, exist_ok=True)
    (STAMPS / name).write_text(value)
