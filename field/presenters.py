"""Words and kinds of devices, check-outs and commands for the pages of the office."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from enterprises.models import Headcount
from field.enums import CheckoutState, Choice, DeviceState, Kind, Verdict
from field.models import Checkout, Command, Device
from inspections.models import Finding, Visit
from inspections.wording import answer_words
from law.models import Question

CHECKOUT_KINDS = {
    CheckoutState.OPEN: "progress",
    CheckoutState.EXPIRED: "warning",
    CheckoutState.FINISHED: "info",
    CheckoutState.RETURNED: "neutral",
}
VERDICT_KINDS = {Verdict.SENT: "success", Verdict.CONFLICT: "warning", Verdict.REJECTED: "danger"}
OLD = timedelta(days=2)  # unsent for longer: somebody should ask
SKEWED_MS = 5 * 60 * 1000


@dataclass(frozen=True)
class DeviceLine:
    """A device in the list: its state, what it holds, what worries."""

    device: Device
    kind: str
    words: str
    held: list[tuple[Checkout, str, str]]
    unsent: str
    old: bool
    clock: str


def device_lines(devices: Iterable[Device], now: datetime) -> list[DeviceLine]:
    """Rows of the list; check-outs that are out must be prefetched as ``out``."""
    return [_line(device, now) for device in devices]


def _line(device: Device, now: datetime) -> DeviceLine:
    kind, words = device_state(device)
    held = [(row, *checkout_state(row, now)) for row in getattr(device, "out", ())]
    since = device.unsent_since
    return DeviceLine(
        device, kind, words, held, unsent_words(device),
        bool(since and now - since > OLD), clock_words(device),
    )  # fmt: skip


def device_state(device: Device) -> tuple[str, str]:
    """Kind and words of the pill."""
    if device.wiped_at:
        return "neutral", _("Revoked and wiped")
    if device.revoked_at:
        return "danger", _("Revoked, waits for its next contact")
    return "success", str(DeviceState.ACTIVE.label)


def checkout_state(row: Checkout, now: datetime) -> tuple[str, str]:
    """Kind and words of the pill."""
    state = CheckoutState(row.state(now))
    return CHECKOUT_KINDS[state], str(state.label)


def unsent_words(device: Device) -> str:
    """“3 items not sent yet”."""
    words = ngettext("%(n)d item not sent yet", "%(n)d items not sent yet", device.unsent)
    return words % {"n": device.unsent} if device.unsent else _("Everything sent")


def clock_words(device: Device) -> str:
    """By how much the clock of the device was wrong at its last contact; empty where it is not."""
    offset = device.clock_offset_ms
    if offset is None or abs(offset) < SKEWED_MS:
        return ""
    hours = round(abs(offset) / 3_600_000, 1)
    words = _("Clock ahead by %(n)s hours") if offset > 0 else _("Clock behind by %(n)s hours")
    return words % {"n": f"{hours:g}"}


# --- Conflicts ----------------------------------------------------------------------------
@dataclass(frozen=True)
class Side:
    """One field of a conflict as both sides have it."""

    name: str
    label: str
    mine: str
    theirs: str


def sides(command: Command) -> list[Side]:
    """The fields in conflict, in words."""
    found = command.result["conflict"]
    question = Question.objects.filter(code=command.subject).first()
    return [
        Side(name, field_label(name), *(_shown(question, found[who], name) for who in
                                        (Choice.MINE, Choice.THEIRS)))
        for name in found["fields"]
    ]  # fmt: skip


WRITTEN = {
    Kind.VISIT: Visit, Kind.HEADCOUNT: Headcount,
    Kind.FINDING_ADD: Finding, Kind.FINDING_CHANGE: Finding,
}  # fmt: skip


def written(command: Command) -> list[tuple[str, str]]:
    """What was written in an item that was refused, as [(label, words)]; empty parts are left
    out. Of talks and signatures nothing: those are read where their own rules hold."""
    body = json.loads(str(command.body))
    if command.kind == Kind.ANSWER:
        return _written_answer(body)
    model = WRITTEN.get(Kind(command.kind))
    if model is None:
        return []
    fields = {row.name: row for row in model._meta.concrete_fields}
    named = {name: value for name, value in body.items() if value not in ("", None, [], {})}
    return [
        (str(fields[name].verbose_name).capitalize(), _told(fields[name], value))
        for name, value in named.items()
        if name in fields and not isinstance(value, dict | list)
    ]


def _written_answer(body: dict[str, Any]) -> list[tuple[str, str]]:
    """What was refused may be of any shape: each part is read only where it has its own."""
    code, value, parts = (body.get(name) for name in ("question", "value", "parts"))
    question = Question.objects.filter(code=code).first() if _is_text(code) else None
    given = {
        "value": value if _is_text(value) else "", "number": body.get("number"),
        "figure": body.get("figure"), "parts": parts if isinstance(parts, dict) else {},
    }  # fmt: skip
    said = _answer(question, given) if question else ""
    rows = [(_("Question"), str(question or code or "")), (_("Answer"), said),
            (_("Note"), str(body.get("note") or ""))]  # fmt: skip
    return [row for row in rows if row[1]]


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and "\x00" not in value


def _told(field: Any, value: Any) -> str:
    """A value as it was sent, in words."""
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    try:
        return f"{date.fromisoformat(str(value)):%d/%m/%Y}"
    except ValueError:
        return str(value)


def field_label(name: str) -> str:
    """The name of a field of an answer or a finding."""
    return str({
        "value": _("Answer"), "note": _("Note"), "description": _("What was found"),
        "violation_code": _("Violation"), "ongoing": _("Still going on"),
        "ended_on": _("Act ended on"), "discovered_on": _("Discovered on"),
        "workers": _("Workers concerned"), "units": _("Other units concerned"),
        "base_amount": _("Amount concerned"), "evidence_note": _("Evidence"),
    }.get(name, name))  # fmt: skip


def _shown(question: Question | None, values: dict[str, Any], name: str) -> str:
    value = values.get(name)
    if name == "value" and isinstance(value, dict) and question is not None:
        return _answer(question, value)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return "" if value is None else str(value)


def _answer(question: Question, value: dict[str, Any]) -> str:
    said = str(answer_words(question, value["value"])) if value["value"] else ""
    numbers = [value["number"], value["figure"], *value["parts"].values()]
    told = ", ".join(str(number) for number in numbers if number is not None)
    return f"{said} ({told})" if said and told else said or told
