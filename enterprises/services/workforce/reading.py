"""One row of a list of workers: text in, values and reasons out; identity numbers sealed.

No number leaves this module in the clear: it is encrypted, hashed and masked while it is read.
"""

from __future__ import annotations

import re
from binascii import b2a_base64
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any

from ecms.core.bulk import json_text
from ecms.core.secrets import encrypt, keyed_hash
from enterprises.rules import identity as papers
from enterprises.rules import tax_code as tax_codes
from enterprises.rules import workforce as rules
from enterprises.rules.search import tidy
from enterprises.services.imports import stage
from enterprises.services.imports.adapters import Reader
from enterprises.services.workforce import vocabulary as words

# The staging table: NULL means that the list does not say.
STAGE: tuple[tuple[str, str], ...] = (
    ("row_number", "integer NOT NULL"), ("raw", "text NOT NULL"), ("tax_code", "text NOT NULL"),
    ("name", "text NOT NULL"), ("folded", "text NOT NULL"), ("kind", "text"), ("hash", "text"),
    ("identity", "text"), ("masked", "text NOT NULL"), ("born_on", "date"), ("sex", "text"),
    ("nationality", "text"), ("event", "text NOT NULL"), ("started_on", "date"),
    ("ended_on", "date"), ("day", "date"), ("site_code", "text"), ("job_title", "text"),
    ("contract", "text"), ("contract_until", "date"), ("is_full_time", "boolean"),
    ("is_insured", "boolean"), ("trained_until", "date"), ("reasons", "jsonb NOT NULL"),
    ("warnings", "jsonb NOT NULL"), ("of_new", "jsonb NOT NULL"),
)  # fmt: skip
LONGEST_NAME, LONGEST_TITLE, LONGEST_CODE = 200, 150, 30
_DIGITS = re.compile(r"\d{8,}")
_NONE = "[]"
Parser = Callable[["_Row", str], None]


@lru_cache(maxsize=20_000)
def _tax_code_of(value: str) -> tax_codes.TaxCode:
    """One employer stands in many rows."""
    return tax_codes.read(value)


class _Row:
    """Values under the names of the staging table, with reasons and warnings."""

    __slots__ = ("of_new", "paper", "reasons", "values", "warnings")

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}
        self.paper: papers.Identity | None = None
        self.reasons: list[list[Any]] = []
        self.warnings: list[list[Any]] = []
        self.of_new: list[list[Any]] = []

    def refuse(self, code: str, **params: Any) -> None:
        self.reasons.append([code, params])

    def warn(self, code: str, **params: Any) -> None:
        self.warnings.append([code, params])


class _Cells:
    """What one cell of a row says, by the field of its column."""

    today: date
    tax_code: str

    def _identity(self, row: _Row, value: str) -> None:
        paper = papers.read(value, on=self.today)
        row.paper = paper
        if paper.problem:
            row.refuse(f"identity_{paper.problem}", value=papers.mask(value.strip()))
        elif paper.repaired:
            row.warn("identity_repaired", value=papers.mask(paper.number))

    def _name(self, row: _Row, value: str) -> None:
        row.values["name"] = tidy(value)[:LONGEST_NAME].rstrip()

    def _born(self, row: _Row, value: str) -> None:
        born = words.day_of(value)
        if born is None and words.is_year(value):
            row.warn("year_only", value=value[:20])
        elif born is None:
            row.refuse("date_wrong", field="born_on", value=value[:20])
        elif problem := rules.birthday_problem(born, self.today):
            row.refuse(problem, value=value[:20])
        else:
            row.values["born_on"] = born

    def _day_parser(self, name: str) -> Parser:
        def parse(row: _Row, value: str) -> None:
            day = words.day_of(value)
            if day is None:
                row.refuse("date_wrong", field=name, value=value[:20])
            else:
                row.values[name] = day

        return parse

    def _sex(self, row: _Row, value: str) -> None:
        self._word(row, "sex", words.sex_of(value), value)

    def _contract(self, row: _Row, value: str) -> None:
        self._word(row, "contract", words.contract_of(value), value)

    def _event(self, row: _Row, value: str) -> None:
        event = words.event_of(value)
        if event:
            row.values["event"] = event
        else:
            row.refuse("event_unknown", value=value[:40])

    def _word(self, row: _Row, name: str, found: Any, value: str) -> None:
        if found in ("", None):
            row.warn("word_unknown", field=name, value=value[:40])
        else:
            row.values[name] = found

    def _full_time(self, row: _Row, value: str) -> None:
        self._word(row, "is_full_time", words.full_time_of(value), value)

    def _insured(self, row: _Row, value: str) -> None:
        self._word(row, "is_insured", words.yes_no(value), value)

    def _nationality(self, row: _Row, value: str) -> None:
        row.values["nationality"] = country = words.country_of(value)
        if country == words.UNKNOWN_COUNTRY:
            row.warn("word_unknown", field="nationality", value=value[:40])

    def _title(self, row: _Row, value: str) -> None:
        row.values["job_title"] = tidy(value)[:LONGEST_TITLE].rstrip()

    def _site(self, row: _Row, value: str) -> None:
        row.values["site_code"] = tidy(value)[:LONGEST_CODE]

    def _tax_code(self, row: _Row, value: str) -> None:
        code = _tax_code_of(value)
        row.values["tax_code"] = code.text
        if code.problem:
            row.refuse(f"tax_code_{code.problem}")
        elif self.tax_code and code.text != self.tax_code:
            row.refuse("other_employer", value=code.text)


class WorkerReader(_Cells, Reader):
    """Reads the rows of one file. ``today`` is the day of the check, ``as_of`` of the list."""

    def __init__(
        self, fields: list[str], *, as_of: date, today: date, tax_code: str = "", moves: bool
    ) -> None:
        self.as_of, self.today, self.tax_code, self.moves = as_of, today, tax_code, moves
        parsers: dict[str, Parser] = {
            "identity": self._identity, "name": self._name, "born_on": self._born,
            "sex": self._sex, "nationality": self._nationality, "job_title": self._title,
            "contract": self._contract, "is_full_time": self._full_time,
            "is_insured": self._insured, "site_code": self._site, "tax_code": self._tax_code,
            "event": self._event,
        }  # fmt: skip
        self.plan = [
            (index, parsers.get(name) or self._day_parser(name))
            for index, name in enumerate(fields)
            if name
        ]
        self.papers_at = [index for index, name in enumerate(fields) if name == "identity"]
        self.unused = [index for index, name in enumerate(fields) if not name]

    def staged(self, number: int, cells: list[str]) -> list[Any]:
        """The columns of ``STAGE``."""
        row = _Row()
        for index, parse in self.plan:
            value = cells[index] if index < len(cells) else ""
            if value:
                parse(row, value)
        self._whole(row)
        return self._line(number, cells, row)

    def _line(self, number: int, cells: list[str], row: _Row) -> list[Any]:
        get = row.values.get
        paper, name = row.paper, get("name", "")
        kind = hashed = sealed = None
        masked = ""
        if paper is not None and not paper.problem:
            kind, masked = paper.kind, papers.mask(paper.number)
            hashed = keyed_hash(paper.key).hex()
            sealed = b2a_base64(encrypt(paper.number), newline=False).decode()
        return [
            number, stage.raw_of(self._masked(cells, masked)), get("tax_code", self.tax_code),
            name, rules.name_key(name) if name else "", kind, hashed, sealed, masked,
            get("born_on"), get("sex"), get("nationality"), get("event", ""), get("started_on"),
            get("ended_on"), get("day"), get("site_code"), get("job_title"), get("contract"),
            get("contract_until"), get("is_full_time"), get("is_insured"), get("trained_until"),
            json_text(row.reasons) if row.reasons else _NONE,
            json_text(row.warnings) if row.warnings else _NONE,
            json_text(row.of_new) if row.of_new else _NONE,
        ]  # fmt: skip

    def _masked(self, cells: list[str], masked: str) -> list[str]:
        """The row as it is kept: numbers of persons only in part, also in unused columns."""
        kept = list(cells)
        for index in self.papers_at:
            if index < len(kept):
                kept[index] = masked or papers.mask(kept[index])
        for index in self.unused:
            if index < len(kept) and _DIGITS.search(kept[index]):
                kept[index] = papers.mask(kept[index])
        return kept

    # --- The row as a whole ---------------------------------------------------------------
    def _whole(self, row: _Row) -> None:
        values, paper = row.values, row.paper
        born = values.get("born_on")
        if not values.get("tax_code", self.tax_code):
            row.refuse("tax_code_missing")
        if paper is None:
            self._without_paper(row)
        elif not paper.problem:
            self._against_paper(row, paper)
        self._dates(row)
        if born:
            warning = rules.minor_warning(born, self._first_day(values))
            if warning:
                row.of_new.append([warning, {}])

    def _without_paper(self, row: _Row) -> None:
        if row.values.get("name") and row.values.get("born_on"):
            row.of_new.append(["no_paper", {}])
        else:
            row.refuse("nobody")

    def _against_paper(self, row: _Row, paper: papers.Identity) -> None:
        values = row.values
        born, sex = values.get("born_on"), values.get("sex", "")
        for code in papers.disagreements(paper, born_on=born, sex=sex):
            if code == "identity_year":
                row.refuse(code, year=paper.birth_year, given=born.year if born else "")
            else:
                row.of_new.append([code, {}])
        values.setdefault("sex", paper.sex or None)
        if paper.kind == papers.PASSPORT and "nationality" not in values:
            values["nationality"] = words.UNKNOWN_COUNTRY
            row.of_new.append(["nationality_missing", {}])

    def _dates(self, row: _Row) -> None:
        values = row.values
        event = values.get("event", "")
        if not event and self.moves and values.get("ended_on"):
            event = values["event"] = words.LEFT
        if event == words.LEFT and not values.get("ended_on"):
            values["ended_on"] = values.get("day") or self.as_of
        if event == words.ARRIVED and not values.get("started_on"):
            values["started_on"] = values.get("day")
        start, end = values.get("started_on"), values.get("ended_on")
        problem = rules.spell_problem(start or date.min, end, today=self.today)
        if problem:
            row.refuse(problem)

    def _first_day(self, values: dict[str, Any]) -> date:
        return values.get("started_on") or values.get("day") or self.as_of
