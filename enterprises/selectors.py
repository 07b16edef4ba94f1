"""Reads of the register that are not one queryset: history of a dossier, preview of an import."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Ward
from ecms.core.components import Entry
from ecms.core.formatting import NOTHING, grouped, legal_date
from enterprises.enums import EnterpriseStatus, LegalForm, RowVerdict
from enterprises.models import Enterprise, ImportJob, ImportRow, Sector
from enterprises.presenters import FIELD_WORDS, field_words
from enterprises.wording import row_words

SHOWN = 40
IMPORT_MARK = "import:"  # history reason of a change that came with an import
_COMPARED = tuple(field for field in FIELD_WORDS if field not in ("province", "last_visited_on"))


def timeline(enterprise: Enterprise) -> list[Entry]:
    """Field changes of an enterprise, newest first, at most ``SHOWN``."""
    rows = list(
        enterprise.history.select_related("history_user").order_by("-history_date", "-history_id")[
            : SHOWN + 1
        ]
    )
    if not rows:  # loaded in bulk, without history
        return [Entry(enterprise.created_at, _("Entered into the register"), kind="success")]
    values = Values(wards={row.ward_id for row in rows}, sectors={row.sector_id for row in rows})
    reasons = _Reasons(rows)
    entries = [_entry(new, old, values, reasons) for new, old in pairwise(rows)]
    if len(rows) <= SHOWN:
        entries.append(_entry(rows[-1], None, values, reasons))
    return [entry for entry in entries if entry is not None]


def _entry(new: Any, old: Any | None, values: Values, reasons: _Reasons) -> Entry | None:
    who = str(new.history_user) if new.history_user else ""
    reason = reasons.words(new.history_change_reason)
    if old is None:
        return Entry(new.history_date, _("Entered into the register"), who, reason, "success")
    changes = [
        _change(field, _stored(old, field), _stored(new, field), values)
        for field in _COMPARED
        if _stored(old, field) != _stored(new, field)
    ]
    if not changes:
        return None
    detail = "; ".join([*changes, reason] if reason else changes)
    return Entry(new.history_date, _("Facts changed"), who, detail, "info")


def _stored(row: Any, field: str) -> Any:
    return getattr(row, f"{field}_id" if field in ("ward", "sector", "province") else field)


class Values:
    """Stored values of fields in words; names of wards and sectors in one read each."""

    def __init__(self, *, wards: set[Any], sectors: set[Any]) -> None:
        self._lookups: dict[str, Any] = {
            "ward": _named(Ward, wards),
            "sector": _named(Sector, sectors),
            "status": dict(EnterpriseStatus.choices),
            "legal_form": dict(LegalForm.choices),
            "has_union": {True: _("yes"), False: _("no")},
        }

    def words(self, field: str, value: Any) -> str:
        """A stored value in words; a dash for nothing."""
        if value is None or value == "":
            return NOTHING
        if field in self._lookups:
            return str(self._lookups[field].get(value, value))
        if field == "workers_on":
            return legal_date(value)
        return grouped(value) if isinstance(value, int) else str(value)


def _named(model: Any, keys: set[Any]) -> dict[int, str]:
    found = model.objects.in_bulk([key for key in keys if key])
    return {key: str(thing) for key, thing in found.items()}


class _Reasons:
    """Why changes of a history were made: the words of a person, or the import they came with."""

    def __init__(self, rows: Iterable[Any]) -> None:
        marks = {row.history_change_reason or "" for row in rows}
        keys = {int(m[len(IMPORT_MARK) :]) for m in marks if m.startswith(IMPORT_MARK)}
        self._jobs = ImportJob.objects.in_bulk(keys) if keys else {}

    def words(self, mark: str | None) -> str:
        """One reason in words; empty for none."""
        if not mark:
            return ""
        if not mark.startswith(IMPORT_MARK):
            return _("Reason: %(reason)s") % {"reason": mark}
        job = self._jobs.get(int(mark[len(IMPORT_MARK) :]))
        if job is None:
            return _("Import of a list")
        return _("Import of %(source)s, as of %(day)s") % {
            "source": job.source,
            "day": legal_date(job.as_of),
        }


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
    values = Values(wards=found["ward"], sectors=found["sector"])
    return [_preview_row(row, values) for row in rows]


def _preview_row(row: ImportRow, values: Values) -> PreviewRow:
    if row.verdict == RowVerdict.CHANGED:
        facts = [_change(field, old, new, values) for field, (old, new) in row.changes.items()]
    else:
        shown = ("address", "ward", "sector", "workers")
        facts = [values.words(name, row.data[name]) for name in shown if name in row.data]
    return PreviewRow(row, facts, [row_words(note) for note in (*row.reasons, *row.warnings)])


def _change(field: str, old: Any, new: Any, values: Values) -> str:
    return _("%(field)s: %(old)s → %(new)s") % {
        "field": field_words(field),
        "old": values.words(field, old),
        "new": values.words(field, new),
    }


def section_names(sections: Iterable[str]) -> dict[str, str]:
    """Names of sections of VSIC 2025 by their letter."""
    rows = Sector.objects.filter(scheme="VSIC2025", level=1, code__in=list(sections))
    return {row.code: row.name for row in rows}
