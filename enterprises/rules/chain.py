"""Where the boxes of a drawn chain stand: columns by level, rows from top to bottom.

Pure geometry in whole pixels. The enterprise in question is level 0; those above it (parent,
principal, lessor) have negative levels and stand to its left, those below positive ones.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 216, 56  # of a box
COLUMN, ROW = 150, 14  # gaps
MARGIN = 8
LINE_LETTERS = 27  # that fit one line of a box
LINES = 2


@dataclass(frozen=True)
class Node:
    """A box to place: ``key`` is unique, ``level`` its column, ``after`` whom it hangs on."""

    key: int
    level: int
    after: int | None = None


@dataclass(frozen=True)
class Box:
    """A placed box; ``x`` and ``y`` are its upper left corner."""

    key: int
    x: int
    y: int

    @property
    def middle(self) -> int:
        """Height of its middle."""
        return self.y + HEIGHT // 2


@dataclass(frozen=True)
class Layout:
    """Placed boxes by key, and the size of the drawing."""

    boxes: dict[int, Box]
    width: int
    height: int


def lay_out(nodes: Iterable[Node]) -> Layout:
    """Place every node; a column keeps the order of the boxes it hangs on, middles aligned."""
    columns: dict[int, list[Node]] = defaultdict(list)
    for node in nodes:
        columns[node.level].append(node)
    if not columns:
        return Layout({}, 0, 0)
    tallest = max(len(column) for column in columns.values())
    height = 2 * MARGIN + tallest * HEIGHT + (tallest - 1) * ROW
    first = min(columns)
    boxes: dict[int, Box] = {}
    for level in sorted(columns, key=abs):
        column = sorted(columns[level], key=lambda node: _place_of(node, boxes))
        used = len(column) * HEIGHT + (len(column) - 1) * ROW
        top = (height - used) // 2
        x = MARGIN + (level - first) * (WIDTH + COLUMN)
        for index, node in enumerate(column):
            boxes[node.key] = Box(node.key, x, top + index * (HEIGHT + ROW))
    width = 2 * MARGIN + len(range(first, max(columns) + 1)) * (WIDTH + COLUMN) - COLUMN
    return Layout(boxes, width, height)


def _place_of(node: Node, boxes: dict[int, Box]) -> int:
    """The row of what a node hangs on; Python's sort keeps the given order among equals."""
    anchor = boxes.get(node.after) if node.after is not None else None
    return anchor.y if anchor else 0


def curve(start: Box, end: Box) -> str:
    """Path data of a line from the right edge of the left box to the left edge of the right one.

    Boxes of one column are joined by a bow at their right edge.
    """
    if start.x == end.x:
        begin = stop = start.x + WIDTH
        bend, left, right = begin + COLUMN // 3, start, end
    else:
        left, right = (start, end) if start.x < end.x else (end, start)
        begin, stop = left.x + WIDTH, right.x
        bend = (begin + stop) // 2
    here, there = left.middle, right.middle
    return f"M{begin} {here} C{bend} {here} {bend} {there} {stop} {there}"


def wrapped(words: str, letters: int = LINE_LETTERS, lines: int = LINES) -> Sequence[str]:
    """A name on at most ``lines`` lines of ``letters``; what does not fit ends in "…"."""
    rows: list[str] = [""]
    for word in words.split():
        longer = f"{rows[-1]} {word}".strip()
        if len(longer) <= letters:
            rows[-1] = longer
        elif rows[-1]:
            rows.append(word)
        else:
            rows[-1] = word
    cut = [row if len(row) <= letters else f"{row[: letters - 1]}…" for row in rows[:lines]]
    if len(rows) > lines and not cut[-1].endswith("…"):
        cut[-1] = f"{cut[-1][: letters - 1].rstrip()}…"
    return cut
