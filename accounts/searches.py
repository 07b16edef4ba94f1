"""Lists whose searches people keep under a name; each module registers its own in ``ready()``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise

LONGEST = 2000
MOST = 50  # saved searches of one person in one list


@dataclass(frozen=True)
class Place:
    """One list.

    ``rows(user, query)`` answers what the list shows to ``user`` at this moment, as a queryset in
    any order; ``url(row)`` the page of a row, whose name is ``str(row)``.
    """

    code: str  # the name of the URL of the list
    label: str | Promise
    permission: str
    rows: Callable[[Any, QueryDict], Any]
    url: Callable[[Any], str]


_places: dict[str, Place] = {}


def register(*places: Place) -> None:
    """Add lists."""
    _places.update({place.code: place for place in places})


def place(code: str) -> Place | None:
    """The list with the code, if there is one."""
    return _places.get(code)


def kept(query: QueryDict) -> str:
    """Filters, words and order of a list as one text; the page and empty filters are left out."""
    clean = QueryDict(mutable=True)
    for name, values in sorted(query.lists()):
        chosen = sorted({value.strip() for value in values} - {""})
        if name not in ("page", "csrfmiddlewaretoken") and chosen:
            clean.setlist(name, chosen)
    return clean.urlencode()
