"""Who holds which office: reads that are not one queryset."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q

from accounts.models import Agency, Delegation, Position, User
from accounts.permissions import Permission


def positions_of(user: Any, *, on: date) -> list[Position]:
    """Offices that ``user`` holds on the legal date."""
    return list(Position.objects.in_force(on).filter(user=user).select_related("agency", "user"))


def delegation_to(position: Position, *, kind: str, on: date) -> Delegation | None:
    """The delegation of ``kind`` that ``position`` holds on the date, if any."""
    return (
        Delegation.objects.in_force(on)
        .filter(holder=position, kind=kind)
        .select_related("giver", "giver__user")
        .order_by("-decided_on")
        .first()
    )


def holders_of(permission: Permission, *, agency: Agency, on: date) -> list[User]:
    """Accounts in force whose role at ``agency`` includes ``permission``."""
    grants = Q(grants__agency=agency, grants__role__permissions__contains=[str(permission)])
    in_time = (Q(grants__valid_from__isnull=True) | Q(grants__valid_from__lte=on)) & (
        Q(grants__valid_to__isnull=True) | Q(grants__valid_to__gte=on)
    )
    users = User.objects.filter(grants & in_time, is_active=True).distinct()
    return [user for user in users if user.is_in_force(on)]
