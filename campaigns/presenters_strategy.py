"""Words and rows of the chain of a strategic plan."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.permissions import Permission
from campaigns.enums import StrategyState
from campaigns.models import Indicator, Strategy, Tool
from campaigns.selectors_strategy import Reach, chain, reaches, way_gone
from ecms.core.components import Action
from ecms.core.formatting import amount, percent

KINDS = {
    StrategyState.DRAFT: "waiting", StrategyState.APPROVED: "success",
    StrategyState.CLOSED: "neutral",
}  # fmt: skip
WORDS = {
    "issue": (gettext_lazy("Add an issue"), gettext_lazy("Change the issue")),
    "objective": (gettext_lazy("Add an objective"), gettext_lazy("Change the objective")),
    "indicator": (gettext_lazy("Add an indicator"), gettext_lazy("Change the indicator")),
    "tool": (gettext_lazy("Add a tool"), gettext_lazy("Change the tool")),
}


def links(strategy: Strategy, user: Any) -> list[Action]:
    """What may be done with the whole plan."""
    if strategy.agency_id not in user.scope.agency_ids or strategy.state == StrategyState.CLOSED:
        return []

    def url(name: str) -> str:
        return reverse(f"campaigns:strategy_{name}", args=[strategy.pk])

    found = []
    if user.can(Permission.INSPECTION_APPROVE):
        draft = strategy.state == StrategyState.DRAFT
        found.append(
            Action(_("Approve the strategic plan"), url("approve"), True, "", primary=True)
            if draft
            else Action(_("Close the strategic plan"), url("close"), True, "")
        )
    if user.can(Permission.INSPECTION_ASSIGN):
        found.append(Action(_("Change"), url("edit"), True, ""))
    return found


def chain_rows(strategy: Strategy) -> list[dict[str, Any]]:
    """The chain as the page shows it, with what was reached."""
    issues = chain(strategy)
    tools = [
        tool for issue in issues for aim in issue.objectives.all() for tool in aim.tools.all()
    ]
    reached = reaches(tools)
    return [
        {"issue": issue, "objectives": [
            {"objective": aim,
             "indicators": [_indicator(row) for row in aim.indicators.all()],
             "tools": [_tool(row, reached[row.pk]) for row in aim.tools.all()]}
            for aim in issue.objectives.all()
        ]}
        for issue in issues
    ]  # fmt: skip


def _indicator(row: Indicator) -> dict[str, Any]:
    gone = way_gone(row)
    last = list(row.readings.all())[-1:]  # type: ignore[attr-defined]
    return {
        "indicator": row, "last": last[0] if last else None,
        "gone": percent(float(gone)) if gone is not None else "–",
        "share": round(float(gone) * 100) if gone is not None else 0,
    }  # fmt: skip


def _tool(row: Tool, reach: Reach) -> dict[str, Any]:
    done = reach.of(row.way)
    campaigns = {each.pk: each for each in row.campaigns.all()}  # type: ignore[attr-defined]
    for item in row.items.all():  # type: ignore[attr-defined]
        campaigns |= {each.pk: each for each in item.campaigns.all()}
    return {
        "tool": row, "done": done, "share": min(100, round(100 * done / row.wanted)) if row.wanted
        else 0, "words": reach_words(reach), "campaigns": list(campaigns.values()),
    }  # fmt: skip


def reach_words(reach: Reach) -> list[str]:
    """What the campaigns of a tool brought, in words."""
    found = []
    if reach.visited:
        found.append(
            _("%(n)s visited, %(hit)s with violations")
            % {"n": amount(reach.visited), "hit": amount(reach.found)}
        )
    if reach.letters:
        found.append(
            _("%(n)s letters, %(mended)s put right, %(checked)s self-checks")
            % {"n": amount(reach.letters), "mended": amount(reach.mended),
               "checked": amount(reach.checked)}
        )  # fmt: skip
    if reach.besides:
        found.append(_("%(n)s reached besides") % {"n": amount(reach.besides)})
    return found
