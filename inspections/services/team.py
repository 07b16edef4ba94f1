"""The team: each member declares that there is no conflict of interest."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from ecms.audit.services import log
from inspections.models import Inspection
from inspections.permissions import can_declare, membership
from inspections.services.refusal import demand, locked


def declare(inspection: Inspection, *, by: Any, at: datetime) -> None:
    """``by`` declares no conflict of interest with the enterprise; a repeat changes nothing.

    Raises:
        Refusal: not a member, or too late.
    """
    with transaction.atomic():
        case = locked(inspection)
        member = membership(case, by)
        if member is not None and member.no_conflict:
            return
        demand(can_declare(case, by))
        member.no_conflict = True
        member.save(update_fields=["no_conflict"])
        log("inspection.no_conflict", case, by=by, at=at)
