"""Vietnamese text: one Unicode form on input, and an accent-free key to search and sort by."""

import re
import unicodedata

_WHITESPACE = re.compile(r"\s+")
# Characters that survive decomposition and that people type as plain letters.
_PLAIN = str.maketrans({"đ": "d", "Đ": "D", "ð": "d", "Ð": "D"})
# Zero-width characters that come along when text is pasted from office programs.
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"), None)


def nfc(text: str) -> str:
    """Return ``text`` in NFC, without invisible characters; line breaks are kept."""
    return unicodedata.normalize("NFC", text.translate(_INVISIBLE))


def squeeze(text: str) -> str:
    """Return one line: NFC, trimmed, runs of white space (no-break ones too) as one space."""
    return _WHITESPACE.sub(" ", nfc(text)).strip()


def fold(text: str) -> str:
    """Return the search key of ``text``: lower case, no accents, đ as d, single spaces.

    >>> fold("  Công ty TNHH ĐỨC  Phát ")
    'cong ty tnhh duc phat'
    """
    decomposed = unicodedata.normalize("NFD", squeeze(text).translate(_PLAIN))
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    # casefold may decompose (İ, ß): normalise once more so that fold(fold(x)) == fold(x).
    folded = unicodedata.normalize("NFD", bare.casefold())
    return _WHITESPACE.sub(
        " ", "".join(char for char in folded if not unicodedata.combining(char))
    ).strip()
