"""Figures of the register and of who uses ECMS."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Case, CharField, F, Func, Q, Value, When

from accounts.models import User
from analytics.source import Source, section, size, total
from ecms.audit.models import AuditEvent
from enterprises.enums import EnterpriseStatus
from enterprises.models import Enterprise, Sector

FRESH, STALE, NEVER = "fresh", "stale", "never"


def active_firms(today: date) -> Any:
    """Enterprises at work, each once however often it was registered."""
    return Enterprise.objects.filter(merged_into=None, status=EnterpriseStatus.ACTIVE)


def _with_freshness(today: date) -> Any:
    late = Q(workforce_due_on__lt=today)
    state = Case(
        When(workforce_on__isnull=True, then=Value(NEVER)),
        When(late, then=Value(STALE)),
        default=Value(FRESH),
        output_field=CharField(),
    )
    return active_firms(today).annotate(workforce_state=state)


REGISTER = (
    Source("enterprises_active", (Enterprise, Sector), active_firms, key=section("sector"),
           key2=size("workers"), amount=total("workers"), ward="ward"),
    Source("workforce_state", (Enterprise,), _with_freshness, key=F("workforce_state"),
           amount=total("workers"), ward="ward"),
)  # fmt: skip

MODULE = Func(F("event"), Value("."), Value(1), function="SPLIT_PART", output_field=CharField())


def _acts(today: date) -> Any:
    return AuditEvent.objects.filter(actor__isnull=False)


def _people(measure: str, **more: Any) -> Source:
    """Counted by month, never by person: no list stands behind the number."""
    return Source(measure, (AuditEvent,), _acts, "at", is_moment=True,
                  area="actor__agency__province_id", entity="actor_id", daily=True,
                  is_listed=False, **more)  # fmt: skip


PEOPLE = (
    Source("accounts_active", (User,), lambda today: User.objects.filter(is_active=True),
           area="agency__province_id", daily=True, is_listed=False),
    _people("people_active"),
    _people("people_by_module", key2=MODULE),
)  # fmt: skip
