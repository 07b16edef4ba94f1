"""Until when a decision can be executed: one year, begun anew when evasion ends (art. 74)."""

from __future__ import annotations

from datetime import date

from violations import case_rules
from violations.models import ViolationCase
from violations.worksheets import law_of


def evading(case: ViolationCase) -> bool:
    """The debtor evades at present: the year does not end."""
    return any(row.ended_on is None for row in case.evasions.all())


def counts_from(case: ViolationCase) -> date:
    """The day from which the year counts: of the decision, or of the end of the last evasion."""
    decided_on = case.decided_on
    assert decided_on is not None  # noqa: S101 - a constraint of the table
    ends = [row.ended_on for row in case.evasions.all() if row.ended_on]
    return max([decided_on, *ends])


def limit_on(case: ViolationCase) -> date:
    """Last day on which the fine can be executed."""
    return case_rules.execution_ends_on(law_of(case), counts_from(case))
