"""The address of the list behind a number; empty where the reader may not open the list."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from accounts.models import Province
from accounts.permissions import Permission
from analytics import sources
from analytics.numbers import Selection
from analytics.periods import Period, month_code, read_month
from analytics.tables import Column, Line, Table
from ecms.core.nav import url_or_empty
from inspections.enums import OPEN_PHASES
from inspections.models import Finding, Inspection, Visit
from violations.states import OPEN_STATES as OPEN_CASES

INSPECTION_MODELS = (Inspection, Finding, Visit)
# Figures of now open the list of the module itself.
LISTS: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "inspections_open": ("inspections:list", [("phase", str(p)) for p in OPEN_PHASES]),
    "inspections_overdue": ("inspections:list", [("overdue", "1")]),
    "inspections_state": ("inspections:list", []),
    "cases_open": ("violations:list", [("state", str(s)) for s in OPEN_CASES]),
    "cases_overdue": ("violations:list", [("overdue", "1")]),
    "cases_state": ("violations:list", []),
    "fines_outstanding": ("violations:list", [("owing", "1")]),
}


def may_open(user: Any, measure: str) -> bool:
    """Whether the reader may read the rows that the measure counts."""
    inspection = sources.BY_MEASURE[measure].models[0] in INSPECTION_MODELS
    return bool(user.can(Permission.INSPECTION_READ if inspection else Permission.VIOLATION_READ))


def stock_url(selection: Selection, measure: str, state: str = "") -> str:
    """The module's own list, narrowed to the state and province."""
    if not may_open(selection.user, measure):
        return ""
    name, pairs = LISTS[measure]
    query = [("tab", "all"), *pairs, *([("state", state)] if state else [])]
    place = selection.province
    if place is not None:  # the list of inspections knows provinces by code, that of cases by key
        query.append(("province", place.code if name == "inspections:list" else str(place.pk)))
    url = url_or_empty(name)
    return f"{url}?{urlencode(query)}" if url else ""


def flow_url(
    selection: Selection,
    measure: str,
    *,
    period: Period | None = None,
    province: Province | None = None,
    key: str = "",
    key2: str = "",
) -> str:
    """The page with the rows that were counted in a period."""
    if not may_open(selection.user, measure):
        return ""
    period, place = period or selection.period, province or selection.province
    pairs = [("from", month_code(period.first)), ("to", month_code(period.last))]
    narrowed = (("province", place.code if place else ""), ("key", key), ("key2", key2))
    pairs += [(name, value) for name, value in narrowed if value]
    return f"{reverse('analytics:records', args=[measure])}?{urlencode(pairs)}"


def cell_url(
    selection: Selection, table: Table, column: Column, line: Line, places: dict[str, Province]
) -> str:
    """The list behind one number of a table; nothing behind 0 or behind a code not known."""
    if not line.code:
        return ""
    measure = column.measure
    if table.dimension == "state":
        return stock_url(selection, measure, line.code)
    if table.dimension == "month":
        month = read_month(line.code)
        return flow_url(selection, measure, period=Period(month, month))
    if table.dimension == "province":
        return flow_url(selection, measure, province=places.get(line.code))
    if table.dimension == "key2":
        return flow_url(selection, measure, key2=line.code)
    return flow_url(selection, measure, key=line.code)
