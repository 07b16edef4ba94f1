"""Reads of violation cases that are not one queryset."""

from __future__ import annotations

from typing import Any

from inspections.enums import FindingState
from inspections.models import Inspection
from violations.models import Act, UnsanctionedFinding
from violations.states import CaseState


def open_findings(inspection: Inspection) -> Any:
    """Confirmed findings that are in no live case and not marked as without sanction."""
    taken = Act.objects.exclude(case__state=CaseState.CANCELLED).filter(finding__isnull=False)
    return (
        inspection.findings.filter(state=FindingState.CONFIRMED)
        .exclude(pk__in=taken.values("finding"))
        .exclude(pk__in=UnsanctionedFinding.objects.values("finding"))
        .select_related("provision__instrument")
    )
