"""What time does to accounts: idle and expired ones are switched off, transfers take effect."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_noop

from accounts import selectors
from accounts.models import RoleGrant, User
from accounts.services import users
from ecms.core.clock import legal_date
from ecms.notifications.services import messages

IDLE = gettext_noop("Not used for 90 days")
EXPIRED = gettext_noop("The last day of the account has passed")


def retire(*, at: datetime) -> int:
    """Switch off accounts past their last day and accounts unused for ACCOUNT_IDLE_DAYS.

    The last administrator stays, or nobody could let the others in again. Each is audited and
    told to the administrators. A second run finds nothing. Returns how many were switched off.
    """
    on = legal_date(at)
    keep = _last_administrator(on)
    active = User.objects.filter(is_active=True).exclude(pk__in=keep)
    expired = list(active.filter(valid_to__lt=on))
    idle = list(_idle(active, at).exclude(pk__in=[user.pk for user in expired]))
    for user in expired:
        _off(user, EXPIRED, at)
    for user in idle:
        _off(user, IDLE, at)
    return len(expired) + len(idle)


def settle_transfers(*, at: datetime) -> int:
    """Show people under the body of the only role they hold today; returns how many moved."""
    on = legal_date(at)
    moved = 0
    grants = RoleGrant.objects.in_force(on).filter(user__is_active=True)
    for grant in grants.exclude(user__agency=None).select_related("user", "agency", "role"):
        user = grant.user
        if user.agency_id == grant.agency_id:
            continue
        if grants.filter(user=user, agency=user.agency_id).exists():
            continue
        users.move_to(user, users.Post(role=grant.role, agency=grant.agency))
        moved += 1
    return moved


def _idle(active: Any, at: datetime) -> Any:
    """Neither seen nor opened within the limit; accounts that start later are not idle."""
    limit = at - timedelta(days=settings.ACCOUNT_IDLE_DAYS)
    day = legal_date(limit)
    unseen = Q(last_seen_at__lt=limit) | Q(last_seen_at__isnull=True, date_joined__lt=limit)
    started = Q(valid_from__isnull=True) | Q(valid_from__lt=day)
    idle = active.filter(unseen & started)
    return idle.exclude(is_demonstration=True) if settings.DEMO_ACCOUNTS else idle


def _last_administrator(on: date) -> list[int]:
    administrators = selectors.administrators(on=on)
    administrators.sort(key=lambda user: (user.last_seen_at or user.date_joined, user.pk))
    return [administrators[-1].pk] if administrators else []


def _off(user: User, reason: str, at: datetime) -> None:
    users.switch_off(user=user, reason=reason, by=None, at=at)
    messages.tell("account.retired", user, at=at, turn=f"{at:%Y%m%d}")
