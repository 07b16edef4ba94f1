"""Reads for the page and for the office."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Count, Q

from ecms.core.access import Refused
from field.bundles import head_of, stamps, standing
from field.models import Checkout
from field.permissions import may_check_out
from inspections.enums import Phase
from inspections.models import Inspection
from inspections.permissions import membership

LISTED = (Phase.DECIDED, Phase.RUNNING, Phase.PAUSED)
CASES_MOST = 200


def cases_of(user: Any, now: datetime) -> list[dict[str, Any]]:
    """Cases on whose team ``user`` is and that are not over, with who holds them."""
    rows = (
        Inspection.objects.visible_to(user)
        .filter(team__user=user, phase__in=LISTED)
        .select_related("enterprise", "procedure")
        .prefetch_related("team__user")
        .annotate(
            questions=Count("case_questions", distinct=True),
            answered=Count("answers", distinct=True),
        )
        .order_by("planned_on", "pk")[:CASES_MOST]
    )
    holders: dict[int, list[Checkout]] = {}
    out = Checkout.objects.out().filter(inspection__in=[row.pk for row in rows])
    for checkout in out.select_related("device", "taken_by").order_by("pk"):
        holders.setdefault(checkout.inspection_id, []).append(checkout)
    return [_case(row, user, holders.get(row.pk, []), now) for row in rows]


def _case(row: Any, user: Any, holders: list[Checkout], now: datetime) -> dict[str, Any]:
    answer, own = may_check_out(row, user), membership(row, user)
    return {
        "id": row.pk, "code": row.code, "enterprise": row.enterprise.name,
        "tax_code": row.enterprise.tax_code, "address": row.place or row.enterprise.address,
        "state": row.get_state_display(), "phase": row.phase, "role": own.role if own else "",
        "planned_on": row.planned_on, "announced_on": row.announced_on, "ends_on": row.ends_on,
        "questions": row.questions, "answered": row.answered,
        "checked_out": [_holder(checkout, user, now) for checkout in holders],
        "may_check_out": bool(answer),
        "reason": str(answer.reason) if isinstance(answer, Refused) else "",
    }  # fmt: skip


def _holder(checkout: Checkout, user: Any, now: datetime) -> dict[str, Any]:
    return {
        "id": str(checkout.key), "who": str(checkout.taken_by), "label": checkout.device.label,
        "mine": checkout.taken_by_id == user.pk, "state": checkout.state(now),
        "expires_at": checkout.valid_until,
    }  # fmt: skip


def held_by(user: Any) -> list[Checkout]:
    """What a person holds, and what ended so recently that a device may not know."""
    rows = Checkout.objects.filter(taken_by=user).filter(
        Q(returned_at__isnull=True) | Q(device__unsent__gt=0)
    )
    return list(
        rows.select_related("inspection__procedure").prefetch_related("inspection__team__user")
    )


def standing_of(held: list[Checkout], user: Any, now: datetime) -> list[dict[str, Any]]:
    """Each check-out with what changed about its case: state, team, mark of the live part."""
    marks = stamps({row.inspection_id for row in held})
    return [
        {
            **head_of(row, now), "stamp": marks[row.inspection_id],
            **standing(row.inspection, user),
        }
        for row in held
    ]  # fmt: skip
