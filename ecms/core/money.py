"""Whole Vietnamese dong: formatting, amounts in words, and the one rounding rule.

Amounts are ``int`` VND everywhere. When a rule yields a fraction of a dong (percentages,
midpoints) the result is rounded **down** to the whole dong, so that nobody pays more than the
law says; see :func:`whole_vnd`. No floats.
"""

from decimal import Decimal
from fractions import Fraction

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES_VI = ("", " nghìn", " triệu")
_SCALES_EN = ("", " thousand", " million", " billion", " trillion", " quadrillion")
_SMALL_EN = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS_EN = ["-", "-", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
LARGEST = 10**18 - 1


def whole_vnd(amount: Fraction | Decimal | int) -> int:
    """Round an exact amount down to the whole dong."""
    if isinstance(amount, float):
        raise TypeError("money is never a float")
    return int(Fraction(amount) // 1)


def format_number(amount: int, lang: str = "vi") -> str:
    """Group thousands: ``112.500.000`` in Vietnamese, ``112,500,000`` in English."""
    grouped = f"{amount:,}"
    return grouped if lang == "en" else grouped.replace(",", ".")


def format_vnd(amount: int, lang: str = "vi") -> str:
    """Format an amount with its unit: ``112.500.000 đồng`` or ``VND 112,500,000``."""
    if lang == "en":
        return f"VND {format_number(amount, lang)}"
    return f"{format_number(amount, lang)} đồng"


def amount_in_words(amount: int, lang: str = "vi") -> str:
    """Write an amount out as a decision does, first letter capital.

    112500000 -> "Một trăm mười hai triệu năm trăm nghìn đồng" or "One hundred and twelve
    million five hundred thousand Vietnamese dong". Raises ValueError below 0 or above 10^18.
    """
    if not 0 <= amount <= LARGEST:
        raise ValueError(f"an amount in words must lie between 0 and {LARGEST}")
    words = (
        f"{_english(amount)} Vietnamese dong" if lang == "en" else f"{_vietnamese(amount)} đồng"
    )
    return words[0].upper() + words[1:]


def _vietnamese(n: int) -> str:
    if n == 0:
        return _DIGITS[0]
    if n < 10**9:
        return _below_billion(n, leading=True)
    billions, rest = divmod(n, 10**9)
    words = f"{_vietnamese(billions)} tỷ"
    return f"{words} {_below_billion(rest, leading=False)}" if rest else words


def _below_billion(n: int, *, leading: bool) -> str:
    """Read up to nine digits in groups of three; groups after the first are read in full."""
    parts: list[str] = []
    for power in (2, 1, 0):
        group = n // 1000**power % 1000
        if group:
            parts.append(_group(group, full=bool(parts) or not leading) + _SCALES_VI[power])
    return " ".join(parts)


def _group(n: int, *, full: bool) -> str:
    hundreds, rest = divmod(n, 100)
    tens, units = divmod(rest, 10)
    words = [f"{_DIGITS[hundreds]} trăm"] if hundreds or full else []
    if tens > 1:
        words.append(f"{_DIGITS[tens]} mươi")
    elif tens == 1:
        words.append("mười")
    elif units and words:
        words.append("linh")
    if units:
        words.append(_unit(units, tens))
    return " ".join(words)


def _unit(units: int, tens: int) -> str:
    """Units change their word after tens: mốt (21), tư (24), lăm (15, 25)."""
    if units == 5 and tens:
        return "lăm"
    if tens > 1 and units in (1, 4):
        return {1: "mốt", 4: "tư"}[units]
    return _DIGITS[units]


def _english(n: int) -> str:
    if n == 0:
        return _SMALL_EN[0]
    parts = []
    for power in reversed(range(len(_SCALES_EN))):
        group = n // 1000**power % 1000
        if group:
            parts.append(_english_group(group) + _SCALES_EN[power])
    return " ".join(parts)


def _english_group(n: int) -> str:
    hundreds, rest = divmod(n, 100)
    words = [f"{_SMALL_EN[hundreds]} hundred"] if hundreds else []
    if rest:
        words.append(_english_below_hundred(rest))
    return " and ".join(words)


def _english_below_hundred(n: int) -> str:
    if n < 20:
        return _SMALL_EN[n]
    tens, units = divmod(n, 10)
    return f"{_TENS_EN[tens]}-{_SMALL_EN[units]}" if units else _TENS_EN[tens]
