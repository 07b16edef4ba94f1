"""Lists of workers for a place: pasted lines, or a CSV file with identity, from, until."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError

from ecms.core.forms import DateField
from ecms.core.text import fold, squeeze
from enterprises.services.imports import texts

_SEPARATORS = (";", "\t", ",", "|")
_TITLES = {
    "identity": ("identity", "identity number", "so dinh danh", "cccd", "so cccd", "cmnd"),
    "from": ("from", "tu ngay", "tu"),
    "until": ("until", "den ngay", "den", "to"),
}


@dataclass(frozen=True)
class Line:
    """A line as it came, and its days; ``problem`` is a reason code where it cannot be read."""

    row: int
    identity: str
    started_on: date | None = None
    ended_on: date | None = None
    problem: str = ""
    text: str = ""


def pasted(text: str, *, first_day: date) -> list[Line]:
    """Lines typed or pasted by a person; empty ones are left out."""
    rows = (
        (number, _cells(line))
        for number, line in enumerate(text.splitlines(), start=1)
        if line.strip()
    )
    return _lines(rows, first_day)


def from_file(upload: Any, *, first_day: date) -> list[Line]:
    """Lines of an uploaded CSV file, whatever its encoding.

    Raises:
        FileRefused: not a text table (``enterprises.services.imports.refusal``).
    """
    with tempfile.NamedTemporaryFile(suffix=".csv") as file:
        for chunk in upload.chunks():
            file.write(chunk)
        file.flush()
        path = Path(file.name)
        return _lines(texts.rows(path, texts.detect(path)), first_day)


def _cells(line: str) -> list[str]:
    for separator in _SEPARATORS:
        if separator in line:
            return [squeeze(cell) for cell in line.split(separator)]
    return [squeeze(line)]


def _lines(rows: Iterable[tuple[int, Sequence[str]]], first_day: date) -> list[Line]:
    """A row of titles may stand first and says the order of the columns."""
    order: dict[str, int] = {"identity": 0, "from": 1, "until": 2}
    lines: list[Line] = []
    for position, (number, cells) in enumerate(rows):
        titles = _order(cells) if position == 0 else {}
        if titles:
            order = titles
        elif any(cells):
            lines.append(_line(number, cells, order, first_day))
    return lines


def _order(cells: Sequence[str]) -> dict[str, int]:
    keys = [fold(cell) for cell in cells]
    found = {
        name: position
        for name, words in _TITLES.items()
        for position, key in enumerate(keys)
        if key in words
    }
    return found if "identity" in found else {}


def _line(number: int, cells: Sequence[str], order: dict[str, int], first_day: date) -> Line:
    values = {
        name: cells[position].strip() if position < len(cells) else ""
        for name, position in order.items()
    }
    text = "; ".join(cell for cell in cells if cell)
    try:
        first = _day(values.get("from", "")) or first_day
        last = _day(values.get("until", ""))
    except ValidationError:
        return Line(number, values["identity"], problem="date", text=text)
    problem = "reversed" if last and last < first else ""
    return Line(number, values["identity"], first, last, problem, text)


def _day(text: str) -> date | None:
    return DateField(required=False).clean(text)
