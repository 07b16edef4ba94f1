"""What happened to a thing, as entries for the timeline component; and who opened it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from ecms.audit import registry
from ecms.audit.models import AuditEvent, ReadAccess
from ecms.core.components import Entry
from ecms.core.formatting import is_vietnamese

LIMIT = 200
KINDS = {
    "issued": "success",
    "approve": "success",
    "closed": "success",
    "close": "success",
    "reject": "danger",
    "refused": "danger",
    "cancelled": "danger",
    "removed": "warning",
    "return": "warning",
    "suspend": "warning",
}
WORDS = ("reference", "number", "reason", "note")  # details of an event that are shown


@dataclass(frozen=True)
class Reading:
    """Somebody opened the record."""

    at: datetime
    reader: str
    purpose: str


def of(thing: Any, extra_things: Iterable[Any] = (), *, history: bool = False) -> list[Entry]:
    """Events of ``thing`` and of ``extra_things``, newest first, at most 200.

    ``history`` adds the changed fields that simple-history kept of ``thing``.
    """
    events = events_of([thing, *extra_things]).order_by("-at", "-pk")[:LIMIT]
    entries = [_entry(event) for event in events]
    if history:
        entries.extend(_changes(thing))
    return sorted(entries, key=lambda entry: entry.at, reverse=True)[:LIMIT]


def events_of(things: Sequence[Any]) -> QuerySet[AuditEvent]:
    """Audit events about any of ``things``."""
    return AuditEvent.objects.filter(_about(things))


def reads_of(thing: Any, extra_things: Iterable[Any] = (), limit: int = 50) -> list[Reading]:
    """Who opened ``thing`` or something of it, the latest first."""
    rows = (
        ReadAccess.objects.filter(_about([thing, *extra_things]))
        .select_related("reader")
        .order_by("-at")[:limit]
    )
    return [Reading(row.at, str(row.reader), row.purpose) for row in rows]


def _about(things: Iterable[Any]) -> Q:
    by_type: dict[int, list[int]] = {}
    for thing in things:
        by_type.setdefault(ContentType.objects.get_for_model(thing).pk, []).append(thing.pk)
    condition = Q(pk__in=[])
    for content_type, keys in by_type.items():
        condition |= Q(content_type_id=content_type, object_id__in=keys)
    return condition


def _entry(event: AuditEvent) -> Entry:
    verb = event.event.rpartition(".")[2]
    return Entry(
        at=event.at,
        what=registry.label(event.event),
        who=event.actor_name if event.actor_id else "",
        detail=details(event),
        kind=KINDS.get(verb, "neutral"),
    )


@dataclass(frozen=True)
class Line:
    """An event as a row of the trail."""

    at: datetime
    label: str
    who: str
    thing: str
    details: str


def line(event: AuditEvent) -> Line:
    """An event in words."""
    return Line(
        event.at,
        registry.label(event.event),
        event.actor_name,
        event.thing_label,
        details(event),
    )


def details(event: AuditEvent) -> str:
    """What an event's data says to a reader; a name in two languages in that of the page."""
    ending = "" if is_vietnamese() else "_en"
    found = (event.data.get(f"{key}{ending}") or event.data.get(key) for key in WORDS)
    parts = [str(words) for words in found if words]
    return " – ".join(parts)


def _changes(thing: Any) -> list[Entry]:
    """One entry for each saved change, naming the fields and their old and new values."""
    history = getattr(thing, "history", None)
    if history is None:
        return []
    rows = list(history.select_related("history_user").order_by("-history_date")[:LIMIT])
    entries = []
    for newer, older in pairwise(rows):
        words = _difference(thing, newer, older)
        if words:
            who = str(newer.history_user) if newer.history_user else ""
            entries.append(Entry(newer.history_date, _("Record changed"), who, words))
    return entries


def _difference(thing: Any, newer: Any, older: Any) -> str:
    changes = newer.diff_against(older).changes
    return "; ".join(
        f"{field_label(thing, change.field)}: {_word(change.old)} → {_word(change.new)}"
        for change in changes
    )


def field_label(thing: Any, field: str) -> str:
    """A field of ``thing`` in words; its name where it is none."""
    try:
        return str(thing._meta.get_field(field).verbose_name)
    except FieldDoesNotExist:
        return field


def _word(value: Any) -> str:
    text = "–" if value in (None, "") else str(value)
    return text if len(text) <= 80 else f"{text[:79]}…"
