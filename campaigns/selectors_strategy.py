"""What the tools of a strategic plan reached, and how far its indicators are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Prefetch, Q
from django.db.models.functions import Coalesce

from campaigns.enums import Answered, StrategyState, Way
from campaigns.models import Indicator, MailingLetter, Objective, Reading, Strategy, Target, Tool
from inspections.enums import FindingState


@dataclass(frozen=True)
class Reach:
    """What the campaigns of a tool did; ``besides`` was recorded by hand."""

    campaigns: int = 0
    targets: int = 0
    visited: int = 0
    found: int = 0
    letters: int = 0
    checked: int = 0
    mended: int = 0
    besides: int = 0

    def of(self, way: str) -> int:
        """Enterprises reached in the way of the tool."""
        counted = {Way.VISIT: self.visited, Way.LETTER: self.letters, Way.CHECK: self.checked}
        return counted.get(Way(way), 0) + self.besides


def chain(strategy: Strategy) -> list[Any]:
    """Issues with objectives, indicators (with their figures) and tools, in their order."""
    readings = Prefetch("readings", Reading.objects.order_by("on", "pk"))
    objectives = Objective.objects.prefetch_related(
        Prefetch("indicators", Indicator.objects.prefetch_related(readings)),
        Prefetch("tools", Tool.objects.prefetch_related("campaigns", "items__campaigns")),
    )
    return list(strategy.issues.prefetch_related(Prefetch("objectives", objectives)))  # type: ignore[attr-defined]


def reaches(tools: Sequence[Tool]) -> dict[int, Reach]:
    """What each tool reached, in two statements."""
    pks = [tool.pk for tool in tools]
    mine = Q(campaign__tool__in=pks) | Q(campaign__tool=None, campaign__item__tool__in=pks)
    done = Q(inspection__minutes_signed_on__isnull=False)
    hit = Q(inspection__findings__state=FindingState.CONFIRMED)
    rows: Any = (
        Target.objects.kept()
        .filter(mine)
        .order_by()
        .values(tool=Coalesce(F("campaign__tool"), F("campaign__item__tool")))
        .annotate(
            campaigns=Count("campaign", distinct=True), targets=Count("pk", distinct=True),
            visited=Count("pk", filter=done, distinct=True),
            found=Count("pk", filter=done & hit, distinct=True),
        )
    )  # fmt: skip
    found = {row.pop("tool"): dict(row) for row in rows}
    for row in _letters(pks):
        found.setdefault(row.pop("tool"), {}).update(row)
    return {tool.pk: Reach(**found.get(tool.pk, {}), besides=tool.reached) for tool in tools}


def _letters(pks: list[int]) -> Any:
    of = "mailing__campaign"
    mine = Q(**{f"{of}__tool__in": pks}) | Q(**{f"{of}__tool": None, f"{of}__item__tool__in": pks})
    return (
        MailingLetter.objects.filter(mine)
        .with_answer()
        .order_by()
        .values(tool=Coalesce(F(f"{of}__tool"), F(f"{of}__item__tool")))
        .annotate(
            letters=Count("pk"), checked=Count("pk", filter=Q(said=Answered.CHECKED)),
            mended=Count("pk", filter=Q(said=Answered.MENDED)),
        )
    )  # fmt: skip


def way_gone(indicator: Indicator) -> Decimal | None:
    """Share of the way from the beginning to what is wanted, 0 to 1; None without a figure."""
    last = list(indicator.readings.all())[-1:]  # type: ignore[attr-defined]
    if not last:
        return None
    gone = (last[0].value - indicator.baseline) / (indicator.target - indicator.baseline)
    return min(max(gone, Decimal(0)), Decimal(1))


def usable_tools(user: Any) -> Any:
    """Tools of approved strategic plans of the own body, or of the whole country."""
    reach = Q(objective__issue__strategy__agency__in=user.scope.agency_ids) | Q(
        objective__issue__strategy__province=None
    )
    rows = Tool.objects.filter(reach, objective__issue__strategy__state=StrategyState.APPROVED)
    return rows.select_related("objective")
