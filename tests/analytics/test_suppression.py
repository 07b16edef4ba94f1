"""Small cells: hidden, and not to be worked out from the totals."""

from hypothesis import given
from hypothesis import strategies as st

from analytics.suppression import SMALLEST, suppressed

GRIDS = st.integers(1, 5).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(0, 12), min_size=width, max_size=width), min_size=1, max_size=6
    )
)


@given(GRIDS)
def test_no_small_number_is_told_and_none_follows_from_a_total(grid):
    found = suppressed(grid)
    lines = [*found, *map(list, zip(*found, strict=True))]
    for row, told in zip(grid, found, strict=True):
        for value, cell in zip(row, told, strict=True):
            assert cell is None or cell == value
            assert not (0 < value < SMALLEST and cell is not None)
    for line in lines:
        hidden = sum(cell is None for cell in line)
        assert hidden != 1 or len(line) == 1


@given(GRIDS)
def test_nothing_is_hidden_where_nothing_is_small(grid):
    large = [[value + SMALLEST if value else 0 for value in row] for row in grid]
    assert suppressed(large) == large
