"""A line for COPY says the same, whether it was looked through as a whole or value by value."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from ecms.core.bulk import copy_line, copy_text

VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.dates(),
    st.text(alphabet="aâ\t\n\r\\N\x00\x1f 1"), st.lists(st.text(max_size=3), max_size=2),
)  # fmt: skip


@given(st.lists(VALUES, min_size=1, max_size=6))
def test_a_line_is_its_values(row):
    assert copy_line(row) == "\t".join(copy_text(value) for value in row)


def test_special_characters_are_escaped():
    assert copy_line(["a\tb", None, "c\\", date(2026, 1, 2)]) == "a\\tb\t\\N\tc\\\\\t2026-01-02"
