"""What violations add to the register: references for merges, unpaid fines for the score."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, F

from enterprises.services import references, risk
from violations.models import ViolationCase


def register() -> None:
    """Called in ``apps.ready()``."""
    references.register("violations.ViolationCase.enterprise", references.MOVE)
    references.register("violations.HistoricalViolationCase.enterprise", references.KEEP)
    risk.register_factor("unpaid_fines", _unpaid)


def _unpaid(on: date) -> Any:
    """Decisions whose day of payment has passed without the fine being paid in full."""
    late = ViolationCase.objects.owing().filter(execution_due_on__lt=on).order_by()
    return late.values(firm=F("enterprise_id")).annotate(n=Count("pk"))
