"""XLSX and XLS: looked at from outside before anything is unpacked, then read by calamine."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import python_calamine
from python_calamine import CalamineWorkbook

from enterprises.services.imports.refusal import FileRefused

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MOST_UNPACKED = 400 * 1024 * 1024  # bytes of all parts together
MOST_PARTS = 2000
WORST_RATIO = 120  # a list packs 10 to 30 times; repeated blanks a thousand times
RATIO_FROM = 20 * 1024 * 1024  # small parts may pack as well as they like
MOST_COLUMNS = 300
MOST_CELLS = 30_000_000  # of the rectangle that calamine holds in memory
_REFERENCE = re.compile(rb'<(?:\w+:)?(?:c|row)\b[^>]*?\br="([A-Z]{0,3})(\d{1,7})"')
_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"})
_PIECE = 1 << 20


def is_sheet(head: bytes) -> bool:
    """Whether a file begins as a workbook (XLSX is a zip, XLS an OLE container)."""
    return head.startswith((ZIP, OLE))


def inspect(path: Path) -> None:
    """Refuse what must not be opened.

    Raises:
        FileRefused: encrypted, with macros, a bomb, another kind of file, damaged.
    """
    with path.open("rb") as file:
        head = file.read(8)
    if head.startswith(OLE):
        _inspect_ole(path)
        return
    try:
        with zipfile.ZipFile(path) as archive:
            _inspect_zip(archive)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError):
        raise FileRefused("broken") from None


def _inspect_ole(path: Path) -> None:
    """Names of streams stand in the directory of the container, in UTF-16."""
    content = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise FileRefused("encrypted")
    if "_VBA_PROJECT".encode("utf-16-le") in content:
        raise FileRefused("macros")
    if "WordDocument".encode("utf-16-le") in content:
        raise FileRefused("not_a_table", kind="document")


def _inspect_zip(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    names = [part.filename.lower() for part in parts]
    if any(part.flag_bits & 1 for part in parts):
        raise FileRefused("encrypted")
    if any(name.endswith("vbaproject.bin") for name in names):
        raise FileRefused("macros")
    if not any(name.startswith("xl/workbook") for name in names):
        kind = "document" if any(name.startswith("word/") for name in names) else "zip"
        raise FileRefused("not_a_table", kind=kind)
    _inspect_sizes(parts)
    for part in parts:
        if part.filename.lower().startswith("xl/worksheets/") and part.file_size:
            _inspect_extent(archive, part)


def _inspect_sizes(parts: list[zipfile.ZipInfo]) -> None:
    """What the directory of the archive promises."""
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise FileRefused("bomb")
    for part in parts:
        packed = max(part.compress_size, 1)
        if part.file_size > RATIO_FROM and part.file_size / packed > WORST_RATIO:
            raise FileRefused("bomb")


def _inspect_extent(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Two cells at far corners make a rectangle that no memory holds; look at every reference.

    The size in the directory may lie, so what really comes out is counted too.
    """
    rows = columns = read = 0
    rest = b""
    with archive.open(part) as stream:
        while piece := stream.read(_PIECE):
            read += len(piece)
            if read > MOST_UNPACKED:
                raise FileRefused("bomb")
            text = rest + piece
            for letters, digits in _REFERENCE.findall(text):
                rows = max(rows, int(digits))
                columns = max(columns, len(letters) and _column(letters))
            if columns > MOST_COLUMNS or rows * columns > MOST_CELLS:
                raise FileRefused("too_wide")
            rest = text[-200:]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Numbered rows of the first sheet that holds something, cells as text.

    Raises:
        FileRefused: damaged, protected, or without any table.
    """
    sheet = _first_sheet(path)
    first_row, first_column = sheet.start or (0, 0)
    lead = [""] * first_column
    for number, cells in enumerate(sheet.iter_rows(), start=first_row + 1):
        yield number, lead + [as_text(cell) for cell in cells]


def _first_sheet(path: Path) -> Any:
    try:
        book = CalamineWorkbook.from_path(str(path))
        for about in book.sheets_metadata:
            if about.visible != python_calamine.SheetVisibleEnum.Visible:
                continue
            if about.typ != python_calamine.SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_name(about.name)
            if sheet.height:
                return sheet
    except python_calamine.PasswordError:
        raise FileRefused("encrypted") from None
    except (python_calamine.CalamineError, OSError, ValueError):
        raise FileRefused("broken") from None
    raise FileRefused("nothing")


def as_text(cell: Any) -> str:
    """A cell as a person reads it: whole numbers without “.0”, dates as dd/mm/yyyy."""
    if isinstance(cell, str):
        return "" if cell in _ERRORS else cell
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime | date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, time | timedelta):
        return str(cell)
    return "" if cell is None else str(cell)
