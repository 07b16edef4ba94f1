"""The text by which an enterprise is found, and how a query is cut into words.

The index holds words: what stands between spaces and signs in the folded text. A query is an
expression over them (a ``tsquery`` of PostgreSQL); ``typo.py`` widens it where nothing matches.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from ecms.core.text import fold, squeeze

SEPARATOR = " | "
_DIGITS = re.compile(r"[\d\s.\-]{5,}")
_LONGEST_QUERY = 200
_MOST_WORDS = 12
# What parts words besides the space; the function enterprise_words of the database has the same.
SIGNS = (
    "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
    "\u00a0\u00ab\u00b0\u00b7\u00bb\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026"
)
_PARTED = str.maketrans(dict.fromkeys(SIGNS, " "))


def _table() -> dict[int, str]:
    """Every letter of the Latin blocks and what ``fold`` makes of it."""
    return {code: fold(chr(code)) or " " for code in range(0x20, 0x250)} | {
        code: fold(chr(code)) for code in range(0x1E00, 0x1F00)
    }


_FOLDED = {
    code: text
    for code, text in _table().items()
    if unicodedata.category(chr(code))[0] in "LNPSZ" and text != chr(code)
}
_SIMPLE = re.compile(r"[\x20-\x7e\u00a1-\u00ac\u00ae-\u0249\u1e00-\u1eff]*")
_SPACES = re.compile(r"  +")


def quick_fold(text: str) -> str:
    """The same as :func:`ecms.core.text.fold`, several times as fast for composed Latin text."""
    if not _SIMPLE.fullmatch(text):
        return fold(text)
    folded = text.translate(_FOLDED)
    return _SPACES.sub(" ", folded).strip() if "  " in folded else folded.strip()


def tidy(text: str) -> str:
    """The same as :func:`ecms.core.text.squeeze`, at once for text that is tidy already."""
    if _SIMPLE.fullmatch(text) and "  " not in text:
        return text.strip()
    return squeeze(text)


def search_text(parts: Iterable[str]) -> str:
    """The stored search key of name, other names, tax code, address, representative, ward."""
    return quick_fold(SEPARATOR.join([part for part in parts if part and not part.isspace()]))


def query_words(query: str) -> list[str]:
    """The words that must all occur; a tax code typed with dots or spaces is one word."""
    text = query[:_LONGEST_QUERY]
    if _DIGITS.fullmatch(text.strip()):
        return [as_code(re.sub(r"\D", "", text))]
    words = fold(text).replace("|", " ").split()
    return list(dict.fromkeys(words))[:_MOST_WORDS]


def as_code(digits: str) -> str:
    """Digits as the register writes a tax code: thirteen are ten, a hyphen and three."""
    return f"{digits[:10]}-{digits[10:]}" if len(digits) == 13 else digits


def words_of(query: str) -> list[str]:
    """The words of a query as the index has them; the last may be the beginning of one."""
    parts = " ".join(query_words(query)).translate(_PARTED).split()
    return list(dict.fromkeys(parts))[:_MOST_WORDS]


def phrase_of(query: str) -> str:
    """A query as it would stand in the folded text: in order, repeated words too."""
    return " ".join(fold(query[:_LONGEST_QUERY]).translate(_PARTED).split())


def escaped(word: str) -> str:
    """A word as a pattern for the database, its signs as signs."""
    return re.sub(r"([^a-z0-9])", r"\\\1", word)


def exact(word: str) -> str:
    """A word as part of a ``tsquery``; signs that mean something there cannot occur in it."""
    return f"'{word}'"


def beginning(word: str) -> str:
    """All words that begin so."""
    return f"'{word}':*"


def whole_words(words: list[str]) -> str:
    """All of ``words``; the last one may still be growing."""
    return " & ".join([*(exact(word) for word in words[:-1]), beginning(words[-1])])


def beginnings(words: list[str]) -> str:
    """All of ``words``, each as the beginning of one."""
    return " & ".join(beginning(word) for word in words)
