"""Whose devices a person may see; what came from a device is seen with its case."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self

from django.db.models import Q

from ecms.core.scoping import ScopedQuerySet
from inspections.querysets import InspectionChildQuerySet


class DeviceQuerySet(ScopedQuerySet):
    """Devices."""

    def visible_to(self, user: Any) -> Self:
        """One's own; who assigns work in a body sees those of its people."""
        if not user.is_authenticated:
            return self.none()
        reach = Q(user=user)
        if user.can("inspection.assign"):
            reach |= Q(agency_id__in=user.scope.agency_ids)
        return self.filter(reach)


class CheckoutQuerySet(InspectionChildQuerySet):
    """Check-outs, seen with their case."""

    def out(self) -> Self:
        """Neither returned nor finished."""
        return self.filter(returned_at__isnull=True, finished_at__isnull=True)

    def expired(self, now: datetime) -> Self:
        """Still out after their time."""
        return self.out().filter(valid_until__lt=now)


class ExchangeQuerySet(InspectionChildQuerySet):
    """Commands and uploads, seen with their case."""


class CommandQuerySet(ExchangeQuerySet):
    """Commands."""

    def undecided(self) -> Self:
        """Conflicts that nobody decided yet."""
        return self.filter(verdict="conflict", decided_at__isnull=True)

    def for_supervisor(self) -> Self:
        """Handed over and not dealt with."""
        return self.filter(referred_at__isnull=False, handled_at__isnull=True)


class BesideDeviceQuerySet(ScopedQuerySet):
    """Rows that hang on a device."""

    def visible_to(self, user: Any) -> Self:
        """With the device."""
        from field.models import Device

        return self.filter(device__in=Device.objects.visible_to(user).values("pk"))
