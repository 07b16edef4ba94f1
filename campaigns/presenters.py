"""Words and links of campaigns, kept out of the models."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Province
from campaigns import rules
from campaigns.enums import How, Out, State
from campaigns.filters import criteria_of
from campaigns.models import Campaign, PlanItem
from campaigns.selectors import NO_SECTION, STRATUM, Line
from campaigns.wording import interval_words
from campaigns.workflow import workflow
from ecms.core.chips import chips_with_search
from ecms.core.components import Action, Tab, actions_from
from ecms.core.formatting import percent
from ecms.core.tiles import build_tile_map
from enterprises.facets import SIZE_CHOICES
from enterprises.models import Sector

MOST_WARDS = 15  # that are drawn; the others are counted together
KINDS = {
    State.DRAFT: "waiting",
    State.RUNNING: "progress",
    State.CLOSED: "success",
    State.CANCELLED: "neutral",
}


def state_kind(campaign: Campaign) -> str:
    """The kind of pill for the state."""
    return KINDS[State(campaign.state)]


def actions(campaign: Campaign, user: Any) -> list[Action]:
    """What the user may do next; refused steps of the user's own roles with their reason."""
    offers = [
        offer
        for offer in workflow.offers(campaign, user)
        if offer.allowed or user.can(offer.transition.permission)
    ]
    return actions_from(offers, lambda verb: reverse(f"campaigns:{verb}", args=[campaign.pk]))


def tabs(campaign: Campaign, current: str) -> list[Tab]:
    """Sub-navigation of a campaign."""
    words = {
        "detail": _("Overview"),
        "letters": _("Letters"),
        "targets": _("Targets"),
        "results": _("Results"),
        "timeline": _("Timeline"),
    }
    return [
        Tab(label, reverse(f"campaigns:{name}", args=[campaign.pk]), name == current)
        for name, label in words.items()
    ]


def criteria_words(campaign: Campaign, user: Any) -> list[str]:
    """What the enterprises were chosen by, one line each."""
    form, query = criteria_of(campaign.criteria, user), QueryDict(campaign.criteria)
    return [f"{chip.label}: {chip.value}" for chip in chips_with_search(form, query)]


def out_rows(counts: dict[str, int]) -> list[tuple[str, int]]:
    """Reasons for leaving out, in their order."""
    return [(str(Out(code).label), counts[code]) for code in Out.values if counts.get(code)]


def strata_rows(counts: dict[str, int]) -> list[tuple[str, str, int]]:
    """Section, size class and number of each stratum."""
    sections = {s.code: s.name for s in Sector.objects.filter(scheme="VSIC2025", level=1)}
    rows = []
    for name, count in counts.items():
        section, size = name.split(STRATUM)
        words = _("not known") if section == NO_SECTION else sections.get(section, section)
        rows.append((words, str(SIZE_CHOICES.get(size, size)), count))
    return rows


def places(rows: list[tuple[str, str, int]], campaign: Campaign, query: str) -> dict[str, Any]:
    """Where those who may be chosen are: a map of the provinces, or bars of the wards."""
    if campaign.province_id:
        most = max((count for _code, _name, count in rows), default=1)
        named = [(name or _("not known"), count) for _code, name, count in rows]
        rest = sum(count for _name, count in named[MOST_WARDS:])
        return {"bars": named[:MOST_WARDS], "most": most, "rest": rest,
                "wards": len(named) - MOST_WARDS}  # fmt: skip
    keys = dict(
        Province.objects.present().values_list("code", "pk")
    )  # fmt: skip
    link = QueryDict(query, mutable=True)
    links = {}
    for code, _name, _count in rows:
        if code in keys:
            link["province"] = str(keys[code])
            links[code] = f"?{link.urlencode()}"
    values = {code: count for code, _name, count in rows}
    return {"map": build_tile_map(values, links, _("Enterprises that may be chosen"))}


def stratum_words(stratum: str) -> str:
    """“C, 11–100 workers”; a dash for a target added by hand."""
    if STRATUM not in stratum:
        return "–"
    section, size = stratum.split(STRATUM)
    return f"{section}, {SIZE_CHOICES.get(size, size)}"


def from_item(item: PlanItem | None) -> dict[str, Any]:
    """What a campaign takes over from a theme of the plan."""
    if item is None:
        return {}
    first, last = rules.months(item.plan.year, item.month_from, item.month_to)
    return {
        "item": item.pk, "title": item.title[:200], "scope": item.scope, "size": item.size,
        "period_from": first, "period_to": last, "ground_detail": str(item.plan),
    }  # fmt: skip


# --- The funnel -------------------------------------------------------------------------------
def line_row(line: Line, campaign: Campaign) -> dict[str, Any]:
    """One row of the table of the funnel."""
    return {
        "line": line,
        "label": How(line.how).label if line.how else _("Together"),
        "url": reverse("campaigns:targets", args=[campaign.pk])
        + (f"?how={line.how}" if line.how else ""),
        "share": "–" if line.rate.value is None else percent(line.rate.value),
        "interval": interval_words(line.rate),
    }
