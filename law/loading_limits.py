"""Loading limits, minimum wages and wage regions from ``data/``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from accounts.enums import PlaceScheme
from accounts.models import Ward
from ecms.core.datafile import DATA_DIR, Row, read_rows
from ecms.core.reference import DataSet, Outcome, sync
from law.models import (
    Direction,
    Limit,
    LimitKey,
    LimitUnit,
    MinimumWage,
    Provision,
    Region,
    WageRegion,
)


def load_limits() -> Outcome:
    """Thresholds; each violation code must be in the catalogue."""
    known = set(Provision.objects.values_list("code", flat=True))
    columns = ("key", "variant", "value", "unit", "direction", "legal_basis")
    rows = read_rows(DATA_DIR / "limits.csv", columns)
    return sync(Limit, ("key", "variant", "valid_from"), (_limit(row, known) for row in rows))


def _limit(row: Row, known: set[str]) -> dict[str, Any]:
    code = row.text("violation_code")
    if code and code not in known:
        raise row.fail(f"unknown violation code {code}")
    return {
        "key": row.choice("key", LimitKey.values), "variant": row.required("variant"),
        "order": row.integer("order"), "name_vi": row.required("name_vi"),
        "name_en": row.text("name_en"), "value": row.integer("value"),
        "unit": row.choice("unit", LimitUnit.values),
        "direction": row.choice("direction", Direction.values), "violation_code": code,
        **_dated(row),
    }  # fmt: skip


def _dated(row: Row) -> dict[str, Any]:
    return {
        "valid_from": row.day("valid_from"), "valid_to": row.day("valid_to"),
        "legal_basis": row.required("legal_basis"), "source": row.text("source"),
        "confidence": row.text("confidence"),
    }  # fmt: skip


def load_wages() -> Outcome:
    """Minimum wages by region and date, in whole VND."""
    rows = read_rows(DATA_DIR / "minimum_wages.csv", ("region", "monthly_vnd", "hourly_vnd"))
    return sync(MinimumWage, ("region", "valid_from"), (_wage(row) for row in rows))


def _wage(row: Row) -> dict[str, Any]:
    return {
        "region": row.choice("region", Region.values), "monthly": row.integer("monthly_vnd"),
        "hourly": row.integer("hourly_vnd"), **_dated(row),
    }  # fmt: skip


def load_regions() -> Outcome:
    """The region of each ward; an unknown ward code is refused."""
    return sync(WageRegion, ("ward_id", "valid_from"), _regions())


def _regions() -> Iterator[dict[str, Any]]:
    wards = dict(
        Ward.objects.filter(scheme=PlaceScheme.SINCE_2025).values_list("code", "pk")
    )  # fmt: skip
    columns = ("ward_code", "region", "valid_from", "legal_basis")
    for row in read_rows(DATA_DIR / "wage_regions.csv", columns):
        if row.required("ward_code") not in wards:
            raise row.fail(f"unknown ward {row.required('ward_code')}")
        region = row.choice("region", Region.values)
        yield {"ward_id": wards[row.required("ward_code")], "region": region, **_dated(row)}


DATA_SETS = (
    DataSet("limits", 70, ("limits.csv",), load_limits),
    DataSet("minimum wages", 71, ("minimum_wages.csv",), load_wages),
    DataSet("wage regions", 72, ("wage_regions.csv",), load_regions),
)
