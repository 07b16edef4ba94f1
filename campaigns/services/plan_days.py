"""The days that the law sets for a plan, as due items with reminders.

They hang on the plan; until one is begun, on the body that owes it.
"""

from __future__ import annotations

from datetime import date, datetime

from accounts.models import Agency
from campaigns.enums import PlanState
from campaigns.models import Plan
from campaigns.selectors_plan import milestones
from ecms.core import clock
from ecms.notifications.services import due
from inspections.planning_dates import planning_days

BEGIN = "plan.begin"


def watch(plan: Plan, *, at: datetime) -> None:
    """Expect what is still to be done by a day, settle what is done; call after every change."""
    if plan.state == PlanState.CLOSED:
        due.drop_all(plan, at=at)
        return
    if plan.year > clock.legal_date(at).year:  # that of this year begins none for the next
        due.settle(BEGIN, plan.agency, at=at)
    for stone in milestones(
        plan, submitted_on=_day(plan.submitted_at), approved_on=_day(plan.approved_at)
    ):
        if not stone.kind:
            continue
        if stone.due_on is None or stone.done_on is not None:
            due.settle(stone.kind, plan, at=at)
        else:
            due.expect(stone.kind, plan, due_on=stone.due_on, at=at, legal_basis=stone.basis)


def watch_all(*, at: datetime) -> int:
    """Every day: plans of this year on, and bodies without a plan for the next one.

    Returns how many bodies still have to begin theirs. A repeat changes nothing.
    """
    today = clock.legal_date(at)
    for plan in Plan.objects.filter(year__gte=today.year).select_related("agency"):
        watch(plan, at=at)
    begun = Plan.objects.filter(year=today.year + 1).values("agency")
    bodies = Agency.objects.filter(is_inspectorate=True).exclude(pk__in=begun)
    return sum(_expect_begin(agency, today, at=at) for agency in bodies)


def _expect_begin(agency: Agency, today: date, *, at: datetime) -> int:
    first, last = date(today.year, 1, 1), date(today.year, 12, 31)
    own = [day for day, _words, _number in planning_days(agency, first, last)]
    if not own:
        return 0
    due.expect(BEGIN, agency, due_on=min(own), at=at)
    return 1


def _day(moment: datetime | None) -> date | None:
    return clock.legal_date(moment) if moment else None
