"""The history of a dossier in words: what changed, who changed it, which overrides it ended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Province, Ward
from ecms.core.components import Entry
from ecms.core.formatting import NOTHING, grouped, legal_date
from enterprises.enums import EnterpriseStatus, LegalForm, Ownership
from enterprises.models import Enterprise, ImportJob, IndustrialZone, Sector
from enterprises.presenters import FIELD_WORDS, field_words

SHOWN = 40
IMPORT_MARK = "import:"  # history reason of a change that came with an import
UNDO_MARK = "undo:"  # … and of one that took an import back
_MODELS: dict[str, Any] = {
    "ward": Ward, "sector": Sector, "province": Province, "zone": IndustrialZone,
    "section_2025": Sector,
}  # fmt: skip
_DAYS = ("workers_on", "insured_on", "status_on")
_COMPARED = tuple(field for field in FIELD_WORDS if field != "last_visited_on")


@dataclass(frozen=True)
class Record:
    """Entries of the timeline, and overrides that an import has replaced since, by field."""

    entries: list[Entry]
    replaced: dict[str, str]


def record_of(enterprise: Enterprise) -> Record:
    """Field changes of an enterprise, newest first, at most ``SHOWN``."""
    rows = list(
        enterprise.history.select_related("history_user").order_by("-history_date", "-history_id")[
            : SHOWN + 1
        ]
    )
    if not rows:  # loaded in bulk, without history
        first = Entry(enterprise.created_at, _("Entered into the register"), kind="success")
        return Record([first], {})
    pairs = list(pairwise(rows))
    values = Values(_keys(pairs))
    reasons = _Reasons(rows)
    entries = [_entry(new, old, values, reasons) for new, old in pairs]
    if len(rows) <= SHOWN:
        entries.append(_entry(rows[-1], None, values, reasons))
    return Record([entry for entry in entries if entry is not None], _replaced(pairs, values))


def timeline(enterprise: Enterprise) -> list[Entry]:
    """Field changes of an enterprise, newest first."""
    return record_of(enterprise).entries


def _keys(pairs: Iterable[tuple[Any, Any]]) -> dict[str, set[Any]]:
    """Keys of related rows that a change names, so that only these are read."""
    found: dict[str, set[Any]] = {field: set() for field in _MODELS}
    for new, old in pairs:
        for field in _MODELS:
            if _stored(new, field) != _stored(old, field):
                found[field] |= {_stored(new, field), _stored(old, field)}
    return found


def _entry(new: Any, old: Any | None, values: Values, reasons: _Reasons) -> Entry | None:
    who = str(new.history_user) if new.history_user else ""
    reason = reasons.words(new.history_change_reason)
    if old is None:
        return Entry(new.history_date, _("Entered into the register"), who, reason, "success")
    changes = [
        change_words(field, _stored(old, field), _stored(new, field), values)
        for field in _COMPARED
        if _stored(old, field) != _stored(new, field)
    ]
    if not changes:
        return _verified(new, old, who)
    what, kind = _("Facts changed"), "info"
    if _stored(old, "province") != _stored(new, "province"):
        what, kind = _("Moved to another province"), "warning"
    detail = "; ".join([*changes, reason] if reason else changes)
    return Entry(new.history_date, what, who, detail, kind)


def _verified(new: Any, old: Any, who: str) -> Entry | None:
    """Facts that a person verified without changing them."""
    fields = [
        field
        for field, mark in new.provenance.items()
        if mark.get("verified_on") and mark != old.provenance.get(field)
    ]
    if not fields:
        return None
    words = ", ".join(field_words(field) for field in fields)
    return Entry(new.history_date, _("Facts verified"), who, words, "success")


def _replaced(pairs: Iterable[tuple[Any, Any]], values: Values) -> dict[str, str]:
    """The newest override of each field that an import replaced."""
    found: dict[str, str] = {}
    for new, old in pairs:
        for field, mark in old.provenance.items():
            now = new.provenance.get(field) or {}
            if field not in found and mark.get("override") and now.get("job"):
                found[field] = _("replaced the override “%(value)s” by %(who)s") % {
                    "value": values.words(field, _stored(old, field)),
                    "who": mark.get("by", ""),
                }
    return found


def _stored(row: Any, field: str) -> Any:
    return getattr(row, f"{field}_id" if field in _MODELS else field)


class Values:
    """Stored values of fields in words; names of related rows in one read each."""

    def __init__(
        self,
        keys: Mapping[str, set[Any]] | None = None,
        *,
        wards: set[Any] | frozenset[Any] = frozenset(),
        sectors: set[Any] | frozenset[Any] = frozenset(),
    ) -> None:
        keys = keys if keys is not None else {"ward": set(wards), "sector": set(sectors)}
        self._lookups: dict[str, Any] = {
            "status": dict(EnterpriseStatus.choices),
            "legal_form": dict(LegalForm.choices),
            "ownership": dict(Ownership.choices),
            "has_union": {True: _("yes"), False: _("no")},
            **{field: _named(_MODELS[field], found) for field, found in keys.items()},
        }

    def words(self, field: str, value: Any) -> str:
        """A stored value in words; a dash for nothing."""
        if value is None or value == "":
            return NOTHING
        if field in self._lookups:
            return str(self._lookups[field].get(value, value))
        if field in _DAYS and not isinstance(value, str):
            return legal_date(value)
        return grouped(value) if isinstance(value, int) else str(value)


def _named(model: Any, keys: set[Any]) -> dict[int, str]:
    wanted = [key for key in keys if key]
    if not wanted:
        return {}
    return {key: str(thing) for key, thing in model.objects.in_bulk(wanted).items()}


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
        if mark.startswith(UNDO_MARK):
            return _("An import was undone")
        if not mark.startswith(IMPORT_MARK):
            return _("Reason: %(reason)s") % {"reason": mark}
        job = self._jobs.get(int(mark[len(IMPORT_MARK) :]))
        if job is None:
            return _("Import of a list")
        return _("Import of %(source)s, as of %(day)s") % {
            "source": job.source,
            "day": legal_date(job.as_of),
        }


def change_words(field: str, old: Any, new: Any, values: Values) -> str:
    """“Address: A → B”."""
    return _("%(field)s: %(old)s → %(new)s") % {
        "field": field_words(field),
        "old": values.words(field, old),
        "new": values.words(field, new),
    }
