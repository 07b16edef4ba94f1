"""A head lets a deputy sanction (MQĐ34) or order enforcement (MQĐ35), and ends it (MQĐ37)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.enums import DelegationKind, SignatureForm
from accounts.models import Delegation, Position
from ecms.audit.services import log
from ecms.core import clock
from ecms.core.formatting import legal_date
from ecms.documents.services import issue
from law.selectors_enforcement import enforcing_titles
from violations.documents import building_delegation as building
from violations.services.refusal import Refusal

KINDS = (DelegationKind.SANCTION, DelegationKind.ENFORCEMENT)


@dataclass(frozen=True)
class Power:
    """What is delegated: a kind of KINDS, from when until when (None: until it is ended)."""

    kind: str
    starts_on: date
    ends_on: date | None = None
    matters: str = ""


def heads_office(user: Any, *, on: date) -> Position | None:
    """The office with a title of its own that ``user`` holds as head of a body on a day."""
    held = Position.objects.in_force(on).filter(user=user, is_head=True).exclude(title_code="")
    return held.select_related("agency", "user").order_by("pk").first()


def deputies_of(office: Position, *, on: date) -> QuerySet[Position]:
    """Deputies of the head of a body on a day (LHAV arts. 54, 87: only they)."""
    rows = Position.objects.in_force(on).filter(
        agency=office.agency_id, is_deputy=True, user__is_active=True
    )
    return rows.select_related("user", "agency").order_by("pk")


def give(giver: Position, holder: Position, power: Power, *, by: Any, at: datetime) -> Delegation:
    """Sign the delegation today; the same power given twice is one.

    Raises:
        Refusal: not the head, no such power, not a deputy, a wrong time, or one runs already.
    """
    on = clock.legal_date(at)
    with transaction.atomic():
        Position.objects.select_for_update().get(pk=giver.pk)
        _demand_power(giver, holder, power, by=by, on=on)
        running = _running(giver, holder, power)
        if running is not None:
            if (running.valid_from, running.valid_to) == (power.starts_on, power.ends_on):
                return running
            raise Refusal(
                _("This power is delegated already by %(number)s; end that delegation first.")
                % {"number": running.number}
            )
        row = Delegation.objects.create(
            kind=power.kind, giver=giver, holder=holder, form=SignatureForm.KT, decided_on=on,
            valid_from=power.starts_on, valid_to=power.ends_on, matters=power.matters.strip(),
        )  # fmt: skip
        form, context = building.given(row)
        row.number = issue(row, form, context, by=by, at=at, on=on, issuer=giver.agency).reference
        row.save(update_fields=["number"])
        log("delegation.give", row, by=by, at=at, data={"number": row.number})
    return row


def _demand_power(giver: Position, holder: Position, power: Power, *, by: Any, on: date) -> None:
    if giver.user_id != by.pk or not giver.is_head or not giver.title_code:
        raise Refusal(_("Only the head of a body delegates the power of the office."))
    if power.kind not in KINDS:
        raise Refusal(_("Choose what is delegated."), "kind")
    if power.kind == DelegationKind.ENFORCEMENT and giver.title_code not in enforcing_titles(on):
        raise Refusal(_("This office has no power to order enforcement (Art. 87)."), "kind")
    if not deputies_of(giver, on=on).filter(pk=holder.pk).exists():
        raise Refusal(_("Only a deputy of the head can be given the power (Art. 54)."), "holder")
    if power.starts_on < on:
        raise Refusal(_("The day must not lie in the past."), "starts_on")
    if power.ends_on is not None and power.ends_on < power.starts_on:
        raise Refusal(_("The last day lies before the first."), "ends_on")


def _running(giver: Position, holder: Position, power: Power) -> Delegation | None:
    rows = Delegation.objects.filter(giver=giver, holder=holder, kind=power.kind)
    open_ended = Q(valid_to__isnull=True) | Q(valid_to__gte=power.starts_on)
    if power.ends_on is not None:
        rows = rows.filter(valid_from__lte=power.ends_on)
    return rows.filter(open_ended).first()


def end(row: Delegation, *, last_on: date, reason: str, by: Any, at: datetime) -> Delegation:
    """Sign the end of a delegation (MQĐ37): ``last_on`` is the last day on which it holds.

    Raises:
        Refusal: not the head who may give it, ended before, a wrong day, or no reason.
    """
    on = clock.legal_date(at)
    with transaction.atomic():
        fresh = Delegation.objects.select_for_update().get(pk=row.pk)
        if fresh.valid_to == last_on:
            return fresh
        office = heads_office(by, on=on)
        if office is None or office.agency_id != fresh.giver.agency_id or fresh.kind not in KINDS:
            raise Refusal(_("Only the head of a body delegates the power of the office."))
        if fresh.valid_to is not None and fresh.valid_to < on:
            raise Refusal(_("This delegation has ended."))
        if last_on < max(on, fresh.valid_from or on) or (
            fresh.valid_to is not None and last_on > fresh.valid_to
        ):
            raise Refusal(
                _("Choose a day from %(day)s on, before the delegation ends by itself.")
                % {"day": legal_date(max(on, fresh.valid_from or on))}, "last_on",
            )  # fmt: skip
        if not reason.strip():
            raise Refusal(_("Fill this in."), "reason")
        form, context = building.ended(
            fresh, office, after=last_on + timedelta(days=1), reason=reason.strip(), on=on
        )
        fresh.valid_to = last_on
        fresh.save(update_fields=["valid_to"])
        paper = issue(fresh, form, context, by=by, at=at, on=on, issuer=office.agency)
        log("delegation.end", fresh, by=by, at=at, data={"number": paper.reference})
    return fresh
