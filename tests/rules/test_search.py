"""Finding an act by what people say: pure rules, without a database."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecms.core.text import fold
from law.rules.search import Entry, Index, Saying, place_of

ACTS = [
    Entry(1, "TL-06", (23, 2, ""), "tl-06 tra luong khong dung han late wage payment", "wages"),
    Entry(2, "TL-18", (23, 3, ""), "tl-18 tra luong thap hon muc luong toi thieu minimum wage",
          "wages"),
    Entry(3, "TG-07", (24, 4, ""), "tg-07 lam them gio vuot qua so gio quy dinh overtime", "time"),
    Entry(4, "TV-05", (16, 2, "c"), "tv-05 tra luong thu viec thap hon probation pay", "probation"),
    Entry(5, "HD-05", (15, 2, "a"), "hd-05 giu ban chinh giay to id papers", "contracts"),
]  # fmt: skip
SAYINGS = [
    Saying("tang ca", ("lam them gio",), ("TG-07",)),
    Saying("luong toi thieu", (), ("TL-18",)),
    Saying("luong", (), ("TL-06",)),
]


def codes(said, **more):
    return [entry.code for entry in Index(ACTS, SAYINGS).find(fold(said), **more)]


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("điều 17 khoản 3", (17, 3, "")),
        ("Khoản 3 Điều 17", (17, 3, "")),
        ("điểm a khoản 2 điều 15", (15, 2, "a")),
        ("điều 23", (23, 0, "")),
        ("đ 23 k 3", (23, 3, "")),
        ("article 17 clause 3 point b", (17, 3, "b")),
        ("art. 17", (17, 0, "")),
        ("17.3", (17, 3, "")),
        ("15.2a", (15, 2, "a")),
        ("Đ23", (23, 0, "")),
        ("Đ23k3", (23, 3, "")),
        ("Đ23K3a", (23, 3, "a")),
        ("đ.23, k.3, điểm a", (23, 3, "a")),
        ("đ23k3đa", (23, 3, "a")),
        ("k3đ23", (23, 3, "")),
        ("a k3 Đ23", (23, 3, "a")),
        ("điểm đ k3 Đ23", (23, 3, "d")),
        ("k3", None),
        ("đơn 23", None),
        ("nợ lương 3 tháng", None),
        ("thử việc 60 ngày", None),
        ("", None),
    ],
)
def test_an_article_is_understood_in_both_languages(said, place):
    assert place_of(fold(said)) == place


@pytest.mark.parametrize(
    ("said", "first"),
    [
        ("TL-18", ["TL-18"]), ("tl 18", ["TL-18"]), ("điều 23", ["TL-06", "TL-18"]),
        ("điều 15 khoản 2 điểm a", ["HD-05"]), ("điều 99", []), ("Đ23k3", ["TL-18"]), ("Đ15k2a", ["HD-05"]), ("zz-99", []), ("", []),
        (" ;,. ", []), ("tăng ca", ["TG-07"]), ("overtime", ["TG-07"]), ("wages", ["TL-06"]),
    ],
)  # fmt: skip
def test_codes_articles_and_words(said, first):
    assert codes(said)[: len(first) or 1] == first


def test_a_saying_inside_a_longer_one_does_not_count():
    assert codes("lương tối thiểu")[0] == "TL-18"
    assert "TL-06" not in codes("lương tối thiểu")[:1]


def test_one_slip_is_forgiven():
    assert codes("khong dung haan tra luonng")[0] == "TL-06"
    assert codes("probatoin")[:1] == []  # two letters changed places: two slips
    assert codes("probatiom")[:1] == ["TV-05"]


def test_favourites_and_the_topic_come_first_only_among_what_fits_alike():
    assert codes("thap hon") == ["TV-05", "TL-18"]  # in the order of the decree
    assert codes("thap hon", favourites={"TL-18"}) == ["TL-18", "TV-05"]
    assert codes("thap hon", topics={"wages"}) == ["TL-18", "TV-05"]
    assert codes("thap hon", topics={"TL-18"}) == ["TL-18", "TV-05"]
    assert "HD-05" not in codes("thap hon", favourites={"HD-05"})


@given(st.text(alphabet=string.ascii_letters + string.digits + " .,-đĐăâêôơưàáảãạ", max_size=40))
def test_whatever_is_typed_finds_only_acts_each_once(said):
    found = codes(said)
    assert len(found) == len(set(found))
    assert set(found) <= {entry.code for entry in ACTS}


@given(st.sampled_from(ACTS))
def test_every_act_is_found_by_its_own_title_and_code(entry):
    title = entry.words.split(" ", 1)[1]
    assert codes(title)[0] == entry.code
    assert codes(entry.code) == [entry.code]
