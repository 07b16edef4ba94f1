"""Loading the rates of late payment, the measures of enforcement and who may order them."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from ecms.core.datafile import DATA_DIR, Row, read_rows
from ecms.core.reference import DataSet, Outcome, sync
from law.models import EnforcementRule, EnforcementTitle, LateRate, MeasureKind

CITED = ("legal_basis_vi", "valid_from", "valid_to", "source", "confidence")


def load_late_rates() -> Outcome:
    """What a late day costs, by date."""
    rows = read_rows(DATA_DIR / "late_rates.csv", ("percent_a_day", *CITED))
    return sync(LateRate, ("valid_from",), (_rate(row) for row in rows))


def _rate(row: Row) -> dict[str, Any]:
    try:
        percent = Decimal(row.required("percent_a_day"))
    except InvalidOperation as error:
        raise row.fail(f"column percent_a_day: {row.text('percent_a_day')!r}") from error
    return {"percent_a_day": percent, **_cited(row)}


def load_measures() -> Outcome:
    """Measures of enforcement with their bounds."""
    rows = read_rows(DATA_DIR / "enforcement_measures.csv", ("kind", "individuals_only", *CITED))
    return sync(EnforcementRule, ("kind", "valid_from"), (_measure(row) for row in rows))


def _measure(row: Row) -> dict[str, Any]:
    return {
        "kind": row.choice("kind", MeasureKind.values),
        "individuals_only": row.text("individuals_only") == "yes",
        "salary_percent_most": row.integer("salary_percent_most"),
        "income_percent_most": row.integer("income_percent_most"),
        **_cited(row),
    }


def load_titles() -> Outcome:
    """Titles whose holders may order enforcement."""
    rows = read_rows(DATA_DIR / "enforcement_titles.csv", ("title_code", *CITED))
    return sync(
        EnforcementTitle,
        ("title_code", "valid_from"),
        ({"title_code": row.required("title_code"), **_cited(row)} for row in rows),
    )


def _cited(row: Row) -> dict[str, Any]:
    return {
        "legal_basis_vi": row.required("legal_basis_vi"),
        "legal_basis_en": row.text("legal_basis_en"),
        "valid_from": row.day("valid_from"), "valid_to": row.day("valid_to"),
        "source": row.text("source"), "confidence": row.text("confidence"),
    }  # fmt: skip


DATA_SETS = (
    DataSet("rates of late payment", 65, ("late_rates.csv",), load_late_rates),
    DataSet("measures of enforcement", 65, ("enforcement_measures.csv",), load_measures),
    DataSet("titles with power to enforce", 65, ("enforcement_titles.csv",), load_titles),
)
