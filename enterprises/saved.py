"""Searches of the register that people keep under a name: what of an address is kept."""

from __future__ import annotations

from django.http import QueryDict

PLACE = "enterprises:list"
LONGEST = 2000
MOST = 50  # saved searches of one person


def kept(query: QueryDict) -> str:
    """Filters, words and order of a list as one text; the page and empty filters are left out."""
    clean = QueryDict(mutable=True)
    for name, values in sorted(query.lists()):
        chosen = sorted({value.strip() for value in values} - {""})
        if name not in ("page", "csrfmiddlewaretoken") and chosen:
            clean.setlist(name, chosen)
    return clean.urlencode()
