"""Reading the reference files under ``data/``: UTF-8 CSV, strict, with row and reason in errors.

Imports no Django, so that the pure rules and the command line work without settings.
"""

import csv
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

DATA_DIR = Path(__file__).resolve().parents[2] / "data"


class DataFileError(ValueError):
    """A reference file that cannot be trusted; ``str()`` names file, row and reason.

    ``row`` is the line of the file as a spreadsheet counts it: the header is row 1.
    """

    def __init__(self, file: str, row: int | None, reason: str) -> None:
        self.file, self.row, self.reason = file, row, reason
        where = f"{file}, row {row}" if row is not None else file
        super().__init__(f"{where}: {reason}")


class Row:
    """One row of a reference file, read by column with typed, strict getters."""

    def __init__(self, file: str, number: int, cells: dict[str, str]) -> None:
        self.file, self.number, self.cells = file, number, cells

    def fail(self, reason: str) -> DataFileError:
        """Return (not raise) the error for this row."""
        return DataFileError(self.file, self.number, reason)

    def text(self, column: str) -> str:
        """Return the trimmed text of an optional cell, empty when blank."""
        return self.cells[column].strip()

    def required(self, column: str) -> str:
        """Return the trimmed text of a cell that must not be blank."""
        value = self.text(column)
        if not value:
            raise self.fail(f"column {column} is empty")
        return value

    def integer(self, column: str) -> int | None:
        """Return a whole number of at least 0, or None when blank."""
        value = self.text(column)
        if not value:
            return None
        if not (value.isascii() and value.isdigit()):
            raise self.fail(f"column {column}: {value!r} is not a whole number")
        return int(value)

    def day(self, column: str) -> date | None:
        """Return an ISO date, or None when blank."""
        value = self.text(column)
        if not value:
            return None
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise self.fail(f"column {column}: {value!r} is not a date (YYYY-MM-DD)") from None

    def words(self, column: str) -> tuple[str, ...]:
        """Return the blank-separated codes of a cell."""
        return tuple(self.text(column).split())

    def choice(self, column: str, allowed: Sequence[str]) -> str:
        """Return the cell's value, which must be one of ``allowed``."""
        value = self.text(column)
        if value not in allowed:
            raise self.fail(f"column {column}: {value!r} is not one of {', '.join(allowed)}")
        return value

    def build(self, maker: Callable[[], T]) -> T:
        """Call ``maker`` and report its ValueError as an error of this row."""
        try:
            return maker()
        except DataFileError:
            raise
        except ValueError as error:
            raise self.fail(str(error)) from error


def read_rows(path: Path, columns: Sequence[str], *, may_be_empty: bool = False) -> Iterator[Row]:
    """Yield the rows of a CSV file that has at least ``columns``.

    Raises DataFileError: missing or unreadable file, missing column, a row with too few or too
    many cells, or no rows at all unless it ``may_be_empty``.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise DataFileError(path.name, None, f"cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise DataFileError(path.name, None, "is not UTF-8") from error
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    header = next(reader, [])
    missing = [column for column in columns if column not in header]
    if missing:
        raise DataFileError(path.name, 1, f"missing column {', '.join(missing)}")
    found = False
    for row in _checked(path.name, header, reader):
        found = True
        yield row
    if not (found or may_be_empty):
        raise DataFileError(path.name, None, "has no rows")


def _checked(file: str, header: list[str], reader: Iterator[list[str]]) -> Iterator[Row]:
    number = 1
    try:
        for number, cells in enumerate(reader, start=2):
            if len(cells) != len(header):
                reason = f"has {len(cells)} cells instead of {len(header)}"
                raise DataFileError(file, number, reason)
            yield Row(file, number, dict(zip(header, cells, strict=True)))
    except csv.Error as error:
        raise DataFileError(file, number + 1, f"is not valid CSV ({error})") from error
