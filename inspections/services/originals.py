"""Originals that the team took along: noted with a receipt, given back before the case closes."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ecms.audit.services import log
from ecms.core import clock
from inspections.models import HeldOriginal, Inspection
from inspections.permissions_followup import can_hold
from inspections.services.refusal import Refusal, demand, locked


def take(
    inspection: Inspection,
    *,
    name: str,
    taken_on: date,
    taken_from: str,
    submission: UUID,
    by: Any,
    at: datetime,
) -> HeldOriginal:
    """Note that an original was taken along; the same ``submission`` once. Raises Refusal."""
    if not name.strip():
        raise Refusal(_("Name the paper."), field="name")
    if taken_on > clock.legal_date(at):
        raise Refusal(_("The day lies in the future."), field="taken_on")
    with transaction.atomic():
        case = locked(inspection)
        known = HeldOriginal.objects.filter(submission=submission).first()
        if known is not None:
            return known
        demand(can_hold(case, by))
        made = HeldOriginal.objects.create(
            inspection=case, name=name.strip(), taken_on=taken_on, taken_from=taken_from.strip(),
            taken_at=at, taken_by=by, submission=submission,
        )  # fmt: skip
        log("inspection.original_taken", case, by=by, at=at, data={"note": made.name})
    return made


def give_back(original: HeldOriginal, *, on: date, to: str, by: Any, at: datetime) -> HeldOriginal:
    """It is with the enterprise again; a repeat changes nothing. Raises Refusal."""
    if not to.strip():
        raise Refusal(_("Say who received it."), field="to")
    with transaction.atomic():
        case = locked(Inspection(pk=original.inspection_id))
        row = HeldOriginal.objects.select_for_update().get(pk=original.pk)
        if row.given_back_at is not None:
            return row
        demand(can_hold(case, by))
        if on > clock.legal_date(at) or on < row.taken_on:
            raise Refusal(_("The day must lie between the day it was taken and today."), "on")
        row.given_back_on, row.given_back_to = on, to.strip()
        row.given_back_at, row.given_back_by = at, by
        row.save()
        log("inspection.original_returned", case, by=by, at=at, data={"note": row.name})
    return row
