"""Loading how interest on money owed to workers is reckoned."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from ecms.core.datafile import DATA_DIR, Row, read_rows
from ecms.core.reference import DataSet, Outcome, sync
from law.models import InterestPer, InterestRule

COLUMNS = ("key", "name_vi", "name_en", "per", "percent", "remedy_codes", "legal_basis",
           "valid_from", "valid_to", "source", "confidence")  # fmt: skip


def load_interest() -> Outcome:
    """Rates by date; those that banks or funds announce have no percentage."""
    rows = read_rows(DATA_DIR / "interest_rules.csv", COLUMNS)
    return sync(InterestRule, ("key", "valid_from"), (_rule(row) for row in rows))


def _rule(row: Row) -> dict[str, Any]:
    return {
        "key": row.required("key"), "name_vi": row.required("name_vi"),
        "name_en": row.text("name_en"), "per": row.choice("per", InterestPer.values),
        "percent": _percent(row), "remedy_codes": list(row.words("remedy_codes")),
        "legal_basis": row.required("legal_basis"), "valid_from": row.day("valid_from"),
        "valid_to": row.day("valid_to"), "source": row.text("source"),
        "confidence": row.required("confidence"),
    }  # fmt: skip


def _percent(row: Row) -> Decimal | None:
    text = row.text("percent")
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        raise row.fail(f"column percent: {text!r} is not a number") from None


DATA_SETS = (DataSet("interest", 65, ("interest_rules.csv",), load_interest),)
