"""Tables into one file: CSV, XLSX, or a ZIP of CSV files; one row in memory at a time."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from ecms.core.exports import csv_lines, write_workbook
from ecms.documents.exporting.registry import Row, Table

STEP = 2_000  # rows between two signs of life
README = "README.txt"


class Counted:
    """Counts rows on their way and calls ``tick(rows)`` every ``STEP``."""

    def __init__(self, tick: Callable[[int], None]) -> None:
        self.tick, self.rows = tick, 0

    def __call__(self, rows: Iterable[Row]) -> Iterator[Row]:
        for row in rows:
            yield row
            self.rows += 1
            if self.rows % STEP == 0:
                self.tick(self.rows)


def write(
    kind: str, target: Any, tables: Sequence[Table], tick: Callable[[int], None], readme: str = ""
) -> int:
    """Write ``tables`` to the binary file ``target``; returns the rows written.

    Raises whatever ``tick`` raises: that is how an export is cancelled.
    """
    counted = Counted(tick)
    if kind == "zip":
        _write_zip(target, tables, counted, readme)
    elif kind == "xlsx":
        write_workbook(
            target, ((table.name, table.header, counted(table.rows())) for table in tables)
        )
    else:
        for table in tables:
            target.writelines(csv_lines(table.header, counted(table.rows())))
    return counted.rows


def _write_zip(target: Any, tables: Sequence[Table], counted: Counted, readme: str) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive:
        described = [readme] if readme else []
        for table in tables:
            before = counted.rows
            with archive.open(f"{table.name}.csv", "w", force_zip64=True) as file:
                for piece in csv_lines(table.header, counted(table.rows())):
                    file.write(piece)
            described.append(_description(table, counted.rows - before))
        archive.writestr(README, "\n\n".join(described) + "\n")


def _description(table: Table, rows: int) -> str:
    columns = "\n".join(f"  {number}. {title}" for number, title in enumerate(table.header, 1))
    return f"{table.name}.csv ({rows}): {table.note}\n{columns}"
