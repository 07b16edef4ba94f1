"""Money owed to workers: interest by day, balances, and a list of names read from a table. Pure.

Imports no models and reads no clock. Amounts are whole VND. What a worker receives counts towards
the sum owed first, then towards its interest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from ecms.core.text import fold, squeeze
from violations.statement_rules import day, money

DAYS_OF_YEAR = 365  # Civil Code art. 468; banks reckon interest on 365 days
Received = tuple[date, int]  # day, VND
MOST = 10**12  # more for one worker is a slip of the pen

TITLES: dict[str, tuple[str, ...]] = {
    "name": ("ho va ten", "ho ten", "ten nguoi lao dong", "nguoi lao dong", "full name", "name"),
    "identity": ("so cccd", "cccd", "so dinh danh", "cmnd", "can cuoc", "so ho chieu",
                 "identity number", "identity"),
    "staff_code": ("ma nhan vien", "ma nv", "ma so nv", "ma cong nhan", "staff code",
                   "employee code"),
    "owed": ("so tien con thieu", "so tien phai tra", "so tien no", "con thieu", "con phai tra",
             "so tien cham dong", "amount owed", "owed"),
    "owed_on": ("han tra", "ngay den han", "han dong", "due on", "due date"),
    "amount": ("so tien da nhan", "so tien da tra", "so tien nhan", "da nhan", "da tra",
               "so tien da dong", "amount received", "amount paid", "paid"),
    "paid_on": ("ngay tra", "ngay nhan", "ngay chi tra", "ngay dong", "received on", "paid on"),
    "reference": ("chung tu", "so chung tu", "bang chung", "minh chung", "receipt", "evidence"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate of interest: ``percent`` a year or a day."""

    percent: Decimal
    per_year: bool

    @property
    def daily(self) -> Fraction:
        """The part of the sum that one day costs."""
        whole = Fraction(self.percent) / 100
        return whole / DAYS_OF_YEAR if self.per_year else whole


def interest(
    owed: int, owed_on: date | None, received: Iterable[Received], rate: Rate | None, until: date
) -> int:
    """Interest in whole VND that has grown until a day, on what was not yet paid each day.

    The first day is the one after ``owed_on``, the last lawful day of payment; ``until`` and the
    day of each receipt count for what was still open. Fractions of a đồng are dropped once.
    """
    if rate is None or owed_on is None:
        return 0
    grown, left, since = Fraction(0), owed, owed_on
    for on, amount in [*sorted(received), (until, 0)]:
        to = min(on, until)
        if to > since:
            grown += left * rate.daily * (to - since).days
            since = to
        left = max(left - amount, 0)
    return int(grown)


@dataclass(frozen=True, slots=True)
class Balance:
    """What stands for one worker or for many. Whole VND; ``rest`` is never below zero."""

    heads: int = 0
    owed: int = 0
    interest: int = 0
    received: int = 0
    rest: int = 0
    settled: int = 0

    def __add__(self, other: Balance) -> Balance:
        return Balance(*(
            getattr(self, name) + getattr(other, name) for name in self.__slots__
        ))  # fmt: skip


def balance(
    owed: int, owed_on: date | None, received: Sequence[Received], rate: Rate | None, on: date
) -> Balance:
    """The balance of one worker on a day."""
    grown = interest(owed, owed_on, received, rate, on)
    total = sum(amount for _day, amount in received)
    rest = max(owed + grown - total, 0)
    return Balance(1, owed, grown, total, rest, int(bool(owed) and not rest))


# --- Lists --------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row of a list is not taken. ``code`` has its words in ``claim_words``."""

    row: int
    code: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """One row of a list as it was written, its figures read."""

    row: int
    name: str
    identity: str
    staff_code: str
    amount: int
    on: date | None
    reference: str


def columns_of(titles: Sequence[str]) -> dict[str, int]:
    """Which column holds what; an exact title wins over one that contains it."""
    folded = [fold(title) for title in titles]
    found: dict[str, int] = {}
    tests: tuple[Callable[[str, str], bool], ...] = (str.__eq__, str.__contains__)
    for fits in tests:
        for name, words in TITLES.items():
            if name not in found:
                _take(name, words, folded, found, fits)
    return found


def _take(
    name: str, words: Sequence[str], folded: Sequence[str], found: dict[str, int],
    fits: Callable[[str, str], bool],
) -> None:  # fmt: skip
    for word in words:
        for place, title in enumerate(folded):
            if place not in found.values() and title and fits(title, word):
                found[name] = place
                return


def read_list(
    rows: Sequence[tuple[int, Sequence[str]]], *, paid: bool
) -> tuple[list[Told], list[Problem]]:
    """The rows below the titles; ``paid`` reads what was received instead of what is owed.

    ``rows`` are (number of the row in the file, cells). Rows without a name, a number or a staff
    code (sums below the table) are left out where they hold no figure of their own.
    """
    head = _head(rows)
    if head is None:
        return [], [Problem(rows[0][0] if rows else 1, "no_titles")]
    columns = columns_of(rows[head][1])
    figure, date_ = ("amount", "paid_on") if paid else ("owed", "owed_on")
    told, problems = [], []
    for number, cells in rows[head + 1 :]:
        row = {name: _cell(cells, columns.get(name)) for name in TITLES}
        if not any(row[name] for name in ("name", "identity", "staff_code")):
            continue
        if fold(row["name"]) in ("tong", "tong cong", "cong", "total"):
            continue
        one, found = _told(number, row, figure, date_)
        problems += found
        told.append(one)
    if not told:
        problems.append(Problem(rows[head][0], "no_rows"))
    return told, problems


def _head(rows: Sequence[tuple[int, Sequence[str]]]) -> int | None:
    for place, (_number, cells) in enumerate(rows[:30]):
        columns = columns_of(cells)
        if len(columns) >= 2 and {"name", "identity", "staff_code"} & columns.keys():
            return place
    return None


def _cell(cells: Sequence[str], place: int | None) -> str:
    return squeeze(cells[place]) if place is not None and place < len(cells) else ""


def _told(
    number: int, row: Mapping[str, str], figure: str, date_: str
) -> tuple[Told, list[Problem]]:
    problems, amount, on = [], 0, None
    try:
        amount = money(row[figure]) or 0
    except ValueError:
        problems.append(Problem(number, "amount", row[figure][:40]))
    if amount > MOST:
        problems.append(Problem(number, "too_much", row[figure][:40]))
    try:
        on = day(row[date_]) if row[date_] else None
    except ValueError:
        problems.append(Problem(number, "day", row[date_][:40]))
    told = Told(
        number, row["name"][:200], row["identity"], row["staff_code"][:40], amount, on,
        row["reference"][:200],
    )  # fmt: skip
    return told, problems
