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
from enterprises.services.imports.lookups import (
    ProvinceBook,
    SectorBook,
    WardBook,
    legal_form_of,
    status_of,
)

LIMITS = {
    "name": 300, "foreign_name": 300, "short_name": 100, "address": 500, "representative": 200,
    "representative_title": 100, "phone": 40,
}  # fmt: skip
MOST_WORKERS = 2_000_000
INFERRED_FORM = "inferred_form"  # read from the name; used for new enterprises only
_DATE = re.compile(r"\d{1,2}/\d{1,2}/\d{4}")
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


Parser = Callable[[Row, str, str], None]


class RowReader:
    """Reads the rows of one file; made once, called for each row."""

    def __init__(self, fields: list[str], books: Books, on: date) -> None:
        self.books, self.on = books, on
        special: dict[str, Parser] = {
            "tax_code": self._tax_code, "ward": self._ward, "sector": self._sector,
            "workers": self._count, "women": self._count, "email": self._email,
            "status": self._status, "legal_form": self._legal_form,
            "has_union": self._union, "province": self._province,
        }  # fmt: skip
        self.plan = [
            (index, name, special.get(name, self._text))
            for index, name in enumerate(fields)
            if name
        ]
        self.ward_names: dict[int, str] = {}

    def read(self, number: int, cells: list[str]) -> Row:
        """Understand one row."""
        row = Row(number, cells)
        for index, name, parse in self.plan:
            value = cells[index] if index < len(cells) else ""
            if value:
                parse(row, name, value)
        self._whole(row)
        return row

    def staged(self, row: Row) -> list[Any]:
        """The columns of the staging table; see ``staging.COLUMNS``."""
        data = row.data
        code, name = data.pop("tax_code", ""), data.get("name", "")
        folded, points, why = "", None, "[]"
        if not row.reasons:
            folded = search_text(
                [name, data.get("foreign_name", ""), data.get("short_name", ""), code,
                 data.get("address", ""), self.ward_names.get(data.get("ward", 0), ""),
                 data.get("representative", "")]
            )  # fmt: skip
            section = self.books.sectors.sections.get(data.get("sector", 0), "")
            points, why = _first_score(section, data.get("workers"), self.on)
        return [
            row.number, row.raw, code, name, data, folded, points, why,
            row.reasons, row.warnings,
        ]  # fmt: skip

    # --- Cells ----------------------------------------------------------------------------
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
        else:
            row.data["ward"] = key

    def _sector(self, row: Row, name: str, value: str) -> None:
        key = self.books.sectors.find(value)
        if key is None:
            row.warn("sector_unknown", value=value[:100])
        else:
            row.data["sector"] = key

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

    # --- The row as a whole ---------------------------------------------------------------
    def _whole(self, row: Row) -> None:
        data = row.data
        if "tax_code" not in data:
            row.refuse("tax_code_missing")
        if "name" not in data:
            row.refuse("name_missing")
        elif "legal_form" not in data:
            inferred = legal_form_of(data["name"])
            if inferred:
                data[INFERRED_FORM] = inferred
        women, workers = data.get("women"), data.get("workers")
        if women is not None and workers is not None and women > workers:
            row.refuse("women_more", women=women, workers=workers)
        if len(data.get("tax_code", "")) == 12 and not row.reasons:
            self._person(row)

    def _person(self, row: Row) -> None:
        """Twelve digits are a household business, also where the list does not say so."""
        given = row.data.get("legal_form")
        if given is None:
            row.data[INFERRED_FORM] = "HOUSEHOLD"
        elif given not in _HOUSEHOLDS:
            row.refuse("personal_id")
