"""Looking at a concluded inspection again: a new case by order, linked to the earlier one.

Law 84/2025/QH15 art. 25: within two years of the conclusion, by a body above the one that
concluded. What the order says is cited in the decision.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency
from ecms.audit.services import log
from ecms.core import clock
from inspections.enums import Ground, Kind
from inspections.models import Inspection, Reinspection, ReinspectionGround
from inspections.permissions_reinspection import can_reinspect
from inspections.services import proposal as proposals
from inspections.services.proposal import Proposal
from inspections.services.refusal import Refusal, demand, locked

LONGEST = 1000  # of the ground in detail


@dataclass(frozen=True)
class Order:
    """Who ordered the re-inspection, by which paper, on which of the grounds and why."""

    ground: ReinspectionGround
    reason: str
    authority: str
    order_number: str
    ordered_on: date


def order(
    earlier: Inspection,
    given: Order,
    proposal: Proposal,
    *,
    submission: UUID,
    agency: Agency,
    by: Any,
    at: datetime,
) -> Inspection:
    """Propose the re-inspection of ``earlier``; the same ``submission`` opens it once.

    Raises:
        Refusal: no conclusion, too late, a body that does not stand above, one is under way
            already, an order from before the conclusion or in the future, or whatever forbids a
            proposal.
    """
    known = Inspection.objects.filter(submission=submission, proposed_by=by).first()
    if known is not None:
        return known
    on = clock.legal_date(at)
    with transaction.atomic():
        case = locked(earlier)
        demand(can_reinspect(case, by, on=on))
        _check(case, given, on=on)
        wanted = replace(
            proposal, ground=Ground.DIRECTED, ground_detail=cited(case, given),
            reinspection_of=case,
        )  # fmt: skip
        made = proposals.propose(
            case.enterprise, wanted, submission=submission, agency=agency, by=by, at=at,
            kind=Kind.INSPECTION,
        )  # fmt: skip
        Reinspection.objects.create(inspection=made, recorded_at=at, recorded_by=by, **vars(given))
        log("inspection.reinspect", case, by=by, at=at, data={"note": made.code})
    return made


def cited(earlier: Inspection, given: Order) -> str:
    """What the decision cites as its ground, in Vietnamese; at most 1,000 characters."""
    assert earlier.concluded_on is not None  # noqa: S101 - can_reinspect said so
    number = earlier.conclusion_number or earlier.code
    text = (
        f"Văn bản số {given.order_number} ngày {given.ordered_on:%d/%m/%Y} của {given.authority} "
        f"về việc thanh tra lại vụ việc đã có Kết luận số {number} ngày "
        f"{earlier.concluded_on:%d/%m/%Y}; căn cứ thanh tra lại: "
        f"{given.ground.cited_vi} ({given.ground.legal_basis})"
    )
    return text[:LONGEST]


def _check(earlier: Inspection, given: Order, *, on: date) -> None:
    if given.ordered_on > on:
        raise Refusal(_("The day lies in the future."), field="ordered_on")
    if earlier.concluded_on and given.ordered_on < earlier.concluded_on:
        raise Refusal(_("The order cannot come before the conclusion."), field="ordered_on")
    if not given.ground.is_in_force(given.ordered_on):
        raise Refusal(
            _("This ground was not in force on the day of the order."), field="order_ground"
        )
