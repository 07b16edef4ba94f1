"""Amounts: formatting, words, rounding."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecms.core.money import LARGEST, amount_in_words, format_vnd, whole_vnd

WORDS = {
    0: "Không đồng",
    1: "Một đồng",
    4: "Bốn đồng",
    5: "Năm đồng",
    10: "Mười đồng",
    11: "Mười một đồng",
    14: "Mười bốn đồng",
    15: "Mười lăm đồng",
    20: "Hai mươi đồng",
    21: "Hai mươi mốt đồng",
    24: "Hai mươi tư đồng",
    25: "Hai mươi lăm đồng",
    101: "Một trăm linh một đồng",
    104: "Một trăm linh bốn đồng",
    105: "Một trăm linh năm đồng",
    110: "Một trăm mười đồng",
    155: "Một trăm năm mươi lăm đồng",
    500_000: "Năm trăm nghìn đồng",
    1_000_000: "Một triệu đồng",
    1_000_001: "Một triệu không trăm linh một đồng",
    1_010_000: "Một triệu không trăm mười nghìn đồng",
    2_500_000: "Hai triệu năm trăm nghìn đồng",
    15_000_000: "Mười lăm triệu đồng",
    21_000_000: "Hai mươi mốt triệu đồng",
    75_000_000: "Bảy mươi lăm triệu đồng",
    112_500_000: "Một trăm mười hai triệu năm trăm nghìn đồng",
    150_000_000: "Một trăm năm mươi triệu đồng",
    1_000_000_000: "Một tỷ đồng",
    1_000_005_000: "Một tỷ không trăm linh năm nghìn đồng",
    24_000_000_000: "Hai mươi tư tỷ đồng",
    1_000_000_000_000: "Một nghìn tỷ đồng",
}


@pytest.mark.parametrize(("amount", "words"), WORDS.items())
def test_amount_in_vietnamese_words(amount, words):
    assert amount_in_words(amount) == words


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "Zero Vietnamese dong"),
        (112_500_000, "One hundred and twelve million five hundred thousand Vietnamese dong"),
        (75_000_000, "Seventy-five million Vietnamese dong"),
        (1_000_000_019, "One billion nineteen Vietnamese dong"),
    ],
)
def test_amount_in_english_words(amount, words):
    assert amount_in_words(amount, "en") == words


UNITS = dict(
    zip(
        [
            "không",
            "một",
            "mốt",
            "hai",
            "ba",
            "bốn",
            "tư",
            "năm",
            "lăm",
            "sáu",
            "bảy",
            "tám",
            "chín",
            "mười",
        ],
        (0, 1, 1, 2, 3, 4, 4, 5, 5, 6, 7, 8, 9, 10),
        strict=True,
    )
)


def read_back(words):
    """Read Vietnamese number words: an independent inverse."""
    total = billions = group = 0
    for word in words.lower().removesuffix(" đồng").split():
        if word == "tỷ":
            billions, total, group = (total + group), 0, 0
        elif word in ("triệu", "nghìn"):
            total += group * {"triệu": 10**6, "nghìn": 1000}[word]
            group = 0
        elif word == "trăm":
            group *= 100
        elif word == "mươi":
            group = group - group % 10 + group % 10 * 10
        elif word != "linh":
            group += UNITS[word]
    return billions * 10**9 + total + group


@given(st.integers(0, LARGEST))
def test_words_say_the_same_amount(amount):
    assert read_back(amount_in_words(amount)) == amount


@pytest.mark.parametrize("amount", [-1, LARGEST + 1])
def test_amounts_out_of_range_are_refused(amount):
    with pytest.raises(ValueError, match="between 0"):
        amount_in_words(amount)


def test_thousands_are_grouped():
    assert format_vnd(112_500_000) == "112.500.000 đồng"
    assert format_vnd(112_500_000, "en") == "VND 112,500,000"
    assert format_vnd(0) == "0 đồng"


def test_fractions_of_a_dong_are_dropped():
    assert whole_vnd(Fraction(270001, 2)) == 135000
    assert whole_vnd(7) == 7
    with pytest.raises(TypeError):
        whole_vnd(1.5)
