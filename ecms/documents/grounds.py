"""Legal grounds of official documents, as data: which text, for which forms, in force when.

``data/document_grounds.csv`` holds one ground a row; ``forms`` are blank-separated families.
A row is printed only when the document is dated inside its validity, so a decision signed before
26/09/2026 does not cite Decree 311/2026.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.conf import settings

from ecms.core.datafile import read_rows

COLUMNS = ("order", "forms", "text_vi", "valid_from", "valid_to")


@dataclass(frozen=True)
class Ground:
    """One citation with its validity, both days included."""

    order: int
    forms: tuple[str, ...]
    text: str
    valid_from: date | None
    valid_to: date | None

    def applies(self, family: str, on: date) -> bool:
        """Whether it is cited in a document of ``family`` dated ``on``."""
        return (
            family in self.forms
            and (self.valid_from is None or self.valid_from <= on)
            and (self.valid_to is None or on <= self.valid_to)
        )


@lru_cache(maxsize=1)
def _all() -> tuple[Ground, ...]:
    rows = read_rows(settings.REFERENCE_DIR / "document_grounds.csv", COLUMNS)
    grounds = [
        Ground(
            order=row.integer("order") or 0,
            forms=row.words("forms"),
            text=row.required("text_vi"),
            valid_from=row.day("valid_from"),
            valid_to=row.day("valid_to"),
        )
        for row in rows
    ]
    return tuple(sorted(grounds, key=lambda ground: ground.order))


def grounds_for(family: str, on: date) -> tuple[str, ...]:
    """The citations of a family of documents dated ``on``, in order, without end punctuation."""
    return tuple(ground.text for ground in _all() if ground.applies(family, on))
