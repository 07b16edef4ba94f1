"""What the page of an import shows: where it stands, what it would do, its rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.apps import apps
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ecms.core.components import Tab
from ecms.core.formatting import grouped, legal_date
from ecms.core.paging import paginate
from enterprises.enums import ImportState, RowVerdict
from enterprises.forms import EncodingForm
from enterprises.models import ImportJob, ImportRow
from enterprises.presenters import IMPORT_KINDS, VERDICT_KINDS
from enterprises.services.imports.adapters import Adapter, adapter_for
from enterprises.services.imports.summary import LOSSES
from enterprises.wording import (
    encoding_words,
    file_words,
    nouns_of,
    reason_words,
    row_words,
)

WARNED = "WARNED"


def standing(job: ImportJob) -> dict[str, Any]:
    """State, progress, problem and figures of an import."""
    adapter = adapter_for(job.kind)
    columns = job.mapping.get("columns", [])
    writing = job.state == ImportState.COMMITTING
    undone = job.summary.get("undo")
    nouns = nouns_of(adapter)
    return {
        "job": job,
        "title": f"{job.source}, {legal_date(job.as_of)}",
        "kind": IMPORT_KINDS[ImportState(job.state)],
        "problem": file_words(job.problem, adapter),
        "to_write": job.new + job.changed,
        "can_confirm": adapter.has_work(job),
        "can_undo": job.state == ImportState.DONE and "written_at" in job.summary,
        "encoding": encoding_words(job.encoding),
        "encoding_form": EncodingForm(initial={"encoding": job.mapping.get("encoding", "")}),
        "progress_label": _progress_words(job),
        "progress_total": job.new + job.changed
        if writing or job.state == ImportState.UNDOING
        else job.total,
        "no_form_column": "legal_form" in adapter.fields
        and not any(column["field"] == "legal_form" for column in columns),
        "nouns": nouns,
        "undone": _undone(undone, adapter, nouns) if undone else None,
    }


def _undone(undo: dict[str, Any], adapter: Adapter, nouns: dict[str, Any]) -> dict[str, Any]:
    numbers = {name: grouped(undo[name]) for name in ("restored", "removed")}
    return named(undo, adapter) | {"counts": undo, "words": nouns["undone"] % numbers}


def _progress_words(job: ImportJob) -> str:
    if job.state == ImportState.COMMITTING:
        return _("Writing into the register")
    if job.state == ImportState.UNDOING:
        return _("Taking the import back")
    return _("Checking the rows")


@dataclass(frozen=True)
class Shown:
    """A row of an import as the preview shows it."""

    row: ImportRow
    facts: list[str]
    notes: list[str]
    kind: str
    url: str


def rows_of(request: HttpRequest, job: ImportJob) -> dict[str, Any]:
    """The chosen tab of the preview, one page of it, narrowed to a field or a reason."""
    adapter = adapter_for(job.kind)
    tabs = {
        RowVerdict.NEW.value: (_("New"), job.new),
        RowVerdict.CHANGED.value: (_("Changed"), job.changed),
        RowVerdict.REFUSED.value: (_("Refused"), job.refused),
        RowVerdict.UNCHANGED.value: (_("Unchanged"), job.unchanged),
        WARNED: (_("With warnings"), job.warned),
    }
    first = next((code for code, (_label, count) in tabs.items() if count), RowVerdict.NEW.value)
    tab = request.GET.get("tab", "")
    tab = tab if tab in tabs else first
    rows = job.rows.order_by("row_number")
    rows = rows.exclude(warnings=[]) if tab == WARNED else rows.filter(verdict=tab)
    rows, narrowed = _narrowed(rows, request, adapter)
    page = paginate(request, rows)
    return {
        "tabs": [
            Tab(label, f"?tab={code}", code == tab and not narrowed, count)
            for code, (label, count) in tabs.items()
        ],
        "tab": tab,
        "tab_label": tabs[tab][0],
        "narrowed": narrowed,
        "page": page,
        "rows": _shown(job, adapter, list(page)),
        "losses": _losses(job, adapter) if job.state != ImportState.UNDONE else [],
        "refusals": _refusals(job, adapter),
    }


def _narrowed(rows: Any, request: HttpRequest, adapter: Adapter) -> tuple[Any, str]:
    """Rows that change a field, lose something of it, or were refused for a reason."""
    field, note = request.GET.get("field", ""), request.GET.get("note", "")
    reason = request.GET.get("reason", "")
    if field and note in LOSSES:
        words = f"{adapter.words_of(field)}: {loss_words()[note]}"
        return rows.filter(warnings__contains=[[note, {"field": field}]]), words
    if field in adapter.fields or field == "status_on":
        return rows.filter(changes__has_key=field), adapter.words_of(field)
    if reason:
        return rows.filter(reasons__contains=[[reason]]), reason_words(reason, adapter)
    return rows, ""


def loss_words() -> dict[str, str]:
    """What becomes of values, in the language of the page."""
    return {
        "overwritten": _("other value written over"),
        "filled": _("filled in"),
        "replaces_correction": _("correction by a person replaced"),
        "contradicts_verified": _("verified fact contradicted"),
        "older": _("newer value kept"),
        "registry_kept": _("registry fact kept"),
    }


def _losses(job: ImportJob, adapter: Adapter) -> list[dict[str, Any]]:
    """For each field how many values are written over, filled, lost or kept, with examples."""
    rows, words_of = [], loss_words()
    for field, numbers in job.summary.get("fields", {}).items():
        examples = numbers.get("examples", [])
        values = {_plain(value) for _name, *pair in examples for value in pair if value}
        words = adapter.value_words(field, values)
        rows.append(
            {
                "field": adapter.words_of(field),
                "cells": [
                    _cell(field, code, numbers[code]) for code in words_of if numbers.get(code)
                ],
                "examples": [
                    f"{name}: {words.get(_plain(old), old)} → {words.get(_plain(new), new)}"
                    for name, old, new in examples
                ],
            }
        )
    return sorted(rows, key=lambda row: str(row["field"]))


def _plain(value: Any) -> Any:
    """Keys are kept as text among examples."""
    return int(value) if isinstance(value, str) and value.isdecimal() and len(value) < 9 else value


def _cell(field: str, code: str, count: int) -> dict[str, Any]:
    query = {"tab": RowVerdict.CHANGED.value, "field": field}
    if code in LOSSES:
        query = {"tab": WARNED, "field": field, "note": code}
    return {"count": count, "label": loss_words()[code], "url": f"?{urlencode(query)}"}


def _refusals(job: ImportJob, adapter: Adapter) -> list[dict[str, Any]]:
    """Reasons of refusals, the most frequent first."""
    counts = sorted(job.summary.get("reasons", {}).items(), key=lambda pair: -pair[1])
    return [
        {
            "words": reason_words(code, adapter),
            "count": count,
            "url": "?" + urlencode({"tab": RowVerdict.REFUSED.value, "reason": code}),
        }
        for code, count in counts
    ]


def _shown(job: ImportJob, adapter: Adapter, rows: list[ImportRow]) -> list[Shown]:
    there = adapter.pages(job, rows)
    return [
        Shown(
            row,
            facts,
            [row_words(note, adapter) for note in (*row.reasons, *row.warnings)],
            VERDICT_KINDS[RowVerdict(row.verdict)],
            there.get(row.row_number, ""),
        )
        for row, facts in zip(rows, adapter.facts(rows), strict=True)
    ]


def named(undo: dict[str, Any], adapter: Adapter) -> dict[str, Any]:
    """What an undo keeps and skips, with the reason in words."""
    return {
        name: [
            {"name": label, "url": url, "why": _why(code, params, adapter)}
            for label, url, code, params in undo[name]
        ]
        for name in ("kept", "skipped")
    }


def _why(code: str, params: dict[str, Any], adapter: Adapter) -> str:
    if code == "in_use":
        what = capfirst(str(apps.get_model(params["what"])._meta.verbose_name_plural))
        return _("Something hangs on it: %(what)s") % {"what": what}
    if code == "merged":
        return _("It was merged into another enterprise.")
    if code == "changed_since" and "field" in params:
        return _("%(field)s was changed since.") % {"field": adapter.words_of(params["field"])}
    if code == "changed_since":
        return _("It was changed since.")
    return row_words([code, params], adapter)
