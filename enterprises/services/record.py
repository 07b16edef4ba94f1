"""What every write to an enterprise does: lock it, say where a fact comes from, keep the rest.

The search text and the stated score follow from the facts; history and audit say who and why.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from ecms.core.clock import legal_date
from enterprises.models import Enterprise
from enterprises.rules.search import search_text
from enterprises.services import risk
from enterprises.services.survivors import surviving

BY_HAND = "by_hand"  # source code of a fact that a person entered
FOLLOWS = "follows_sector"  # of a section that the sector leaves no choice of


class ChangedMeanwhile(Exception):
    """Somebody else changed the enterprise since the form was opened."""


def locked(enterprise: Enterprise, by: Any, seen_at: datetime | None = None) -> Enterprise:
    """The row under a lock, as it is now; where it was merged, the record it lives on in.

    Raises:
        ChangedMeanwhile: the row is newer than ``seen_at``, its ``updated_at`` as it was seen.
        MergedElsewhere: merged into a record out of reach of ``by``.
    """
    row = surviving(enterprise, by=by)
    if seen_at is not None and row.updated_at != seen_at:
        raise ChangedMeanwhile
    return row


def origin(reason: str, by: Any, at: datetime, as_of: date | None = None) -> dict[str, Any]:
    """Where a fact entered by hand comes from, for ``provenance``."""
    return {
        "source": BY_HAND,
        "as_of": (as_of or legal_date(at)).isoformat(),
        "by": str(by),
        "reason": reason,
    }


def derived(mark: dict[str, Any]) -> dict[str, Any]:
    """Where a fact comes from that nobody stated: the table of sectors, on the day of ``mark``."""
    return {"source": FOLLOWS, "as_of": mark["as_of"]}


def replaced(field: str, old: Any, before: dict[str, Any]) -> dict[str, Any]:
    """What an override keeps of the registry's fact: {value, source, as_of}.

    ``before`` is the origin of the old value. Overriding an override keeps the registry's.
    """
    if before.get("override"):
        return {"override": before["override"]}
    if before.get("source", BY_HAND) == BY_HAND:
        return {}
    kept = {"value": plain(old), "source": before["source"], "as_of": before.get("as_of", "")}
    return {"override": kept}


def complete(firm: Enterprise, at: datetime) -> None:
    """Search text and score follow from the facts."""
    firm.folded = search_text(firm.search_parts())
    risk.keep(firm, on=legal_date(at))


def remember(row: Any, reason: str, by: Any, at: datetime) -> None:
    """What django-simple-history writes beside the old values."""
    row._history_user, row._history_date, row._change_reason = by, at, reason


def plain(value: Any) -> Any:
    """A value as JSON keeps it: a row by its key."""
    return value.pk if hasattr(value, "pk") else value
