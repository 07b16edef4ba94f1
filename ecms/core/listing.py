"""What every list does with its address: tabs, the order, the filters that a search keeps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import F
from django.forms import BaseForm
from django.http import QueryDict
from django.utils.functional import Promise

from ecms.core import clock
from ecms.core.chips import chips_with_search
from ecms.core.components import Tab
from ecms.core.paging import Page

Words = str | Promise


def list_context(request: Any, form: BaseForm, page: Page, tab: str) -> dict[str, Any]:
    """What the template of every list with tabs, a search box and filters is given.

    ``request`` is of somebody who signed in. A search looks through all tabs; clearing the
    filters stays in the tab.
    """
    return {
        "form": form,
        "page": page,
        "tab": tab,
        "query": request.GET.get("q", "").strip(),
        "carried": carried(request.GET, tab="all"),
        "chips": chips_with_search(form, request.GET),
        "clear_url": f"?tab={tab}",
        "export_query": export_query(request.GET, tab=tab),
        "national": request.user.scope.national,
        "today": clock.today(),
    }


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


def searched(query: QueryDict) -> str:
    """The words of the search box; no database takes the character zero."""
    return query.get("q", "").replace("\x00", "").strip()


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
