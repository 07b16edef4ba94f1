"""Opening the checks of a campaign: a team is drawn for each, everything else is prefilled."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from campaigns import rules
from campaigns.enums import State
from campaigns.models import Campaign, Target
from campaigns.workflow import workflow
from ecms.audit.services import log
from ecms.core import clock
from ecms.core.calendar import CalendarError
from ecms.core.refusal import Refusal, demand
from ecms.core.workflow import WorkflowRefused
from inspections.enums import Ground, TeamRole
from inspections.services import allotment
from inspections.services.proposal import Proposal, propose
from law.selectors import working_calendar


def start(campaign: Campaign, *, by: Any, at: datetime) -> Campaign:
    """Record that the opening was asked for; the work is done apart. Raises WorkflowRefused."""
    row: Campaign = workflow.advance(campaign, "open", by=by, at=at)
    return row


def open_all(campaign: Campaign, *, by: User, at: datetime) -> int:
    """A proposal for each target without a case; returns how many were opened.

    Each target is its own transaction with its own ``submission``: a second run, or a run after
    a killed one, opens nothing twice. What cannot be opened keeps the words why.
    """
    demand(workflow.answer(campaign, "open", by))
    waiting = Target.objects.to_open().filter(campaign=campaign)
    planned = _days(campaign, waiting, on=clock.legal_date(at))
    return sum(_open_one(pk, day, by=by, at=at) for pk, day in planned.items())


def go_on(target: Target, reason: str, *, by: User, at: datetime) -> None:
    """Open one check in spite of an overlap, with the reason.

    Raises:
        Refusal: no reason, or something else stands in the way.
    """
    if not reason.strip():
        raise Refusal(_("Say why."), "reason")
    campaign = target.campaign
    demand(workflow.answer(campaign, "open", by))
    if target.dropped_at is not None:
        raise Refusal(_("This enterprise was dropped from the campaign."))
    Target.objects.filter(pk=target.pk).update(overlap_reason=reason.strip())
    log("campaign.go_on", campaign, by=by, at=at,
        data={"enterprise": target.enterprise.name, "note": reason})  # fmt: skip
    on = clock.legal_date(at)
    day = max(campaign.period_from, on)
    if not _open_one(target.pk, day, by=by, at=at):
        target.refresh_from_db()
        if target.problem:
            raise Refusal(target.problem)


def _days(campaign: Campaign, waiting: Any, *, on: date) -> dict[int, date]:
    """A working day for each target: neighbours one after the other, evenly over the period."""
    first = max(campaign.period_from, on)
    calendar = working_calendar()
    span = range((campaign.period_to - first).days + 1)
    every = [first + timedelta(days=n) for n in span]
    try:
        days = [day for day in every if calendar.is_working_day(day)]
    except CalendarError:  # a year whose holidays are not known yet: weekdays
        days = [day for day in every if day.weekday() < 5]
    near = ("enterprise__zone", "enterprise__ward", "order", "pk")
    keys = list(waiting.order_by(*near).values_list("pk", flat=True))
    return dict(zip(keys, rules.spread(len(keys), days or [first]), strict=True))


def _open_one(pk: int, day: date, *, by: User, at: datetime) -> bool:
    """One target under its lock; another run that holds it does the work itself."""
    try:
        with transaction.atomic():
            rows = Target.objects.to_open().select_for_update(of=("self",), skip_locked=True)
            target = rows.filter(pk=pk).select_related("campaign__agency", "enterprise").first()
            if target is None or target.campaign.state != State.RUNNING:
                return False
            target.inspection = _propose(target, day, by=by, at=at)
            target.problem = ""
            target.save(update_fields=["inspection", "problem"])
    except (Refusal, WorkflowRefused) as error:
        Target.objects.filter(pk=pk).update(problem=str(error.reason)[:500])
        return False
    return True


def _propose(target: Target, day: date, *, by: User, at: datetime) -> Any:
    campaign = target.campaign
    drawn = allotment.draw_team(
        target.enterprise, size=campaign.team_size, checklist=campaign.checklist, planned_on=day,
        agency=campaign.agency, by=by, at=at, seed=f"{campaign.seed}-{target.pk}",
    )  # fmt: skip
    people = {user.pk: user for user in User.objects.filter(pk__in=drawn.team)}
    roles = [TeamRole.HEAD, *[TeamRole.MEMBER] * (len(drawn.team) - 1)]
    proposal = Proposal(
        ground=Ground.PLAN, ground_detail=f"{campaign.ground_detail} ({campaign.code})",
        scope=campaign.scope, period_from=campaign.checked_from, period_to=campaign.checked_to,
        planned_on=day, checklist=campaign.checklist, overlap_reason=target.overlap_reason,
        team=[(people[key], role) for key, role in zip(drawn.team, roles, strict=True)],
    )  # fmt: skip
    return propose(
        target.enterprise, proposal, submission=target.submission, agency=campaign.agency,
        by=by, at=at,
    )  # fmt: skip
