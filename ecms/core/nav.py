"""Navigation: modules register their entries in ``apps.ready()``; the shell shows them.

``register(Item("enterprises", _("Enterprises"), "enterprises:list", Permission.ENTERPRISE_READ,
"buildings", order=20))``. ``register_counter("bell", function)`` gives the number in the bell.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ecms.core.components import ICONS, one_of

# The headings of the navigation in their order; work that comes first has none.
GROUPS: dict[str, str | Promise] = {
    "": "",
    "cases": _("Case files"),
    "register": _("Register of enterprises"),
    "figures": _("Figures and reports"),
    "system": _("System"),
}


@dataclass(frozen=True)
class Item:
    """One entry. ``permission`` None: everybody signed in; several: any of them. ``match``: URL
    names or namespaces (besides the item's own namespace) under which the entry is the current
    one. ``group`` is one of GROUPS: entries stand under its heading, in their order."""

    code: str
    label: str | Promise
    url_name: str
    permission: str | tuple[str, ...] | None
    icon: str
    order: int = 100
    match: tuple[str, ...] = ()
    group: str = "cases"

    def __post_init__(self) -> None:
        one_of(self.icon, ICONS, "nav icon")
        one_of(self.group, GROUPS, "nav group")

    def is_open_to(self, user: Any) -> bool:
        """Whether ``user`` holds what the page asks for."""
        if self.permission is None:
            return True
        rights = (self.permission,) if isinstance(self.permission, str) else self.permission
        return any(user.can(right) for right in rights)

    def names(self, view_name: str) -> bool:
        """Whether the entry names the page itself, not only its namespace."""
        return view_name == self.url_name or view_name in self.match

    def is_current(self, view_name: str) -> bool:
        """Whether the page named ``view_name`` belongs under this entry."""
        if self.names(view_name):
            return True
        namespace = view_name.split(":")[0] if ":" in view_name else ""
        if self.match:
            return namespace in self.match
        return bool(namespace) and self.url_name.startswith(f"{namespace}:")


@dataclass(frozen=True)
class Link:
    """An entry as one user sees it on one page."""

    item: Item
    url: str
    current: bool


@dataclass(frozen=True)
class Group:
    """Entries under one heading; the heading is empty for those that come first."""

    label: str | Promise
    links: list[Link]


Counter = Callable[[Any], int]
_items: dict[str, Item] = {}
_counters: dict[str, Counter] = {}


def register(item: Item) -> None:
    """Add an entry; registering the same code again replaces it."""
    _items[item.code] = item


def register_counter(name: str, counter: Counter) -> None:
    """Give the number that stands beside ``name`` ("bell"); called once a page at most."""
    _counters[name] = counter


def count(name: str, user: Any) -> int:
    """The registered number for ``user``; 0 when nobody registered one."""
    counter = _counters.get(name)
    return counter(user) if counter else 0


def url_or_empty(name: str) -> str:
    """The address of a page that belongs to a module above, or "" where it is not installed."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def links_for(user: Any, view_name: str) -> list[Link]:
    """The entries ``user`` may open, in order; a longer match wins over its namespace."""
    items = [
        item
        for item in sorted(_items.values(), key=lambda item: (item.order, item.code))
        if item.is_open_to(user)
    ]
    exact = any(item.names(view_name) for item in items)
    return [Link(item, reverse(item.url_name), _current(item, view_name, exact)) for item in items]


def groups_for(user: Any, view_name: str) -> list[Group]:
    """The same under their headings; a heading without an entry is left out."""
    links = links_for(user, view_name)
    found = [
        Group(label, [link for link in links if link.item.group == code])
        for code, label in GROUPS.items()
    ]
    return [group for group in found if group.links]


def _current(item: Item, view_name: str, exact: bool) -> bool:
    return item.names(view_name) if exact else item.is_current(view_name)
