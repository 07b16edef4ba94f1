"""Small cells: numbers so small that a person could be known are not told, nor can they be worked
out from the totals. Pure."""

from __future__ import annotations

from collections.abc import Sequence

SMALLEST = 3  # 1 and 2 are hidden; 0 says nothing about anybody
Cell = int | None
Grid = list[list[Cell]]


def suppressed(grid: Sequence[Sequence[int]], smallest: int = SMALLEST) -> Grid:
    """The same table with None in place of small numbers, and of others that would betray them.

    The totals of rows and columns are told. Where just one cell of a row or column is hidden, it
    would follow from the total; so a second one, the smallest, is hidden as well, until no row or
    column has a single hidden cell.
    """
    found: Grid = [[None if 0 < value < smallest else value for value in row] for row in grid]
    while _hide_more(found):
        pass
    return found


def _hide_more(grid: Grid) -> bool:
    """Hide one more cell beside a lonely one; False when there is none left to protect."""
    width = len(grid[0]) if grid else 0
    rows = [[(r, c) for c in range(width)] for r in range(len(grid))]
    columns = [[(r, c) for r in range(len(grid))] for c in range(width)]
    for line in (*rows, *columns):
        hidden = [(r, c) for r, c in line if grid[r][c] is None]
        open_ = [(grid[r][c] or 0, r, c) for r, c in line if grid[r][c] is not None]
        if len(hidden) == 1 and open_:
            told = [cell for cell in open_ if cell[0]] or open_
            _value, r, c = min(told)
            grid[r][c] = None
            return True
    return False
