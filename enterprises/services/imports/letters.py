"""Vietnamese letters of the font codes before Unicode: TCVN3 (ABC) and VNI for Windows.

Both put their letters where Windows-1252 has others: TCVN3 one byte a letter, VNI a plain vowel
and a byte for its marks. Text is read as Windows-1252 and its letters are put back.
"""

from __future__ import annotations

import re
import unicodedata

TONES = ("\u0300", "\u0309", "\u0303", "\u0301", "\u0323")  # grave, hook, tilde, acute, dot
# Bytes of the toned forms of a vowel, in the order of TONES (TCVN 5712:1993, VN3).
_TCVN3_TONED = {
    "a": "B5 B6 B7 B8 B9", "ă": "BB BC BD BE C6", "â": "C7 C8 C9 CA CB", "e": "CC CE CF D0 D1",
    "ê": "D2 D3 D4 D5 D6", "i": "D7 D8 DC DD DE", "o": "DF E1 E2 E3 E4", "ô": "E5 E6 E7 E8 E9",
    "ơ": "EA EB EC ED EE", "u": "EF F1 F2 F3 F4", "ư": "F5 F6 F7 F8 F9", "y": "FA FB FC FD FE",
}  # fmt: skip
_TCVN3_PLAIN = dict(zip("ĂÂÊÔƠƯĐăâêôơưđ", range(0xA1, 0xAF), strict=True))
# Marks of VNI after a plain vowel, in the order of TONES.
_VNI_TONE = "øûõùï"
_VNI_MARKED = {"ă": "èúüéë", "â": "àåãáä", "ê": "àåãáä", "ô": "àåãáä"}
_VNI_MARK = {"ă": "aê", "â": "aâ", "ê": "eâ", "ô": "oâ", "ơ": "ô", "ư": "ö", "đ": "ñ"}
_VNI_WHOLE = {"ì": "ì", "í": "í", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î"}


def _toned(vowel: str, tone: str) -> str:
    return unicodedata.normalize("NFC", vowel + tone)


def _tcvn3() -> dict[str, str]:
    table = {chr(code): char for char, code in _TCVN3_PLAIN.items()}
    for vowel, codes in _TCVN3_TONED.items():
        for tone, code in zip(TONES, codes.split(), strict=True):
            table[chr(int(code, 16))] = _toned(vowel, tone)  # as in Latin-1 from A0 on
    return table


def _vni() -> dict[str, str]:
    table = {}
    for vowel in "aăâeêioôơuưy":
        if vowel in _VNI_MARK:
            table[_VNI_MARK[vowel]] = vowel
        for index, tone in enumerate(TONES):
            char = _toned(vowel, tone)
            if vowel in _VNI_MARKED:
                table[_VNI_MARK[vowel][0] + _VNI_MARKED[vowel][index]] = char
            elif char in _VNI_WHOLE:
                table[_VNI_WHOLE[char]] = char
            else:
                table[_VNI_MARK.get(vowel, vowel) + _VNI_TONE[index]] = char
    table["ñ"] = "đ"
    # Written by some programs beside the forms above.
    table |= {"iø": "ì", "iù": "í", "iû": "ỉ", "iõ": "ĩ", "iï": "ị", "yï": "ỵ"}
    return table | {key.upper(): char.upper() for key, char in table.items()}


TCVN3, VNI = _tcvn3(), _vni()
_TCVN3_LETTERS = str.maketrans(TCVN3)
# The longest sequence first: "aù" is á before "a" is looked at.
_VNI_SEQUENCES = re.compile(
    "|".join(re.escape(key) for key in sorted(VNI, key=lambda key: (-len(key), key)))
)


def from_tcvn3(text: str) -> str:
    """Letters of TCVN3 text that was read as Windows-1252.

    The code has no toned capitals: a font draws them. A cell whose plain letters are all
    capitals is put into capitals.
    """
    converted = text.translate(_TCVN3_LETTERS)
    plain = [char for char in text if char.isascii() and char.isalpha()]
    if len(plain) > 1 and all(char.isupper() for char in plain):
        return converted.upper()
    return converted


def from_vni(text: str) -> str:
    """Letters of VNI text that was read as Windows-1252."""
    return _VNI_SEQUENCES.sub(lambda match: VNI.get(match[0], match[0]), text)


CONVERTERS = {"tcvn3": from_tcvn3, "vni": from_vni}
