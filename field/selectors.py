"""What the pages of the office read."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet

from field.models import Checkout, Command, Device, Upload

RECENT = 20


def devices_for(user: Any) -> QuerySet[Device]:
    """Devices that ``user`` may see, with what they hold."""
    out = Checkout.objects.filter(returned_at__isnull=True).select_related(
        "inspection__enterprise"
    )
    return Device.objects.visible_to(user).select_related("user", "agency").prefetch_related(
        Prefetch("checkouts", queryset=out.order_by("valid_until"), to_attr="out")
    )  # fmt: skip


def checkouts_of(case: Any) -> QuerySet[Checkout]:
    """Check-outs of a case, those that are out first."""
    rows = Checkout.objects.filter(inspection=case).select_related("device", "taken_by")
    return rows.order_by("returned_at", "-pk")


def arrived(case: Any) -> QuerySet[Command]:
    """What came in from devices, newest first."""
    return Command.objects.filter(inspection=case).select_related("device", "received_by")


def uploads_of(case: Any) -> QuerySet[Upload]:
    """Files from devices, newest first."""
    return Upload.objects.filter(inspection=case).select_related("device", "begun_by")
