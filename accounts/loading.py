"""Reference data of the administration module: places, bodies, units, roles."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from datetime import date
from importlib import metadata, resources
from typing import Any

from django.core.exceptions import ValidationError

from accounts.enums import Level, PlaceScheme, Reach
from accounts.models import Agency, Province, Role, Unit, Ward
from accounts.roles import ROLES
from ecms.core.datafile import DATA_DIR, Row, read_rows
from ecms.core.reference import DataSet, Outcome, sync
from ecms.core.text import fold

OLD_LAST = date(2025, 6, 30)
NEW_FIRST = date(2025, 7, 1)
WARD_CHANGES = "ward_changes.csv"
WARD_COLUMNS = ("code", "name_vi", "kind_vi", "province_code", "valid_from", "valid_to",
                "successor_code", "source")  # fmt: skip
PREFIXES = ("Thành phố ", "Tỉnh ", "Thủ đô ")


def _bare(name: str) -> str:
    for prefix in PREFIXES:
        if name.startswith(prefix) and name != "Thành phố Hồ Chí Minh":
            return name.removeprefix(prefix)
    return name


def _mapping() -> list[Row]:
    columns = ("old_code", "old_name", "new_code", "new_name", "new_type_2025", "later_type")
    return list(read_rows(DATA_DIR / "provinces_mapping.csv", columns))


def _new_provinces(rows: list[Row]) -> Iterator[dict[str, Any]]:
    seen: dict[str, Row] = {}
    for row in rows:
        seen.setdefault(row.required("new_code"), row)
    for code, row in sorted(seen.items()):
        name = _bare(unicodedata.normalize("NFC", row.required("new_name")))
        yield {
            "scheme": PlaceScheme.SINCE_2025, "code": code, "name_vi": name, "name_en": name,
            "kind_vi": row.text("later_type") or row.required("new_type_2025"),
            "valid_from": NEW_FIRST, "source": row.text("source"),
        }  # fmt: skip


def _old_provinces(rows: list[Row], successors: dict[str, int]) -> Iterator[dict[str, Any]]:
    for row in rows:
        full = unicodedata.normalize("NFC", row.required("old_name"))
        yield {
            "scheme": PlaceScheme.BEFORE_2025, "code": row.required("old_code"),
            "name_vi": _bare(full), "name_en": _bare(full),
            "kind_vi": "tỉnh" if full.startswith("Tỉnh") else "thành phố trực thuộc trung ương",
            "valid_to": OLD_LAST, "source": row.text("source"),
            "successor_id": successors[row.required("new_code")],
        }  # fmt: skip


def load_provinces() -> Outcome:
    """63 old and 34 new provinces; each old one points to its successor."""
    rows = _mapping()
    new = sync(Province, ("scheme", "code"), _new_provinces(rows))
    ids = dict(Province.objects.filter(scheme=PlaceScheme.SINCE_2025).values_list("code", "pk"))
    old = sync(Province, ("scheme", "code"), _old_provinces(rows, ids))
    return Outcome(
        new.created + old.created, new.changed + old.changed, new.unchanged + old.unchanged,
        new.kept + old.kept,
    )  # fmt: skip


def load_wards() -> Outcome:
    """3,321 wards of the package ``vietnam-provinces``, and what ``ward_changes.csv`` adds."""
    text = (resources.files("vietnam_provinces") / "data" / "nested-divisions.json").read_text(
        encoding="utf-8"
    )
    ids = dict(Province.objects.filter(scheme=PlaceScheme.SINCE_2025).values_list("code", "pk"))
    rows = {
        f"{ward['code']:05d}": {
            "scheme": PlaceScheme.SINCE_2025,
            "code": f"{ward['code']:05d}",
            "name_vi": unicodedata.normalize("NFC", ward["name"]),
            "kind_vi": ward["division_type"],
            "folded": fold(ward["name"]),
            "province_id": ids[f"{province['code']:02d}"],
            "valid_from": NEW_FIRST,
        }
        for province in json.loads(text)
        for ward in province["wards"]
    }
    changes = list(read_rows(DATA_DIR / WARD_CHANGES, WARD_COLUMNS, may_be_empty=True))
    for row in changes:
        code = row.required("code")
        rows[code] = rows.get(code, {}) | _ward_change(row, ids, known=code in rows)
    outcome = sync(Ward, ("scheme", "code"), rows.values())
    _link_wards(changes)
    return outcome


def _ward_change(row: Row, provinces: dict[str, int], *, known: bool) -> dict[str, Any]:
    """What a row says of a ward: all of a new one, of one of the package what has changed."""
    found: dict[str, Any] = {"scheme": PlaceScheme.SINCE_2025, "code": row.required("code")}
    if not known:
        for name in ("name_vi", "kind_vi", "province_code", "valid_from"):
            row.required(name)
    if row.text("name_vi"):
        found["name_vi"] = unicodedata.normalize("NFC", row.text("name_vi"))
        found["folded"] = fold(found["name_vi"])
    if row.text("kind_vi"):
        found["kind_vi"] = row.text("kind_vi")
    if row.text("province_code"):
        found["province_id"] = provinces[row.choice("province_code", list(provinces))]
    days = {name: row.day(name) for name in ("valid_from", "valid_to")}
    return found | {name: day for name, day in days.items() if day}


def _link_wards(changes: list[Row]) -> None:
    """Merged wards get their successors, checked as in the administration."""
    wards = Ward.objects.filter(scheme=PlaceScheme.SINCE_2025)
    for row in changes:
        code = row.text("successor_code")
        if not code:
            continue
        successor = wards.filter(code=code).first()
        if successor is None:
            raise row.fail(f"column successor_code: there is no ward {code}")
        ward = wards.get(code=row.required("code"))
        ward.successor = successor
        try:
            ward.full_clean()
        except ValidationError as error:
            raise row.fail(" ".join(error.messages)) from error
        ward.save(update_fields=["successor"])


def load_agencies() -> Outcome:
    """The bodies of ``agencies.csv``; successors are linked in a second step."""
    columns = ("code", "level", "province_code", "name_vi", "superior_vi", "symbol")
    rows = list(read_rows(DATA_DIR / "agencies.csv", columns))
    ids = dict(Province.objects.filter(scheme=PlaceScheme.SINCE_2025).values_list("code", "pk"))
    outcome = sync(Agency, ("code",), (_agency(row, ids) for row in rows))
    for row in rows:
        if row.text("successor_code"):
            successor = Agency.objects.get(code=row.text("successor_code"))
            Agency.objects.filter(code=row.required("code")).update(successor=successor)
    return outcome


def _agency(row: Row, provinces: dict[str, int]) -> dict[str, Any]:
    code = row.text("province_code")
    if code and code not in provinces:
        raise row.fail(f"unknown province {code}")
    texts = ("name_en", "superior_vi", "place_vi", "symbol", "address", "phone")
    treasury = ("treasury_name", "treasury_account", "treasury_codes")
    return {
        "code": row.required("code"),
        "level": row.choice("level", Level.values),
        "province_id": provinces[code] if code else None,
        "name_vi": row.required("name_vi"),
        **{name: row.text(name) for name in (*texts, *treasury)},
        "is_inspectorate": row.choice("is_inspectorate", ("yes", "")) == "yes",
        "valid_from": row.day("valid_from"),
        "valid_to": row.day("valid_to"),
    }


def load_units() -> Outcome:
    """The units of ``units.csv``."""
    agencies = dict(Agency.objects.values_list("code", "pk"))
    rows = read_rows(DATA_DIR / "units.csv", ("code", "agency_code", "name_vi", "symbol"))
    return sync(Unit, ("code",), (_unit(row, agencies) for row in rows))


def _unit(row: Row, agencies: dict[str, int]) -> dict[str, Any]:
    agency = row.choice("agency_code", list(agencies))
    return {
        "code": row.required("code"), "agency_id": agencies[agency],
        "name_vi": row.required("name_vi"), "name_en": row.text("name_en"),
        "symbol": row.text("symbol"), "valid_from": row.day("valid_from"),
        "valid_to": row.day("valid_to"),
    }  # fmt: skip


def load_roles() -> Outcome:
    """The shipped roles; administrators change the stored ones."""
    rows = (
        {
            "code": spec.code, "name_vi": spec.name_vi, "name_en": spec.name_en,
            "reach": Reach(spec.reach), "permissions": [str(code) for code in spec.permissions],
            "mfa_required": spec.mfa_required,
        }
        for spec in ROLES
    )  # fmt: skip
    return sync(Role, ("code",), rows)


DATA_SETS = (
    DataSet("provinces", 10, ("provinces_mapping.csv",), load_provinces),
    DataSet("wards", 20, (WARD_CHANGES,), load_wards, extra=metadata.version("vietnam-provinces")),
    DataSet("agencies", 30, ("agencies.csv",), load_agencies),
    DataSet("units", 40, ("units.csv",), load_units),
    DataSet("roles", 50, (), load_roles, extra=repr(ROLES)),
)
