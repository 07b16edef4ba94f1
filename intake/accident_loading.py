"""Reference data of accidents: injuries of Annex II, causes and factors of Annex XII."""

from __future__ import annotations

from typing import Any

from ecms.core.datafile import DATA_DIR, Row, read_rows
from ecms.core.reference import DataSet, Outcome, sync
from ecms.core.text import fold
from intake.enums.accident import CodeKind
from intake.models import AccidentCode

FILES = ("serious_injuries.csv", "accident_codes.csv")
COLUMNS = ("kind", "code", "name_vi", "name_en", "legal_basis", "order", "source", "confidence")


def load_codes() -> Outcome:
    """Both files into one table; a row an administrator edited is kept."""
    rows = [row for name in FILES for row in read_rows(DATA_DIR / name, COLUMNS)]
    return sync(AccidentCode, ("kind", "code"), [_code(row) for row in rows])


def _code(row: Row) -> dict[str, Any]:
    words = (row.required("code"), row.required("name_vi"), row.text("name_en"))
    return {
        "kind": row.choice("kind", CodeKind.values),
        "code": row.required("code"), "name_vi": row.required("name_vi"),
        "name_en": row.text("name_en"), "group_code": row.text("group_code"),
        "group_vi": row.text("group_vi"), "group_en": row.text("group_en"),
        "legal_basis": row.text("legal_basis"), "order": row.integer("order") or 0,
        "valid_from": row.day("valid_from"), "valid_to": row.day("valid_to"),
        "source": row.text("source"), "confidence": row.text("confidence"),
        "folded": fold(" ".join((*words, row.text("group_vi"), row.text("group_en")))),
    }  # fmt: skip


DATA_SETS = (DataSet("accident-codes", 80, FILES, load_codes),)
