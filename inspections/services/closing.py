"""Closing a case: only when nothing is open any more."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from ecms.notifications.services import due
from inspections.models import Inspection
from inspections.workflow import workflow


def close(inspection: Inspection, *, by: Any, at: datetime) -> Inspection:
    """File the case away. Raises WorkflowRefused while anything is open."""
    with transaction.atomic():
        fresh: Inspection = workflow.advance(inspection, "close", by=by, at=at)
        due.drop_all(fresh, at=at)
    return fresh
