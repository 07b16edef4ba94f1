"""Text: one Unicode form, and a search key without accents."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecms.core.text import fold, nfc, squeeze


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("  Công ty TNHH ĐỨC  Phát ", "cong ty tnhh duc phat"),
        ("Đồng Nai", "dong nai"),
        ("ƯỚC MƠ", "uoc mo"),
        ("cong\u00a0ty", "cong ty"),
        ("", ""),
    ],
)
def test_search_key(typed, key):
    assert fold(typed) == key


def test_decomposed_and_composed_text_are_one():
    composed = "Nguyễn Thị Hồng Ước"
    decomposed = unicodedata.normalize("NFD", composed)
    assert decomposed != composed
    assert nfc(decomposed) == composed
    assert fold(decomposed) == fold(composed) == "nguyen thi hong uoc"


def test_invisible_characters_of_pasted_text_go_and_line_breaks_stay():
    assert nfc("Hà\u200b Nội\nmới\ufeff") == "Hà Nội\nmới"
    assert squeeze(" Hà\u200b \n Nội ") == "Hà Nội"


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_a_key_has_no_accents_and_no_double_spaces(text):
    key = fold(text)
    assert not any(unicodedata.combining(char) for char in key)
    assert "  " not in key
    assert key == key.strip()
