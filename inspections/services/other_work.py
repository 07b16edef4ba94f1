"""Calls, advice and visits that found nothing: recorded at once, counted as work."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Province
from ecms.audit.services import log
from ecms.core import clock
from enterprises.services import visits as register
from enterprises.services.survivors import surviving
from inspections.enums import WorkKind
from inspections.models import OtherWork
from inspections.services.refusal import Refusal


def record(
    kind: str,
    *,
    enterprise: Any = None,
    done_on: date,
    note: str = "",
    submission: UUID,
    by: Any,
    at: datetime,
) -> OtherWork:
    """Keep one piece of work; the same ``submission`` is kept once. A visit dates the register.

    Raises:
        Refusal: a day to come, or a person without a body and a province.
    """
    today = clock.legal_date(at)
    if done_on > today:
        raise Refusal(_("The day lies in the future."), field="done_on")
    if by.agency_id is None:
        raise Refusal(_("Your account belongs to no body."))
    with transaction.atomic():
        if enterprise is not None:
            enterprise = surviving(enterprise, by=by)
        province = enterprise.province if enterprise is not None else by.agency.province
        province = province or Province.objects.in_force(today).order_by("pk")[0]
        row, made = OtherWork.objects.get_or_create(
            submission=submission,
            defaults={
                "kind": kind, "enterprise": enterprise, "province": province,
                "agency": by.agency, "done_on": done_on, "note": note, "recorded_at": at,
                "recorded_by": by,
            },
        )  # fmt: skip
        if made:
            log("other_work.recorded", enterprise or row, by=by, at=at, data={"note": kind})
            if kind == WorkKind.VISIT and enterprise is not None:
                register.record(enterprise, on=done_on, today=today)
    return row


def take_back(row: OtherWork, *, by: Any, at: datetime) -> None:
    """Remove what was recorded by mistake, on the same day only. Raises Refusal."""
    if row.recorded_by_id != by.pk:
        raise Refusal(_("Only the person who recorded it may take it back."))
    if clock.legal_date(row.recorded_at) != clock.legal_date(at):
        raise Refusal(_("It can be taken back on the same day only."))
    with transaction.atomic():
        log("other_work.taken_back", row, by=by, at=at, data={"note": row.kind})
        row.delete()
