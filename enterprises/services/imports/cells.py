"""One row of a file: text in, values and reasons out. No database; wording comes later."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from ecms.core.bulk import json_text
from ecms.core.forms import parse_whole_number
from enterprises.rules import tax_code as tax_codes
from enterprises.rules.risk import score
from enterprises.rules.search import search_text, tidy
from enterprises.services.imports.adapters import Reader
from enterprises.services.imports.lookups import (
    NameBook,
    ProvinceBook,
    SectorBook,
    WardBook,
    legal_form_of,
    ownership_of,
    status_of,
)
from enterprises.services.imports.stage import raw_of

LIMITS = {
    "name": 300, "foreign_name": 300, "short_name": 100, "address": 500, "representative": 200,
    "representative_title": 100, "phone": 40, "registration_number": 30, "insurance_code": 20,
}  # fmt: skip
MOST_WORKERS = 2_000_000
MOST_MONEY = 10**15
INFERRED_FORM = "inferred_form"  # read from the name; used for new enterprises only
DERIVED_SECTION = "derived_section"  # of VSIC 2025, where the sector leaves no choice
_DATE = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})(?: .*)?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T].*)?")
_CURRENCY = re.compile(r"\s*(?:vnd|vnđ|đồng|dong|đ)\.?$", re.IGNORECASE)
_UNIT = re.compile(r"\s*(?:nguoi|người|ld|lđ|lao động|workers?|persons?)\.?$", re.IGNORECASE)
_ZERO_DECIMALS = re.compile(r"^(\d+)[.,]0{1,2}$")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_APOSTROPHE = re.compile(r"^'(?=[=+\-@\t\r])")
_YES = frozenset({"co", "x", "1", "yes", "true", "da co", "da thanh lap"})
_NO = frozenset({"khong", "0", "no", "false", "chua", "chua co"})
_HOUSEHOLDS = frozenset({"HOUSEHOLD", "PERSON"})


def _unquoted(value: str) -> str:
    """Without the apostrophe by which our exports mark a formula as text."""
    return _APOSTROPHE.sub("", value) if value[0] == "'" else value


def _number(value: str) -> int:
    """A headcount as lists write it: 85, 1.200, 1200.0, 85 người.

    Raises:
        ValueError: not a whole number.
    """
    if value.isascii() and value.isdigit():
        return int(value)
    return parse_whole_number(_ZERO_DECIMALS.sub(r"\1", _UNIT.sub("", value)))


@lru_cache(maxsize=50_000)
def _first_score(section: str, workers: int | None, on: date) -> tuple[int, str]:
    """Points and reasons (as JSON) of an enterprise that nobody has visited."""
    stated = score(section=section, workers=workers, last_visited_on=None, on=on)
    return stated.points, json_text(stated.as_json())


@dataclass
class Row:
    """What became of a row. ``data`` holds understood values; reasons refuse, warnings tell."""

    number: int
    raw: list[str]
    data: dict[str, Any] = field(default_factory=dict)
    reasons: list[list[Any]] = field(default_factory=list)
    warnings: list[list[Any]] = field(default_factory=list)

    def refuse(self, code: str, **params: Any) -> None:
        self.reasons.append([code, params])

    def warn(self, code: str, **params: Any) -> None:
        self.warnings.append([code, params])


@dataclass
class Books:
    """What the rows of one import are understood with."""

    wards: WardBook
    sectors: SectorBook
    province: ProvinceBook
    zones: NameBook
    sections: NameBook


Parser = Callable[[Row, str, str], None]


class Cells:
    """What stands in a cell, by field; unknown words warn, wrong numbers refuse."""

    books: Books
    on: date

    def _text(self, row: Row, name: str, value: str) -> None:
        text = tidy(_unquoted(value))
        limit = LIMITS[name]
        if len(text) > limit:
            row.warn("too_long", field=name, limit=limit)
            text = text[:limit].rstrip()
        if text:
            row.data[name] = text

    def _tax_code(self, row: Row, name: str, value: str) -> None:
        code = tax_codes.read(_unquoted(value))
        row.data["tax_code"] = code.text
        if code.problem:
            row.refuse(f"tax_code_{code.problem}")
        elif code.repaired:
            row.warn("zero_restored", value=value[:40])

    def _ward(self, row: Row, name: str, value: str) -> None:
        key, reason = self.books.wards.find(value)
        if key is None:
            row.reasons.append(reason)
            return
        row.data["ward"] = key
        if reason:
            row.warnings.append(reason)

    def _sector(self, row: Row, name: str, value: str) -> None:
        key = self.books.sectors.find(value)
        if key is None:
            row.warn("sector_unknown", value=value[:100])
        else:
            row.data["sector"] = key
            section = self.books.sectors.derived.get(key)
            if section:
                row.data[DERIVED_SECTION] = section

    def _named(self, row: Row, name: str, value: str) -> None:
        book = self.books.zones if name == "zone" else self.books.sections
        key = book.find(value)
        if key is None:
            row.warn("name_unknown", field=name, value=value[:100])
        else:
            row.data[name] = key

    def _code(self, row: Row, name: str, value: str) -> None:
        text = "".join(_unquoted(value).split()).upper()
        if len(text) > LIMITS[name]:
            row.warn("too_long", field=name, limit=LIMITS[name])
        elif text:
            row.data[name] = text

    def _day(self, row: Row, name: str, value: str) -> None:
        day = day_of(value)
        if day is None:
            row.warn("not_a_day", field=name, value=value[:40])
        elif day > self.on:
            row.warn("day_to_come", field=name, value=value[:40])
        else:
            row.data[name] = day.isoformat()

    def _money(self, row: Row, name: str, value: str) -> None:
        try:
            amount = parse_whole_number(_ZERO_DECIMALS.sub(r"\1", _CURRENCY.sub("", value)))
        except ValueError:
            row.warn("not_an_amount", field=name, value=value[:40])
            return
        if 0 <= amount <= MOST_MONEY:
            row.data[name] = amount
        else:
            row.warn("not_an_amount", field=name, value=value[:40])

    def _count(self, row: Row, name: str, value: str) -> None:
        if _DATE.fullmatch(value):
            row.refuse("a_date", field=name, value=value)
            return
        try:
            count = _number(value)
        except ValueError:
            row.refuse("not_a_number", field=name, value=value[:40])
            return
        if count > MOST_WORKERS:
            row.refuse("too_big", field=name, value=value[:40])
        else:
            row.data[name] = count

    def _email(self, row: Row, name: str, value: str) -> None:
        address = tidy(value)
        if len(address) <= 254 and _EMAIL.fullmatch(address):
            row.data[name] = address
        else:
            row.warn("email_wrong", value=address[:100])

    def _status(self, row: Row, name: str, value: str) -> None:
        self._choice(row, name, status_of(value), "status_unknown", value)

    def _ownership(self, row: Row, name: str, value: str) -> None:
        self._choice(row, name, ownership_of(value), "ownership_unknown", value)

    def _legal_form(self, row: Row, name: str, value: str) -> None:
        self._choice(row, name, legal_form_of(value), "form_unknown", value)

    def _choice(self, row: Row, name: str, found: str | None, code: str, value: str) -> None:
        if found:
            row.data[name] = found
        else:
            row.warn(code, value=value[:100])

    def _union(self, row: Row, name: str, value: str) -> None:
        folded = search_text([value])
        if folded in _YES or folded in _NO:
            row.data[name] = folded in _YES

    def _province(self, row: Row, name: str, value: str) -> None:
        if not self.books.province.accepts(value):
            row.refuse("other_province", value=value[:100])


class RowReader(Cells, Reader):
    """Reads the rows of one file; made once, called for each row.

    ``known_otherwise`` says that a row may lack tax code and name: something else names it.
    """

    def __init__(
        self, fields: list[str], books: Books, on: date, *, known_otherwise: bool = False
    ) -> None:
        self.books, self.on, self.known_otherwise = books, on, known_otherwise
        special: dict[str, Parser] = {
            "tax_code": self._tax_code, "ward": self._ward, "sector": self._sector,
            "workers": self._count, "women": self._count, "insured": self._count,
            "insured_women": self._count, "email": self._email, "status": self._status,
            "legal_form": self._legal_form, "ownership": self._ownership, "zone": self._named,
            "section_2025": self._named, "has_union": self._union, "province": self._province,
            "status_on": self._day, "arrears": self._money, "insurance_code": self._code,
            "registration_number": self._code,
        }  # fmt: skip
        self.plan = [
            (index, name, special.get(name, self._text))
            for index, name in enumerate(fields)
            if name
        ]

    def read(self, number: int, cells: list[str]) -> Row:
        """Understand one row."""
        row = Row(number, cells)
        for index, name, parse in self.plan:
            value = cells[index] if index < len(cells) else ""
            if value:
                parse(row, name, value)
        self._whole(row)
        return row

    def staged(self, number: int, cells: list[str]) -> list[Any]:
        """The columns of ``adapters.enterprises.STAGE``."""
        row = self.read(number, cells)
        data = row.data
        code, name = data.pop("tax_code", ""), data.get("name", "")
        folded, points, why = "", None, "[]"
        if not row.reasons:
            folded = search_text(
                [name, data.get("foreign_name", ""), data.get("short_name", ""), code,
                 data.get("address", ""), self.books.wards.names.get(data.get("ward", 0), ""),
                 data.get("representative", ""), data.get("registration_number", ""),
                 data.get("insurance_code", "")]
            )  # fmt: skip
            section = self.books.sectors.sections.get(data.get("sector", 0), "")
            points, why = _first_score(section, data.get("workers"), self.on)
        return [
            number, raw_of(cells), code, name, data, row.reasons, row.warnings, folded, points,
            why,
        ]  # fmt: skip

    # --- The row as a whole ---------------------------------------------------------------
    def _whole(self, row: Row) -> None:
        data = row.data
        self._identified(row)
        if "name" in data and "legal_form" not in data:
            inferred = legal_form_of(data["name"])
            if inferred:
                data[INFERRED_FORM] = inferred
        if "status_on" in data and "status" not in data:
            del data["status_on"]
        women, workers = data.get("women"), data.get("workers")
        if women is not None and workers is not None and women > workers:
            row.refuse("women_more", women=women, workers=workers)
        if len(data.get("tax_code", "")) == 12 and not row.reasons:
            self._person(row)

    def _identified(self, row: Row) -> None:
        data = row.data
        if self.known_otherwise:
            if "tax_code" not in data and "insurance_code" not in data:
                row.refuse("codes_missing")
            return
        if "tax_code" not in data:
            row.refuse("tax_code_missing")
        if "name" not in data:
            row.refuse("name_missing")

    def _person(self, row: Row) -> None:
        """Twelve digits are a household business, also where the list does not say so."""
        given = row.data.get("legal_form")
        if given is None:
            row.data[INFERRED_FORM] = "HOUSEHOLD"
        elif given not in _HOUSEHOLDS:
            row.refuse("personal_id")


def day_of(text: str) -> date | None:
    """A day as lists write it: 5/2/2026, 05-02-2026, 2026-02-05; None for anything else."""
    local, iso = _DATE.fullmatch(text), _ISO.fullmatch(text)
    try:
        if local:
            return date(int(local[3]), int(local[2]), int(local[1]))
        return date(int(iso[1]), int(iso[2]), int(iso[3])) if iso else None
    except ValueError:
        return None
