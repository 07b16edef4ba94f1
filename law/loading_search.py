"""Loading the words by which inspectors look for an act."""

from __future__ import annotations

from typing import Any

from ecms.core.datafile import DATA_DIR, Row, read_rows
from ecms.core.reference import DataSet, Outcome, sync
from law.models import Provision, Saying

FILE = "catalogue_words.csv"
COLUMNS = ("said", "written", "codes", "source", "confidence")


def load_sayings() -> Outcome:
    """What people say, each once; the acts that it names are in the catalogue."""
    known = set(Provision.objects.values_list("code", flat=True))
    rows = read_rows(DATA_DIR / FILE, COLUMNS)
    return sync(Saying, ("said",), (_saying(row, known) for row in rows))


def _saying(row: Row, known: set[str]) -> dict[str, Any]:
    codes = list(row.words("codes"))
    if strange := sorted(set(codes) - known):
        raise row.fail(f"column codes: the catalogue has no {', '.join(strange)}")
    return {
        "said": row.required("said"), "written": row.text("written"), "codes": codes,
        "source": row.text("source"), "confidence": row.required("confidence"),
    }  # fmt: skip


DATA_SETS = (DataSet("sayings", 67, (FILE,), load_sayings),)
