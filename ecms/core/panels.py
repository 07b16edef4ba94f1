"""Panels: a module shows its part on another module's page without being imported by it.

In ``apps.ready()``: ``register_panel("enterprise", Panel("sanctions", _("Sanctions"),
"violations:enterprise_panel", Permission.VIOLATION_READ, order=30))``. The URL gets the primary
key of the thing and answers with a fragment that starts with a heading of level 3 or less.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise


@dataclass(frozen=True)
class Panel:
    """One panel; ``url_name`` is reversed with the thing's primary key."""

    code: str
    label: str | Promise
    url_name: str
    permission: str
    order: int = 100

    def url(self, thing: Any) -> str:
        """Where the panel of ``thing`` is fetched."""
        return reverse(self.url_name, args=[thing.pk])


_panels: dict[str, dict[str, Panel]] = defaultdict(dict)


def register_panel(place: str, panel: Panel) -> None:
    """Add ``panel`` to ``place``; registering the same code again replaces it."""
    _panels[place][panel.code] = panel


def panels_for(place: str, user: Any) -> list[Panel]:
    """The panels of ``place`` that ``user`` may open, in order."""
    panels = sorted(_panels[place].values(), key=lambda panel: (panel.order, panel.code))
    return [panel for panel in panels if user.can(panel.permission)]
