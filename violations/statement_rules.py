"""Statements of the treasury or a bank: columns, figures, and whose fine a line pays. Pure.

Imports no models and reads no clock. Amounts are whole VND. A line is booked by itself only where
two independent signs point at one case and the sum is not more than is owed there; everything else
waits for a person, with what speaks for whom.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from ecms.core.forms import parse_whole_number
from ecms.core.text import fold

LOOKED_AT = 30  # lines above the table that may hold the name of the bank, the account, the period

# Titles people and banks use, without accents; an exact title wins over one that contains it.
TITLES: dict[str, tuple[str, ...]] = {
    "paid_on": ("ngay nop", "ngay hach toan", "ngay giao dich", "ngay gd", "ngay chung tu",
                "ngay thu", "ngay", "paid on", "transaction date", "date"),
    "amount": ("so tien nop", "ghi co", "phat sinh co", "ps co", "so tien", "credit", "amount"),
    "reference": ("so chung tu", "so ct", "so tham chieu", "ma tham chieu", "ma giao dich",
                  "so but toan", "so giay nop tien", "so bien lai", "reference", "ref"),
    "payer": ("nguoi nop", "don vi nop", "nguoi chuyen", "ten nguoi chuyen", "ten doi tac",
              "nguoi nop tien", "payer", "remitter"),
    "tax_code": ("ma so thue", "mst", "tax code"),
    "text": ("noi dung", "dien giai", "noi dung nop", "noi dung thanh toan", "description",
             "remark"),
}  # fmt: skip
NEEDED = ("paid_on", "amount")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T].*)?")
_OURS = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})(?:\s.*)?")
_CENTS = re.compile(r"[.,]0{1,2}$")
_NUMBER = re.compile(r"(?<![\d/])0*(\d+)\s*/\s*(?:(\d{4})\s*/\s*)?([a-z][a-z]*(?:\s*-\s*[a-z]+)*)")
_SPOKEN = re.compile(r"\b(?:qd|quyet dinh)(?:\s*-?\s*xp[a-z]*)?(?:\s+so)?\s*:?\s*0*(\d+)\b")


def recognise(titles: Sequence[str], remembered: Mapping[str, str]) -> dict[str, int]:
    """Which column holds what: field -> position; what was remembered wins."""
    folded = [fold(title) for title in titles]
    found: dict[str, int] = {}
    for name, title in remembered.items():
        if title in folded:
            found[name] = folded.index(title)
    for fits in (str.__eq__, str.__contains__):
        for name, words in TITLES.items():
            if name not in found:
                _first(name, words, folded, found, fits)
    return found


def _first(
    name: str,
    words: Sequence[str],
    folded: Sequence[str],
    found: dict[str, int],
    fits: Callable[[str, str], bool],
) -> None:
    for word in words:
        for position, title in enumerate(folded):
            if position not in found.values() and fits(title, word):
                found[name] = position
                return


def head_of(rows: Sequence[Sequence[str]], remembered: Mapping[str, str]) -> int:
    """Which of the first rows holds the titles: the one that names most columns; 0 where none."""
    counts = [len(recognise(row, remembered)) for row in rows[:LOOKED_AT]]
    best = max(counts, default=0)
    return counts.index(best) if best >= len(NEEDED) else 0


def money(cell: str) -> int | None:
    """Whole VND of 4.000.000, 4,000,000.00 or 4000000; None for an empty or zero cell.

    Raises:
        ValueError: not an amount, or one with a part of a đồng.
    """
    text = _CENTS.sub("", cell.strip().removeprefix("+").strip())
    if text in ("", "-"):
        return None
    return parse_whole_number(text) or None


def day(cell: str) -> date:
    """The date of 05/10/2026, 5.10.2026 or 2026-10-05, with or without a time.

    Raises:
        ValueError: no such date.
    """
    text = cell.strip()
    if match := _ISO.fullmatch(text):
        return date(int(match[1]), int(match[2]), int(match[3]))
    if match := _OURS.fullmatch(text):
        return date(int(match[3]), int(match[2]), int(match[1]))
    raise ValueError(cell)


def number_key(number: str) -> tuple[int, str] | None:
    """The running number and the symbol of a decision number; None where it is none.

    >>> number_key("05/QĐ-XPHC")
    (5, 'qdxphc')
    """
    match = _NUMBER.search(fold(number))
    return (int(match[1]), _symbol(match[3])) if match else None


def _symbol(text: str) -> str:
    return re.sub(r"[^a-z]", "", text)


@dataclass(frozen=True)
class Line:
    """One receipt as the statement tells it; what is read of it is read once."""

    paid_on: date
    amount: int
    reference: str
    payer: str = ""
    tax_code: str = ""
    text: str = ""

    @cached_property
    def words(self) -> str:
        """Everything written on the line, without accents."""
        return fold(f"{self.payer} {self.tax_code} {self.text}")

    @cached_property
    def numbers(self) -> list[tuple[tuple[int, str], str]]:
        """Numbers with a symbol, each with the year between them where one is written."""
        return [
            ((int(match[1]), _symbol(match[3])), match[2] or "")
            for match in _NUMBER.finditer(self.words)
        ]

    @cached_property
    def spoken(self) -> set[int]:
        """Numbers after the word for a decision, without a symbol."""
        return {int(match[1]) for match in _SPOKEN.finditer(self.words)}


@dataclass(frozen=True)
class Debtor:
    """A case in which a fine may still be paid. ``amounts`` are sums that would fit exactly."""

    case: int
    code: str
    decision_number: str
    decided_on: date
    tax_code: str
    names: tuple[str, ...]
    owed: int
    amounts: frozenset[int]

    @cached_property
    def number(self) -> tuple[int, str] | None:
        """The number of the decision as it is compared."""
        return number_key(self.decision_number)


class Sign(StrEnum):
    """What speaks for a case."""

    FILE = "file"
    DECISION = "decision"
    TAX = "tax"
    NAME = "name"
    AMOUNT = "amount"


class Why(StrEnum):
    """Why a line was not booked by itself: the reasons that its words give."""

    NO_MATCH = "NO_MATCH"
    SEVERAL = "SEVERAL"
    UNSURE = "UNSURE"
    TOO_MUCH = "TOO_MUCH"
    NO_REFERENCE = "NO_REFERENCE"
    EARLY = "EARLY"
    FUTURE = "FUTURE"


PAYER = frozenset({Sign.TAX, Sign.NAME})  # who paid, not what for: together they are one sign
WEIGHT = {Sign.FILE: 8, Sign.DECISION: 4, Sign.TAX: 4, Sign.NAME: 3, Sign.AMOUNT: 1}


def signs(line: Line, debtor: Debtor) -> frozenset[Sign]:
    """What on the line points at ``debtor``; a sum alone points at nobody."""
    words = line.words
    found = set()
    if _stands(fold(debtor.code), words):
        found.add(Sign.FILE)
    if _names_decision(line, debtor):
        found.add(Sign.DECISION)
    if _stands(debtor.tax_code, words):
        found.add(Sign.TAX)
    if any(_stands(name, words) for name in debtor.names):
        found.add(Sign.NAME)
    if found and line.amount in debtor.amounts:
        found.add(Sign.AMOUNT)
    return frozenset(found)


def _stands(part: str, words: str) -> bool:
    """Whether ``part`` stands in ``words`` as a word of its own."""
    if not part or part not in words:
        return False
    return re.search(rf"(?<!\w){re.escape(part)}(?!\w)", words) is not None


def _names_decision(line: Line, debtor: Debtor) -> bool:
    if debtor.number is None:
        return False
    if line.numbers:
        year = str(debtor.decided_on.year)
        return any(key == debtor.number and written in ("", year) for key, written in line.numbers)
    return debtor.number[0] in line.spoken


@dataclass(frozen=True, slots=True)
class Verdict:
    """``case`` where the line books by itself, else ``why``; ``hints`` are cases, likely first."""

    case: int | None
    why: Why | None
    hints: tuple[tuple[int, frozenset[Sign]], ...] = ()


def judge(line: Line, debtors: Iterable[Debtor], *, today: date) -> Verdict:
    """Whose fine ``line`` pays. Books what a file number or two signs make certain."""
    scored = [(debtor, found) for debtor in debtors if (found := signs(line, debtor))]
    scored.sort(key=lambda pair: (-sum(WEIGHT[sign] for sign in pair[1]), pair[0].case))
    hints = tuple((debtor.case, found) for debtor, found in scored[:5])
    if line.paid_on > today:
        return Verdict(None, Why.FUTURE, hints)
    if not line.reference:
        return Verdict(None, Why.NO_REFERENCE, hints)
    if not scored:
        return Verdict(None, Why.NO_MATCH)
    certain = [(debtor, found) for debtor, found in scored if _certain(found)]
    if len(certain) != 1:
        return Verdict(None, Why.SEVERAL if len(scored) > 1 else Why.UNSURE, hints)
    debtor, found = certain[0]
    if any(Sign.FILE in other for _, other in scored) and Sign.FILE not in found:
        return Verdict(None, Why.SEVERAL, hints)
    why = _hindrance(line, debtor)
    return Verdict(None, why, hints) if why else Verdict(debtor.case, None, hints)


def _certain(found: frozenset[Sign]) -> bool:
    return Sign.FILE in found or len(found - PAYER) + bool(found & PAYER) > 1


def _hindrance(line: Line, debtor: Debtor) -> Why | None:
    if line.paid_on < debtor.decided_on:
        return Why.EARLY
    return Why.TOO_MUCH if line.amount > debtor.owed else None
