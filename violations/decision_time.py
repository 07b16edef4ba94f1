"""When the decision is due: from the minutes, or anew when a suspected crime came back."""

from __future__ import annotations

from datetime import date
from typing import Any

from law.rules import CaseWorksheet
from violations import proceeding_rules
from violations.models import FileAway, ViolationCase
from violations.states import Whereto
from violations.worksheets import law_of, route_of


def decision_due(case: ViolationCase, sheet: CaseWorksheet) -> date:
    """Last day for the sanction decision (LHAV art. 66.1; art. 63.3 after a return)."""
    back = returned(case)
    if back is None:
        return sheet.decision_due[route_of(case)]
    assert back.returned_on is not None  # noqa: S101 - returned() asks for it
    later = case.verifications.filter(asked_on__gte=back.returned_on).exists()
    return proceeding_rules.decision_after_return(law_of(case), back.returned_on, verified=later)


def returned(case: ViolationCase) -> FileAway | None:
    """The last file that a procedural body gave back."""
    rows: Any = case.files_away.filter(whereto=Whereto.CRIME, returned_on__isnull=False)
    found: FileAway | None = rows.last()
    return found
