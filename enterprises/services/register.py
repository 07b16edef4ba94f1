"""Enterprises added and corrected by hand."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from ecms.audit.services import log
from ecms.core.clock import legal_date
from enterprises.models import Enterprise
from enterprises.rules.search import search_text
from enterprises.services import risk

# Facts of the business register: shown, and overridden only on purpose.
REGISTRY_FIELDS = (
    "name", "foreign_name", "short_name", "legal_form", "status", "address", "representative",
    "representative_title",
)  # fmt: skip
OWN_FIELDS = (
    "ward", "sector", "phone", "email", "workers", "women", "workers_on", "has_union", "caution",
)  # fmt: skip
BY_HAND = "by_hand"  # source code of a fact that a person entered


class TaxCodeTaken(Exception):
    """Another enterprise has the tax code; ``enterprise`` is that one."""

    def __init__(self, enterprise: Enterprise) -> None:
        super().__init__(enterprise.tax_code)
        self.enterprise = enterprise


class ChangedMeanwhile(Exception):
    """Somebody else changed the enterprise since the form was opened."""


@transaction.atomic
def create(
    *, tax_code: str, province: Any, values: dict[str, Any], reason: str, by: Any, at: datetime
) -> Enterprise:
    """Add an enterprise by hand; ``tax_code`` as ``rules.tax_code.read`` gives it.

    Raises:
        TaxCodeTaken: the code is in the register, perhaps in another province.
    """
    firm = Enterprise(tax_code=tax_code, province=province, created_at=at, updated_at=at, **values)
    firm.provenance = {"*": _origin(reason, by, at)}
    _complete(firm, at)
    _remember(firm, reason, by, at)
    try:
        with transaction.atomic():
            firm.save(force_insert=True)
    except IntegrityError:
        taken = Enterprise.objects.filter(tax_code=tax_code).first()
        if taken is None:
            raise
        raise TaxCodeTaken(taken) from None
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
    corrected it, when and why.

    Raises:
        ChangedMeanwhile: the row is newer than ``seen_at``.
    """
    row = (
        Enterprise.objects.select_for_update(of=("self",))
        .select_related("sector", "ward")
        .get(pk=enterprise.pk)
    )
    if seen_at is not None and row.updated_at != seen_at:
        raise ChangedMeanwhile
    changes: dict[str, list[Any]] = {}
    for field, value in values.items():
        old = getattr(row, field)
        if old != value:
            changes[field] = [_plain(old), _plain(value)]
            setattr(row, field, value)
            row.provenance[field] = _origin(reason, by, at)
    if not changes:
        return []
    row.updated_at = at
    _complete(row, at)
    _remember(row, reason, by, at)
    row.save()
    log("enterprise.corrected", row, by=by, at=at, data={"changes": changes, "reason": reason})
    return list(changes)


def _origin(reason: str, by: Any, at: datetime) -> dict[str, str]:
    return {
        "source": BY_HAND,
        "as_of": legal_date(at).isoformat(),
        "by": str(by),
        "reason": reason,
    }


def _complete(firm: Enterprise, at: datetime) -> None:
    """Search text and score follow from the facts."""
    firm.folded = search_text(firm.search_parts())
    on = legal_date(at)
    score = risk.stated(firm, on=on)
    firm.risk_score, firm.risk_reasons, firm.risk_on = score.points, score.as_json(), on


def _remember(firm: Any, reason: str, by: Any, at: datetime) -> None:
    """What django-simple-history writes beside the old values."""
    firm._history_user, firm._history_date, firm._change_reason = by, at, reason


def _plain(value: Any) -> Any:
    return value.pk if hasattr(value, "pk") else value
