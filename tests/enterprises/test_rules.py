"""Pure rules: tax codes, sizes, the stated score, the search text."""

import unicodedata
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from accounts.models import Ward
from ecms.core.text import fold
from enterprises.rules import tax_code
from enterprises.rules.risk import SECTION_POINTS, score
from enterprises.rules.search import query_words, quick_fold
from enterprises.rules.size import SIZES, size_of
from enterprises.services.imports.lookups import WardBook

NINE = st.text("0123456789", min_size=9, max_size=9)
TODAY = date(2026, 10, 5)


@pytest.mark.parametrize(
    "text", ["0300588569", "0300 588 569", "0300.588.569", "0300-588-569", " 0300588569 "]
)
def test_known_code_in_any_spelling(text):
    code = tax_code.read(text)
    assert (code.text, code.problem) == ("0300588569", "")


@given(NINE)
def test_made_codes_are_valid_and_no_other_last_digit_is(nine):
    digit = tax_code.check_digit(nine)
    valid = {d for d in "0123456789" if not tax_code.read(nine + d).problem}
    assert valid == ({digit} if digit else set())


@given(NINE, st.integers(0, 8), st.sampled_from("0123456789"))
def test_one_wrong_digit_is_noticed(nine, place, other):
    """Every weight has no common factor with 11, so one slip changes the sum modulo 11."""
    digit = tax_code.check_digit(nine)
    assume(digit is not None and nine[place] != other)
    slipped = nine[:place] + other + nine[place + 1 :]
    assert tax_code.read(slipped + digit).problem == "check_digit"


@given(NINE, st.text("0123456789", min_size=3, max_size=3))
def test_branches(nine, branch):
    digit = tax_code.check_digit(nine)
    assume(digit is not None)
    code = tax_code.read(f"{nine}{digit}{branch}")
    assert (code.text, code.problem, code.is_branch) == (f"{nine}{digit}-{branch}", "", True)
    assert tax_code.read(code.text) == code


@given(st.integers(10**7, 10**8 - 1))
def test_lost_zero_is_put_back(number):
    nine = f"0{number}"
    digit = tax_code.check_digit(nine)
    assume(digit is not None)
    code = tax_code.read(str(int(nine + digit)))
    assert (code.text, code.repaired) == (nine + digit, True)


@pytest.mark.parametrize(
    "text, problem",
    [
        ("", "missing"),
        (" - ", "missing"),
        ("ABC", "not_digits"),
        ("٠٣٠٠٥٨٨٥٦٩", "not_digits"),
        ("123", "length"),
        ("12345678901234", "length"),
        ("0300588560", "check_digit"),
        ("0300588560-001", "check_digit"),
        ("999888777666", "person"),
        ("000123456789", "person"),
    ],
)
def test_problems(text, problem):
    assert tax_code.read(text).problem == problem


def test_personal_numbers():
    code = tax_code.read("075 201 004 321")
    assert (code.text, code.problem, code.is_personal) == ("075201004321", "", True)
    assert tax_code.read("75201004321").repaired


@given(st.text(max_size=60))
def test_reading_never_fails_and_is_stable(text):
    code = tax_code.read(text)
    if not code.problem:
        assert tax_code.read(code.text).text == code.text


@given(st.integers(0, 3_000_000))
def test_sizes_cover_every_headcount_once(workers):
    fitting = [s.code for s in SIZES if s.low <= workers and (s.high is None or workers <= s.high)]
    assert fitting == [size_of(workers)]
    assert size_of(None) == ""


@given(
    st.sampled_from([*SECTION_POINTS, "Q", ""]),
    st.none() | st.integers(0, 10**6),
    st.none() | st.dates(date(2000, 1, 1), TODAY),
)
def test_score_is_the_sum_of_its_reasons(section, workers, visited):
    result = score(section=section, workers=workers, last_visited_on=visited, on=TODAY)
    assert 0 <= result.points <= 100
    assert result.points == sum(reason.points for reason in result.reasons)
    assert [r.points for r in result.reasons] == sorted(
        (r.points for r in result.reasons), reverse=True
    )


@given(st.sampled_from([*SECTION_POINTS]), st.integers(0, 5000), st.integers(1, 4000))
def test_longer_unvisited_and_bigger_is_never_less_risky(section, workers, days):
    def points(count, ago):
        on = TODAY - timedelta(days=ago)
        return score(section=section, workers=count, last_visited_on=on, on=TODAY).points

    assert points(workers, days) <= points(workers, days + 100)
    assert points(workers, days) <= points(workers + 500, days)


LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyAĂÂĐÊÔƠƯàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"


@given(st.text(LETTERS + " .,-–&()“”0123456789\t", max_size=80))
def test_quick_fold_equals_fold_for_vietnamese(text):
    assert quick_fold(text) == fold(text)
    assert quick_fold(unicodedata.normalize("NFD", text)) == fold(text)


@given(st.text(max_size=80))
def test_quick_fold_equals_fold_for_everything(text):
    assert quick_fold(text) == fold(text)


def test_query_words():
    assert query_words("  Điện TỬ  điện ") == ["dien", "tu"]
    assert query_words("0300 588 569") == ["0300588569"]
    assert query_words("0300588569001") == ["0300588569-001"]
    assert query_words("|") == []


@pytest.mark.parametrize(
    "written, found",
    [("Xã Lộc Thạnh", 1), ("lộc thành", 2), ("Xã Lộc Thành, Đồng Nai", 2), ("loc thanh", None)],
)
def test_accents_tell_wards_apart_where_there_are_any(written, found):
    wards = [
        Ward(pk=1, code="00001", name_vi="Xã Lộc Thạnh", kind_vi="Xã"),
        Ward(pk=2, code="00002", name_vi="Xã Lộc Thành", kind_vi="Xã"),
    ]
    assert WardBook(wards, TODAY).find(written)[0] == found
