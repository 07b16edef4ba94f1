"""Reference data of the register: sectors, industrial zones, hazards, sources of lists."""

from __future__ import annotations

from typing import Any

from accounts.enums import PlaceScheme
from accounts.models import Province
from ecms.core.datafile import DATA_DIR, Row, read_rows
from ecms.core.reference import DataSet, Outcome, sync
from enterprises.enums import HazardGroup, ImportKind, ZoneKind
from enterprises.loading_selfchecks import load_forms
from enterprises.models import Hazard, ImportSource, IndustrialZone, Sector
from enterprises.services.imports.columns import key_of
from enterprises.services.imports.texts import ENCODINGS

ZONE_COLUMNS = ("code", "kind", "province_code", "name_vi", "name_en", "board")
HAZARD_COLUMNS = ("code", "group", "name_vi", "name_en", "legal_basis", "precaution_vi",
                  "precaution_en")  # fmt: skip
SOURCE_COLUMNS = ("code", "kind", "province_code", "name_vi", "name_en", "encoding", "columns")
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


def load_zones() -> Outcome:
    """Industrial zones; their province must be one of today."""
    provinces = dict(
        Province.objects.filter(scheme=PlaceScheme.SINCE_2025).values_list("code", "pk")
    )
    rows = read_rows(DATA_DIR / "industrial_zones.csv", ZONE_COLUMNS)
    return sync(IndustrialZone, ("code",), (_zone(row, provinces) for row in rows))


def _zone(row: Row, provinces: dict[str, int]) -> dict[str, Any]:
    province = row.required("province_code")
    if province not in provinces:
        raise row.fail(f"unknown province {province}")
    return {
        "code": row.required("code"), "kind": row.choice("kind", ZoneKind.values),
        "province_id": provinces[province], "name_vi": row.required("name_vi"),
        "name_en": row.text("name_en"), "board": row.text("board"), **_dated(row),
    }  # fmt: skip


def load_hazards() -> Outcome:
    """The catalogue of hazards with the precaution that each asks of a visitor."""
    rows = read_rows(DATA_DIR / "hazards.csv", HAZARD_COLUMNS)
    return sync(Hazard, ("code",), (_hazard(row) for row in rows))


def _hazard(row: Row) -> dict[str, Any]:
    return {
        "code": row.required("code"), "group": row.choice("group", HazardGroup.values),
        "name_vi": row.required("name_vi"), "name_en": row.text("name_en"),
        "legal_basis": row.text("legal_basis"), "precaution_vi": row.text("precaution_vi"),
        "precaution_en": row.text("precaution_en"), **_dated(row),
    }  # fmt: skip


def load_sources() -> Outcome:
    """Where lists come from, with the kind of list and settled columns."""
    current = Province.objects.filter(scheme=PlaceScheme.SINCE_2025)
    provinces = dict(current.values_list("code", "pk"))
    rows = read_rows(DATA_DIR / "import_sources.csv", SOURCE_COLUMNS)
    return sync(ImportSource, ("code",), (_source(row, provinces) for row in rows))


def _source(row: Row, provinces: dict[str, int]) -> dict[str, Any]:
    province = row.text("province_code")
    if province and province not in provinces:
        raise row.fail(f"unknown province {province}")
    pairs = [pair.partition("=") for pair in row.text("columns").split("|") if pair]
    return {
        "code": row.required("code"), "kind": row.choice("kind", ImportKind.values),
        "province_id": provinces[province] if province else None,
        "name_vi": row.required("name_vi"), "name_en": row.text("name_en"),
        "encoding": row.choice("encoding", ("", *ENCODINGS)),
        "mapping": {key_of(title): field.strip() for title, _, field in pairs},
        "valid_from": row.day("valid_from"), "valid_to": row.day("valid_to"),
    }  # fmt: skip


def _dated(row: Row) -> dict[str, Any]:
    return {
        "valid_from": row.day("valid_from"), "valid_to": row.day("valid_to"),
        "source": row.text("source"), "confidence": row.text("confidence"),
    }  # fmt: skip


DATA_SETS = (
    DataSet("sectors", 70, ("sectors.csv",), load_sectors),
    DataSet("industrial zones", 71, ("industrial_zones.csv",), load_zones),
    DataSet("sources of lists", 73, ("import_sources.csv",), load_sources),
    DataSet("hazards", 72, ("hazards.csv",), load_hazards),
    DataSet("self-check forms", 83, ("self_check_forms.csv",), load_forms),  # after questions
)
