"""How a service of accidents says no, and how it holds a row."""

from __future__ import annotations

from typing import Any

from ecms.core.refusal import Refusal, demand
from intake.models import Accident

__all__ = ["Refusal", "demand", "locked"]


def locked(accident: Any) -> Accident:
    """The row of ``accident`` under a lock that the surrounding transaction holds."""
    return Accident.objects.select_for_update(of=("self",)).get(pk=accident.pk)
