"""Cases taken along and given back."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from ecms.audit.services import log
from ecms.core import clock
from ecms.core.refusal import Refusal, demand
from ecms.notifications.services import due
from field.blueprints import compiled
from field.bundles import frozen
from field.models import Blueprint, Checkout, Device
from field.permissions import may_check_out, may_send, owns
from inspections.models import Inspection
from inspections.services import composition
from inspections.services.refusal import locked

EXPIRES = "field.checkout"  # the reminder of a check-out that is not returned
IN_USE = _("This number is used by another check-out.")


def check_out(
    case: Inspection, device: Device, *, key: UUID, by: Any, at: datetime
) -> tuple[Checkout, bool]:
    """Give ``case`` to a device with its dossier and compiled checklist as they are now.

    The same ``key`` again is the same check-out. Answers the row and whether it is new.

    Raises:
        Refusal: not the team, not running, a revoked or foreign device, a number in use.
    """
    demand(may_send(device, by))
    if device.revoked_at is not None:
        raise Refusal(_("This device was revoked and takes no more cases."))
    try:
        with transaction.atomic():
            known = Checkout.objects.filter(key=key).first()
            if known is not None:
                return _same(known, case, by), False
            fresh = locked(case)
            demand(may_check_out(fresh, by))
            composition.freeze(fresh, by=by, at=at)
            made = _made(fresh, device, key, by=by, at=at)
            data = {"note": device.label, "until": made.valid_until}
            log("field.checked_out", fresh, by=by, at=at, data=data)
            due.expect(EXPIRES, made, due_on=clock.legal_date(made.valid_until), at=at)
    except IntegrityError:
        return _same(Checkout.objects.get(key=key), case, by), False
    return made, True


def _same(known: Checkout, case: Inspection, by: Any) -> Checkout:
    demand(owns(known, by))
    if known.inspection_id != case.pk:
        raise Refusal(IN_USE)
    return known


def _made(case: Inspection, device: Device, key: UUID, *, by: Any, at: datetime) -> Checkout:
    content = compiled(case, on=clock.legal_date(at))
    blueprint, _new = Blueprint.objects.get_or_create(
        inspection=case, version=content["version"],
        defaults={"content": content, "compiled_at": at, "compiled_by": by},
    )  # fmt: skip
    return Checkout.objects.create(
        key=key, inspection=case, device=device, blueprint=blueprint,
        dossier=frozen(case, by=by, at=at), valid_until=_until(at), taken_at=at, taken_by=by,
    )  # fmt: skip


def _until(at: datetime) -> datetime:
    return at + timedelta(days=settings.FIELD_CHECKOUT_DAYS)


def renew(checkout: Checkout, *, by: Any, at: datetime) -> Checkout:
    """Keep the case longer. Raises Refusal: not the holder, not the team, returned or finished."""
    with transaction.atomic():
        row = _held(checkout, by)
        demand(may_check_out(locked(row.inspection), by))
        if row.returned_at is not None or row.finished_at is not None:
            raise Refusal(_("The check-out is over; check the case out again."))
        row.valid_until = _until(at)
        row.save(update_fields=["valid_until"])
        due.expect(EXPIRES, row, due_on=clock.legal_date(row.valid_until), at=at)
    return row


def give_back(checkout: Checkout, *, by: Any, at: datetime) -> Checkout:
    """The device no longer keeps the case; a repeat changes nothing. Raises Refusal."""
    with transaction.atomic():
        row = _held(checkout, by)
        if row.returned_at is None:
            row.returned_at, row.returned_by = at, by
            row.save(update_fields=["returned_at", "returned_by"])
            due.settle(EXPIRES, row, at=at)
            log("field.returned", row.inspection, by=by, at=at, data={"note": row.device.label})
    return row


def finish(checkout: Checkout, *, by: Any, at: datetime) -> Checkout:
    """The work on site is over: the copy on the device is for reading only. Raises Refusal."""
    with transaction.atomic():
        row = _held(checkout, by)
        if row.finished_at is None:
            row.finished_at, row.finished_by = at, by
            row.save(update_fields=["finished_at", "finished_by"])
            due.settle(EXPIRES, row, at=at)
            log("field.finished", row.inspection, by=by, at=at, data={"note": row.device.label})
    return row


def _held(checkout: Checkout, by: Any) -> Checkout:
    row = Checkout.objects.select_for_update(of=("self",)).get(pk=checkout.pk)
    demand(owns(row, by))
    return row
