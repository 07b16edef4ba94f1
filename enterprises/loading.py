"""Reference data of the register: economic sectors of both classifications."""

from __future__ import annotations

from typing import Any

from ecms.core.datafile import DATA_DIR, Row, read_rows
from ecms.core.reference import DataSet, Outcome, sync
from enterprises.models import Sector

COLUMNS = ("scheme", "level", "code", "parent_code", "name_en", "name_vi", "section_in_vsic2025")


def load_sectors() -> Outcome:
    """VSIC 2018 and VSIC 2025; sections first so that divisions find their parents."""
    rows = list(read_rows(DATA_DIR / "sectors.csv", COLUMNS))
    sections = [_sector(row, {}) for row in rows if row.text("level") == "1"]
    first = sync(Sector, ("scheme", "code"), sections)
    parents = {
        (scheme, code): pk
        for scheme, code, pk in Sector.objects.filter(level=1).values_list("scheme", "code", "pk")
    }
    second = sync(
        Sector,
        ("scheme", "code"),
        (_sector(row, parents) for row in rows if row.text("level") != "1"),
    )
    first.created += second.created
    first.changed += second.changed
    first.unchanged += second.unchanged
    return first


def _sector(row: Row, parents: dict[tuple[str, str], int]) -> dict[str, Any]:
    scheme, parent = row.required("scheme"), row.text("parent_code")
    if parent and (scheme, parent) not in parents:
        raise row.fail(f"unknown parent {parent}")
    return {
        "scheme": scheme, "level": row.integer("level"), "code": row.required("code"),
        "parent_id": parents[scheme, parent] if parent else None,
        "name_vi": row.required("name_vi"), "name_en": row.text("name_en"),
        "section_2025": row.text("section_in_vsic2025"), "valid_from": row.day("valid_from"),
        "valid_to": row.day("valid_to"), "source": row.text("source"),
        "confidence": row.text("confidence"),
    }  # fmt: skip


DATA_SETS = (DataSet("sectors", 70, ("sectors.csv",), load_sectors),)
