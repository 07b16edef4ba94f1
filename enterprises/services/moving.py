"""An enterprise that moved its head office to another province."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from ecms.audit.services import log
from ecms.core.clock import legal_date
from enterprises.models import Enterprise
from enterprises.services.places import Place
from enterprises.services.record import ChangedMeanwhile, complete, locked, origin, remember

PLACED = ("province", "ward", "address")  # what a move says anew


@transaction.atomic
def move(
    enterprise: Enterprise,
    place: Place,
    *,
    address: str,
    on: date,
    reason: str,
    by: Any,
    at: datetime,
    seen_at: datetime | None = None,
) -> bool:
    """The head office is in ``place`` since ``on``; returns False where it is there already.

    The record goes over with its workforce: the old province no longer sees it, history and audit
    keep what was. Sites stay where they are; running cases stay with their body.

    Raises:
        ChangedMeanwhile: the record is newer than ``seen_at``.
        ValueError: ``on`` lies in the future, or no province was given.
    """
    if place.province is None or on > legal_date(at):
        raise ValueError("no province, or a day to come")
    row = locked(enterprise, by)
    if row.province_id == place.province.pk:
        return False
    if seen_at is not None and row.updated_at != seen_at:
        raise ChangedMeanwhile
    before = row.province.code
    row.province, row.ward, row.address, row.zone = place.province, place.ward, address, None
    row.provenance |= dict.fromkeys(PLACED, origin(reason, by, at, on))
    row.provenance.pop("zone", None)
    _leave_office(row, reason, by, at)
    row.spells.update(province=place.province)  # repeats the enterprise's
    row.updated_at = at
    complete(row, at)
    remember(row, reason, by, at)
    row.save()
    data = {"from": before, "to": place.province.code, "on": on, "reason": reason}
    log("enterprise.moved", row, by=by, at=at, data=data)
    return True


def _leave_office(row: Enterprise, reason: str, by: Any, at: datetime) -> None:
    """The former head office is a site like the others."""
    for office in row.sites.filter(is_head_office=True):
        office.is_head_office = False
        remember(office, reason, by, at)
        office.save(update_fields=["is_head_office"])
