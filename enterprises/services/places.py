"""Which unit of today an address names: ward and province, and the province it was before."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from accounts.enums import PlaceScheme
from accounts.models import Province, Ward
from enterprises.rules.search import quick_fold
from enterprises.services.imports.lookups import WardBook

_KIND = re.compile(r"^(?:tinh|thanh pho|tp\.?|t\.)\s*(?=\S)")
_TYPED = re.compile(r"^(?:phuong|xa|thi tran|dac khu|p\.|x\.|tt\.)\s*(?=\S)")
DIVIDED = ("ward_ended", "ward_divided")
_NOT_LETTERS = re.compile(r"[^a-z0-9 ]")
# As people write the one that everybody abbreviates.
_ALIASES = {"hcm": "ho chi minh", "tphcm": "ho chi minh", "sai gon": "ho chi minh",
            "hn": "ha noi"}  # fmt: skip


@dataclass(frozen=True)
class Place:
    """What an address was resolved to; ``problem`` is a row reason [code, params] or []."""

    province: Province | None = None
    ward: Ward | None = None
    former_province: Province | None = None
    problem: list[Any] = field(default_factory=list)
    address: str = ""  # as written; a former ward that was named beside it is kept in it


class PlaceReader:
    """Reads addresses with the units in force on a day; provinces are loaded once."""

    def __init__(self, on: date) -> None:
        self.on = on
        self._now: dict[str, Province] = {}
        self._before: dict[str, Province] = {}
        for province in Province.objects.select_related("successor"):
            since = province.scheme == PlaceScheme.SINCE_2025
            (self._now if since else self._before)[_key(province.name_vi)] = province
        self._books: dict[int, tuple[WardBook, dict[int, Ward]]] = {}

    def read(self, address: str, *, province: Province | None = None, ward: str = "") -> Place:
        """Resolve an address; a chosen ``province`` and a ``ward`` in words come before it.

        The parts of an address are separated by commas, the smallest first. A province of the
        list before 2025 leads to its successor and is kept as ``former_province``.
        """
        named, former = self._province(address)
        where = province or named
        if where is None:
            return Place(problem=["place_unknown", {}])
        if named is None or named.pk != where.pk:
            former = None
        found, problem = self._ward(where, ward, address)
        if found is None and problem:
            return Place(where, None, former, problem, address)
        return Place(where, found, former, [], self._kept(address, problem))

    def _province(self, address: str) -> tuple[Province | None, Province | None]:
        for part in reversed(address.split(",")):
            key = _key(part)
            if key in self._now:
                now = self._now[key]
                return now.current, now if now.successor_id else None
            if key in self._before:
                former = self._before[key]
                return former.current, former
        return None, None

    def _ward(self, province: Province, words: str, address: str) -> tuple[Ward | None, list[Any]]:
        """The ward named in so many words, or the one that the address names.

        With it the remark of a merged one. A divided one is asked for where nobody can take it
        for a street: with its type before the name.
        """
        book, wards = self._book(province)
        if words.strip():
            key, reason = book.find(words)
            return (wards[key] if key is not None else None), reason
        asked: list[Any] = []
        for part in reversed(address.split(",")):
            if not part.strip() or _key(part) in self._now or part.strip().isdigit():
                continue
            key, reason = book.find(part)
            if key is not None:
                return wards[key], reason
            if reason[0] in DIVIDED and _TYPED.match(quick_fold(part.strip())):
                asked = asked or reason
        return None, asked

    def _kept(self, address: str, remark: list[Any]) -> str:
        """The address; before its province the former ward that was given beside it."""
        params = remark[1] if remark else {}
        was = params.get("was") or params.get("value", "")
        if not was or _TYPED.sub("", quick_fold(was)) in quick_fold(address):
            return address
        parts = [part.strip() for part in address.split(",")]
        named = [i for i, part in enumerate(parts) if _key(part) in self._now | self._before]
        parts.insert(named[-1] if named else len(parts), was)
        return ", ".join(parts)

    def _book(self, province: Province) -> tuple[WardBook, dict[int, Ward]]:
        if province.pk not in self._books:
            wards = list(Ward.objects.of(province))
            book = WardBook(wards, self.on)
            self._books[province.pk] = book, {ward.pk: ward for ward in wards}
        return self._books[province.pk]


def successor_of(ward: Ward, address: str, on: date) -> Ward | None:
    """The unit that stands where an abolished ward was: its successor, by whatever province.

    For a divided one what name or address tell, of the same province; else None: which of its
    neighbours took a part in is for a person to say.
    """
    if stands := ward.at(on):
        return stands
    reader = PlaceReader(on)
    named = reader.read("", province=ward.province, ward=ward.name_vi).ward
    return named or reader.read(address, province=ward.province).ward


def _key(text: str) -> str:
    """A province's name in one form: without type, accents and points."""
    bare = _KIND.sub("", quick_fold(text.strip()))
    bare = " ".join(_NOT_LETTERS.sub(" ", bare).split())
    return _ALIASES.get(bare, bare)
