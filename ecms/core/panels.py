"""Panels: a module shows its part on another module's page without being imported by it.

In ``apps.ready()``: ``register_panel("enterprise", Panel("sanctions", _("Sanctions"),
"violations:enterprise_panel", Permission.VIOLATION_READ, order=30))``. The URL gets the primary
key of the thing and answers with a fragment that starts with a heading of level 3 or less.

Actions work alike: ``register_action("enterprise", PlaceAction("propose", _("Propose a check"),
"inspections:propose", Permission.INSPECTION_PROPOSE, parameter="enterprise", primary=True))``
puts a link to ``?enterprise=<pk>`` into the action bar of the dossier.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise

from ecms.core.access import ALLOWED, Answer
from ecms.core.components import Action


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


def _always(user: Any, thing: Any) -> Answer:
    return ALLOWED


@dataclass(frozen=True)
class PlaceAction:
    """One link in the action bar of another module's page; the thing goes in ``parameter``.

    ``check(user, thing)`` may refuse with a reason, which is shown beside the action;
    ``named(user)`` gives the label where it depends on the user's body.
    """

    code: str
    label: str | Promise
    url_name: str
    permission: str
    parameter: str
    primary: bool = False
    icon: str = ""
    order: int = 100
    more: bool = False  # in the menu at the end of the bar
    check: Callable[[Any, Any], Answer] = _always
    named: Callable[[Any], str] | None = None

    def offer(self, user: Any, thing: Any) -> Action:
        """The entry of the action bar for ``user`` and ``thing``."""
        answer = self.check(user, thing)
        return Action(
            label=self.named(user) if self.named else self.label,
            url=f"{reverse(self.url_name)}?{self.parameter}={thing.pk}",
            allowed=bool(answer),
            reason=getattr(answer, "reason", ""),
            primary=self.primary,
            icon=self.icon,
            more=self.more,
        )


_actions: dict[str, dict[str, PlaceAction]] = defaultdict(dict)


def register_action(place: str, action: PlaceAction) -> None:
    """Add ``action`` to ``place``; registering the same code again replaces it."""
    _actions[place][action.code] = action


def actions_for(place: str, user: Any, thing: Any) -> list[Action]:
    """What ``user`` may begin from ``thing``, in order; nothing the user has no permission for."""
    actions = sorted(_actions[place].values(), key=lambda action: (action.order, action.code))
    return [action.offer(user, thing) for action in actions if user.can(action.permission)]
