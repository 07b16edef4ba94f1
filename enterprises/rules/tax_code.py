"""Tax codes: ten digits with a check digit, branches 10-3, personal numbers of twelve digits.

Circular 86/2024/TT-BTC, Articles 4 and 5: a unit is known by ten digits, its dependent unit by
ten digits, a hyphen and three digits; since 1 July 2025 the personal identification number
serves households and individuals as their tax code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from operator import mul

WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
_SEPARATORS = re.compile(r"[\s.\-‐‑–_/']+")
_LAST_PROVINCE_OF_PERSONS = 96  # personal numbers start with the old province code, 001 to 096


@dataclass(frozen=True)
class TaxCode:
    """A code in its stored form. ``problem`` is a reason code or empty; ``repaired`` tells that
    leading zeros, lost by a spreadsheet, were put back."""

    text: str
    problem: str = ""
    repaired: bool = False

    @property
    def is_personal(self) -> bool:
        """Whether it is a personal identification number (twelve digits)."""
        return len(self.text) == 12

    @property
    def is_branch(self) -> bool:
        """Whether it belongs to a dependent unit."""
        return len(self.text) == 14


def check_digit(nine: str) -> str | None:
    """The tenth digit after nine given ones; None where no valid code can follow.

    >>> check_digit("030058856")
    '9'
    """
    digit = 10 - sum(map(mul, map(int, nine), WEIGHTS)) % 11
    return None if digit == 10 else str(digit)


def is_valid_unit(ten: str) -> bool:
    """Whether ten digits end with their check digit."""
    return len(ten) == 10 and check_digit(ten[:9]) == ten[9]


def is_valid_person(twelve: str) -> bool:
    """Whether twelve digits can be a personal identification number."""
    return len(twelve) == 12 and 1 <= int(twelve[:3]) <= _LAST_PROVINCE_OF_PERSONS


def read(text: str) -> TaxCode:
    """Read a code as people and spreadsheets write it; separators do not matter.

    Problems: ``missing``, ``not_digits``, ``length``, ``check_digit``, ``person``.
    """
    bare = text if text.isdigit() else _SEPARATORS.sub("", text)
    if not bare:
        return TaxCode("", "missing")
    if not (bare.isascii() and bare.isdigit()):
        return TaxCode(text.strip()[:40], "not_digits")
    reader = _READERS.get(len(bare))
    if reader is None:
        return TaxCode(bare[:40], "length")
    return reader(bare)


def _unit(digits: str) -> TaxCode:
    return TaxCode(digits, "" if is_valid_unit(digits) else "check_digit")


def _branch(digits: str) -> TaxCode:
    problem = "" if is_valid_unit(digits[:10]) else "check_digit"
    return TaxCode(f"{digits[:10]}-{digits[10:]}", problem)


def _twelve(digits: str) -> TaxCode:
    """A personal number, or the code of a branch that lost its first zero."""
    if is_valid_person(digits):
        return TaxCode(digits)
    repaired = "0" + digits
    if is_valid_unit(repaired[:10]):
        return TaxCode(f"{repaired[:10]}-{repaired[10:]}", repaired=True)
    return TaxCode(digits, "person")


def _nine(digits: str) -> TaxCode:
    code = _unit("0" + digits)
    return TaxCode(digits, "length") if code.problem else TaxCode(code.text, repaired=True)


def _eleven(digits: str) -> TaxCode:
    padded = "0" + digits
    return TaxCode(padded, repaired=True) if is_valid_person(padded) else TaxCode(digits, "length")


_READERS = {9: _nine, 10: _unit, 11: _eleven, 12: _twelve, 13: _branch}
