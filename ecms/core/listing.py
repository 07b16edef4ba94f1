"""What every list does with its address: tabs, the order, the filters that a search keeps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import F
from django.http import QueryDict
from django.utils.functional import Promise

from ecms.core.components import Tab

Words = str | Promise


def in_order(rows: Any, sort: str, sorts: Mapping[str, Sequence[str]]) -> Any:
    """``rows`` by the fields of ``sorts[sort]``, backwards for "-sort"; empty values last.

    The newest first where ``sort`` is unknown. The last field of each order must be unique.
    """
    fields = sorts.get(sort.removeprefix("-"))
    if fields is None:
        return rows.order_by("-pk")
    if sort.startswith("-"):
        return rows.order_by(*(F(name).desc(nulls_last=True) for name in fields))
    return rows.order_by(*(F(name).asc(nulls_last=True) for name in fields))


def tab_links(url: str, tabs: Mapping[str, Words], current: str) -> list[Tab]:
    """Links to the tabs of a list; ``tabs`` are their words by code."""
    return [Tab(words, f"{url}?tab={code}", code == current) for code, words in tabs.items()]


def asked_tab(query: QueryDict, tabs: Sequence[str], home: str) -> str:
    """The chosen tab; ``home`` where nothing is asked, "all" where a link brings filters."""
    given = query.get("tab", "")
    if given in tabs:
        return given
    filtered = any(value for name, value in query.items() if name not in ("page", "sort"))
    return "all" if filtered else home


def carried(query: QueryDict, **fixed: str) -> list[tuple[str, str]]:
    """Filters that the search box sends along as (name, value); ``fixed`` replaces its own."""
    own = {"q", "page", "sort", *fixed}
    kept = [
        (name, value)
        for name, values in query.lists()
        for value in values
        if name not in own and value
    ]
    return [*kept, *fixed.items()]


def export_query(query: QueryDict, **fixed: str) -> str:
    """The address of exactly this list, whole: without the page."""
    whole = query.copy()
    whole.pop("page", None)
    for name, value in fixed.items():
        whole[name] = value
    return whole.urlencode()
