"""Reminders of campaigns: what is due, who is told, and where it leads."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from accounts.selectors import holders_of
from campaigns.models import Directive, Mailing
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


DUE = (
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
