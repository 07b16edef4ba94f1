"""How far a case is, in the words that follow-up needs."""

from __future__ import annotations

from inspections.enums import Phase
from inspections.models import Inspection

ON_SITE_OR_AFTER = (
    Phase.RUNNING, Phase.PAUSED, Phase.REPORTING, Phase.CONCLUDED, Phase.FOLLOW_UP
)  # fmt: skip


def is_followed(inspection: Inspection) -> bool:
    """The result is issued and the case is not closed."""
    return inspection.phase in (Phase.CONCLUDED, Phase.FOLLOW_UP)


def is_on_site_or_after(inspection: Inspection) -> bool:
    """Announced, and not closed or ended early."""
    return inspection.phase in ON_SITE_OR_AFTER
