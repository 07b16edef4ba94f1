"""Words of a query and the slips that are mended, without a database."""

from hypothesis import given
from hypothesis import strategies as st

from enterprises.rules.search import SIGNS, beginnings, whole_words, words_of
from enterprises.rules.typo import alternatives, candidates, edits, halves, mended

KNOWN = {"dien": 90, "tu": 80, "dong": 50, "nai": 40, "hoang": 30, "hoan": 5, "long": 60}
word = st.text("abcdefghiklmnopqrstuvxy", min_size=2, max_size=8)


def test_words_of_a_query():
    assert words_of("  Điện tử, Đồng-Nai ") == ["dien", "tu", "dong", "nai"]
    assert words_of("0300 588 569 001") == ["0300588569", "001"]
    assert words_of("'; DROP TABLE x; --") == ["drop", "table", "x"]
    assert words_of("|  & ") == []


@given(st.text(max_size=60))
def test_no_sign_gets_into_an_expression(text):
    assert not set("".join(words_of(text))) & set(SIGNS)


def test_only_the_last_word_grows():
    assert whole_words(["dien", "tu"]) == "'dien' & 'tu':*"
    assert beginnings(["dien", "tu"]) == "'dien':* & 'tu':*"


@given(word)
def test_a_slip_is_undone_by_a_slip(text):
    for other in list(edits(text))[:50]:
        assert text in edits(other) or not other


def test_every_kind_of_slip():
    assert {"die", "dine", "dien", "dxen", "dieen"} - {"dien"} <= edits("dien")
    assert ("dien", "tu") in halves("dientu")


def test_unknown_words_are_replaced_and_known_ones_stay():
    assert mended(["dien", "tuu"], KNOWN) == "'dien' & 'tu'"
    assert mended(["dein", "tu"], KNOWN) == "'dien' & 'tu'"
    assert mended(["dientu", "dong"], KNOWN) == "('dien' & 'tu':*) & 'dong'"
    assert mended(["xyzzy", "dong"], KNOWN) is None


def test_where_all_are_known_any_may_be_wrong():
    wanted = mended(["hoan", "long"], KNOWN)
    assert "'hoang'" in wanted
    assert "'long'" in wanted


def test_codes_are_never_mended():
    assert alternatives("9900000023", {"9900000024": 1}) == []
    assert candidates(["9900000023"]) == {"9900000023"}


def test_the_most_frequent_first():
    assert alternatives("hoang", {"hoan": 5, "hoanh": 9}) == ["'hoanh'", "'hoan'"]
