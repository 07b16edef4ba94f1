"""Whether a text names a person, and how alike two texts are. Imports no Django."""

from __future__ import annotations

import re

from ecms.core.text import fold

_DIGITS = re.compile(r"\D+")
_RUNS = re.compile(r"\d(?:[ .-]?\d)+")
SHORT_NUMBER = 8  # digits from which a run of digits points to a person


def names_person(
    text: str, *, name: str = "", phone: str = "", id_number: str = "", email: str = ""
) -> str:
    """What of the person stands in ``text``: "name", "phone", "id_number", "email" or "".

    Accents, case and spacing do not matter; digits may be grouped by blanks, dots or hyphens.
    """
    folded = f" {re.sub(r'[^a-z0-9@.]+', ' ', fold(text))} "
    bare = fold(name)
    if len(bare.split()) >= 2 and f" {bare} " in re.sub(r"[.@]", " ", folded):
        return "name"
    runs = {_DIGITS.sub("", run) for run in _RUNS.findall(text)}
    for field, value in (("phone", phone), ("id_number", id_number)):
        number = plain_number(value)
        if len(number) >= SHORT_NUMBER and any(number in plain_number(run) for run in runs):
            return field
    if email and fold(email) in fold(text):
        return "email"
    return ""


def plain_number(text: str) -> str:
    """Digits only; +84 and 0 before a telephone number are the same."""
    digits = _DIGITS.sub("", text)
    return "0" + digits[2:] if digits.startswith("84") and len(digits) >= 11 else digits


def trigrams(text: str) -> frozenset[str]:
    """Three-letter pieces of the folded text, as pg_trgm makes them."""
    return frozenset(
        padded[at : at + 3]
        for word in re.findall(r"[a-z0-9]+", fold(text))
        for padded in (f"  {word} ",)
        for at in range(len(padded) - 2)
    )


def likeness(one: str, other: str) -> float:
    """Share of common trigrams, 0 to 1 (the measure of pg_trgm)."""
    first, second = trigrams(one), trigrams(other)
    together = len(first | second)
    return len(first & second) / together if together else 0.0
