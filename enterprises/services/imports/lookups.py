"""What words in a file mean: wards of the province, sectors, states, legal forms."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any

from enterprises.enums import EnterpriseStatus, LegalForm, Ownership
from enterprises.rules.search import quick_fold, tidy
from enterprises.rules.sections import section_letters
from enterprises.services.imports.former_wards import former_wards, now_of

_KINDS = {"p": "phuong", "x": "xa", "tt": "thi tran"}
_SECTOR_CODE = re.compile(r"^([a-z])?\.?\s*(\d{1,5})?(?:\s*[-–:.]\s*.*)?$", re.DOTALL)
_LIKENESS = 0.6
LONGEST = 200  # letters of a cell that are looked up

_STATUS = (
    (EnterpriseStatus.MOVED, r"khong hoat dong tai dia chi|khong tim thay|bo dia chi|not found"),
    (EnterpriseStatus.SUSPENDED, r"tam ngung|tam ngung kinh doanh|tam nghi|suspended"),
    (EnterpriseStatus.DISSOLVED, r"giai the|pha san|cham dut|ngung hoat dong|dissolved|closed"),
    (EnterpriseStatus.ACTIVE, r"dang hoat dong|hoat dong|active|operating"),
)
# Order matters: "công ty TNHH một thành viên" is a "công ty TNHH" too.
_FORMS = (
    (LegalForm.HOUSEHOLD, r"ho kinh doanh|hkd|ho ca the|household business"),
    (LegalForm.FOREIGN_BRANCH, r"chi nhanh|van phong dai dien|branch|representative office"),
    (LegalForm.COOPERATIVE, r"hop tac xa|htx|cooperative"),
    (LegalForm.LLC_ONE, (r"(?:tnhh|trach nhiem huu han).{0,4}(?:mtv|mot thanh vien|1 ?tv)"
                        r"|single member|one member")),
    (LegalForm.LLC_MANY, r"tnhh|trach nhiem huu han|llc|limited liability|co\.?,? ?ltd"),
    (LegalForm.JOINT_STOCK, r"co phan|ctcp|joint stock|jsc|cong ty cp"),
    (LegalForm.PARTNERSHIP, r"hop danh|partnership"),
    (LegalForm.PRIVATE, r"tu nhan|dntn|private enterprise"),
    (LegalForm.STATE, r"nha nuoc|dnnn|state"),
    (LegalForm.PUBLIC_UNIT, r"su nghiep|don vi cong lap|public service unit"),
    (LegalForm.INDIVIDUAL, r"ca nhan|individual"),
)  # fmt: skip
_OWNERSHIP = (
    (Ownership.MIXED, r"lien doanh|hon hop|mixed|joint venture"),
    (Ownership.FOREIGN, r"fdi|nuoc ngoai|foreign"),
    (Ownership.PRIVATE, r"ngoai nha nuoc|tu nhan|private|dan doanh"),
    (Ownership.STATE, r"nha nuoc|state"),
    (Ownership.COLLECTIVE, r"tap the|hop tac xa|collective"),
)


def _compiled(patterns: Iterable[tuple[Any, str]]) -> list[tuple[Any, re.Pattern[str]]]:
    return [(value, re.compile(rf"\b(?:{pattern})(?!\w)")) for value, pattern in patterns]


_STATUS_PATTERNS, _FORM_PATTERNS = _compiled(_STATUS), _compiled(_FORMS)
_OWNERSHIP_PATTERNS = _compiled(_OWNERSHIP)


def _first(patterns: Iterable[tuple[Any, re.Pattern[str]]], text: str) -> Any:
    for value, pattern in patterns:
        if pattern.search(text):
            return value
    return None


@lru_cache(maxsize=2000)
def status_of(text: str) -> str | None:
    """The status that a text names; its code is fine too."""
    folded = quick_fold(text)
    found = _first(_STATUS_PATTERNS, folded) or _by_code(EnterpriseStatus, text)
    return str(found) if found else None


@lru_cache(maxsize=2000)
def ownership_of(text: str) -> str | None:
    """Whose capital a text names."""
    found = _first(_OWNERSHIP_PATTERNS, quick_fold(text)) or _by_code(Ownership, text)
    return str(found) if found else None


def legal_form_of(text: str) -> str | None:
    """The legal form that a text, or the name of an enterprise, names."""
    found = _first(_FORM_PATTERNS, quick_fold(text)) or _by_code(LegalForm, text)
    return str(found) if found else None


def _by_code(choices: Any, text: str) -> Any:
    return next((c for c in choices if text.strip().upper() == c.value), None)


class WardBook:
    """Wards of one province by name, with and without their type, or by code.

    ``wards`` are those of every day: on the day ``on`` a merged one is answered by its successor.
    """

    def __init__(self, wards: Iterable[Any], on: date) -> None:
        wards = list(wards)
        self._on = on
        self._rows = {ward.pk: ward for ward in wards}
        self._by_code: dict[str, int] = {}
        self._names: dict[int, str] = {}
        self._by_name: dict[str, list[int]] = defaultdict(list)
        for ward in wards:
            self._by_code[ward.code] = ward.pk
            # Names come with their type ("Phường Trấn Biên") or without.
            bare, kind = _bare(quick_fold(ward.name_vi)), quick_fold(ward.kind_vi)
            given = quick_fold(ward.name_vi) != bare
            self._names[ward.pk] = ward.name_vi if given else f"{ward.kind_vi} {ward.name_vi}"
            for key in {bare, f"{kind} {bare}"}:
                self._by_name[key].append(ward.pk)
        self.names = {ward.pk: ward.name_vi for ward in wards}
        self._seen: dict[str, tuple[int | None, list[Any]]] = {}

    def find(self, text: str) -> tuple[int | None, list[Any]]:
        """(key, [] or a warning) or (None, [reason, params]) for what stands in a cell."""
        if text not in self._seen:
            self._seen[text] = self._look_up(tidy(text)[:LONGEST])
        return self._seen[text]

    def _look_up(self, text: str) -> tuple[int | None, list[Any]]:
        code = text.strip()
        if code.isdigit() and code.zfill(5) in self._by_code:
            return self._answer(self._by_code[code.zfill(5)], text)
        full = _spelled(quick_fold(text.split(",")[0]))
        for key in (full, _bare(full)):
            found = self._by_name.get(key, [])
            exact = [pk for pk in found if self._is_written(pk, text)]
            likely = exact or found
            # A new ward often bears the name of one that went into it.
            likely = [pk for pk in likely if self._at(pk) is self._rows[pk]] or likely
            if len(likely) == 1:
                return self._answer(likely[0], text)
            if found:
                return None, ["ward_ambiguous", {"value": text}]
        return self._former(text) or self._unknown(text, full)

    def _former(self, text: str) -> tuple[int | None, list[Any]] | None:
        """A ward that was merged into one of today is that one; a divided one is asked for."""
        codes = now_of(former_wards(frozenset(self._by_code)), text)
        if not codes:
            return None
        then = sorted(self._by_code[code] for code in codes)
        now = sorted({ward.pk for pk in then if (ward := self._at(pk))})
        if len(then) == 1 and then != now:
            return self._answer(then[0], text)
        names = ", ".join(self._names[pk] for pk in now or then)
        if len(now) == 1:
            return now[0], ["ward_merged", {"value": text, "now": names}]
        return None, ["ward_divided", {"value": text, "now": names}]

    def _at(self, pk: int) -> Any:
        """The ward that stands for one on the day; None where it was divided."""
        ward, steps = self._rows.get(pk), len(self._rows)
        while ward and ward.valid_to and ward.valid_to < self._on:
            ward = self._rows.get(ward.successor_id) if steps else None
            steps -= 1
        return ward

    def _answer(self, pk: int, text: str) -> tuple[int | None, list[Any]]:
        """The ward of the day for a ward of any day, with a remark, or what to ask."""
        ward = self._at(pk)
        if ward is not None and ward.pk == pk:
            return pk, []
        day = self._rows[pk].valid_to.isoformat()
        said = {"value": text, "was": self._names[pk], "day": day}
        if ward is None:
            return None, ["ward_ended", said]
        return ward.pk, ["ward_succeeded", {**said, "now": self._names[ward.pk]}]

    def _unknown(self, text: str, full: str) -> tuple[int | None, list[Any]]:
        near = difflib.get_close_matches(_bare(full), list(self._by_name), 1, _LIKENESS)
        if near:
            name = self._names[self._by_name[near[0]][0]]
            return None, ["ward_unknown_near", {"value": text, "near": name}]
        return None, ["ward_unknown", {"value": text}]

    def _is_written(self, pk: int, text: str) -> bool:
        """Whether the name stands there with its accents: Lộc Thạnh is not Lộc Thành."""
        written = text.split(",")[0].strip().casefold()
        name = self._names[pk].casefold()
        return name == written or name.endswith(f" {written}")


def _spelled(folded: str) -> str:
    """“p. tran bien” as “phuong tran bien”."""
    match = re.match(r"^(p|x|tt)(?:\.\s*|\s+)(?=\S)", folded)
    return f"{_KINDS[match[1]]} {folded[match.end() :]}" if match else folded


def _bare(folded: str) -> str:
    """A name without its type."""
    return re.sub(r"^(?:phuong|xa|thi tran|dac khu)\s+(?=\S)", "", folded)


class SectorBook:
    """Sectors by code or name; those in force on the day of the list come first."""

    def __init__(self, sectors: Iterable[Any], on: date) -> None:
        self._by_code: dict[str, int] = {}
        self._by_name: dict[str, int] = {}
        self.sections: dict[int, str] = {}
        sectors = list(sectors)
        letters = {s.code: s.pk for s in sectors if s.scheme == "VSIC2025" and s.level == 1}
        self.derived: dict[int, int] = {}  # section of VSIC 2025, where the sector has only one
        for sector in sorted(sectors, key=lambda s: (not s.is_in_force(on), s.level, s.code)):
            self._by_code.setdefault(sector.code.lower(), sector.pk)
            for name in (sector.name_vi, sector.name_en):
                if name:
                    self._by_name.setdefault(quick_fold(name), sector.pk)
            self.sections[sector.pk] = sector.section
            named = section_letters(
                scheme=sector.scheme, level=sector.level, code=sector.code,
                mapping=sector.section_2025,
            )  # fmt: skip
            if len(named) == 1 and named[0] in letters:
                self.derived[sector.pk] = letters[named[0]]
        self._seen: dict[str, int | None] = {}

    def find(self, text: str) -> int | None:
        """The key of the sector that a cell names, by a code of any depth or by its name."""
        if text not in self._seen:
            folded = quick_fold(text[:LONGEST])
            self._seen[text] = self._by_name.get(folded) or self._from_code(folded)
        return self._seen[text]

    def _from_code(self, folded: str) -> int | None:
        match = _SECTOR_CODE.match(folded)
        if not match:
            return None
        letter, digits = match.groups()
        if digits:
            division = digits.zfill(2)[:2]
            return self._by_code.get(division) or self._by_code.get(letter or "")
        return self._by_code.get(letter or "")


class NameBook:
    """Rows of a small catalogue by code or name, with or without the words before the name."""

    def __init__(self, rows: Iterable[Any], lead: str = "") -> None:
        self._lead = re.compile(rf"^(?:{lead})\.?\s+(?=\S)") if lead else None
        self._keys: dict[str, int] = {}
        for row in rows:
            for text in (row.code, row.name_vi, row.name_en):
                if text:
                    self._keys.setdefault(self._key(text), row.pk)

    def find(self, text: str) -> int | None:
        """The key of the row that a cell names."""
        folded = self._key(text[:LONGEST])
        return self._keys.get(folded) or self._keys.get(folded.split(" - ")[0].strip())

    def _key(self, text: str) -> str:
        folded = quick_fold(text)
        return self._lead.sub("", folded) if self._lead else folded


class ProvinceBook:
    """Names under which the province of an import may stand in a row: its own and the old ones."""

    def __init__(self, province: Any, predecessors: Iterable[Any]) -> None:
        self._names = {quick_fold(one.name_vi) for one in (province, *predecessors)}
        self._codes = {province.code}

    def accepts(self, text: str) -> bool:
        """Whether a cell names this province."""
        folded = re.sub(r"^(?:tinh|thanh pho|tp\.?)\s*(?=\S)", "", quick_fold(text))
        return (
            folded in self._names
            or text.strip().zfill(2) in self._codes
            or any(folded == re.sub(r"^(?:tinh|thanh pho)\s+", "", name) for name in self._names)
        )
