"""How far a plan is, where it meets plans of others, and the days the law sets for it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from campaigns import rules
from campaigns.enums import State
from campaigns.models import Campaign, Plan, PlanItem, Target
from ecms.core.calendar import CalendarError
from enterprises.enums import EnterpriseStatus
from enterprises.models import Enterprise
from inspections.models import ForeignPlan, Inspection
from inspections.planning_dates import planning_days
from law.models import DeadlineRule
from law.selectors import working_calendar

ISSUED_AFTER_OPINION, TOLD_AFTER_ISSUE = 6, 8  # rows of the table of time limits
PROGRAMME, ORIENTATION, ISSUE, SUBMIT, OPINION = range(1, 6)
KINDS = {
    PROGRAMME: "plan.programme", ORIENTATION: "plan.orientation", ISSUE: "plan.issue",
    SUBMIT: "plan.submit", OPINION: "plan.opinion",
}  # fmt: skip


# --- How far it is ----------------------------------------------------------------------------
@dataclass(frozen=True)
class Progress:
    """One item on a day: planned, expected by then, and what was done."""

    item: PlanItem | None
    planned: int
    expected: int
    chosen: int = 0
    decided: int = 0
    visited: int = 0
    closed: int = 0

    @property
    def behind(self) -> int:
        """Visits that should have been held by then and were not."""
        return max(self.expected - self.visited, 0)


def progress(plan: Plan, items: list[PlanItem], *, on: date) -> list[Progress]:
    """One line for each item in the plan, in two statements."""
    done = _done(items, on)
    chosen = dict(
        Campaign.objects.filter(item__in=items).exclude(state=State.CANCELLED).order_by()
        .values("item").annotate(n=Sum("size")).values_list("item", "n")
    )  # fmt: skip
    return [
        Progress(
            item, item.size, rules.expected(item.size, *_span(plan, item), on),
            chosen.get(item.pk, 0), **done.get(item.pk, {}),
        )
        for item in items
    ]  # fmt: skip


def together(lines: list[Progress]) -> Progress:
    """All lines as one."""
    names = ("planned", "expected", "chosen", "decided", "visited", "closed")
    return Progress(None, **{name: sum(getattr(line, name) for line in lines) for name in names})


def _done(items: list[PlanItem], on: date) -> dict[int, dict[str, int]]:
    rows = Target.objects.kept().filter(campaign__item__in=items).order_by()
    check = "inspection__"
    counted = rows.values("campaign__item").annotate(
        decided=Count("pk", filter=Q(**{f"{check}decided_on__lte": on})),
        visited=Count("pk", filter=Q(**{f"{check}minutes_signed_on__lte": on})),
        closed=Count("pk", filter=Q(**{f"{check}closed_at__date__lte": on})),
    )
    return {
        row["campaign__item"]: {name: row[name] for name in ("decided", "visited", "closed")}
        for row in counted
    }


def _span(plan: Plan, item: PlanItem) -> tuple[date, date]:
    return rules.months(plan.year, item.month_from, item.month_to)


def outside(plan: Plan, *, on: date) -> int:
    """Checks of the body decided in the year until ``on`` that no item of the plan asked for."""
    first, last = plan.days()
    return (
        Inspection.objects.filter(agency=plan.agency_id, decided_on__range=(first, min(on, last)))
        .exclude(campaign_target__campaign__item__plan=plan.pk)
        .count()
    )


# --- Overlaps ---------------------------------------------------------------------------------
@dataclass(frozen=True)
class Overlap:
    """An item beside the plans of other bodies and the year before, of the same sector."""

    item: PlanItem
    working: int
    foreign: int
    bodies: tuple[str, ...]
    visited: int

    @property
    def is_tight(self) -> bool:
        """Hardly enough is left that nobody plans and nobody visited the year before."""
        return self.working - self.foreign - self.visited < self.item.size


def overlaps(plan: Plan, items: list[PlanItem]) -> list[Overlap]:
    """One line for each item, in three statements however many items there are."""
    firms = Enterprise.objects.filter(status=EnterpriseStatus.ACTIVE).order_by()
    foreign = ForeignPlan.objects.filter(year=plan.year, enterprise__isnull=False).order_by()
    if plan.province_id:
        firms = firms.filter(province=plan.province_id)
        foreign = foreign.filter(province=plan.province_id)
    before = Q(last_visited_on__year=plan.year - 1)
    counted = firms.values_list("section_2025", "province").annotate(
        n=Count("pk"), visited=Count("pk", filter=before)
    )
    working: Counter[tuple[int | None, int]] = Counter()
    visited: Counter[tuple[int | None, int]] = Counter()
    for section, place, n, seen in counted:
        working[section, place], visited[section, place] = n, seen
    theirs: Counter[tuple[int | None, int]] = Counter()
    bodies: dict[tuple[int | None, int], set[str]] = {}
    key = ("enterprise__section_2025", "province", "body")
    for section, place, body, n in foreign.values_list(*key).annotate(
        n=Count("enterprise", distinct=True)
    ):
        theirs[section, place] += n
        bodies.setdefault((section, place), set()).add(body)
    return [
        Overlap(
            item, _of(working, item), _of(theirs, item),
            tuple(sorted(set().union(*(bodies[at] for at in bodies if _meant(at, item))))),
            _of(visited, item),
        )
        for item in items
    ]  # fmt: skip


def _of(counts: Counter[tuple[int | None, int]], item: PlanItem) -> int:
    return sum(n for place, n in counts.items() if _meant(place, item))


def _meant(place: tuple[int | None, int], item: PlanItem) -> bool:
    section, province = place
    return item.section_id in (None, section) and item.place_id in (None, province)


def clashes(plan: Plan) -> Any:
    """Targets of its campaigns that another body plans in the same year."""
    theirs = ForeignPlan.objects.filter(year=plan.year, enterprise__isnull=False)
    return (
        Target.objects.kept()
        .filter(campaign__item__plan=plan, enterprise__in=theirs.values("enterprise"))
        .select_related("enterprise", "campaign")
        .order_by("campaign", "order")
    )


# --- Days of the law --------------------------------------------------------------------------
@dataclass(frozen=True)
class Milestone:
    """A day of the proceeding: until when, when it was done, and by which row of the table.

    ``kind`` is the letter that reminds of it, "" where nothing is counted.
    """

    words: str | Promise
    due_on: date | None
    done_on: date | None
    basis: str = ""
    kind: str = ""

    def is_late(self, today: date) -> bool:
        """Done after the day, or not done although it is past."""
        return self.due_on is not None and (self.done_on or today) > self.due_on


def milestones(
    plan: Plan, *, submitted_on: date | None, approved_on: date | None
) -> list[Milestone]:
    """The days that the law or practice sets, each with its article."""
    rules_of = {row.number: row for row in DeadlineRule.objects.filter(number__lte=8)}
    if not plan.agency.is_inspectorate:
        return _check_plan(plan, rules_of, submitted_on, approved_on)
    first, last = date(plan.year - 1, 1, 1), date(plan.year - 1, 12, 31)
    done = {
        PROGRAMME: plan.programme_on, ORIENTATION: plan.orientation_on, ISSUE: approved_on,
        SUBMIT: submitted_on, OPINION: plan.opinion_on,
    }  # fmt: skip
    found = [
        Milestone(
            words, due, done.get(number), rules_of[number].legal_basis, KINDS.get(number, "")
        )
        for due, words, number in planning_days(plan.agency, first, last)
    ]
    row = rules_of.get(ISSUED_AFTER_OPINION)
    if plan.province_id and row is not None:
        due = working_days_after(plan.opinion_on, int(row.value or 0))
        found.append(
            Milestone(_("Issue the plan"), due, approved_on, row.legal_basis, KINDS[ISSUE])
        )
    return found


def _check_plan(
    plan: Plan, rules_of: dict[int, DeadlineRule], submitted_on: date | None,
    approved_on: date | None,
) -> list[Milestone]:  # fmt: skip
    overlap, told = rules_of.get(7), rules_of.get(TOLD_AFTER_ISSUE)
    due = working_days_after(approved_on, int(told.value or 0)) if told else None
    return [
        Milestone(_("Submitted"), None, submitted_on),
        Milestone(
            _("Sent to the inspectorates to remove overlaps"), None, plan.sent_on,
            overlap.legal_basis if overlap else "",
        ),
        Milestone(_("Approved and issued"), None, approved_on),
        Milestone(
            _("Sent to those concerned"), due, plan.told_on, told.legal_basis if told else "",
            "plan.told",
        ),
    ]  # fmt: skip


def working_days_after(start: date | None, count: int) -> date | None:
    """The last day; None without a start, or where the holidays of the year are not known."""
    if start is None or not count:
        return None
    try:
        return working_calendar().add_working_days(start, count)
    except CalendarError:  # a year whose holidays nobody has entered yet
        return None
