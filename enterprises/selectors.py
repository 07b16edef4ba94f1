"""Reads of the register that are not one queryset: names of sections."""

from __future__ import annotations

from collections.abc import Iterable

from enterprises.models import Sector


def section_names(sections: Iterable[str]) -> dict[str, str]:
    """Names of sections of VSIC 2025 by their letter."""
    rows = Sector.objects.filter(scheme="VSIC2025", level=1, code__in=list(sections))
    return {row.code: row.name for row in rows}
