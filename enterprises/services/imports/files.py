"""A file of any accepted kind as numbered rows of text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from enterprises.services.imports import sheets, texts
from enterprises.services.imports.letters import CONVERTERS
from enterprises.services.imports.refusal import FileRefused

SHEET = "xlsx"
LOOKED_AT = 200  # rows of a workbook in which old letters are looked for
MOST_ROWS = 1_000_000
MOST_BYTES = {"csv": 200 * 1024 * 1024, "sheet": 60 * 1024 * 1024}

Rows = Iterator[tuple[int, list[str]]]


@dataclass(frozen=True)
class Source:
    """A file that may be read, again and again.

    ``encoding`` is "xlsx" for workbooks; ``letters`` names the old font code of their cells.
    """

    path: Path
    encoding: str
    letters: str = ""

    @property
    def is_sheet(self) -> bool:
        """Whether it is a workbook."""
        return self.encoding == SHEET

    @property
    def known_as(self) -> str:
        """What the job keeps: "utf-8", "xlsx", "xlsx tcvn3"."""
        return f"{self.encoding} {self.letters}".strip()

    def rows(self) -> Rows:
        """Rows that are not blank, cells trimmed and free of NUL; stops at the limit.

        Raises:
            FileRefused: too many rows, or damaged on the way.
        """
        kept = 0
        convert = CONVERTERS.get(self.letters, _as_it_is)
        every = sheets.rows(self.path) if self.is_sheet else texts.rows(self.path, self.encoding)
        for number, cells in every:
            trimmed = [convert(cell).replace("\x00", "").strip() for cell in cells]
            if not any(trimmed):
                continue
            kept += 1
            if kept > MOST_ROWS + 100:  # titles above the table do not count
                raise FileRefused("too_many_rows", limit=MOST_ROWS)
            yield number, trimmed


def _as_it_is(cell: str) -> str:
    return cell


def _letters_of(path: Path, chosen: str) -> str:
    """The font code of a workbook: as chosen, else as its first rows look."""
    if chosen:
        return chosen if chosen in CONVERTERS else ""
    return texts.old_letters(
        "\n".join(cell for _, cells in islice(sheets.rows(path), LOOKED_AT) for cell in cells)
    )


def open_source(path: Path, encoding: str = "") -> Source:
    """Look at a file and decide how to read it; ``encoding`` is what a person chose for text.

    Raises:
        FileRefused: with the reason.
    """
    size = path.stat().st_size
    if not size:
        raise FileRefused("empty")
    with path.open("rb") as file:
        head = file.read(8)
    kind = "sheet" if sheets.is_sheet(head) else "csv"
    if size > MOST_BYTES[kind]:
        raise FileRefused("too_big", limit=MOST_BYTES[kind] // (1024 * 1024))
    if kind == "sheet":
        sheets.inspect(path)
        return Source(path, SHEET, _letters_of(path, encoding))
    return Source(path, texts.chosen(path, encoding) if encoding else texts.detect(path))
