"""Judging an answer by the rules that travel in the compiled checklist.

A question is the object of the blueprint, an answer the object of a command (both as they travel,
see ``field.blueprints``). The page evaluates the same data by the same steps; the
vectors in ``field/vectors/answers.json`` hold both to one result. Pure: no Django, no clock.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from inspections.rules import reading
from law.rules.limits import Limit, Verdict
from law.rules.limits import judge as compare

YES, NO, NOT_APPLICABLE = "YES", "NO", "NA"
COUNTING = ("NUMBER", "MONEY")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with an answer: the field, and a code for the words."""

    field: str
    code: str


@dataclass(frozen=True, slots=True)
class Judged:
    """An answer judged: its faults; without any, what is stored and how it reads. ``by`` is how
    far a figure lies beyond its limit, None without a figure."""

    faults: tuple[Fault, ...] = ()
    value: str = ""
    reading: str = ""
    by: int | None = None


class _Wrong(Exception):
    def __init__(self, field: str, code: str) -> None:
        super().__init__(f"{field}: {code}")
        self.fault = Fault(field, code)


def judge(question: Mapping[str, Any], given: Mapping[str, Any], today: date) -> Judged:
    """Judge ``given`` by the rules of ``question``; ``today`` is the legal day of the server, for
    a figure that names no day."""
    if faults := tuple(_bounds(question["rule"], given)):
        return Judged(faults)
    try:
        verdict = _figure(question, given, today)
        value = _value(question, given, verdict)
    except _Wrong as wrong:
        return Judged((wrong.fault,))
    return Judged(
        (), value, reading(question["type"], value), verdict.by if verdict is not None else None
    )


# --- Bounds -------------------------------------------------------------------------------
def _bounds(rule: Mapping[str, Any], given: Mapping[str, Any]) -> Iterator[Fault]:
    """Lengths and sizes, before anything is computed."""
    if len(_text(given, "note")) > rule["note_max"]:
        yield Fault("note", "too-long")
    if len(_text(given, "value")) > rule["text_max"]:
        yield Fault("value", "too-long")
    for field, most in (("number", rule["number_max"]), ("figure", rule["figure_max"])):
        if not _whole(given.get(field), most):
            yield Fault(field, "whole-number")
    parts = given.get("parts") or {}
    if not all(_whole(number, rule["number_max"]) for number in parts.values()):
        yield Fault("parts", "whole-number")


def _whole(number: Any, most: int) -> bool:
    if number is None:
        return True
    return type(number) is int and 0 <= number <= most


def _text(given: Mapping[str, Any], field: str) -> str:
    return str(given.get(field) or "").strip()


# --- Figure -------------------------------------------------------------------------------
def _figure(question: Mapping[str, Any], given: Mapping[str, Any], today: date) -> Verdict | None:
    figure = given.get("figure")
    if figure is None or _text(given, "value") == NOT_APPLICABLE:
        return None
    if not question["rule"]["figure"]:
        raise _Wrong("figure", "not-asked")
    day = _day(given.get("on"), "on") if given.get("on") else today
    limits = [_limit(row) for row in question["limit"]["variants"]]
    found = [limit for limit in limits if limit.in_force(day)]
    if not found:
        raise _Wrong("figure", "no-limit")
    variant = given.get("variant") or question["limit"]["likely"]
    fitting = [limit for limit in found if limit.variant == variant]
    if not fitting:
        raise _Wrong("variant", "choose")
    return compare(figure, max(fitting, key=lambda limit: limit.valid_from or date.min))


def _limit(row: Mapping[str, Any]) -> Limit:
    return Limit(
        key="", variant=row["variant"], value=row["value"], unit="", direction=row["direction"],
        legal_basis="", valid_from=date.fromisoformat(row["from"]) if row["from"] else None,
        valid_to=date.fromisoformat(row["to"]) if row["to"] else None,
    )  # fmt: skip


def _day(text: Any, field: str) -> date:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        raise _Wrong(field, "day") from None


# --- Value --------------------------------------------------------------------------------
def _value(question: Mapping[str, Any], given: Mapping[str, Any], verdict: Verdict | None) -> str:
    rule, value = question["rule"], _text(given, "value")
    if verdict is not None:
        chosen = value or YES
        if chosen not in rule["choices"]:
            raise _Wrong("value", "choose")
        return _counted(question, NO if verdict.breaks else chosen, given)
    if rule["value"] == "parts":
        return _parts(question["parts"], given, value)
    if rule["value"] == "text":
        if not value:
            raise _Wrong("value", "choose")
        return value
    if rule["value"] == "date" and value != NOT_APPLICABLE:
        return _day(value, "value").isoformat()
    if value not in rule["choices"]:
        raise _Wrong("value", "choose")
    return _counted(question, value, given)


def _counted(question: Mapping[str, Any], value: str, given: Mapping[str, Any]) -> str:
    if question["type"] not in COUNTING or value == NOT_APPLICABLE:
        return value
    if value == YES:
        return "0"
    if not given.get("number"):
        raise _Wrong("number", "at-least-one")
    return str(given["number"])


def _parts(names: Sequence[Mapping[str, str]], given: Mapping[str, Any], value: str) -> str:
    if value == NOT_APPLICABLE:
        return value
    known = {part["key"]: part["vi"] for part in names}
    numbers = given.get("parts") or {}
    if unknown := set(numbers) - set(known):
        raise _Wrong("parts", f"unknown-{sorted(unknown)[0]}"[:40])
    text = "; ".join(f"{known[key]}: {number}" for key, number in numbers.items()) or value
    if not text:
        raise _Wrong("value", "numbers")
    return text[:300]
