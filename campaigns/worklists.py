"""Groups of the home page: campaigns that wait for the user."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from campaigns.enums import State
from campaigns.models import Campaign
from campaigns.presenters import state_kind
from ecms.core.work import Group


def _row(campaign: Campaign) -> dict[str, Any]:
    return {
        "title": str(campaign),
        "url": reverse("campaigns:detail", args=[campaign.pk]),
        "due_on": campaign.period_from,
        "pill_kind": state_kind(campaign),
        "pill_text": campaign.get_state_display(),
    }


def _own(user: Any) -> Any:
    return Campaign.objects.filter(agency__in=user.scope.agency_ids).order_by("period_from", "pk")


def _to_approve(user: Any, today: date) -> Any:
    return _own(user).filter(state=State.DRAFT, drawn_at__isnull=False)


def _to_open(user: Any, today: date) -> Any:
    waiting = Campaign.objects.filter(
        targets__dropped_at__isnull=True, targets__inspection__isnull=True
    ).values("pk")
    return _own(user).filter(state=State.RUNNING, pk__in=waiting)


def _list(user: Any) -> str:
    return reverse("campaigns:list")


GROUPS = (
    Group("campaigns-approve", _("Campaigns to approve"), Permission.INSPECTION_APPROVE,
          _to_approve, _row, _list, kind="waiting", order=24),
    Group("campaigns-open", _("Campaigns whose checks are to be opened"),
          Permission.INSPECTION_PROPOSE, _to_open, _row, _list, kind="waiting", order=25),
)  # fmt: skip
