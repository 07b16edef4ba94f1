"""Closing a case: only when nothing is open any more."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from inspections.models import Inspection
from inspections.services import progress


def close(inspection: Inspection, *, by: Any, at: datetime) -> Inspection:
    """File the case away. Raises WorkflowRefused while anything is open."""
    with transaction.atomic():
        return progress.advance(inspection, "close", by=by, at=at)
