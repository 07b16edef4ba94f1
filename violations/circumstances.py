"""The mitigating and aggravating circumstances of the law, read once from their file.

``data/circumstances.csv`` carries LHAV arts. 9 and 10 item by item. A circumstance that is itself
an element of the violation must not be counted as aggravating (art. 10.2): the form says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import get_language

from ecms.core.datafile import DATA_DIR, Row, read_rows
from violations.states import CircumstanceKind

COLUMNS = ("code", "kind", "text_vi", "text_en", "legal_basis", "confidence")


@dataclass(frozen=True)
class Listed:
    """One circumstance of the law's lists."""

    code: str
    kind: str
    text_vi: str
    text_en: str
    legal_basis: str

    @property
    def text(self) -> str:
        """The circumstance in the language of the page."""
        return self.text_vi if (get_language() or "vi").startswith("vi") else self.text_en


@lru_cache(maxsize=1)
def listed() -> dict[str, Listed]:
    """Every circumstance by code. Raises DataFileError for a broken file."""
    rows = read_rows(DATA_DIR / "circumstances.csv", COLUMNS)
    return {item.code: item for item in map(_listed, rows)}


def _listed(row: Row) -> Listed:
    return Listed(
        code=row.required("code"),
        kind=row.choice("kind", CircumstanceKind.values),
        text_vi=row.required("text_vi"),
        text_en=row.required("text_en"),
        legal_basis=row.required("legal_basis"),
    )
