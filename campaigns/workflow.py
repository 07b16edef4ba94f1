"""The transition table of a campaign; docs/workflows/campaign.md shows it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from campaigns.enums import State
from campaigns.models import Campaign
from ecms.audit.services import log
from ecms.core.access import ALLOWED, Answer, Refused
from ecms.core.workflow import Transition, Workflow

P = Permission


def of_own_body(campaign: Campaign, user: Any) -> Answer:
    """Only the body in charge acts."""
    if campaign.agency_id not in user.scope.agency_ids:
        return Refused(_("Another body is in charge of this campaign."))
    return ALLOWED


def has_targets(campaign: Campaign, user: Any) -> Answer:
    """There is something to approve."""
    if campaign.drawn_at is None or not campaign.targets.kept().exists():  # type: ignore[attr-defined]
        return Refused(_("No enterprise has been chosen yet."))
    return ALLOWED


def all_opened(campaign: Campaign, user: Any) -> Answer:
    """Every target has its check or was dropped with a reason."""
    if campaign.targets.to_open().exists():  # type: ignore[attr-defined]
        return Refused(_("Some targets have no check yet: open or drop them."))
    return ALLOWED


def none_opened(campaign: Campaign, user: Any) -> Answer:
    """Checks that were opened are not undone by cancelling."""
    if campaign.targets.filter(inspection__isnull=False).exists():
        return Refused(_("Checks were opened already: close the campaign instead."))
    return ALLOWED


workflow = Workflow(
    name="campaign",
    states=State,
    record=log,
    final=frozenset({State.CLOSED, State.CANCELLED}),
    transitions=(
        Transition("select", _("Choose the enterprises"), frozenset({State.DRAFT}), None,
                   P.INSPECTION_ASSIGN, guards=(of_own_body,)),
        Transition("edit", _("Change"), frozenset({State.DRAFT}), None, P.INSPECTION_ASSIGN,
                   guards=(of_own_body,)),
        Transition("approve", _("Approve the campaign"), frozenset({State.DRAFT}), State.RUNNING,
                   P.INSPECTION_APPROVE, stamp="approved", guards=(of_own_body, has_targets),
                   primary=True),
        Transition("open", _("Open all checks"), frozenset({State.RUNNING}), None,
                   P.INSPECTION_PROPOSE, guards=(of_own_body,), primary=True),
        Transition("close", _("Close the campaign"), frozenset({State.RUNNING}), State.CLOSED,
                   P.INSPECTION_APPROVE, stamp="closed", guards=(of_own_body, all_opened)),
        Transition("cancel", _("Cancel the campaign"), frozenset({State.DRAFT, State.RUNNING}),
                   State.CANCELLED, P.INSPECTION_APPROVE, stamp="closed",
                   guards=(of_own_body, none_opened)),
    ),
)  # fmt: skip
