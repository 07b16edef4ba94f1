"""Who holds which office: reads that are not one queryset."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q

from accounts.models import Agency, Delegation, Position, RoleGrant, User
from accounts.permissions import Permission
from ecms.core.dated import in_force


def positions_of(user: Any, *, on: date) -> list[Position]:
    """Offices that ``user`` holds on the legal date; the head's first."""
    return list(
        Position.objects.in_force(on)
        .filter(user=user)
        .select_related("agency", "user")
        .order_by("-is_head", "-is_deputy", "pk")
    )


def delegation_to(position: Position, *, kind: str, on: date) -> Delegation | None:
    """The delegation of ``kind`` that ``position`` holds on the date, if any.

    It counts only while both offices are held: a delegation ends with the giver's office.
    """
    candidates = (
        Delegation.objects.in_force(on)
        .filter(holder=position, kind=kind, decided_on__lte=on)
        .select_related("giver", "giver__user", "giver__agency", "holder")
        .order_by("-decided_on", "-pk")
    )
    for delegation in candidates:
        if delegation.giver.is_in_force(on) and delegation.holder.is_in_force(on):
            return delegation
    return None


def delegations_of(user: Any, *, on: date) -> list[Delegation]:
    """Delegations that ``user`` gives or holds on the legal date."""
    return list(
        Delegation.objects.in_force(on)
        .filter(Q(holder__user=user) | Q(giver__user=user))
        .select_related("giver__user", "giver__agency", "holder__user")
        .order_by("decided_on", "pk")
    )


def holders_of(permission: Permission, *, agency: Agency, on: date) -> list[User]:
    """Accounts in force on ``on`` whose role at ``agency`` includes ``permission``, by name."""
    held = _permitting(permission, on) & Q(grants__agency=agency)  # one join: the same grant
    return list(_in_force(User.objects.filter(held), on))


def holders_by_agency(
    permission: Permission, agencies: Iterable[int], *, on: date
) -> dict[int, set[int]]:
    """As ``holders_of`` for many bodies at once, keys only."""
    grants = RoleGrant.objects.in_force(on).filter(
        in_force(on, "user__"), agency__in=set(agencies), user__is_active=True,
        role__permissions__contains=[str(permission)],
    )  # fmt: skip
    found: dict[int, set[int]] = {}
    for agency, user in grants.values_list("agency_id", "user_id"):
        found.setdefault(agency, set()).add(user)
    return found


def holder_pairs(
    things: Iterable[tuple[int, int]], permission: Permission, *, on: date
) -> list[tuple[int, int]]:
    """(thing, user) for (thing, body): who holds the permission at the body of each thing."""
    things = list(things)
    held = holders_by_agency(permission, (agency for _thing, agency in things), on=on)
    return [(thing, user) for thing, agency in things for user in held.get(agency, ())]


def administrators(*, on: date) -> list[User]:
    """Accounts that may administer the system on ``on``."""
    return list(_in_force(User.objects.filter(_permitting(Permission.ADMIN, on)), on))


def leaders_of(person: User, *, on: date) -> list[User]:
    """Who assigns work in the body of ``person``, but not the person."""
    if person.agency is None:
        return []
    able = holders_of(Permission.INSPECTION_ASSIGN, agency=person.agency, on=on)
    return [user for user in able if user.pk != person.pk]


def colleagues(agency: Agency, *, on: date) -> list[User]:
    """Accounts in force that belong to ``agency`` or hold a role there, by name."""
    held = in_force(on, "grants__") & Q(grants__agency=agency)
    users = User.objects.filter(Q(agency=agency) | held)
    return list(_in_force(users, on).select_related("agency", "unit"))


def _permitting(permission: Permission, on: date) -> Q:
    return in_force(on, "grants__") & Q(grants__role__permissions__contains=[str(permission)])


def _in_force(users: Any, on: date) -> Any:
    return users.filter(in_force(on), is_active=True).distinct().order_by("full_name", "pk")
