"""Reference data of analytics: the definitions of the measures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from analytics.enums import Direction, MeasureGroup, Unit
from analytics.models import Measure
from analytics.sources import BY_MEASURE
from ecms.core.datafile import DATA_DIR, DataFileError, read_rows
from ecms.core.reference import DataSet, Outcome, sync

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


DATA_SETS = (DataSet("measures", 110, (FILE,), load_measures),)
