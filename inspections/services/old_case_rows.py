"""Rows of lists of old inspections: text in, values and reasons out. No database."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

from ecms.core.text import fold, squeeze
from enterprises.rules import tax_code as tax_codes
from enterprises.services.imports import stage
from enterprises.services.imports.adapters import Reader
from enterprises.services.imports.cells import day_of
from inspections.enums import Ground

LIMITS = {
    "name": 300, "decision_number": 50, "ground_detail": 1000, "scope": 5000, "head": 200,
    "conclusion_number": 80,
}  # fmt: skip
DAYS = (
    "decided_on", "period_from", "period_to", "announced_on", "minutes_on", "concluded_on",
    "closed_on",
)  # fmt: skip
ORDER = ("decided_on", "announced_on", "minutes_on", "concluded_on", "closed_on")
AD_HOC = ("dot xuat", "ad hoc", "unscheduled", "khieu nai", "to cao")
DIRECTED = ("chi dao", "directed", "order")
PLANNED = ("ke hoach", "plan", "scheduled", "dinh ky")


def ground_of(text: str) -> str | None:
    """The ground in words of a list: "Đột xuất" is AD_HOC; nothing is PLAN; else None.

    >>> ground_of("Thanh tra đột xuất"), ground_of(""), ground_of("khác")
    ('AD_HOC', 'PLAN', None)
    """
    plain = fold(text)
    for words, ground in ((AD_HOC, Ground.AD_HOC), (DIRECTED, Ground.DIRECTED)):
        if any(word in plain for word in words):
            return str(ground)
    if not plain.strip() or any(word in plain for word in PLANNED):
        return str(Ground.PLAN)
    return None


class OldCaseReader(Reader):
    """Understands one row; what it cannot read refuses the row, so that nothing is half right."""

    def __init__(self, fields: list[str], *, today: date, last_decision: date) -> None:
        self.fields, self.today, self.last_decision = fields, today, last_decision

    def staged(self, number: int, cells: list[str]) -> list[Any]:
        """The columns of ``stage.BASIC``."""
        given = {
            name: squeeze(cell)
            for name, cell in zip(self.fields, cells, strict=False)
            if name and cell and squeeze(cell)
        }
        reasons: list[list[Any]] = []
        warnings: list[list[Any]] = []
        code = tax_codes.read(given.get("tax_code", ""))
        if code.problem or not given.get("tax_code"):
            problem = code.problem if given.get("tax_code") else "missing"
            reasons.append([f"tax_code_{problem}", {}])
        data: dict[str, Any] = {name: given.get(name, "") for name in LIMITS}
        reasons += [
            ["text_too_long", {"field": name, "limit": limit}]
            for name, limit in LIMITS.items()
            if len(data[name]) > limit
        ]
        data |= self._days(given, reasons)
        data["ground"] = ground_of(given.get("ground", ""))
        if data["ground"] is None:
            reasons.append(["ground_unknown", {"value": given["ground"][:40]}])
        self._judge(data, reasons, warnings)
        return [
            number, stage.raw_of(cells), code.text, data["name"], data, reasons, warnings,
        ]  # fmt: skip

    def _days(self, given: dict[str, str], reasons: list[list[Any]]) -> dict[str, str]:
        """Days as ISO text, so that the row can be kept as JSON."""
        found = {}
        for name in DAYS:
            day = day_of(given[name]) if name in given else None
            if name in given and day is None:
                reasons.append(["day_unknown", {"field": name, "value": given[name][:40]}])
            elif day is not None and day > self.today:
                reasons.append(["day_to_come_case", {"field": name, "value": given[name][:40]}])
            if day is not None:
                found[name] = day.isoformat()
        return found

    def _judge(
        self, data: dict[str, Any], reasons: list[list[Any]], warnings: list[list[Any]]
    ) -> None:
        if not data["decision_number"]:
            reasons.append(["decision_missing", {}])
        if not data.get("decided_on"):
            reasons.append(["decided_on_missing", {}])
        elif date.fromisoformat(data["decided_on"]) > self.last_decision:
            reasons.append(["law_of_today", {}])
        told = [(name, data[name]) for name in ORDER if name in data]
        for (before, first), (after, second) in pairwise(told):
            if second < first:
                reasons.append(["days_backwards", {"field": after, "before": before}])
        if data.get("period_from", "") > data.get("period_to", "9"):
            reasons.append(["days_backwards", {"field": "period_to", "before": "period_from"}])
        _judge_course(data, reasons, warnings)


def _judge_course(
    data: dict[str, Any], reasons: list[list[Any]], warnings: list[list[Any]]
) -> None:
    """What a finished, a followed and an open case must say of itself."""
    if "closed_on" in data and "concluded_on" not in data:
        reasons.append(["closed_without_conclusion", {}])
    if "concluded_on" in data and "closed_on" not in data:
        missing = [name for name in ("announced_on", "minutes_on") if name not in data]
        reasons += [["followed_without", {"field": name}] for name in missing]
        if not missing:
            warnings.append(["still_followed", {}])
    if "concluded_on" not in data and not data["head"]:
        reasons.append(["head_missing", {}])
    if "period_from" not in data or "period_to" not in data:
        warnings.append(["period_assumed", {}])
    if "concluded_on" in data and not data["conclusion_number"]:
        warnings.append(["conclusion_without_number", {}])
