"""Words of the page of proposals: a check by most bodies, an inspection by an inspectorate."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Agency
from inspections.enums import Kind


def kind_of(agency: Agency | None) -> Kind:
    """What the body proposes (Law 84/2025; Decree 217/2025)."""
    return Kind.INSPECTION if agency is not None and agency.is_inspectorate else Kind.CHECK


def words_for(kind: str, *, correcting: str = "", again: str = "") -> dict[str, Any]:
    """Title, line above it, and the law of overlaps; ``correcting`` and ``again`` are codes of
    the returned proposal and of the earlier case."""
    inspects = kind == Kind.INSPECTION
    title = _("Propose an inspection") if inspects else _("Propose a check")
    if correcting:
        title = _("Correct the proposal")
    if again:
        title = _("Propose a re-inspection")
    overlap = (
        _(
            "Inspections must not overlap with each other or with checks (Law 84/2025). Going on "
            "needs a reason; it stands in the proposal and the official who signs sees it."
        )
        if inspects
        else _(
            "Checks must not overlap (Decree 217/2025 art. 7.2a). Going on needs a reason; it "
            "stands in the proposal and the official who signs sees it."
        )
    )
    return {"title": title, "kicker": correcting or again, "overlap": overlap}
