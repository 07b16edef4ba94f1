"""Letters of what follows a visit: what is due, who is told, and where it leads."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ecms.notifications.registry import Letter
from inspections.notifications import accepters, head, signatories, team


def _of_case(source: Any) -> Any:
    return lambda thing: source(thing.inspection)


def follower(requirement: Any) -> Iterable[Any]:
    """Who follows a requirement up; the team head where nobody is named."""
    if requirement.assignee is not None:
        return [requirement.assignee]
    return head(requirement.inspection)


def lifters(order: Any) -> Iterable[Any]:
    """Who may lift an order: the signatories without the recorder of the evidence."""
    return [user for user in signatories(order.inspection) if user.pk != order.submitted_by_id]


def told_of_stop(order: Any) -> Iterable[Any]:
    """The team and the signatories, once each."""
    people = {user.pk: user for user in team(order.inspection)}
    people |= {user.pk: user for user in signatories(order.inspection)}
    return people.values()


def _requirement_url(row: Any) -> str:
    return reverse("inspections:requirement", args=[row.inspection_id, row.pk])


def _stop_url(row: Any) -> str:
    return reverse("inspections:stop_order", args=[row.inspection_id, row.pk])


def _referral_url(row: Any) -> str:
    return reverse("inspections:referral", args=[row.inspection_id, row.pk])


def _case_url(case: Any) -> str:
    return reverse("inspections:detail", args=[case.pk])


LETTERS = (
    Letter(
        "requirement.judge",
        _("Evidence of rectification to be judged"),
        _("Evidence has come in. Accept it, in full or in part, or send it back with a reason."),
        accepters,
        _requirement_url,
        _of_case(signatories),
    ),
    Letter(
        "requirement.sent_back",
        _("Evidence of rectification sent back"),
        _("The evidence did not suffice; the reason is on the page. Tell the enterprise."),
        follower,
        _requirement_url,
    ),
    Letter(
        "extension.asked",
        _("More time for a requirement asked for"),
        _("The enterprise asks for more time. Read its reasons and decide."),
        _of_case(signatories),
        _requirement_url,
    ),
    Letter(
        "extension.decide",
        _("Request for more time to be decided"),
        _("The enterprise waits for an answer to its request for more time."),
        _of_case(signatories),
        _requirement_url,
    ),
    Letter(
        "extension.decided",
        _("Request for more time decided"),
        _("The answer is issued as a letter. Hand it to the enterprise."),
        follower,
        _requirement_url,
    ),
    Letter(
        "referral.answer",
        _("Answer of another body expected"),
        _("The body to which the matter went has not answered. Ask for the result."),
        _of_case(head),
        _referral_url,
        _of_case(signatories),
    ),
    Letter(
        "referral.answered",
        _("Another body has answered a referral"),
        _("Read the answer and see what continues here."),
        _of_case(team),
        _referral_url,
    ),
    Letter(
        "stop_order.ordered",
        _("Work was stopped because of immediate danger"),
        _("A stop-work order is in force. Work may go on only after it is lifted."),
        told_of_stop,
        _stop_url,
    ),
    Letter(
        "stop_order.judge",
        _("Stop-work order to be decided"),
        _("Evidence about the danger has come in. Lift the order, or keep it with a reason."),
        lifters,
        _stop_url,
        _of_case(signatories),
    ),
    Letter(
        "stop_order.lifted",
        _("Stop-work order lifted"),
        _("Work may go on. Hand the notice to the enterprise."),
        _of_case(team),
        _stop_url,
    ),
    Letter(
        "inspection.reopened",
        _("Case reopened"),
        _("A closed case is followed up again; the reason is on the case page."),
        team,
        _case_url,
    ),
)
