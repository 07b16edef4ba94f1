"""Identity numbers: what is read, refused, masked, and what contradicts a birthday."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enterprises.rules import identity as papers
from enterprises.rules.identity import CITIZEN, OLD_CARD, PASSPORT, PLACES, mask, read

ON = date(2026, 10, 5)
BORN = st.dates(date(1926, 1, 1), date(2025, 12, 31))


@st.composite
def citizens(draw):
    """A well-formed number with the birthday and sex it belongs to."""
    born, woman = draw(BORN), draw(st.booleans())
    century = (born.year - 1900) // 100 * 2 + woman
    place = draw(st.sampled_from(sorted(PLACES)))
    serial = draw(st.integers(0, 999_999))
    return f"{place}{century}{born.year % 100:02}{serial:06}", born, "F" if woman else "M"


@given(citizens())
def test_a_number_tells_year_and_sex(given_):
    number, born, sex = given_
    paper = read(number, on=ON)
    assert (paper.kind, paper.number, paper.problem) == (CITIZEN, number, "")
    assert (paper.birth_year, paper.sex) == (born.year, sex)
    assert papers.disagreements(paper, born_on=born, sex=sex) == []


@given(citizens(), BORN)
def test_another_year_contradicts_it(given_, other):
    number, born, sex = given_
    paper = read(number, on=ON)
    expected = ["identity_year"] if other.year != born.year else []
    assert papers.disagreements(paper, born_on=other, sex=sex) == expected


@given(citizens())
def test_the_other_sex_contradicts_it(given_):
    number, born, sex = given_
    other = "M" if sex == "F" else "F"
    assert papers.disagreements(read(number, on=ON), born_on=born, sex=other) == ["identity_sex"]


@given(citizens(), st.sampled_from([" ", ".", "-", "'"]))
def test_separators_do_not_matter(given_, mark):
    number = given_[0]
    spaced = mark.join([number[:3], number[3:6], number[6:9], number[9:]])
    assert read(spaced, on=ON) == read(number, on=ON)


@given(citizens())
def test_zeros_that_a_spreadsheet_took_are_put_back(given_):
    number = given_[0]
    bare = number.lstrip("0")
    paper = read(bare, on=ON)
    assert (paper.number, paper.repaired) == (number, True)


@given(st.text(max_size=30))
def test_anything_is_read_or_refused_and_stays_so(text):
    paper = read(text, on=ON)
    if not paper.problem:
        assert read(paper.number, on=ON).number == paper.number
        assert read(paper.number, on=ON).kind == paper.kind


@given(st.text(alphabet="0123456789ABC", min_size=1, max_size=12))
def test_a_mask_hides_most_and_keeps_the_length(number):
    hidden = mask(number)
    assert len(hidden) == len(number)
    assert sum(char != "•" for char in hidden) <= max(6, 0)
    assert number not in hidden or len(number) == 0


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("075090001212", CITIZEN, "075090001212"),
        ("75090001212", CITIZEN, "075090001212"),
        ("1090001212", CITIZEN, "001090001212"),  # Hà Nội, two zeros gone
        ("271234567", OLD_CARD, "271234567"),
        ("12345678", OLD_CARD, "012345678"),
        ("c1234567", PASSPORT, "C1234567"),
        ("EB 123456", PASSPORT, "EB123456"),
    ],
)
def test_papers(text, kind, number):
    paper = read(text, on=ON)
    assert (paper.kind, paper.number, paper.problem) == (kind, number, "")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "missing"),
        ("7.5090001212E+10", "rounded"),
        ("0750900", "length"),
        ("075090001212345", "length"),
        ("Nguyễn Văn An", "length"),
        ("003090001212", "place"),  # no province ever had 003
        ("099090001212", "place"),
        ("075290001212", "century"),  # 2090
        ("075227001212", "century"),  # 2027 has not come
    ],
)
def test_problems(text, problem):
    assert read(text, on=ON).problem == problem


def test_masks_as_on_screens():
    assert mask("075090001212") == "0750••••••12"
    assert mask("271234567") == "27•••••67"
    assert mask("C1234567") == "C•••••67"
    assert mask("123") == "•••"


def test_one_number_of_two_kinds_is_two_persons():
    assert read("271234567", on=ON).key == "CMND:271234567"
    assert read("271234567", on=ON).key != papers.Identity(PASSPORT, "271234567").key
