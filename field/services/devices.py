"""Devices: registered, heard of, revoked, wiped."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from ecms.audit.services import log
from ecms.core.refusal import Refusal, demand
from ecms.core.text import squeeze
from ecms.notifications.services import messages
from field.models import Device, DeviceFault
from field.permissions import may_revoke

SEEN_EVERY = timedelta(seconds=30)  # a contact writes the row at most this often
FAULTS_MOST = 20


class OtherOwner(Exception):
    """The number of the device belongs to another person."""


@dataclass(frozen=True)
class Report:
    """What a device says of itself; ``clock`` is its own time."""

    unsent: int = 0
    unsent_since: datetime | None = None
    clock: datetime | None = None
    keeps_storage: bool | None = None
    app: str = ""


def register(key: UUID, *, label: str, agent: str, by: Any, at: datetime) -> Device:
    """Note a device of ``by``; the same number again is the same device.

    Raises:
        OtherOwner: somebody else registered this number.
        Refusal: no name.
    """
    name = squeeze(label)[:100]
    if not name:
        raise Refusal(_("Give the device a name."), field="label")
    try:
        with transaction.atomic():
            device, made = Device.objects.get_or_create(
                key=key,
                defaults={
                    "user": by, "agency": by.agency, "label": name, "agent": squeeze(agent)[:300],
                    "registered_at": at, "registered_by": by, "last_seen_at": at,
                },
            )  # fmt: skip
            if made:
                log("field.device_registered", device, by=by, at=at, data={"note": name})
    except IntegrityError:
        device = Device.objects.get(key=key)
    if device.user_id != by.pk:
        raise OtherOwner
    return device


def seen(device: Device, *, at: datetime) -> None:
    """The device was heard of."""
    if device.last_seen_at is None or at - device.last_seen_at > SEEN_EVERY:
        Device.objects.filter(pk=device.pk).update(last_seen_at=at)


def contact(device: Device, report: Report, *, at: datetime) -> Device:
    """Keep what the device says of itself: what waits there, its clock, its storage."""
    offset = (report.clock - at) // timedelta(milliseconds=1) if report.clock else None
    device.last_seen_at, device.unsent = at, report.unsent
    device.unsent_since = report.unsent_since if report.unsent else None
    device.clock_offset_ms, device.keeps_storage = offset, report.keeps_storage
    device.app = report.app[:40]
    device.save(
        update_fields=[
            "last_seen_at", "unsent", "unsent_since", "clock_offset_ms", "keeps_storage", "app",
        ]
    )  # fmt: skip
    return device


def revoke(device: Device, *, reason: str, by: Any, at: datetime) -> Device:
    """Lost or given back: the device sends what it has once more and forgets everything.

    Raises:
        Refusal: neither the owner nor who assigns work in the body; no reason.
    """
    if not reason.strip():
        raise Refusal(_("Give the reason."), field="reason")
    with transaction.atomic():
        row = Device.objects.select_for_update().get(pk=device.pk)
        demand(may_revoke(row, by))
        if row.revoked_at is not None:
            return row
        row.revoked_at, row.revoked_by, row.revoked_reason = at, by, squeeze(reason)[:500]
        row.save(update_fields=["revoked_at", "revoked_by", "revoked_reason"])
        log("field.device_revoked", row, by=by, at=at, data={"note": row.revoked_reason})
        if row.user_id != by.pk:
            messages.tell("field.device_revoked", row, at=at)
    return row


def wiped(device: Device, *, by: Any, at: datetime) -> Device:
    """The device says that it forgot everything; only after it was revoked.

    Raises:
        Refusal: it was not revoked.
    """
    with transaction.atomic():
        row = Device.objects.select_for_update().get(pk=device.pk)
        if row.revoked_at is None:
            raise Refusal(_("The device was not revoked."))
        if row.wiped_at is None:
            row.wiped_at, row.unsent, row.unsent_since = at, 0, None
            row.save(update_fields=["wiped_at", "unsent", "unsent_since"])
            row.checkouts.filter(returned_at__isnull=True).update(returned_at=at, returned_by=by)
            log("field.device_wiped", row, by=by, at=at)
    return row


def note_faults(
    device: Device, faults: Iterable[tuple[str, str, datetime | None]], *, by: Any, at: datetime
) -> int:
    """Keep small faults of the page: code, detail, time on the device."""
    rows = [
        DeviceFault(
            device=device, code=code[:60], detail=squeeze(detail)[:200], device_time=when,
            received_at=at, received_by=by,
        )
        for code, detail, when in list(faults)[:FAULTS_MOST]
    ]  # fmt: skip
    return len(DeviceFault.objects.bulk_create(rows))
