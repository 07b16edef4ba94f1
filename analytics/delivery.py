"""Which departments have to deliver a month, and which have not."""

from __future__ import annotations

from datetime import date
from typing import Any

from accounts.models import Province
from analytics.models import Confirmation


def undelivered(month: date) -> list[Province]:
    """Provinces with a department at work that have not confirmed the month, by name."""
    done = Confirmation.objects.filter(month=month).values("province")
    return list(expected(month).exclude(pk__in=done))


def expected(month: date) -> Any:
    """Provinces whose department has accounts: those that can deliver."""
    return Province.objects.present().filter(agencies__staff__is_active=True).distinct()
