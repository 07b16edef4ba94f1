"""Which column means what: titles in Vietnamese or English, found below any heading lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from ecms.core.text import fold, squeeze
from enterprises.services.imports.files import Source
from enterprises.services.imports.refusal import FileRefused

SEARCHED = 20  # rows in which the titles must stand
SAMPLES = 3
LONGEST_TITLE = 200
MOST_COLUMNS = 100

Patterns = list[tuple[str, re.Pattern[str], re.Pattern[str] | None]]
_NUMBERED = re.compile(r"\(?\s*(?:\d{1,2}|[A-Za-z])\s*\)?")


@dataclass
class Columns:
    """Where the table begins and what its columns mean ("" for: not used)."""

    header_row: int
    titles: list[str]
    fields: list[str]
    samples: list[list[str]] = field(default_factory=list)

    def as_json(self, chosen: dict[str, str], *, masked: bool = False) -> dict[str, Any]:
        """What the job keeps; ``chosen`` are the decisions of a person by folded title.

        ``masked`` samples show where digits stand, and not which.
        """
        samples = [[_masked(cell) for cell in row] if masked else row for row in self.samples]
        columns = [
            {
                "header": title,
                "field": name,
                "sample": [row[index] for row in samples if index < len(row)],
            }
            for index, (title, name) in enumerate(zip(self.titles, self.fields, strict=True))
        ]
        return {"header_row": self.header_row, "columns": columns, "chosen": chosen}


def _masked(cell: str) -> str:
    return re.sub(r"\d", "•", cell)


def key_of(title: str) -> str:
    """The form in which titles are compared and remembered."""
    return re.sub(r"[^a-z0-9]+", " ", fold(title)).strip()


def recognise(patterns: Patterns, titles: Sequence[str]) -> list[str]:
    """Fields of a row of titles; each field at most once, "" where nothing fits.

    ``patterns`` are read from top to bottom: the first that fits a title and a free field wins.
    """
    found = [""] * len(titles)
    keys = [key_of(title) for title in titles]
    for name, pattern, unless in patterns:
        for index, key in enumerate(keys):
            if found[index] or len(key) >= 80 or not pattern.search(key):
                continue
            if unless is None or not unless.search(key):
                found[index] = name
                break
    return found


def compiled(columns: Iterable[Any]) -> Patterns:
    """The patterns of an adapter's columns, ready for use."""
    return [
        (one.field, _words(one.pattern), _words(one.unless) if one.unless else None)
        for one in columns
    ]


def _words(alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives})\b")


def find(source: Source, patterns: Patterns, chosen: dict[str, str]) -> Columns:
    """Find the titles within the first rows and apply what a person chose before.

    ``chosen`` is {folded title: field}, "" for a column that is not used.

    Raises:
        FileRefused: the file holds no table at all.
    """
    head = [
        (number, [squeeze(cell)[:LONGEST_TITLE] for cell in cells[:MOST_COLUMNS]])
        for number, cells in islice(source.rows(), SEARCHED + SAMPLES + 1)
    ]
    if not head:
        raise FileRefused("nothing")
    position = _title_position(head[:SEARCHED], patterns, chosen)
    number, titles = head[position]
    samples = [cells for _, cells in head[position + 1 :] if not is_numbering(cells)][:SAMPLES]
    return Columns(number, titles, _apply(patterns, titles, chosen), samples)


def _title_position(
    head: list[tuple[int, list[str]]], patterns: Patterns, chosen: dict[str, str]
) -> int:
    """The row with most known titles; where none is known, the first with several cells."""
    scores = [
        sum(bool(name) for name in _apply(patterns, cells, chosen))
        + ("tax_code" in recognise(patterns, cells))
        for _, cells in head
    ]
    best = max(scores)
    if best >= 2:
        return scores.index(best)
    filled = [sum(bool(cell) for cell in cells) for _, cells in head]
    return filled.index(max(filled))


def _apply(patterns: Patterns, titles: list[str], chosen: dict[str, str]) -> list[str]:
    """Recognised fields, overruled by a person's choice; nothing twice."""
    decided = [chosen.get(key_of(title)) for title in titles]
    taken = {name for name in decided if name}
    guessed = recognise(patterns, titles)
    return [
        name if name is not None else (guess if guess not in taken else "")
        for name, guess in zip(decided, guessed, strict=True)
    ]


def is_numbering(cells: Sequence[str]) -> bool:
    """Whether a row only counts the columns: (1) (2) (3), as official tables do."""
    filled = [cell for cell in cells if cell]
    return len(filled) > 1 and all(_NUMBERED.fullmatch(cell) for cell in filled)
