"""Small cells: numbers so small that a person could be known are not told, nor can they be worked
out from the totals. Pure."""

from __future__ import annotations

from collections.abc import Sequence

SMALLEST = 3  # 1 and 2 are hidden; 0 says nothing about anybody
Cell = int | None
Grid = list[list[Cell]]


def suppressed(grid: Sequence[Sequence[int]], smallest: int = SMALLEST) -> Grid:
    """The same table with None in place of small numbers, and of others that would betray them.

    The totals of rows and columns are told. Where just one cell of a row or column is hidden, or
    those hidden are small together, they would follow from the total; so the next smallest is
    hidden as well. Where nothing is left to hide, ``betrays`` says that the total may not be told.
    """
    found: Grid = [[None if 0 < value < smallest else value for value in row] for row in grid]
    while _hide_more(found, grid, smallest):
        pass
    return found


def betrays(told: Sequence[Cell], known: Sequence[int], smallest: int = SMALLEST) -> bool:
    """Whether the total of a line would say what its hidden cells hold."""
    hidden = [value for cell, value in zip(told, known, strict=True) if cell is None]
    return len(hidden) == 1 or 0 < sum(hidden) < smallest


def _hide_more(grid: Grid, known: Sequence[Sequence[int]], smallest: int) -> bool:
    """Hide one more cell of a line that betrays; False when there is none left to protect."""
    width = len(grid[0]) if grid else 0
    rows = [[(r, c) for c in range(width)] for r in range(len(grid))]
    columns = [[(r, c) for r in range(len(grid))] for c in range(width)]
    for line in (*rows, *columns):
        told_cells = [grid[r][c] for r, c in line]
        open_ = [(grid[r][c] or 0, r, c) for r, c in line if grid[r][c] is not None]
        told = [cell for cell in open_ if cell[0]]
        if len(open_) + 1 == len(line):  # a lonely one among zeros: a zero could be it as well
            told = told or open_
        if told and betrays(told_cells, [known[r][c] for r, c in line], smallest):
            _value, r, c = min(told)
            grid[r][c] = None
            return True
    return False
