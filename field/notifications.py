"""Letters of the field work: a check-out that ran out, a revoked device, work for supervisors."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from accounts.selectors import holders_of
from ecms.core import clock
from ecms.notifications.registry import Letter
from field.models import Checkout, Command, Device


def holder(checkout: Checkout) -> list[Any]:
    """Who took the case along."""
    return [checkout.taken_by]


def supervisors_of_case(row: Checkout | Command) -> list[Any]:
    """Who assigns work in the body in charge of the case."""
    agency = row.inspection.agency
    return list(holders_of(Permission.INSPECTION_ASSIGN, agency=agency, on=clock.today()))


def owner(device: Device) -> list[Any]:
    """Whose device it is."""
    return [device.user]


def _case_url(row: Checkout | Command) -> str:
    return reverse("inspections:detail", args=[row.inspection_id])


def _item_url(item: Command) -> str:
    return reverse("field:item", args=[item.inspection_id, item.pk])


def _devices_url(device: Device) -> str:
    return reverse("field:devices")


LETTERS = (
    Letter(
        "field.checkout",
        _("Case checked out to a device"),
        _("Sync the device and return the case, or renew the check-out."),
        holder,
        _case_url,
        supervisors_of_case,
    ),
    Letter(
        "field.device_revoked",
        _("Your device was revoked"),
        _("It sends what it still has at its next contact and then forgets everything."),
        owner,
        _devices_url,
    ),
    Letter(
        "field.referred",
        _("Rejected item of a device"),
        _("Something done on site could not be stored; read the reason and decide what to do."),
        supervisors_of_case,
        _item_url,
    ),
)
