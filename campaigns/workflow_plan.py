"""The transition table of the plan of a year; docs/workflows/plan.md shows it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from campaigns.enums import LIVE, ItemState, PlanState
from campaigns.models import Campaign, Plan
from ecms.audit.services import log
from ecms.core.access import ALLOWED, Answer, Refused
from ecms.core.workflow import Transition, Workflow
from inspections.permissions import is_signatory

P = Permission


def of_own_body(plan: Plan, user: Any) -> Answer:
    """Only the body whose plan it is acts."""
    if plan.agency_id not in user.scope.agency_ids:
        return Refused(_("This is the plan of another body."))
    return ALLOWED


def has_items(plan: Plan, user: Any) -> Answer:
    """There is something in it."""
    if not plan.items.planned().exists():  # type: ignore[attr-defined]
        return Refused(_("Nothing is in the plan yet: take up a proposal or add a theme."))
    return ALLOWED


def all_decided(plan: Plan, user: Any) -> Answer:
    """Nobody's proposal is left without an answer."""
    if plan.items.filter(state=ItemState.PROPOSED).exists():  # type: ignore[attr-defined]
        return Refused(_("Some proposals have no answer yet: take them up or decline them."))
    return ALLOWED


def has_opinion(plan: Plan, user: Any) -> Answer:
    """The plan of a provincial inspectorate follows the written opinion of the head of the state
    body (Law 84/2025/QH15 art. 18)."""
    if plan.agency.is_inspectorate and plan.province_id and plan.opinion_on is None:
        return Refused(_("Record the day of the written opinion of the chairman first."))
    return ALLOWED


def campaigns_ended(plan: Plan, user: Any) -> Answer:
    """What runs for it is finished."""
    if Campaign.objects.filter(item__plan=plan, state__in=LIVE).exists():
        return Refused(_("Campaigns of the plan are still running: close or cancel them first."))
    return ALLOWED


workflow = Workflow(
    name="plan",
    states=PlanState,
    record=log,
    final=frozenset({PlanState.CLOSED}),
    transitions=(
        Transition("submit", _("Submit the plan"), frozenset({PlanState.DRAFT}),
                   PlanState.SUBMITTED, P.INSPECTION_ASSIGN, stamp="submitted",
                   guards=(of_own_body, has_items, all_decided), primary=True),
        Transition("return", _("Return the plan"), frozenset({PlanState.SUBMITTED}),
                   PlanState.DRAFT, P.INSPECTION_APPROVE, guards=(of_own_body,)),
        Transition("approve", _("Approve and issue the plan"), frozenset({PlanState.SUBMITTED}),
                   PlanState.APPROVED, P.INSPECTION_APPROVE, stamp="approved",
                   guards=(of_own_body, has_items, has_opinion, is_signatory), primary=True),
        Transition("dates", _("Record days"),
                   frozenset({PlanState.DRAFT, PlanState.SUBMITTED, PlanState.APPROVED}), None,
                   P.INSPECTION_ASSIGN, guards=(of_own_body,)),
        Transition("close", _("Close the plan"), frozenset({PlanState.APPROVED}),
                   PlanState.CLOSED, P.INSPECTION_APPROVE, stamp="closed",
                   guards=(of_own_body, campaigns_ended)),
    ),
)  # fmt: skip
