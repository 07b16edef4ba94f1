"""Parts of the archive in which a province takes its own records out.

The register knows its own (``exporters_province.PARTS``); a module above adds its tables in
``apps.ready()``: ``register(Part("inspections", _("inspections"), Inspection, "province", (…)))``.
Texts that could name a complainant, a victim or a worker stay out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from accounts.permissions import Permission


@dataclass(frozen=True)
class Part:
    """One file: rows of ``model`` whose province stands at ``scope``.

    ``guarded``: some rows of the province are not for every reader (a case that began with a
    denunciation), so only those that the reader sees are written.
    """

    name: str
    note: Any
    model: Any
    scope: str
    columns: tuple[str, ...]
    permission: str = Permission.ENTERPRISE_READ
    guarded: bool = False

    def rows(self, user: Any) -> Any:
        """Rows that ``user`` may take out, of every province."""
        return self.model.objects.visible_to(user) if self.guarded else self.model.objects.all()


_parts: dict[str, Part] = {}


def register(*parts: Part) -> None:
    """Add tables of a module above; the same name again replaces its part."""
    _parts.update({part.name: part for part in parts})


def registered() -> list[Part]:
    """Tables of the modules above, in the order in which they were added."""
    return list(_parts.values())
