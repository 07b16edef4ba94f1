"""What the checks of a campaign brought, by unit and by head of the team."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Avg, Count, DurationField, ExpressionWrapper, F, Q, Sum

from campaigns.enums import Answered
from campaigns.models import Campaign, MailingLetter, Target
from inspections.enums import FindingState, Phase, RequirementState, TeamRole
from inspections.models import Finding, Requirement
from violations.models import RemedyOrder, ViolationCase
from violations.states import RemedyState

UNIT, HEAD = "unit", "head"
# From the inspection: the key of a group and its words.
KEYS = {UNIT: ("unit", "unit__name_vi"), HEAD: ("team__user", "team__user__full_name")}
COUNTS = ("opened", "decided", "visited", "closed", "findings", "workers", "asked", "settled",
          "fines", "paid", "restored")  # fmt: skip


@dataclass(frozen=True)
class Result:
    """One group. ``days`` from the decision to the signed minutes, on average; ``asked`` and
    ``settled`` requirements; ``fines``, ``paid`` and ``restored`` in VND."""

    key: int | None
    name: str
    opened: int = 0
    decided: int = 0
    visited: int = 0
    closed: int = 0
    findings: int = 0
    workers: int = 0
    asked: int = 0
    settled: int = 0
    fines: int = 0
    paid: int = 0
    restored: int = 0
    days: float | None = None

    @property
    def findings_per_visit(self) -> float | None:
        """Confirmed findings for each visit with signed minutes."""
        return self.findings / self.visited if self.visited else None

    @property
    def put_right(self) -> float | None:
        """Share of the requirements that are settled."""
        return self.settled / self.asked if self.asked else None


def results(campaign: Campaign, by: str) -> list[Result]:
    """One line for each unit or head, the most visits first; four statements."""
    groups: dict[int | None, dict[str, Any]] = {}
    for rows in (_checks, _findings, _requirements, _money):
        for row in rows(campaign, by):
            group = groups.setdefault(row.pop("key"), {"name": ""})
            group["name"] = row.pop("words") or group["name"]
            group.update({name: row[name] or 0 for name in row if name != "days"})
            if row.get("days") is not None:
                group["days"] = row["days"].total_seconds() / 86_400
    found = [Result(key=number, **group) for number, group in groups.items()]
    return sorted(found, key=lambda each: (-each.visited, -each.opened, each.name))


def together(lines: list[Result]) -> Result:
    """All groups as one."""
    sums = {name: sum(getattr(line, name) for line in lines) for name in COUNTS}
    timed = [line for line in lines if line.days is not None and line.visited]
    seen = sum(line.visited for line in timed)
    days = sum((line.days or 0) * line.visited for line in timed) / seen if seen else None
    return Result(None, "", days=days, **sums)


def _grouped(rows: Any, by: str, path: str) -> Any:
    """Rows by the group of the inspection that ``path`` leads to."""
    key, words = (f"{path}{name}" for name in KEYS[by])
    if by == HEAD:
        rows = rows.filter(**{f"{path}team__role": TeamRole.HEAD})
    return rows.order_by().values(key=F(key), words=F(words))


def _checks(campaign: Campaign, by: str) -> Any:
    rows = Target.objects.kept().filter(campaign=campaign, inspection__isnull=False)
    took = ExpressionWrapper(
        F("inspection__minutes_signed_on") - F("inspection__decided_on"),
        output_field=DurationField(),
    )
    return _grouped(rows, by, "inspection__").annotate(
        opened=Count("pk"),
        decided=Count("pk", filter=Q(inspection__decided_on__isnull=False)),
        visited=Count("pk", filter=Q(inspection__minutes_signed_on__isnull=False)),
        closed=Count("pk", filter=Q(inspection__phase=Phase.CLOSED)),
        days=Avg(took),
    )


def _findings(campaign: Campaign, by: str) -> Any:
    rows = Finding.objects.filter(
        inspection__campaign_target__campaign=campaign, state=FindingState.CONFIRMED
    )
    return _grouped(rows, by, "inspection__").annotate(
        findings=Count("pk"), workers=Sum("workers")
    )


def _requirements(campaign: Campaign, by: str) -> Any:
    rows = Requirement.objects.filter(inspection__campaign_target__campaign=campaign).exclude(
        state__in=(RequirementState.WITHDRAWN, RequirementState.REPLACED)
    )
    return _grouped(rows, by, "inspection__").annotate(
        asked=Count("pk"),
        settled=Count("pk", filter=Q(state=RequirementState.ACCEPTED)),
        restored=Sum("amount_done"),
    )


def _money(campaign: Campaign, by: str) -> Any:
    rows = ViolationCase.objects.filter(inspection__campaign_target__campaign=campaign)
    return _grouped(rows, by, "inspection__").annotate(
        fines=Sum("fine_current"), paid=Sum("paid_total")
    )


# --- What it brought --------------------------------------------------------------------------
@dataclass(frozen=True)
class Brought:
    """Put right before a visit (by letter) and after the checks; what workers got of it.

    ``concerned`` and ``helped`` are workers, ``restored`` VND, counted as analytics counts
    ``workers_concerned``, ``workers_helped`` and ``amount_restored``.
    """

    letters: int
    mended: int
    asked: int
    settled: int
    concerned: int
    helped: int
    restored: int


def brought(campaign: Campaign) -> Brought:
    """The results of a campaign for those it is made for; four statements."""
    letters = MailingLetter.objects.filter(
        mailing__campaign=campaign, mailing__issued_at__isnull=False
    )
    sent = letters.aggregate(
        letters=Count("pk"), mended=Count("pk", filter=Q(answer=Answered.MENDED))
    )
    checks = {"inspection__campaign_target__campaign": campaign}
    wanted = Requirement.objects.filter(**checks).exclude(
        state__in=(RequirementState.WITHDRAWN, RequirementState.REPLACED)
    )
    asked = wanted.aggregate(
        asked=Count("pk"), settled=Count("pk", filter=Q(state=RequirementState.ACCEPTED))
    )
    found = Finding.objects.filter(**checks, state=FindingState.CONFIRMED)
    done = RemedyOrder.objects.filter(
        case__inspection__campaign_target__campaign=campaign, state=RemedyState.ACCEPTED
    )
    money = done.aggregate(helped=Sum("workers_helped"), restored=Sum("amount_restored"))
    return Brought(
        **sent, **asked, concerned=found.aggregate(n=Sum("workers"))["n"] or 0,
        helped=money["helped"] or 0, restored=money["restored"] or 0,
    )  # fmt: skip
