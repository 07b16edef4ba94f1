"""A figure found on site beside the limit of the law, and what that says in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from ecms.core.citation import vietnamese
from ecms.core.formatting import amount, vnd
from inspections.models import Inspection
from inspections.services.refusal import Refusal
from law.models import LimitKey
from law.rules import limits as rules
from law.selectors_limits import limits, regions_of


@dataclass(frozen=True)
class Figure:
    """A figure as typed: ``variant`` of the limit (empty: the usual one, or the ward's region);
    ``on`` the day, or the last day of the month or year, that it is about."""

    value: int
    variant: str = ""
    on: date | None = None


def offered(case: Inspection, key: str, *, on: date) -> tuple[list[rules.Limit], str]:
    """The limits that may be chosen for ``key`` on a date, and the one that is likely.

    The region of a wage is that of the ward; where the table does not say, nothing is likely and
    the inspector chooses.
    """
    return offers(case, {key}, on=on)[key]


def offers(
    case: Inspection, keys: set[str], *, on: date
) -> dict[str, tuple[list[rules.Limit], str]]:
    """:func:`offered` for several keys in a few queries."""
    return offers_by_day(case, keys, {on})[on]


def offers_by_day(
    case: Inspection, keys: set[str], days: set[date]
) -> dict[date, dict[str, tuple[list[rules.Limit], str]]]:
    """:func:`offers` for several days, in as many queries as for one."""
    if not keys or not days:
        return {day: {} for day in days}
    found = limits(keys, on=min(days), until=max(days))
    wages = bool(keys & set(rules.WAGES))
    regions = regions_of(case.enterprise.ward_id, days) if wages else {}
    return {day: _offers(found, keys, day, regions.get(day, "")) for day in days}


def _offers(
    found: list[rules.Limit], keys: set[str], on: date, region: str
) -> dict[str, tuple[list[rules.Limit], str]]:
    made = {}
    for key in keys:
        choices = rules.variants(found, key, on)
        usual = choices[0].variant if choices else ""
        made[key] = (choices, region if key in rules.WAGES else usual)
    return made


def compare(case: Inspection, key: str, figure: Figure, *, on: date) -> rules.Verdict:
    """The figure beside the limit that was in force on its day (``on`` where it names none).

    Raises:
        Refusal: no limit is known for that day, or it must be chosen which one applies.
    """
    day = figure.on or on
    found, likely = offered(case, key, on=day)
    variant = figure.variant or likely
    if not found:
        words = _("No limit of %(what)s is known for %(day)s; choose the answer by hand.")
        what = str(LimitKey(key).label).lower()
        raise Refusal(words % {"what": what, "day": f"{day:%d/%m/%Y}"}, field="figure")
    if not variant:
        raise Refusal(
            _("The wage region of this ward is not in the table for that day. Choose it."),
            field="variant",
        )
    try:
        return rules.judge(figure.value, rules.choose(found, key, variant, day))
    except rules.LimitUnknown:
        raise Refusal(_("Choose which limit applies."), field="variant") from None


def stored(verdict: rules.Verdict, figure: Figure) -> dict[str, Any]:
    """What is kept of a comparison with the answer: figures, limit and article of that day."""
    limit = verdict.limit
    return {
        "figure": figure.value, "variant": limit.variant,
        "on": figure.on.isoformat() if figure.on else "",
        "limit": limit.value, "unit": limit.unit, "direction": limit.direction,
        "by": verdict.by, "basis": limit.legal_basis, "code": limit.violation_code,
        "key": limit.key, "vi": limit.name_vi, "en": limit.name_en,
        "recalled": "verified" not in limit.confidence,
    }  # fmt: skip


def in_words(kept: dict[str, Any]) -> str:
    """“Overtime in a month: 62 hours, at most 60 hours (…): 2 hours too much.”"""
    unit = kept["unit"]
    words = (
        _("%(what)s: %(figure)s; at most %(limit)s (%(who)s, %(basis)s)")
        if kept["direction"] == rules.MOST
        else _("%(what)s: %(figure)s; at least %(limit)s (%(who)s, %(basis)s)")
    )
    vietnamese_page = (translation.get_language() or "vi").startswith("vi")
    text = words % {
        "what": LimitKey(kept["key"]).label,
        "figure": with_unit(kept["figure"], unit),
        "limit": with_unit(kept["limit"], unit),
        "who": kept["vi"] if vietnamese_page or not kept["en"] else kept["en"],
        "basis": vietnamese(kept["basis"]) if vietnamese_page else kept["basis"],
    }
    if not kept["by"]:
        return _("%(comparison)s: within the limit.") % {"comparison": text}
    return _("%(comparison)s: beyond it by %(by)s.") % {
        "comparison": text, "by": with_unit(kept["by"], unit)
    }  # fmt: skip


def official(kept: dict[str, Any]) -> str:
    """The same in Vietnamese, for findings and minutes."""
    with translation.override("vi"):
        return in_words(kept)


def with_unit(value: int, unit: str) -> str:
    """62 hours, 5,310,000 đồng, 85 %."""
    if unit == "vnd":
        return vnd(value)
    if unit == "percent":
        return f"{amount(value)} %"
    words = {"hours": _("%(n)s hours"), "days": _("%(n)s days")}
    return words[unit] % {"n": amount(value)}


def official_unit(value: int, unit: str) -> str:
    """The same as :func:`with_unit`, in Vietnamese."""
    with translation.override("vi"):
        return with_unit(value, unit)


def official_limit(kept: dict[str, Any]) -> str:
    """“Mức tối đa 60 giờ (…)”: the limit alone, in Vietnamese."""
    side = "tối đa" if kept["direction"] == rules.MOST else "tối thiểu"
    limit = official_unit(kept["limit"], kept["unit"])
    return f"Mức {side} {limit} ({kept['vi']}, {vietnamese(kept['basis'])})."
