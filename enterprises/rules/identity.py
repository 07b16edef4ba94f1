"""Identity papers: reading, checking, normalising and masking numbers.

The citizen identity number has twelve digits: three for the place of birth registration, one
for century and sex, two for the year of birth, six at random (Decree 137/2015/NĐ-CP art. 13,
Circular 59/2021/TT-BCA art. 4; kept by the Law on Identification 26/2023/QH15 art. 12). Former
cards (CMND) have nine digits, passports a letter or two and six to eight digits.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

CITIZEN, OLD_CARD, PASSPORT = "CCCD", "CMND", "PASSPORT"
FEMALE, MALE = "F", "M"
# The 63 provinces of the list before 1 July 2025: numbers were and are given out by it.
PLACES = frozenset(
    """
    001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035
    036 037 038 040 042 044 045 046 048 049 051 052 054 056 058 060 062 064 066 067 068 070 072
    074 075 077 079 080 082 083 084 086 087 089 091 092 093 094 095 096
    """.split()  # noqa: SIM905 - reads better than sixty lines
)
FIRST_COUNTRY = 100  # codes from here on stand for countries, of people born abroad
FIRST_CENTURY = 1900
_SEPARATORS = re.compile(r"[\s.\-‐‑–_/']+")
_PASSPORT = re.compile(r"[A-Z]{1,2}\d{6,8}|\d{1,2}[A-Z]{2}\d{5}")
_FLOAT = re.compile(r"\d[.,]?\d*E\+?\d+", re.IGNORECASE)
_HIDDEN = "•"


@dataclass(frozen=True)
class Identity:
    """A number in its stored form. ``problem`` is a reason code or empty; ``repaired`` tells
    that leading zeros, lost by a spreadsheet, were put back."""

    kind: str
    number: str
    problem: str = ""
    repaired: bool = False

    @property
    def key(self) -> str:
        """The text that is hashed: one number of two kinds is two persons."""
        return f"{self.kind}:{self.number}"

    @property
    def sex(self) -> str:
        """Sex as the number says; empty for other papers."""
        if self.kind != CITIZEN or self.problem:
            return ""
        return FEMALE if int(self.number[3]) % 2 else MALE

    @property
    def birth_year(self) -> int | None:
        """Year of birth as the number says; None for other papers."""
        if self.kind != CITIZEN or self.problem:
            return None
        return FIRST_CENTURY + int(self.number[3]) // 2 * 100 + int(self.number[4:6])


def read(text: str, *, on: date) -> Identity:
    """Read a number as people and spreadsheets write it; separators do not matter.

    Problems: ``missing``, ``rounded`` (a spreadsheet made it a float), ``length``, ``place``
    (no such place), ``century`` (born after ``on``).
    """
    bare = text if text.isdigit() else _SEPARATORS.sub("", text).upper()
    if not bare:
        return Identity(CITIZEN, "", "missing")
    if _FLOAT.fullmatch(text.strip()):
        return Identity(CITIZEN, "", "rounded")
    if not (bare.isascii() and bare.isdigit()):
        if _PASSPORT.fullmatch(bare):
            return Identity(PASSPORT, bare)
        return Identity(CITIZEN, "", "length")
    return _digits(bare, on)


def _digits(bare: str, on: date) -> Identity:
    """Twelve digits are a citizen number, nine a former card; fewer have lost zeros."""
    if len(bare) == 12:
        return Identity(CITIZEN, bare, _citizen_problem(bare, on))
    if len(bare) in (10, 11):
        padded = bare.zfill(12)
        if not _citizen_problem(padded, on):
            return Identity(CITIZEN, padded, repaired=True)
    if len(bare) in (8, 9):
        return Identity(OLD_CARD, bare.zfill(9), repaired=len(bare) == 8)
    return Identity(CITIZEN, "", "length")


def _citizen_problem(number: str, on: date) -> str:
    if number[:3] not in PLACES and int(number[:3]) < FIRST_COUNTRY:
        return "place"
    year = FIRST_CENTURY + int(number[3]) // 2 * 100 + int(number[4:6])
    return "century" if year > on.year else ""


def disagreements(identity: Identity, *, born_on: date | None, sex: str) -> list[str]:
    """What the number contradicts: ``identity_year`` and ``identity_sex``, or nothing.

    A wrong year means that number or birthday is mistyped, so the row cannot be trusted; the
    letter for the sex is often filled in carelessly and only worth a warning.
    """
    year, own_sex = identity.birth_year, identity.sex
    found = []
    if born_on and year and year != born_on.year:
        found.append("identity_year")
    if sex and own_sex and own_sex != sex:
        found.append("identity_sex")
    return found


def mask(number: str) -> str:
    """What lists and previews show: the place and the last two characters.

    >>> mask("075090001212")
    '0750••••••12'
    """
    if len(number) <= 4:
        return _HIDDEN * len(number)
    shown = {12: 4, 9: 2}.get(len(number), 1)
    return number[:shown] + _HIDDEN * (len(number) - shown - 2) + number[-2:]
