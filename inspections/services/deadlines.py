"""The article of a row of the table of time limits."""

from __future__ import annotations

from law.models import DeadlineRule


def legal_basis(rule: int | None) -> str:
    """The article of row ``rule``; empty where the row is not loaded."""
    if rule is None:
        return ""
    return (
        DeadlineRule.objects.filter(number=rule).values_list("legal_basis", flat=True).first()
        or ""
    )
