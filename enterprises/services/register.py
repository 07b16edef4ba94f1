"""Enterprises added and corrected by hand."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from accounts.permissions import Permission
from ecms.audit.services import log
from ecms.core.clock import legal_date
from enterprises.models import Enterprise
from enterprises.services import headcounts, statuses
from enterprises.services.record import (
    BY_HAND,
    ChangedMeanwhile,
    complete,
    derived,
    locked,
    origin,
    plain,
    remember,
    replaced,
)

# Facts of the business register: shown, and overridden only on purpose.
REGISTRY_FIELDS = (
    "name", "foreign_name", "short_name", "legal_form", "registration_number", "status",
    "status_on", "address", "representative", "representative_title",
)  # fmt: skip
OWN_FIELDS = (
    "insurance_code", "ownership", "ward", "zone", "sector", "section_2025", "phone", "email",
    "has_union", "caution",
)  # fmt: skip

__all__ = [
    "BY_HAND",
    "OWN_FIELDS",
    "REGISTRY_FIELDS",
    "ChangedMeanwhile",
    "TaxCodeTaken",
    "correct",
    "create",
]


class TaxCodeTaken(Exception):
    """Another enterprise has the tax code; ``enterprise`` is that one."""

    def __init__(self, enterprise: Enterprise) -> None:
        super().__init__(enterprise.tax_code)
        self.enterprise = enterprise


@transaction.atomic
def create(
    *, tax_code: str, province: Any, values: dict[str, Any], reason: str, by: Any, at: datetime
) -> Enterprise:
    """Add an enterprise by hand; ``tax_code`` as ``rules.tax_code.read`` gives it.

    A headcount among ``values`` also becomes the first row of the table of headcounts.

    Raises:
        TaxCodeTaken: the code is in the register, perhaps in another province.
    """
    firm = Enterprise(tax_code=tax_code, province=province, created_at=at, updated_at=at, **values)
    firm.provenance = {"*": origin(reason, by, at)}
    if firm.section_2025 is not None and _follows_sector(firm):
        firm.provenance["section_2025"] = derived(origin(reason, by, at))
    if firm.workers is not None and firm.workers_on is None:
        firm.workers_on = legal_date(at)
    complete(firm, at)
    remember(firm, reason, by, at)
    try:
        with transaction.atomic():
            firm.save(force_insert=True)
    except IntegrityError:
        taken = Enterprise.objects.filter(tax_code=tax_code).first()
        if taken is None:
            raise
        raise TaxCodeTaken(taken) from None
    statuses.note(firm, firm.status_on, source=reason, by=by, at=at)
    headcounts.first(firm, source=reason, by=by, at=at)
    log("enterprise.created", firm, by=by, at=at, data={"tax_code": tax_code, "reason": reason})
    return firm


@transaction.atomic
def correct(
    *,
    enterprise: Enterprise,
    values: dict[str, Any],
    reason: str,
    by: Any,
    at: datetime,
    seen_at: datetime | None = None,
) -> list[str]:
    """Correct fields; returns the names of those that changed (none: nothing is written).

    ``seen_at`` is ``updated_at`` as the person saw it. Each changed field remembers who
    corrected it, when and why; an overridden fact of the registry also what it was before.

    Raises:
        ChangedMeanwhile: the row is newer than ``seen_at``.
        PermissionDenied: a fact of the registry, without the right to override it.
        statuses.EarlierThanKnown: the new status would begin before the last known one.
    """
    row = locked(enterprise, by, seen_at)
    was, since = row.status, row.status_on
    changes = _apply(row, values, origin(reason, by, at))
    if not changes:
        return []
    _may_override(changes, by)
    if row.status != was or row.status_on != since:
        _status(row, was, since, reason, by, at)
    row.updated_at = at
    complete(row, at)
    remember(row, reason, by, at)
    row.save()
    log("enterprise.corrected", row, by=by, at=at, data={"changes": changes, "reason": reason})
    return list(changes)


def _apply(row: Enterprise, values: dict[str, Any], mark: dict[str, Any]) -> dict[str, list[Any]]:
    """Set what differs, each field with its origin; {field: [old, new]} as JSON keeps it."""
    changes: dict[str, list[Any]] = {}
    for field, value in values.items():
        old = getattr(row, field)
        if old == value:
            continue
        changes[field] = [plain(old), plain(value)]
        setattr(row, field, value)
        kept = replaced(field, old, row.origin(field)) if field in REGISTRY_FIELDS else {}
        row.provenance[field] = {**mark, **kept}
    if "section_2025" in changes and _follows_sector(row):
        row.provenance["section_2025"] = derived(mark)
    return changes


def _follows_sector(row: Enterprise) -> bool:
    """Whether the table of sectors leaves no choice of a section of VSIC 2025."""
    sector = row.sector
    return sector is None or len(sector.letters) <= 1


def _may_override(changes: dict[str, Any], by: Any) -> None:
    if not changes.keys().isdisjoint(REGISTRY_FIELDS) and not by.can(
        Permission.ENTERPRISE_OVERRIDE
    ):
        raise PermissionDenied


def _status(
    row: Enterprise, was: str, since: date | None, reason: str, by: Any, at: datetime
) -> None:
    """The status before stays on record, and the new one has a day."""
    if row.status != was and row.status_on == since:
        row.status_on = legal_date(at)
    statuses.keep(row, was, since, by=by, at=at)
    statuses.note(row, row.status_on, source=reason, by=by, at=at)
