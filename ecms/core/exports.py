"""Lists as CSV and XLSX: streamed, in constant memory, and harmless in a spreadsheet.

A text that a spreadsheet would run as a formula is marked as text: with an apostrophe in CSV,
with the "quote prefix" of the cell in XLSX. Characters that no file may hold are left out.
"""

from __future__ import annotations

import csv
import io
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.utils import timezone

from ecms.core.bulk import in_batches

FORMULA_STARTS = frozenset("=+-@\t\r\x00")
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_MARGINS = " \u00a0\u200b\ufeff"  # programs skip these before they look for a formula
_BETWEEN = "\x1e"  # stands between the texts of a row; as itself it is illegal in any file
_RISKY_START = re.compile(r"\x1e[ \u00a0\u200b\ufeff]*[=+\-@\t\r\x00]")
_BAD = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1d\x1f\ufffe\uffff]")
_PLAIN = frozenset((str, int, bool, float, date, type(None)))
SHEET_ROWS = 1_048_576
FITTED_ROWS, GROUPED_FROM = 100, 10_000
_CHUNK = 500  # rows joined into one piece of the answer
_LONGEST_CELL = 32_767  # characters that a cell of XLSX can hold
Row = Sequence[Any]


def is_risky(text: str) -> bool:
    """Whether a spreadsheet could take ``text`` for a formula or command."""
    return bool(text) and (
        text[0] in FORMULA_STARTS or text.lstrip(_MARGINS)[:1] in FORMULA_STARTS
    )


def clean(text: str) -> str:
    """``text`` without control characters that break files (tab and line breaks stay)."""
    return _ILLEGAL.sub("", text)


def neutral(value: Any) -> Any:
    """A cell for CSV: numbers as they are, dates in ISO form, risky text after an apostrophe."""
    if isinstance(value, str):
        return f"'{clean(value)}" if is_risky(value) else clean(value)
    if value is None:
        return ""
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M") if value.tzinfo else value
    if isinstance(value, bool | int | float | date):
        return value
    return neutral(str(value))


def _is_plain(row: Row) -> bool:
    """Whether csv.writer may have the row as it is; looked for once a row, not once a cell."""
    texts = [cell for cell in row if cell.__class__ is str]
    line = _BETWEEN.join(["", *texts])
    return (
        _RISKY_START.search(line) is None
        and _BAD.search(line) is None
        and line.count(_BETWEEN) == len(texts)
        and _PLAIN.issuperset(map(type, row))
    )


def csv_lines(header: Sequence[Any], rows: Iterable[Row]) -> Iterator[bytes]:
    """The file in pieces of UTF-8 with a byte order mark, by which Excel knows the encoding."""
    buffer = io.StringIO(newline="")
    buffer.write("\ufeff")
    writer = csv.writer(buffer)
    writer.writerow([neutral(str(cell)) for cell in header])
    for batch in in_batches(rows, _CHUNK):
        writer.writerows(
            [row if _is_plain(row) else [neutral(cell) for cell in row] for row in batch]
        )
        yield buffer.getvalue().encode()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue().encode()


def csv_response(name: str, header: Sequence[Any], rows: Iterable[Row]) -> StreamingHttpResponse:
    """A streamed CSV answer; ``name`` without extension."""
    response = StreamingHttpResponse(
        csv_lines(header, rows), content_type="text/csv; charset=utf-8"
    )
    return _attachment(response, f"{name}.csv")


def write_xlsx(
    target: Any, header: Sequence[Any], rows: Iterable[Row], *, sheet: str = "ECMS"
) -> int:
    """Write a workbook to the binary file ``target``; returns the rows written.

    One row is held in memory at a time. Rows beyond what a sheet can hold start a new sheet.
    """
    return write_workbook(target, [(sheet, header, rows)])


def write_workbook(target: Any, sheets: Iterable[tuple[str, Sequence[Any], Iterable[Row]]]) -> int:
    """Write several tables, each (title, header, rows), as sheets; returns the rows written."""
    book = xlsxwriter.Workbook(
        target,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    count = 0
    for title, header, rows in sheets:
        writer = _SheetWriter(book, [str(cell) for cell in header], clean(title)[:25])
        for row in rows:
            writer.add(row)
            count += 1
    book.close()
    return count


class _SheetWriter:
    """Puts rows into a workbook and opens the next sheet when one is full."""

    def __init__(self, book: xlsxwriter.Workbook, header: list[str], title: str) -> None:
        self.book, self.header, self.title = book, header, title
        self.bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self.quoted = book.add_format({"quote_prefix": True})
        self.day = book.add_format({"num_format": "dd/mm/yyyy"})
        self.grouped = book.add_format({"num_format": "#,##0"})
        self.sheets = 0
        self._open()

    def _open(self) -> None:
        self.sheets += 1
        name = self.title if self.sheets == 1 else f"{self.title} {self.sheets}"
        self.sheet = self.book.add_worksheet(name)
        self.sheet.freeze_panes(1, 0)
        self.widths = [min(max(len(text) + 4, 12), 24) for text in self.header]
        for column, text in enumerate(self.header):
            self._text(0, column, text, self.bold)
        self._fit()
        self.line = 1

    def _fit(self, row: Row = ()) -> None:
        """Columns as wide as their header and the texts of the first rows, within reason."""
        for column, value in enumerate(row[: len(self.widths)]):
            if isinstance(value, str):
                self.widths[column] = max(self.widths[column], min(len(value) + 2, 60))
        for column, width in enumerate(self.widths):
            self.sheet.set_column(column, column, width)

    def add(self, row: Row) -> None:
        if self.line >= SHEET_ROWS:
            self._open()
        for column, value in enumerate(row):
            if value is not None and value != "":
                self._cell(self.line, column, value)
        if self.line <= FITTED_ROWS:
            self._fit(row)
        self.line += 1

    def _cell(self, line: int, column: int, value: Any) -> None:
        if isinstance(value, bool):
            self.sheet.write_boolean(line, column, value)
        elif isinstance(value, int | float):
            is_big = isinstance(value, int) and abs(value) >= GROUPED_FROM  # a year stays 2026
            self.sheet.write_number(line, column, value, self.grouped if is_big else None)
        elif isinstance(value, datetime):
            self._text(line, column, str(neutral(value)))
        elif isinstance(value, date):
            self.sheet.write_datetime(line, column, value, self.day)
        else:
            self._text(line, column, str(value))

    def _text(self, line: int, column: int, text: str, style: Any = None) -> None:
        style = style or (self.quoted if is_risky(text) else None)
        self.sheet.write_string(line, column, clean(text)[:_LONGEST_CELL], style)


def xlsx_response(
    name: str, header: Sequence[Any], rows: Iterable[Row], *, sheet: str = "ECMS"
) -> FileResponse:
    """An XLSX answer of one sheet."""
    return workbook_response(name, [(sheet, header, rows)])


def workbook_response(
    name: str, sheets: Iterable[tuple[str, Sequence[Any], Iterable[Row]]]
) -> FileResponse:
    """An XLSX answer; written to a temporary file, which vanishes when it is closed."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    write_workbook(file, sheets)
    file.seek(0)
    response = FileResponse(
        file,
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )
    _attachment(response, f"{name}.xlsx")
    return response


WRITERS = {"csv": csv_response, "xlsx": xlsx_response}


def table_response(
    kind: str, name: str, header: Sequence[Any], rows: Iterable[Row]
) -> HttpResponse | StreamingHttpResponse:
    """A list as ``kind`` "csv" or "xlsx".

    Raises:
        KeyError: another kind.
    """
    return WRITERS[kind](name, header, rows)


def _attachment(response: Any, filename: str) -> Any:
    safe = re.sub(r"[^A-Za-z0-9._-]+", "-", filename)
    response.headers["Content-Disposition"] = f'attachment; filename="{safe}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store"
    return response
