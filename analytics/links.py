"""The address of the list behind a number; empty where the reader may not open the list."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.http import urlencode

from accounts.models import Province
from accounts.permissions import Permission
from analytics import sources
from analytics.numbers import Selection
from analytics.periods import Period, month_code, read_month
from analytics.tables import Column, Line, Table
from campaigns.models import Target
from ecms.core.nav import url_or_empty
from ecms.notifications.models import DueItem
from enterprises.models import Duplicate, Enterprise
from inspections.enums import OPEN_PHASES
from inspections.models import Finding, Inspection, Visit
from intake.models import Accident, Complaint
from violations.models import (
    Act,
    Payment,
    Recovery,
    RemedyOrder,
    ViolationCase,
    WorkerClaim,
)
from violations.states import OPEN_STATES as OPEN_CASES

# Whoever may read a record may see the list of those that were counted.
RIGHTS: dict[type[Model], Permission] = {
    Inspection: Permission.INSPECTION_READ, Finding: Permission.INSPECTION_READ,
    Visit: Permission.INSPECTION_READ, Target: Permission.INSPECTION_READ,
    ViolationCase: Permission.VIOLATION_READ, Act: Permission.VIOLATION_READ,
    Payment: Permission.VIOLATION_READ, RemedyOrder: Permission.VIOLATION_READ,
    Complaint: Permission.COMPLAINT_READ, Accident: Permission.ACCIDENT_READ,
    Enterprise: Permission.ENTERPRISE_READ, DueItem: Permission.INSPECTION_READ,
    WorkerClaim: Permission.VIOLATION_READ, Recovery: Permission.VIOLATION_READ,
    Duplicate: Permission.ENTERPRISE_READ,
}  # fmt: skip
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
    source = sources.BY_MEASURE[measure]
    return source.is_listed and bool(user.can(RIGHTS[source.models[0]]))


def may_read(user: Any, measure: str) -> bool:
    """Whether the reader belongs to those who may see what is counted; else small numbers hide."""
    source = sources.BY_MEASURE[measure]
    return not source.is_listed or bool(user.can(RIGHTS[source.models[0]]))


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


def period_pairs(period: Period) -> list[tuple[str, str]]:
    """A period as fields of the address."""
    return [("period", "custom"), ("from", month_code(period.first)),
            ("to", month_code(period.last))]  # fmt: skip


def indicator_url(code: str, selection: Selection, province: str = "") -> str:
    """The page of an indicator for the same months, of one province where a code is given."""
    pairs = period_pairs(selection.period)
    place = province or (selection.province.code if selection.province else "")
    query = urlencode([*pairs, *([("province", place)] if place else [])])
    return f"{reverse('analytics:indicator', args=[code])}?{query}"


def flow_url(
    selection: Selection,
    measure: str,
    *,
    period: Period | None = None,
    province: Province | None = None,
    key: str = "",
    key2: str = "",
    **more: str,
) -> str:
    """The page with the rows that were counted in a period; ``more``: old province, circle."""
    if not may_open(selection.user, measure):
        return ""
    period, place = period or selection.period, province or selection.province
    narrowed = (("province", place.code if place else ""), ("key", key), ("key2", key2),
                *more.items())  # fmt: skip
    pairs = tuple((name, value) for name, value in narrowed if value)
    return f"{_records(measure)}?{_query(period, pairs)}"


# A page has hundreds of these addresses, made of some ten measures and some forty rows.
@cache
def _records(measure: str) -> str:
    return reverse("analytics:records", args=[measure])


@lru_cache(maxsize=4096)
def _query(period: Period, pairs: tuple[tuple[str, str], ...]) -> str:
    span = (("from", month_code(period.first)), ("to", month_code(period.last)))
    return urlencode((*span, *pairs))


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
