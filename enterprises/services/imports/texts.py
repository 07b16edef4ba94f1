"""CSV as it comes: Unicode, Windows-1258, TCVN3 or VNI; comma, semicolon, tab or bar."""

from __future__ import annotations

import codecs
import csv
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from enterprises.services.imports.letters import CONVERTERS
from enterprises.services.imports.refusal import FileRefused

SAMPLE = 256 * 1024
DELIMITERS = ",;\t|"
LONGEST_CELL = 32_767
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BASES = "aăâeêioôơuưy"
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_LETTERS = frozenset(
    unicodedata.normalize("NFC", base + tone)
    for low in (_BASES + "đ")
    for base in (low, low.upper())
    for tone in _TONES
)
_MARKS = frozenset("–—“”‘’…•·°§«»×\u00a0\u00ad₫€©®™½²³")
_CODES = (
    (b"%PDF", "pdf"), (b"\x89PNG", "image"), (b"\xff\xd8\xff", "image"), (b"GIF8", "image"),
    (b"MZ", "binary"), (b"\x7fELF", "binary"), (b"{\\rtf", "document"), (b"\x1f\x8b", "zip"),
    (b"Rar!", "zip"), (b"7z\xbc\xaf", "zip"),
)  # fmt: skip
_ENOUGH = 0.9  # share of the letters beyond ASCII that must be Vietnamese
LEGACY = ("cp1258", "tcvn3", "vni")
ENCODINGS = ("utf-8", "utf-16", *LEGACY)  # what a person may choose
# Frequent words of employer lists, by which a reading shows that it is the right one.
_SOME_WORDS = """
chỉ công cổ diện doanh dịch dựng hạn hộ hữu khu lao lê mã mại một nghiệp nghề
nguyễn ngành người nhiệm nữ phường phạm phần phố sản số thoại thuế thành thái
thương thị trách trạng trần tên tỉnh viên văn vụ xuất xây xã điện đường đại địa
đồng động
"""
_FREQUENT = frozenset(_SOME_WORDS.split())
_WORD = re.compile(r"[^\W\d_]+")
csv.field_size_limit(1_000_000)


def detect(path: Path) -> str:
    """The encoding of a text file, as Python calls it.

    Raises:
        FileRefused: not text, or nothing that can be recognised.
    """
    with path.open("rb") as file:
        head = file.read(SAMPLE)
    _refuse_other_kinds(head)
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            return encoding
    blind = _utf16_without_mark(head)
    if blind:
        return blind
    if b"\x00" in head.rstrip(b"\x00"):
        raise FileRefused("not_a_table", kind="binary")
    return "utf-8" if _is_utf8(path) else _legacy(path)


def chosen(path: Path, encoding: str) -> str:
    """The encoding that a person chose, unless the file is no text at all.

    Raises:
        FileRefused: another kind of file.
    """
    with path.open("rb") as file:
        _refuse_other_kinds(file.read(SAMPLE))
    return encoding


def _refuse_other_kinds(head: bytes) -> None:
    for start, kind in _CODES:
        if head.startswith(start):
            raise FileRefused("not_a_table", kind=kind)
    text = head.lstrip()[:200].lower()
    if text.startswith((b"<!doctype html", b"<html", b"<svg", b"<?xml")):
        raise FileRefused("not_a_table", kind="web")


def _utf16_without_mark(head: bytes) -> str:
    """Every second byte of Latin text in UTF-16 is mostly zero."""
    sample = head[:4000]
    if len(sample) < 8:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > 0.4 * half and even < 0.1 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.1 * half:
        return "utf-16-be"
    return ""


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        try:
            while piece := file.read(1 << 20):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _legacy(path: Path) -> str:
    """The old encoding in which the text reads as Vietnamese.

    Raises:
        FileRefused: in none of them.
    """
    with path.open("rb") as file:
        head = file.read(4 << 20)
    readings = {encoding: _read_as(head, encoding) for encoding in LEGACY}
    best = max(LEGACY, key=lambda encoding: likeness(readings[encoding]))
    share, words = likeness(readings[best])
    if share < _ENOUGH or (best in CONVERTERS and not words):
        raise FileRefused("encoding")
    return best


def _read_as(head: bytes, encoding: str) -> str:
    """Bytes in an old encoding as text; "" where they cannot be that."""
    try:
        if encoding == "cp1258":
            return unicodedata.normalize("NFC", head.decode("cp1258"))
        return CONVERTERS[encoding](head.decode("cp1252"))
    except UnicodeDecodeError:
        return ""


def likeness(text: str) -> tuple[float, int]:
    """How Vietnamese a text reads: share of its letters beyond ASCII (at most _ENOUGH), words."""
    if not text:
        return 0.0, 0
    beyond = [char for char in text if ord(char) > 127 and char not in _MARKS]
    share = sum(char in _LETTERS for char in beyond) / len(beyond) if beyond else 1.0
    words = sum(not word.isascii() for word in _WORD.findall(text.lower()) if word in _FREQUENT)
    return min(share, _ENOUGH), words


def old_letters(text: str) -> str:
    """ "tcvn3" or "vni" where the cells of a workbook are written in such a font, else ""."""
    if text.isascii() or likeness(unicodedata.normalize("NFC", text))[0] >= _ENOUGH:
        return ""
    best = max(CONVERTERS, key=lambda name: likeness(CONVERTERS[name](text)))
    share, words = likeness(CONVERTERS[best](text))
    return best if share >= _ENOUGH and words else ""


def delimiter_of(lines: list[str]) -> str:
    """The separator that cuts most lines into the same number of columns."""
    best, best_score = ",", 0
    for mark in DELIMITERS:
        widths = [len(row) for row in csv.reader(lines, delimiter=mark) if row]
        wide = [width for width in widths if width > 1]
        common = max(wide.count(width) * (width - 1) for width in set(wide)) if wide else 0
        if common > best_score:
            best, best_score = mark, common
    return best


def rows(path: Path, encoding: str) -> Iterator[tuple[int, list[str]]]:
    """Numbered rows of cells as text, one at a time.

    Raises:
        FileRefused: the file breaks off inside a cell, or its bytes break the encoding.
    """
    convert = CONVERTERS.get(encoding)
    with path.open(encoding="cp1252" if convert else encoding, newline="") as file:
        try:
            head = [line for _, line in zip(range(40), file, strict=False)]
            file.seek(0)
            reader = csv.reader(file, delimiter=delimiter_of(head))
            for number, cells in enumerate(reader, start=1):
                if number == 1 and cells and cells[0].startswith("\ufeff"):
                    cells[0] = cells[0][1:]
                yield number, [convert(cell) for cell in cells] if convert else cells
        except UnicodeError:
            raise FileRefused("encoding") from None
        except csv.Error:
            raise FileRefused("broken") from None
