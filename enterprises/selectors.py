"""Reads of the register that are not one queryset: preview of an import, names of sections."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from enterprises.enums import RowVerdict
from enterprises.history import IMPORT_MARK, Values, change_words
from enterprises.models import ImportRow, Sector
from enterprises.wording import row_words

__all__ = ["IMPORT_MARK", "PreviewRow", "Values", "preview", "section_names"]


@dataclass(frozen=True)
class PreviewRow:
    """A row of an import as the preview shows it."""

    row: ImportRow
    facts: list[str]
    notes: list[str]


def preview(rows: Iterable[ImportRow]) -> list[PreviewRow]:
    """Rows with what would change and why, in words."""
    rows = list(rows)
    found: dict[str, set[Any]] = {"ward": set(), "sector": set()}
    for row in rows:
        for field, keys in found.items():
            keys.update([row.data.get(field), *row.changes.get(field, [])])
    values = Values(found)
    return [_preview_row(row, values) for row in rows]


def _preview_row(row: ImportRow, values: Values) -> PreviewRow:
    if row.verdict == RowVerdict.CHANGED:
        facts = [
            change_words(field, old, new, values) for field, (old, new) in row.changes.items()
        ]
    else:
        shown = ("address", "ward", "sector", "workers")
        facts = [values.words(name, row.data[name]) for name in shown if name in row.data]
    return PreviewRow(row, facts, [row_words(note) for note in (*row.reasons, *row.warnings)])


def section_names(sections: Iterable[str]) -> dict[str, str]:
    """Names of sections of VSIC 2025 by their letter."""
    rows = Sector.objects.filter(scheme="VSIC2025", level=1, code__in=list(sections))
    return {row.code: row.name for row in rows}
