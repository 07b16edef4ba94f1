"""Sites of an enterprise: added, corrected, closed; one of them is its head office."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from ecms.audit.services import log
from ecms.core.clock import legal_date
from enterprises.models import Enterprise, Site
from enterprises.models.enterprise_parts import SITES_SEARCHED, site_text
from enterprises.rules.search import search_text
from enterprises.services.places import Place
from enterprises.services.record import complete, locked, origin, plain, remember


class HeadOfficeElsewhere(ValueError):
    """A head office lies in the province of its enterprise; moving is a verb of its own."""


class ClosedBeforeOpened(ValueError):
    """A site cannot close before it opened."""


@dataclass(frozen=True)
class SiteFacts:
    """A site as a form has it; ``place`` is its address resolved."""

    name: str
    address: str
    place: Place
    code: str = ""
    zone: Any = None
    is_head_office: bool = False
    phone: str = ""
    caution: str = ""
    opened_on: date | None = None

    def values(self) -> dict[str, Any]:
        """By the fields of :class:`Site`."""
        return {
            "name": self.name, "code": self.code, "address": self.address,
            "province": self.place.province, "ward": self.place.ward,
            "former_province": self.place.former_province, "zone": self.zone,
            "is_head_office": self.is_head_office, "phone": self.phone,
            "caution": self.caution, "opened_on": self.opened_on,
        }  # fmt: skip


@transaction.atomic
def add(enterprise: Enterprise, facts: SiteFacts, *, reason: str, by: Any, at: datetime) -> Site:
    """Add a site; the same name at the same address again is the site that is there.

    Raises:
        HeadOfficeElsewhere: a head office in another province than the enterprise.
    """
    firm = locked(enterprise, by)
    same = firm.sites.filter(
        name__iexact=facts.name, address__iexact=facts.address, closed_on__isnull=True
    ).first()
    if same is not None:
        return same
    site = Site(enterprise=firm, provenance={"*": origin(reason, by, at)}, **facts.values())
    _only_head_office(firm, site, by, at)
    _save(site, reason, by, at)
    _follow(firm, by, at)
    data = {"site": site.pk, "name": site.name, "reason": reason}
    log("enterprise.site_added", firm, by=by, at=at, data=data)
    return site


@transaction.atomic
def correct(site: Site, facts: SiteFacts, *, reason: str, by: Any, at: datetime) -> list[str]:
    """New facts of a site; returns the fields that changed. Each remembers who and why.

    Raises:
        HeadOfficeElsewhere: as in :func:`add`.
        ClosedBeforeOpened: it would have opened after it closed.
    """
    firm = locked(site.enterprise, by)
    row = Site.objects.select_for_update(of=("self",)).get(pk=site.pk)
    changes: dict[str, list[Any]] = {}
    for name, value in facts.values().items():
        old = getattr(row, name)
        if old != value:
            changes[name] = [plain(old), plain(value)]
            setattr(row, name, value)
            row.provenance[name] = origin(reason, by, at)
    if not changes:
        return []
    if row.closed_on and row.opened_on and row.closed_on < row.opened_on:
        raise ClosedBeforeOpened
    _only_head_office(firm, row, by, at)
    _save(row, reason, by, at)
    _follow(firm, by, at)
    data = {"site": row.pk, "changes": changes, "reason": reason}
    log("enterprise.site_corrected", firm, by=by, at=at, data=data)
    return list(changes)


@transaction.atomic
def close(site: Site, *, on: date, reason: str, by: Any, at: datetime) -> bool:
    """Nobody works there since ``on``; returns False where it was closed already.

    Raises:
        ClosedBeforeOpened: before its opening.
        ValueError: in the future.
    """
    firm = locked(site.enterprise, by)
    row = Site.objects.select_for_update(of=("self",)).get(pk=site.pk)
    if row.closed_on is not None:
        return False
    if on > legal_date(at):
        raise ValueError("closed on a day to come")
    if row.opened_on and on < row.opened_on:
        raise ClosedBeforeOpened
    row.closed_on, row.is_head_office = on, False
    row.provenance["closed_on"] = origin(reason, by, at, on)
    _save(row, reason, by, at)
    _follow(firm, by, at)
    data = {"site": row.pk, "on": on, "reason": reason}
    log("enterprise.site_closed", firm, by=by, at=at, data=data)
    return True


def texts_of(enterprises: Collection[int]) -> dict[int, list[str]]:
    """What open sites add to the search text, by enterprise: for those who write many at once."""
    found: dict[int, list[str]] = {}
    rows = Site.objects.filter(enterprise__in=enterprises, closed_on__isnull=True)
    for pk, address, ward in rows.order_by("enterprise", "pk").values_list(
        "enterprise", "address", "ward__name_vi"
    ):
        texts = found.setdefault(pk, [])
        if len(texts) < SITES_SEARCHED:
            texts.append(site_text(address, ward))
    return found


def _only_head_office(firm: Enterprise, site: Site, by: Any, at: datetime) -> None:
    """The one head office; the former one becomes a site like the others."""
    if not site.is_head_office:
        return
    if site.province_id != firm.province_id:
        raise HeadOfficeElsewhere
    for other in firm.sites.filter(is_head_office=True).exclude(pk=site.pk):
        other.is_head_office = False
        remember(other, "", by, at)
        other.save(update_fields=["is_head_office"])


def _save(site: Site, reason: str, by: Any, at: datetime) -> None:
    site.folded = search_text(
        [site.name, site.code, site.address, site.ward.name_vi if site.ward else ""]
    )
    remember(site, reason, by, at)
    site.save()


def _follow(firm: Enterprise, by: Any, at: datetime) -> None:
    """The enterprise is found by the addresses of its sites."""
    firm.updated_at = at
    complete(firm, at)
    remember(firm, "", by, at)
    firm.save()
