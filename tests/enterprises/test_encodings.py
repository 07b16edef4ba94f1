"""Lists in the encodings of thirty years: every letter of Vietnamese comes out as it went in."""

import io
import unicodedata

import openpyxl
import pytest

from ecms.core.text import nfc
from enterprises.services.imports import files, letters, texts
from tests.enterprises.lists import ROWS, TITLES, csv_bytes

TONES = ("\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
SMALL = [
    unicodedata.normalize("NFC", vowel + tone)
    for vowel in "aăâeêioôơuưy"
    for tone in ("", *TONES)
] + ["đ"]  # fmt: skip
CAPITAL = [letter.upper() for letter in SMALL]
WORDS = "Đường Nguyễn Huệ, Phường Trấn Biên, Quỹ Hỗ trợ, Ẳng Cang, Kỵ sĩ, Ỷ Lan, Lý Thường Kiệt"


def _backwards(table):
    """Unicode to the old code; the usual way of writing a letter comes first in the table."""
    found = {}
    for old, new in table.items():
        found.setdefault(new, old)
    return found


def _encoded(text, table):
    back = _backwards(table)
    return "".join(back.get(char, char) for char in text).encode("cp1252")


def in_tcvn3(text):
    return _encoded(text, letters.TCVN3)


def in_vni(text):
    return _encoded(text, letters.VNI)


def test_tables_hold_every_letter():
    """TCVN3 has all small letters and the seven plain capitals; VNI has all of both."""
    assert {c for c in SMALL if not c.isascii()} <= set(letters.TCVN3.values())
    assert set("ĂÂÊÔƠƯĐ") <= set(letters.TCVN3.values())
    assert len(set(letters.TCVN3)) == len(set(letters.TCVN3.values())) == 74
    every = {char for char in (*SMALL, *CAPITAL) if not char.isascii()}
    assert every == set(letters.VNI.values())
    assert len(every) == 134


@pytest.mark.parametrize("letter", [c for c in SMALL if not c.isascii()])
def test_every_small_letter_of_tcvn3(letter):
    """In a word, so that the capitals of its plain letters decide nothing."""
    word = f"b{letter}n"
    assert letters.from_tcvn3(in_tcvn3(word).decode("cp1252")) == word


@pytest.mark.parametrize("letter", [c for c in (*SMALL, *CAPITAL) if not c.isascii()])
def test_every_letter_of_vni(letter):
    for word in (letter, f"t{letter}n", f"T{letter}N"):
        assert letters.from_vni(in_vni(word).decode("cp1252")) == word


def test_known_bytes():
    """As the standards have them, not as our own table says."""
    tcvn3 = b"C\xabng ty \xae\xb9i ph\xb8t, M\xb7 s\xe8 thu\xd5, doanh nghi\xd6p, ph\xad\xeang"
    assert letters.from_tcvn3(tcvn3.decode("cp1252")) == (
        "Công ty đại phát, Mã số thuế, doanh nghiệp, phường"
    )
    vni = "Coâng ty Ñieän töû Ñoàng Nai, phöôøng Traán Bieân, lyù do, vò trí, saün coù"
    assert letters.from_vni(vni) == (
        "Công ty Điện tử Đồng Nai, phường Trấn Biên, lý do, vị trí, sẵn có"
    )


def test_capitals_of_a_heading_in_tcvn3():
    """The old code has no toned capitals; a cell of capitals gets them."""
    heading = in_tcvn3("CÔNG TY Cổ PHầN đIệN Lực".replace("ÔNG", "ÔNG")).decode("cp1252")
    assert letters.from_tcvn3(heading).startswith("C")
    assert letters.from_tcvn3("C¤NG TY §IÖN Lùc".replace("ùc", "ùC")) == "CÔNG TY ĐIỆN LỰC"
    assert letters.from_tcvn3("M·") == "Mã"


@pytest.mark.parametrize("make, name", [(in_tcvn3, "tcvn3"), (in_vni, "vni")])
def test_old_codes_are_recognised(tmp_path, make, name):
    path = tmp_path / "list.csv"
    path.write_bytes(make(csv_bytes(encoding="utf-8").decode()))
    source = files.open_source(path)
    assert (source.encoding, source.known_as) == (name, name)
    assert [cells for _n, cells in source.rows()] == [TITLES, *ROWS]


@pytest.mark.parametrize("make, name", [(in_tcvn3, "tcvn3"), (in_vni, "vni")])
def test_workbooks_in_old_fonts(tmp_path, make, name):
    book = openpyxl.Workbook()
    for row in (TITLES, *ROWS):
        book.active.append([make(cell).decode("cp1252") for cell in row])
    target = io.BytesIO()
    book.save(target)
    path = tmp_path / "list.xlsx"
    path.write_bytes(target.getvalue())
    source = files.open_source(path)
    assert source.known_as == f"xlsx {name}"
    assert [cells for _n, cells in source.rows()] == [TITLES, *ROWS]
    assert files.open_source(path, "utf-8").letters == ""


def test_a_person_may_choose_another_reading(tmp_path):
    path = tmp_path / "list.csv"
    path.write_bytes(in_vni("x,y\r\nHuøng,1\r\n".replace("uø", "ù")))
    assert files.open_source(path, "vni").encoding == "vni"
    rows = [cells for _n, cells in files.open_source(path, "vni").rows()]
    assert rows[1][0] == "Hùng"


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_unicode_in_either_form_is_left_alone(tmp_path, form):
    text = unicodedata.normalize(form, f"Tên\r\n{WORDS.replace(',', ' ')}\r\n")
    path = tmp_path / "list.csv"
    path.write_text(text, encoding="utf-8")
    source = files.open_source(path)
    assert source.encoding == "utf-8"
    assert nfc(list(source.rows())[1][1][0]) == WORDS.replace(",", " ")


def test_likeness_tells_right_from_wrong():
    right = texts.likeness("Mã số thuế, Tên doanh nghiệp")
    assert right > texts.likeness(in_vni("Mã số thuế, Tên doanh nghiệp").decode("cp1252"))
    assert texts.likeness("") == (0.0, 0)
    assert texts.old_letters("plain ASCII") == ""
    assert texts.old_letters("Café Müller GmbH & Co") == ""
