"""Limits in force for a place and a date, as the rules take them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from law.models import Limit, LimitKey, MinimumWage, Region, WageRegion
from law.rules import limits as rules

WAGE_CODE = "TL-18"  # wage below the regional minimum


def limits(
    keys: Iterable[str], *, on: date | None, until: date | None = None
) -> list[rules.Limit]:
    """Every limit of ``keys`` in force on ``on`` (None: at any time), in the order in which
    variants are offered; with ``until`` on any day from ``on`` to ``until``."""
    wanted = set(keys)
    rows = Limit.objects.filter(key__in=wanted).order_by("order", "valid_from")
    found = [_limit(row) for row in _in_force(rows, on, until)]
    if wanted & set(rules.WAGES):
        found += [limit for limit in _wages(on, until) if limit.key in wanted]
    return found


def _limit(row: Limit) -> rules.Limit:
    return rules.Limit(
        row.key, row.variant, row.value, row.unit, row.direction, row.legal_basis,
        row.valid_from, row.valid_to, row.name_vi, row.name_en, row.violation_code,
        row.confidence,
    )  # fmt: skip


def _in_force(rows: Any, on: date | None, until: date | None) -> Any:
    return rows if on is None else rows.in_force_between(on, until or on)


def _wages(on: date | None, until: date | None) -> list[rules.Limit]:
    """The minimum wages as limits whose variants are the regions."""
    made = []
    for row in _in_force(MinimumWage.objects.order_by("region", "valid_from"), on, until):
        amounts = ((LimitKey.WAGE_MONTH, row.monthly), (LimitKey.WAGE_HOUR, row.hourly))
        made += [
            rules.Limit(
                str(key), row.region, amount, "vnd", rules.LEAST, row.legal_basis,
                row.valid_from, row.valid_to, f"Vùng {row.region}",
                f"Region {row.region}", WAGE_CODE, row.confidence,
            )
            for key, amount in amounts
            if amount is not None
        ]  # fmt: skip
    return made


def region_of(ward_id: Any, *, on: date) -> str:
    """The wage region of a ward on a date; empty where the table does not say."""
    return regions_of(ward_id, {on})[on]


def regions_of(ward_id: Any, days: Collection[date]) -> dict[date, str]:
    """The same for several days, in one statement."""
    if ward_id is None or not days:
        return dict.fromkeys(days, "")
    rows = list(
        WageRegion.objects.in_force_between(min(days), max(days)).filter(ward=ward_id)
        .order_by("-valid_from")
    )  # fmt: skip
    found = {day: next((row for row in rows if row.is_in_force(day)), None) for day in days}
    return {day: str(Region(row.region)) if row else "" for day, row in found.items()}
