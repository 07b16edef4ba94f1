"""A sample typed as lines or uploaded as CSV, XLS or XLSX, read into rows of figures."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from ecms.core.forms import parse_whole_number
from ecms.core.text import fold
from enterprises.services.imports.files import open_source
from enterprises.services.imports.refusal import FileRefused
from inspections.services.refusal import Refusal
from inspections.services.samples import MOST_ROWS

# Column titles people use, without accents; the first that matches the folded title counts.
TITLES = {
    "overtime_month": ("lam them thang", "gio lam them thang", "lam them trong thang",
                       "tang ca thang", "overtime month", "overtime (month)"),
    "overtime_year": ("lam them nam", "gio lam them nam", "lam them trong nam", "overtime year"),
    "overtime_day": ("lam them ngay", "gio lam them ngay", "lam them trong ngay", "overtime day"),
    "wage_hour": ("luong gio", "luong theo gio", "hourly wage"),
    "wage": ("luong thang", "muc luong", "tien luong", "luong co ban", "luong", "wage", "salary"),
    "probation_days": ("ngay thu viec", "so ngay thu viec", "probation"),
    "days_late": ("ngay cham", "so ngay cham", "cham tra", "days late"),
    "note": ("ghi chu", "note"),
    "label": ("ma nv", "ma nhan vien", "ho ten", "ho va ten", "nguoi lao dong", "ten", "worker",
              "name", "code"),
}  # fmt: skip
WORDS = ("label", "note")


def rows_of_upload(upload: Any) -> list[dict[str, Any]]:
    """The rows of a file; titles in its first line.

    Raises:
        Refusal: a file that is no table, unknown titles, or a figure that is no whole number,
            with its line.
    """
    name = str(getattr(upload, "name", ""))
    with tempfile.NamedTemporaryFile(suffix=Path(name).suffix.lower()[:6]) as copy:
        for chunk in upload.chunks():
            copy.write(chunk)
        copy.flush()
        try:
            return rows_of_cells(open_source(Path(copy.name)).rows())
        except FileRefused as error:
            words = _("The file cannot be read as a table. Save it as XLSX or CSV. (%(why)s)")
            raise Refusal(words % {"why": error}, field="upload") from error


def rows_of_text(text: str) -> list[dict[str, Any]]:
    """The rows of a typed or pasted table: titles in the first line, parted by tab, | or ;.

    Raises:
        Refusal: as for files.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    mark = next((mark for mark in ("\t", "|", ";") if lines and mark in lines[0]), ";")
    cells = csv.reader(lines, delimiter=mark)
    return rows_of_cells(enumerate(([cell.strip() for cell in line] for line in cells), start=1))


def rows_of_cells(numbered: Iterable[tuple[int, list[str]]]) -> list[dict[str, Any]]:
    """Rows of figures from numbered lines of cells, the first of which holds the titles."""
    lines = iter(numbered)
    titles = next(lines, (1, []))[1]
    columns = [column_of(title) for title in titles]
    if "label" not in columns or not set(columns) - {"", *WORDS}:
        raise Refusal(
            _("The first line must name the columns: the worker, and at least one figure, for "
              "example “Họ tên; Lương tháng; Làm thêm tháng”."),
            field="rows",
        )  # fmt: skip
    made = []
    for number, cells in lines:
        made.append(_row(number, columns, cells))
        if len(made) > MOST_ROWS:
            break  # the service says how many are too many
    return [row for row in made if row["figures"]]


def column_of(title: str) -> str:
    """The column that a title names, or ""."""
    bare = " ".join(fold(title).replace("_", " ").split())
    exact = [name for name, words in TITLES.items() if bare in words]
    near = [name for name, words in TITLES.items() if any(word in bare for word in words)]
    return next(iter(exact + near), "")


def _row(number: int, columns: list[str], cells: list[str]) -> dict[str, Any]:
    row: dict[str, Any] = {"label": "", "note": "", "figures": {}}
    for column, cell in zip(columns, cells, strict=False):
        if column in WORDS:
            row[column] = row[column] or cell[:200]
        elif column and cell:
            row["figures"][column] = _figure(cell, number)
    row["label"] = row["label"] or str(number)
    return row


def _figure(cell: str, number: int) -> int:
    try:
        return parse_whole_number(cell.removesuffix(".0"))
    except ValueError:
        words = _("Line %(line)d: “%(cell)s” is not a whole number.")
        raise Refusal(words % {"line": number, "cell": cell[:40]}, field="rows") from None
