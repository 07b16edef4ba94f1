"""The stored risk score: recorded here, whoever computed it."""

from __future__ import annotations

from datetime import date
from typing import Any

from enterprises.models import Enterprise
from enterprises.rules.risk import Score, score

BATCH = 2000


def stated(enterprise: Enterprise, *, on: date) -> Score:
    """The transparent score of an enterprise on the legal date ``on``."""
    return score(
        section=enterprise.sector.section if enterprise.sector else "",
        workers=enterprise.workers,
        last_visited_on=enterprise.last_visited_on,
        on=on,
    )


def record(
    enterprise: Enterprise, *, points: int, reasons: list[dict[str, Any]], on: date
) -> None:
    """Store a score (0 to 100) with its reasons [{code, points, fact}] as of ``on``."""
    enterprise.risk_score, enterprise.risk_reasons, enterprise.risk_on = points, reasons, on
    Enterprise.objects.filter(pk=enterprise.pk).update(
        risk_score=points, risk_reasons=reasons, risk_on=on
    )


def refresh(*, on: date) -> int:
    """Bring every stated score up to the date; returns how many moved."""
    moved: list[Enterprise] = []
    total = 0
    rows = Enterprise.objects.select_related("sector").only(
        "pk", "sector", "workers", "last_visited_on", "risk_score"
    )
    for firm in rows.iterator(chunk_size=BATCH):
        fresh = stated(firm, on=on)
        if fresh.points != firm.risk_score:
            firm.risk_score, firm.risk_reasons, firm.risk_on = fresh.points, fresh.as_json(), on
            moved.append(firm)
        if len(moved) >= BATCH:
            total += _store(moved)
            moved = []
    return total + _store(moved)


def _store(rows: list[Enterprise]) -> int:
    if rows:
        Enterprise.objects.bulk_update(rows, ["risk_score", "risk_reasons", "risk_on"])
    return len(rows)
