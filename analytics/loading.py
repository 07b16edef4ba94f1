"""Reference data of analytics: the definitions of the measures and of the indicators."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from accounts.enums import PlaceScheme
from accounts.models import Province, Ward
from analytics.enums import Direction, IndicatorGroup, IndicatorUnit, MeasureGroup, Unit
from analytics.formulas import FormulaError, parse
from analytics.models import FormerArea, Indicator, Measure
from analytics.models.indicator import check_terms
from analytics.sources import BY_MEASURE
from ecms.core.datafile import DATA_DIR, DataFileError, read_rows
from ecms.core.reference import DataSet, Outcome, sync
from ecms.core.text import fold

FILE = "measures.csv"
COLUMNS = ("code", "group", "order", "unit", "direction", "name_vi", "name_en", "definition_vi",
           "definition_en", "date_vi", "date_en", "legal_vi", "legal_en")  # fmt: skip


def load_measures() -> Outcome:
    """Every measure that is computed has a definition, and the other way round.

    Raises:
        DataFileError: a measure without a definition, or a definition of nothing.
    """
    rows = list(_rows())
    missing = BY_MEASURE.keys() - {row["code"] for row in rows}
    if missing:
        raise DataFileError(FILE, None, f"no definition of {', '.join(sorted(missing))}")
    return sync(Measure, ("code",), rows)


def _rows() -> Iterator[dict[str, Any]]:
    for row in read_rows(DATA_DIR / FILE, COLUMNS):
        code = row.choice("code", sorted(BY_MEASURE))
        required = ("name_vi", "name_en", "definition_vi", "definition_en")
        yield {
            "code": code, "order": row.integer("order"),
            "group": row.choice("group", MeasureGroup.values),
            "unit": row.choice("unit", Unit.values),
            "direction": row.choice("direction", Direction.values),
            **{name: row.required(name) for name in required},
            **{name: row.text(name) for name in ("date_vi", "date_en", "legal_vi", "legal_en")},
        }  # fmt: skip


INDICATORS = "indicators.csv"
TEXTS = ("legal_vi", "legal_en", "sdg")
REQUIRED = ("name_vi", "name_en", "description_vi", "description_en", "owner_vi", "owner_en")
INDICATOR_COLUMNS = ("code", "version", "group", "order", "unit", "direction", "target",
                     "with_interval", "formula", *REQUIRED, *TEXTS, "valid_from",
                     "valid_to")  # fmt: skip


def load_indicators() -> Outcome:
    """Every indicator, with a formula that reads and names measures that are computed.

    Raises:
        DataFileError: a formula that does not.
    """
    rows = read_rows(DATA_DIR / INDICATORS, INDICATOR_COLUMNS)
    return sync(Indicator, ("code", "version"), [_indicator(row) for row in rows])


def _indicator(row: Any) -> dict[str, Any]:
    formula = row.required("formula")
    try:
        check_terms(parse(formula))
    except FormulaError as error:
        raise row.fail(str(error)) from error
    target = row.text("target")
    return {
        "code": row.required("code"), "version": row.integer("version"),
        "group": row.choice("group", IndicatorGroup.values), "order": row.integer("order"),
        "unit": row.choice("unit", IndicatorUnit.values),
        "direction": row.choice("direction", Direction.values),
        "target": Decimal(target) if target else None,
        "with_interval": row.text("with_interval") == "yes", "formula": formula,
        **{name: row.required(name) for name in REQUIRED},
        **{name: row.text(name) for name in TEXTS},
        "valid_from": row.day("valid_from"), "valid_to": row.day("valid_to"),
    }  # fmt: skip


FORMER, PROVINCES = "former_wards.csv", "provinces_mapping.csv"


def load_former_areas() -> Outcome:
    """The old province of every ward of today.

    Raises:
        DataFileError: a name that is no province of the old list.
    """
    old = {
        fold(row.required("old_name").replace("-", " ")): row.required("old_code")
        for row in read_rows(DATA_DIR / PROVINCES, ("old_code", "old_name"))
    }
    places = dict(Province.objects.exclude(successor=None).values_list("code", "pk"))
    wards = dict(Ward.objects.filter(scheme=PlaceScheme.SINCE_2025).values_list("code", "pk"))
    found: dict[int, int] = {}
    for row in read_rows(DATA_DIR / FORMER, ("old_province", "ward_code")):
        name = fold(row.required("old_province").replace("-", " "))
        if name not in old:
            raise row.fail(f"{row.required('old_province')} is not of the old list")
        ward, place = wards.get(row.required("ward_code")), places.get(old[name])
        if ward and place:
            found[ward] = place
    return sync(FormerArea, ("ward_id",), [
        {"ward_id": ward, "former_id": place} for ward, place in found.items()
    ])  # fmt: skip


DATA_SETS = (
    DataSet("measures", 110, (FILE,), load_measures),
    DataSet("indicators", 111, (INDICATORS,), load_indicators),
    DataSet("former_areas", 112, (FORMER, PROVINCES), load_former_areas),
)
