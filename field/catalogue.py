"""The catalogue of violations as one small file, to be searched on the device."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import translation

from ecms.core.citation import vietnamese
from inspections.presenters import fine_band
from inspections.selectors import in_force_provisions
from inspections.services.findings import needed
from law import search
from law.models import Provision, Saying

COLUMNS = (
    "code", "name_vi", "name_en", "words", "place", "basis", "basis_vi", "topic", "severity",
    "fine_vi", "fine_en", "needs",
)  # fmt: skip


def index(*, on: date) -> dict[str, Any]:
    """Every violation in force on a day: names, what it is found by, article, fine of an
    organisation before circumstances, and what the fine depends on; the sayings of inspectors.

    ``place``: [article, clause, point]. ``needs``: w(orkers), u(nits), b(ase). ``sayings``:
    [said, [as the catalogue writes it, …], [code, …]], folded.
    """
    rows = in_force_provisions(on).select_related("topic").prefetch_related("frames")
    said = [search.saying_of(row) for row in Saying.objects.all()]
    return {
        "columns": COLUMNS, "rows": [_row(row) for row in rows.order_by("code")],
        "sayings": [[one.said, one.written, one.codes] for one in said],
    }  # fmt: skip


def _row(row: Provision) -> list[Any]:
    entry = search.entry_of(row)
    return [
        row.code, row.name_vi, row.name_en, entry.words, entry.place, row.legal_basis,
        vietnamese(row.legal_basis), row.topic.code, row.severity,
        _fine(row, "vi"), _fine(row, "en"), "".join(sorted(name[0] for name in needed(row))),
    ]  # fmt: skip


def _fine(row: Provision, language: str) -> str:
    with translation.override(language):
        return fine_band(row, None, organisation=True)
