"""Facts beside an enterprise: hazards and contacts; what was verified; flags settled."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from ecms.audit.services import log
from ecms.core.clock import legal_date
from enterprises.models import (
    Contact,
    Enterprise,
    EnterpriseHazard,
    Flag,
    Hazard,
    Headcount,
    Site,
)
from enterprises.services.record import locked, remember

CONTACT_FIELDS = ("name", "title", "phone", "email", "note")
NOT_VERIFIABLE = frozenset({"workers", "women", "workers_on", "insured", "insured_on"})


@dataclass(frozen=True)
class Verified:
    """What a person says to have verified: names of fields, and keys of rows."""

    fields: Collection[str] = ()
    headcounts: Collection[int] = ()
    hazards: Collection[int] = ()
    contacts: Collection[int] = ()
    sites: Collection[int] = field(default=())

    @property
    def count(self) -> int:
        """How many facts."""
        rows = (self.headcounts, self.hazards, self.contacts, self.sites)
        return len(self.fields) + sum(len(keys) for keys in rows)


@transaction.atomic
def verify(
    enterprise: Enterprise,
    what: Verified,
    *,
    by: Any,
    at: datetime,
    seen_at: datetime | None = None,
) -> int:
    """Note that ``by`` has verified facts; returns how many.

    A verified fact keeps its source and is true as of the day of the verification, so that an
    older list does not replace it. Headcounts are verified by their rows.

    Raises:
        ChangedMeanwhile: the enterprise is newer than ``seen_at``.
    """
    firm = locked(enterprise, by, seen_at)
    today = legal_date(at)
    fields = [name for name in what.fields if name not in NOT_VERIFIABLE]
    for name in fields:
        mark = firm.origin(name)
        stated = mark.get("stated_on") or mark.get("as_of", "")
        firm.provenance[name] = {
            **mark, "stated_on": stated, "as_of": today.isoformat(), "verified_by": str(by),
            "verified_on": today.isoformat(),
        }  # fmt: skip
    rows = 0
    for model, keys in (
        (Headcount, what.headcounts), (EnterpriseHazard, what.hazards), (Contact, what.contacts),
    ):  # fmt: skip
        found = model.objects.filter(enterprise=firm, pk__in=keys)  # type: ignore[attr-defined]
        rows += found.update(verified_at=at, verified_by=by)
    rows += _verify_sites(firm, what.sites, by, at)
    if fields:
        remember(firm, "", by, at)
        firm.save()
    if fields or rows:
        data = {"fields": fields, "rows": rows}
        log("enterprise.verified", firm, by=by, at=at, data=data)
    return len(fields) + rows


def _verify_sites(firm: Enterprise, keys: Collection[int], by: Any, at: datetime) -> int:
    """A site is verified as a whole."""
    today = legal_date(at).isoformat()
    sites = list(Site.objects.filter(enterprise=firm, pk__in=keys))
    for site in sites:
        mark = site.provenance.get("*") or {}
        site.provenance["*"] = {**mark, "verified_by": str(by), "verified_on": today}
        remember(site, "", by, at)
        site.save(update_fields=["provenance"])
    return len(sites)


# --- Hazards --------------------------------------------------------------------------------
@transaction.atomic
def add_hazard(
    enterprise: Enterprise,
    hazard: Hazard,
    *,
    on: date,
    source: str,
    by: Any,
    at: datetime,
    site: Site | None = None,
    quantity: str = "",
) -> EnterpriseHazard:
    """A hazard of the catalogue is there, or at one of its sites; again corrects the amount."""
    firm = locked(enterprise, by)
    row = firm.hazards.filter(hazard=hazard, site=site, gone_on__isnull=True).first()
    if row is not None and (row.quantity, row.source, row.on) == (quantity, source, on):
        return row
    row = row or EnterpriseHazard(enterprise=firm, hazard=hazard, site=site)
    row.quantity, row.source, row.on = quantity, source, on
    row.recorded_at, row.recorded_by = at, by
    row.verified_at = row.verified_by = None
    row.save()
    data = {"hazard": hazard.code, "site": site.pk if site else None, "quantity": quantity}
    log("enterprise.hazard", firm, by=by, at=at, data=data)
    return row


@transaction.atomic
def hazard_gone(row: EnterpriseHazard, *, on: date, by: Any, at: datetime) -> None:
    """The hazard is no longer there since ``on``; saying it twice changes nothing.

    Raises:
        ValueError: ``on`` lies before the day it was stated for, or in the future.
    """
    found = EnterpriseHazard.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if found.gone_on is not None:
        return
    if not found.on <= on <= legal_date(at):
        raise ValueError("gone before it was there, or in the future")
    found.gone_on = on
    found.save(update_fields=["gone_on"])
    data = {"hazard": found.hazard.code, "gone_on": on}
    log("enterprise.hazard_gone", found.enterprise, by=by, at=at, data=data)


# --- Contacts -------------------------------------------------------------------------------
@transaction.atomic
def add_contact(
    enterprise: Enterprise, values: dict[str, str], *, source: str, by: Any, at: datetime
) -> Contact:
    """A person to talk to; the same person with the same numbers again is the same contact."""
    firm = locked(enterprise, by)
    given = {name: values.get(name, "") for name in CONTACT_FIELDS}
    same = firm.contacts.filter(ended_on__isnull=True, **given).first()
    if same is not None:
        return same
    row = Contact.objects.create(
        enterprise=firm, source=source, recorded_at=at, recorded_by=by, **given
    )
    log("enterprise.contact", firm, by=by, at=at, data={"contact": row.pk})
    return row


@transaction.atomic
def correct_contact(
    row: Contact, values: dict[str, str], *, source: str, by: Any, at: datetime
) -> bool:
    """New words for a contact; returns whether anything differed."""
    found = Contact.objects.select_for_update(of=("self",)).get(pk=row.pk)
    changed = [name for name in CONTACT_FIELDS if getattr(found, name) != values.get(name, "")]
    if not changed:
        return False
    for name in changed:
        setattr(found, name, values.get(name, ""))
    found.source, found.recorded_at, found.recorded_by = source, at, by
    found.verified_at = found.verified_by = None
    found.save()
    data = {"contact": found.pk, "fields": changed}
    log("enterprise.contact", found.enterprise, by=by, at=at, data=data)
    return True


@transaction.atomic
def end_contact(row: Contact, *, on: date, by: Any, at: datetime) -> None:
    """The person is no longer the contact since ``on``; saying it twice changes nothing."""
    found = Contact.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if found.ended_on is not None:
        return
    found.ended_on = on
    found.save(update_fields=["ended_on"])
    log("enterprise.contact_ended", found.enterprise, by=by, at=at, data={"contact": found.pk})


# --- Flags ----------------------------------------------------------------------------------
@transaction.atomic
def settle_flag(flag: Flag, *, note: str, by: Any, at: datetime) -> bool:
    """A person looked at what a machine noticed; returns False where another did so before."""
    found = Flag.objects.select_for_update(of=("self",)).get(pk=flag.pk)
    if found.settled_at is not None:
        return False
    found.settled_at, found.settled_by, found.note = at, by, note
    found.save(update_fields=["settled_at", "settled_by", "note"])
    data = {"kind": found.kind, "facts": found.facts, "note": note}
    log("enterprise.flag_settled", found.enterprise, by=by, at=at, data=data)
    return True
