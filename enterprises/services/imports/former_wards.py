"""Wards and communes of the lists before 1 July 2025, and what became of them.

``data/former_wards.csv`` names them by old province, district and ward, with the code of each
ward of today that took them, or a part of them, up.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from ecms.core.datafile import DATA_DIR, read_rows
from enterprises.rules.search import quick_fold

_KIND = re.compile(r"^(?:phuong|xa|thi tran|p\.?|x\.?|tt\.?)\s+(?=\S)")
_DISTRICT = re.compile(r"^(?:quan|huyen|thi xa|thanh pho|tp\.?|tx\.?|q\.?|h\.?)\s*(?=\S)")
Former = Mapping[str, Mapping[str, frozenset[str]]]


@cache
def former_wards(codes: frozenset[str]) -> Former:
    """{bare name of an old ward: {bare name of its district: codes of wards of today}}.

    Only what went to wards with ``codes``: those of one province.
    """
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    columns = ("old_province", "old_district", "old_ward", "ward_code")
    for row in read_rows(DATA_DIR / "former_wards.csv", columns):
        if row.text("ward_code") in codes:
            ward = _bare(_KIND, row.required("old_ward"))
            district = _bare(_DISTRICT, row.required("old_district"))
            found[ward][district].add(row.text("ward_code"))
    return {
        ward: {district: frozenset(now) for district, now in districts.items()}
        for ward, districts in found.items()
    }


def now_of(former: Former, text: str) -> frozenset[str]:
    """Codes of the wards of today for an old one, "Phường Quang Vinh, TP Biên Hòa".

    Several where the ward was split, or where districts had wards of one name and the text
    names none of them.
    """
    parts = [quick_fold(part) for part in text.split(",")]
    districts = former.get(_KIND.sub("", parts[0]), {})
    named = {_DISTRICT.sub("", part) for part in parts[1:]} & districts.keys()
    return frozenset().union(*(districts[name] for name in (named or districts)))


def _bare(kind: re.Pattern[str], name: str) -> str:
    return kind.sub("", quick_fold(name))
