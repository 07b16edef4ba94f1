"""Reminders of campaigns: what is due, who is told, and where it leads."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from accounts.selectors import holders_of
from campaigns.models import Directive, Mailing, Plan
from ecms.core import clock
from ecms.notifications.registry import Letter


def planners(agency: Any) -> list[Any]:
    """Who assigns the work of a body today."""
    return holders_of(Permission.INSPECTION_ASSIGN, agency=agency, on=clock.today())


def _writers(mailing: Mailing) -> list[Any]:
    """Who wrote the letters; who assigns the work once that person has left."""
    author = mailing.prepared_by
    here = author.is_active and author.agency_id == mailing.campaign.agency_id
    return [author] if here else planners(mailing.campaign.agency)


def _page(directive: Directive) -> str:
    return reverse("campaigns:directive", args=[directive.pk])


def _told(directive: Directive) -> list[Any]:
    return [directive.to]


def _leader(directive: Directive) -> list[Any]:
    """Who gave it; who leads the body now where that person has left."""
    leader = directive.given_by
    here = leader.is_active and leader.agency_id == directive.agency_id
    return [leader] if here else planners(directive.agency)


def _plan_page(plan: Plan) -> str:
    return reverse("campaigns:plan", args=[plan.pk])


def _plan_makers(plan: Plan) -> list[Any]:
    return planners(plan.agency)


PLAN_DAYS = (
    Letter(
        "plan.begin", _("The plan of next year is not begun"),
        _("Begin it and collect proposals; it is handed in by this day."),
        planners, lambda agency: reverse("campaigns:plan_new"),
        late=_("Begin it today; say when it is handed in why it is late."),
    ),
    Letter(
        "plan.programme", _("Hand in the orientation programme of inspections"),
        _("Hand it to the Prime Minister and record the day on the page of the plan."),
        _plan_makers, _plan_page,
        late=_("Hand it in today with the reason of the delay, and record the day."),
    ),
    Letter(
        "plan.orientation", _("The orientation programme is to be approved"),
        _("Record the day of the approval on the page of the plan, or ask for it."),
        _plan_makers, _plan_page,
        late=_("Ask for the approval today, or record it if it came; the plans of all "
               "inspectorates wait for it."),
    ),
    Letter(
        "plan.submit", _("Hand in the plan of the year"),
        _("Answer the proposals left, look at the overlaps and hand the plan in."),
        _plan_makers, _plan_page,
        late=_("Hand it in today, and tell whoever approves it why it is late."),
    ),
    Letter(
        "plan.opinion", _("Written opinion on the plan of the year"),
        _("Record the day of the opinion on the page of the plan, or ask for it."),
        _plan_makers, _plan_page,
        late=_("Ask for the opinion today, or record it if it came."),
    ),
    Letter(
        "plan.issue", _("Issue the plan of the year"),
        _("Approve the plan; its document is numbered with it."), _plan_makers, _plan_page,
        late=_("Have it approved today; changes are possible later, with their reasons."),
    ),
    Letter(
        "plan.told", _("Send the plan to those concerned"),
        _("Send the plan and record the day on its page."), _plan_makers, _plan_page,
        late=_("Send it today and record the day."),
    ),
)  # fmt: skip
DUE = (
    *PLAN_DAYS,
    Letter(
        "directive.answer", _("Task of a leader"),
        _("Do what is wanted and answer, with papers where there are any."), _told, _page,
        escalate_to=_leader,
        late=_("Answer today, or tell the leader why it takes longer."),
    ),
    Letter(
        "directive.given", _("A leader gave you a task"),
        _("Read what is wanted and until when; answer on its page."), _told, _page,
    ),
    Letter(
        "directive.answered", _("A task was answered"),
        _("Read the answer; accept it, or return it and say what is missing."), _leader, _page,
    ),
    Letter(
        "directive.judged", _("Your answer was judged"),
        _("See whether it was accepted, returned or is not needed any more."), _told, _page,
    ),
    Letter(
        "campaign.letters",
        _("Answers to letters before visits"),
        _("Record what came back; once the day has passed, put those without an answer on the "
          "list of targets."),
        _writers,
        lambda mailing: reverse("campaigns:letters_of", args=[mailing.campaign_id, mailing.pk]),
        late=_("Look through the list, record answers that came on paper, and put the others on "
               "the list of targets with one click."),
    ),
)  # fmt: skip
