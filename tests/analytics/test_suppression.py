"""Small cells: hidden, and not to be worked out from the totals."""

from hypothesis import given
from hypothesis import strategies as st

from analytics.contents import HIDDEN, Part, protected
from analytics.suppression import SMALLEST, betrays, suppressed

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
    known = [*grid, *map(list, zip(*grid, strict=True))]
    for line, numbers in zip(lines, known, strict=True):
        hidden = [number for number, cell in zip(numbers, line, strict=True) if cell is None]
        if betrays(line, numbers):  # nothing was left to hide: only the total can be kept back
            told = [cell for cell in line if cell]
            assert not told
        else:
            assert not hidden or (len(hidden) > 1 and sum(hidden) in (0, *range(SMALLEST, 999)))


@given(GRIDS)
def test_nothing_is_hidden_where_nothing_is_small(grid):
    large = [[value + SMALLEST if value else 0 for value in row] for row in grid]
    assert suppressed(large) == large


def test_small_numbers_that_are_small_together_take_a_third_with_them():
    assert suppressed([[1], [1], [9], [5]]) == [[None], [None], [9], [None]]


def test_the_only_number_of_a_table_is_not_told_by_its_total():
    part = Part("returned", "", (), ["", ""], [["A", 1], ["Total", 1]])
    assert [row[1] for row in protected(part).rows] == [HIDDEN, HIDDEN]
    assert "*" in protected(part).note


def test_rates_stay_rates_and_what_came_hidden_stays_hidden():
    part = Part(
        "answer", "", (), ["", ""], [["A", 12.5], ["B", "*"], ["C", None], ["Total", None]]
    )
    assert [row[1] for row in protected(part).rows] == [12.5, "*", None, None]
