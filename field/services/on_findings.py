"""Findings of a device: added, changed field by field, confirmed, dropped."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from ecms.core.refusal import demand
from field.blueprints import MONEY_MAX, NUMBER_MAX
from field.bundles import FINDING_FIELDS, finding_rows
from field.enums import Verdict
from field.rules.merging import merge
from field.services.work import Outcome, Work, finding_of
from inspections.models import Finding
from inspections.permissions import can_work
from inspections.services import findings
from inspections.services.findings import Facts

FIELDS = ("violation_code", *FINDING_FIELDS)
TEXTS = ("description", "evidence_note")


def add(work: Work) -> Outcome:
    """A finding that no question led to; the number of the command is its own."""
    facts = Facts(**_read(work, FIELDS))
    row = findings.add(
        work.case, facts, submission=work.command.key, by=work.by, at=work.at
    )  # fmt: skip
    return told(work, row)


def change(work: Work) -> Outcome:
    """Change the fields that were sent; a conflict where somebody else changed one of them."""
    demand(can_work(work.case, work.by))
    row = finding_of(work)
    named = [name for name in FIELDS if work.body.has("code" if name == FIELDS[0] else name)]
    mine, theirs = _read(work, named), values_of(row)
    merged = merge(_base(row, work.base, theirs), mine, theirs, named)
    if merged.conflicts:
        return _conflict(work, row, {**theirs, **mine}, theirs, merged.conflicts)
    return told(work, edited(work, row, {**theirs, **merged.values}))


def edited(work: Work, row: Finding, values: dict[str, Any]) -> Finding:
    """Save whole facts through the service."""
    return findings.edit(row, Facts(**values), by=work.by, at=work.at)


def confirm(work: Work) -> Outcome:
    """The team stands by it."""
    return told(work, findings.confirm(finding_of(work), by=work.by, at=work.at))


def drop(work: Work) -> Outcome:
    """The suspicion did not hold."""
    reason = work.body.text("reason", 500, needed=True)
    return told(work, findings.drop(finding_of(work), reason=reason, by=work.by, at=work.at))


# --- Parts --------------------------------------------------------------------------------
def told(work: Work, row: Finding) -> Outcome:
    """The finding as it is now."""
    shown = finding_rows(Finding.objects.filter(pk=row.pk), on=work.today)[0]
    return Outcome(Verdict.SENT, shown["version"], str(row)[:60], "", {"finding": shown})


def values_of(row: Any) -> dict[str, Any]:
    """The facts of a finding, or of a row of its history."""
    return {name: getattr(row, name) for name in FIELDS}


def _base(row: Finding, version: int, theirs: dict[str, Any]) -> dict[str, Any]:
    """What the device saw; an unknown version is one that nobody changed from."""
    found = Finding.history.filter(id=row.pk, history_id=version).first() if version else None
    return values_of(found) if found is not None else dict.fromkeys(theirs, None)


def _conflict(
    work: Work, row: Finding, mine: dict[str, Any], theirs: dict[str, Any],
    fields: tuple[str, ...],
) -> Outcome:  # fmt: skip
    shown = finding_rows(Finding.objects.filter(pk=row.pk), on=work.today)[0]
    found = {
        "fields": fields, "mine": mine, "theirs": theirs, "version": shown["version"],
        "row": shown, "finding": row.pk,
    }  # fmt: skip
    words = _("Somebody else changed this finding meanwhile.")
    return Outcome(Verdict.CONFLICT, shown["version"], str(row)[:60], words, {"conflict": found})


def _read(work: Work, names: Any) -> dict[str, Any]:
    """The facts that were sent."""
    body = work.body
    readers: dict[str, Any] = {
        "violation_code": lambda: body.text("code", 10),
        "description": lambda: body.text("description", 5000, needed=True),
        "ongoing": lambda: bool(body.flag("ongoing")),
        "ended_on": lambda: body.day("ended_on"),
        "discovered_on": lambda: body.day("discovered_on"),
        "workers": lambda: body.whole("workers", NUMBER_MAX, least=1),
        "units": lambda: body.whole("units", NUMBER_MAX, least=1),
        "base_amount": lambda: body.whole("base_amount", MONEY_MAX),
        "evidence_note": lambda: body.text("evidence_note", 2000),
    }
    return {name: readers[name]() for name in names}
