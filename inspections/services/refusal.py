"""How a service says no."""

from __future__ import annotations

from typing import Any

from ecms.core.refusal import Refusal, demand
from inspections.models import Inspection

__all__ = ["Refusal", "demand", "locked"]


def locked(inspection: Any) -> Inspection:
    """The row of ``inspection`` under a lock that the surrounding transaction holds."""
    return Inspection.objects.select_for_update(of=("self",)).get(pk=inspection.pk)
