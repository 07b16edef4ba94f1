"""Reads of the register that are not one queryset: a record by its key, names of sections."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from enterprises.models import Enterprise, Sector

LONGEST_KEY = 15
RELATED = ("ward", "province", "sector", "section_2025", "zone")


def reachable(key: Any, user: Any) -> Enterprise | None:
    """The record with this key (a number, or what came in an address), if ``user`` may see it.

    A record that was merged leads to the one it lives on in, so that a page which was open
    meanwhile still works. Anything that is no key gives None.
    """
    text = str(key or "")
    if not (text.isascii() and text.isdigit() and len(text) <= LONGEST_KEY):
        return None
    rows = Enterprise.objects.select_related(*RELATED).visible_to(user)
    row = rows.filter(pk=int(text)).first()
    while row is not None and row.merged_into_id is not None:
        row = rows.filter(pk=row.merged_into_id).first()
    return row


def section_names(sections: Iterable[str]) -> dict[str, str]:
    """Names of sections of VSIC 2025 by their letter."""
    rows = Sector.objects.filter(scheme="VSIC2025", level=1, code__in=list(sections))
    return {row.code: row.name for row in rows}
