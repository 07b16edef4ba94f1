"""Who could be chosen, who is chosen, and how far a campaign is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    Sum,
    Value,
    When,
    Window,
)
from django.db.models.functions import MD5, Cast, Coalesce, Concat, RowNumber

from campaigns import rules
from campaigns.enums import LIVE, How, Out
from campaigns.models import Campaign, Target
from enterprises.facets import SIZE_CHOICES, size_condition
from inspections.enums import OPEN_PHASES, FindingState, Phase
from inspections.models import Finding, ForeignPlan, Inspection
from violations.models import ViolationCase

NO_SECTION = "?"
STRATUM = "/"


# --- Who could be chosen ----------------------------------------------------------------------
def population(campaign: Campaign, rows: Any) -> Any:
    """Enterprises that meet the criteria, each with ``out`` (why not) and its ``stratum``.

    A stratum is the economic section and the size class: what is visited rarely by choice is
    drawn as often as everything else.
    """
    if campaign.province_id:
        rows = rows.filter(province=campaign.province_id)
    sizes = [When(size_condition(code), then=Value(code)) for code in SIZE_CHOICES]
    return rows.annotate(
        out=_out(campaign),
        stratum=Concat(
            Coalesce("section_2025__code", Value(NO_SECTION)),
            Value(STRATUM),
            Case(*sizes, output_field=CharField()),
            output_field=CharField(),
        ),
    ).order_by()


def _out(campaign: Campaign) -> Case:
    """The first reason that holds, or empty."""
    mine = OuterRef("pk")
    start, end = date(campaign.year, 1, 1), date(campaign.year, 12, 31)
    opened = Inspection.objects.filter(enterprise=mine, phase__in=OPEN_PHASES)
    planned = Target.objects.kept().filter(
        enterprise=mine, campaign__state__in=LIVE, campaign__period_from__range=(start, end)
    )
    elsewhere = planned.exclude(campaign=campaign.pk)
    foreign = ForeignPlan.objects.filter(enterprise=mine, year=campaign.year)
    return Case(
        When(Q(last_visited_on__gte=start), then=Value(Out.VISITED.value)),
        When(Exists(opened), then=Value(Out.OPEN.value)),
        When(Exists(elsewhere), then=Value(Out.CAMPAIGN.value)),
        When(Exists(foreign), then=Value(Out.FOREIGN.value)),
        default=Value(""),
        output_field=CharField(),
    )


@dataclass(frozen=True)
class Frame:
    """What meets the criteria: ``eligible`` by stratum, ``out`` by reason."""

    strata: dict[str, int]
    out: dict[str, int]

    @property
    def eligible(self) -> int:
        """How many may be chosen."""
        return sum(self.strata.values())

    @property
    def total(self) -> int:
        """How many meet the criteria."""
        return self.eligible + sum(self.out.values())


def frame_of(rows: Any) -> Frame:
    """Counts of a population, in one statement."""
    strata: dict[str, int] = {}
    out: dict[str, int] = {}
    for reason, stratum, count in rows.values_list("out", "stratum").annotate(n=Count("pk")):
        into, key = (out, reason) if reason else (strata, stratum)
        into[key] = into.get(key, 0) + count
    return Frame(dict(sorted(strata.items())), dict(sorted(out.items())))


def by_place(rows: Any, *, province: Any = None) -> list[tuple[str, str, int]]:
    """(code, name, count) of those who may be chosen: by ward of ``province``, else by province.

    The fullest first; without a ward stand those whose ward the register does not know.
    """
    place = "ward" if province else "province"
    found = (
        rows.filter(out="")
        .values_list(f"{place}__code", f"{place}__name_vi")
        .annotate(n=Count("pk"))
        .order_by("-n", f"{place}__name_vi")
    )
    return [(code or "", name or "", count) for code, name, count in found]


@dataclass(frozen=True)
class Choice:
    """One enterprise that was drawn."""

    pk: int
    how: str
    stratum: str
    score: int | None


def chosen(rows: Any, frame: Frame, *, size: int, random_share: int, seed: str) -> list[Choice]:
    """The random part first, out of everything; then the riskiest of the rest.

    The place of an enterprise in the draw is the MD5 of seed and key: whoever has the seed gets
    the same sample, in whatever order the database reads.
    """
    eligible = rows.filter(out="")
    size = min(size, frame.eligible)
    wanted = rules.shares(frame.strata, rules.random_part(size, random_share))
    drawn = _at_random(eligible, wanted, seed)
    taken = [choice.pk for choice in drawn]
    by_risk = (
        eligible.exclude(pk__in=taken)
        .order_by(F("risk_score").desc(nulls_last=True), "pk")
        .values_list("pk", "stratum", "risk_score")[: size - len(drawn)]
    )
    return drawn + [Choice(pk, How.RISK, stratum, score) for pk, stratum, score in by_risk]


def _at_random(eligible: Any, wanted: dict[str, int], seed: str) -> list[Choice]:
    if not any(wanted.values()):
        return []
    lot = MD5(Concat(Value(f"{seed}:"), Cast("pk", CharField()), output_field=CharField()))
    ranked = eligible.annotate(
        lot=lot, place=Window(RowNumber(), partition_by=[F("stratum")], order_by=[lot, F("pk")])
    )
    first = ranked.filter(place__lte=max(wanted.values())).values_list(
        "pk", "stratum", "risk_score", "place"
    )
    return [
        Choice(pk, How.RANDOM, stratum, score)
        for pk, stratum, score, place in sorted(first, key=lambda row: (row[1], row[3]))
        if place <= wanted[stratum]
    ]


# --- How far it is ----------------------------------------------------------------------------
@dataclass(frozen=True)
class Line:
    """The funnel of the targets of one kind, or of all; ``fines`` and ``paid`` in VND."""

    how: str
    targets: int
    opened: int
    decided: int
    visited: int
    found: int
    closed: int
    fines: int = 0
    paid: int = 0

    @property
    def rate(self) -> rules.Rate:
        """Visited ones where a violation was confirmed."""
        return rules.rate(self.found, self.visited)


def funnel(campaign: Campaign) -> list[Line]:
    """One line for each way of choosing that occurs, in two statements."""
    confirmed = Finding.objects.filter(
        inspection=OuterRef("inspection"), state=FindingState.CONFIRMED
    )
    done = Q(inspection__minutes_signed_on__isnull=False)
    rows = campaign.targets.kept().order_by().annotate(  # type: ignore[attr-defined]
        hit=ExpressionWrapper(Exists(confirmed), output_field=BooleanField())
    ).values("how").annotate(
        targets=Count("pk"),
        opened=Count("inspection"),
        decided=Count("pk", filter=Q(inspection__decided_on__isnull=False)),
        visited=Count("pk", filter=done),
        found=Count("pk", filter=done & Q(hit=True)),
        closed=Count("pk", filter=Q(inspection__phase=Phase.CLOSED)),
    )  # fmt: skip
    money = _money(campaign)
    lines = {row["how"]: Line(**row, **money.get(row["how"], {})) for row in rows}
    return [lines[how] for how in How.values if how in lines]


def _money(campaign: Campaign) -> dict[str, dict[str, int]]:
    targets = Target.objects.kept().filter(campaign=campaign, inspection__isnull=False)
    rows = (
        ViolationCase.objects.filter(inspection__in=targets.values("inspection"))
        .order_by()
        .values(how=F("inspection__campaign_target__how"))
        .annotate(fines=Sum("fine_current"), paid=Sum("paid_total"))
    )
    return {
        row["how"]: {"fines": row["fines"] or 0, "paid": row["paid"] or 0} for row in rows
    }  # fmt: skip


def whole(lines: Iterable[Line]) -> Line | None:
    """All lines as one; None without any."""
    lines = list(lines)
    if not lines:
        return None
    names = [name for name in Line.__dataclass_fields__ if name != "how"]
    return Line("", **{name: sum(getattr(line, name) for line in lines) for name in names})


def against_chance(lines: Iterable[Line]) -> rules.Difference | None:
    """How much oftener the riskiest had a violation than those drawn at random."""
    rates = {line.how: line.rate for line in lines}
    if How.RISK not in rates or How.RANDOM not in rates:
        return None
    return rules.difference(rates[How.RISK], rates[How.RANDOM])
