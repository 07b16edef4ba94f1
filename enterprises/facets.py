"""Facets: the classes that the register is narrowed by, as conditions and as counts.

The same tables make the filter and the count, so that a number beside a choice is what the list
shows after choosing it. All conditions are on columns of the enterprise itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from enterprises.models import Enterprise, FacetCount, Flag
from enterprises.presenters import SIZE_WORDS
from enterprises.querysets import EnterpriseQuerySet
from enterprises.rules.size import SIZES

BOUND = 5_000  # rows of a found set that are counted
YEAR = timedelta(days=365)
UNKNOWN = "none"
SIZE_CHOICES = {**SIZE_WORDS, UNKNOWN: _("Headcount not known")}
VISITED = {
    "never": _("Never visited"),
    "3": _("Three years ago or more"),
    "1": _("One to three years ago"),
    "recent": _("Within a year"),
}
RISK_BANDS = {
    "high": _("High: 70 points and more"),
    "middle": _("Middle: 50–69 points"),
    "low": _("Low: under 50 points"),
    UNKNOWN: _("Not scored"),
}


def size_condition(code: str) -> Q:
    """Enterprises of a size class."""
    if code == UNKNOWN:
        return Q(workers__isnull=True)
    size = next(size for size in SIZES if size.code == code)
    top = {} if size.high is None else {"workers__lte": size.high}
    return Q(workers__gte=size.low, **top)


def visited_condition(code: str, today: date) -> Q:
    """When somebody was there last; the classes do not overlap."""
    if code == "never":
        return Q(last_visited_on__isnull=True)
    if code == "recent":
        return Q(last_visited_on__gte=today - YEAR)
    if code == "1":
        return Q(last_visited_on__lt=today - YEAR, last_visited_on__gte=today - 3 * YEAR)
    return Q(last_visited_on__lt=today - 3 * YEAR)


def risk_condition(code: str) -> Q:
    """A band of the stated score."""
    return {
        "high": Q(risk_score__gte=70),
        "middle": Q(risk_score__gte=50, risk_score__lt=70),
        "low": Q(risk_score__lt=50),
        UNKNOWN: Q(risk_score__isnull=True),
    }[code]


def late_condition(today: date) -> Q:
    """Its list of workers is out of date."""
    return Q(workforce_due_on__lt=today)


def flagged_condition() -> Q:
    """A machine noticed something that nobody has settled."""
    return Q(Exists(Flag.objects.filter(enterprise=OuterRef("pk"), settled_at__isnull=True)))


@dataclass(frozen=True)
class Facet:
    """A way to divide the register: the name of its filter and the value of a row for it."""

    name: str
    value: Callable[[date], Any]


def _classes(choices: Any, condition: Callable[[str], Q]) -> Any:
    return Case(
        *(When(condition(code), then=Value(code)) for code in choices), output_field=CharField()
    )


FACETS = (
    Facet("province", lambda _today: Cast("province_id", CharField())),
    Facet("ward", lambda _today: Cast("ward_id", CharField())),
    Facet("zone", lambda _today: Cast("zone_id", CharField())),
    Facet("section", lambda _today: F("section_2025__code")),
    Facet("size", lambda _today: _classes(SIZE_CHOICES, size_condition)),
    Facet("status", lambda _today: F("status")),
    Facet(
        "visited",
        lambda today: _classes(VISITED, lambda code: visited_condition(code, today)),
    ),
    Facet("risk", lambda _today: _classes(RISK_BANDS, risk_condition)),
)
Counts = dict[str, dict[str, int]]


def count_found(rows: EnterpriseQuerySet, names: set[str], today: date) -> Counts | None:
    """Counts of the facets ``names`` over ``rows`` in one statement; None beyond ``BOUND``."""
    chosen = [facet for facet in FACETS if facet.name in names]
    values = {f"of_{facet.name}": facet.value(today) for facet in chosen}
    found = list(
        rows.order_by().annotate(**values).values_list(*values)[: BOUND + 1]
    )  # short texts of at most BOUND rows; cheaper than as many groupings in the database
    if len(found) > BOUND:
        return None
    counts: Counts = {facet.name: {} for facet in chosen}
    for row in found:
        for facet, value in zip(chosen, row, strict=True):
            if value is not None:
                of_facet = counts[facet.name]
                of_facet[value] = of_facet.get(value, 0) + 1
    return counts


def count_whole(provinces: Any, names: set[str]) -> Counts:
    """Counts of the whole register of ``provinces`` (a queryset), as a job counted them."""
    counts: Counts = {name: {} for name in names}
    rows = FacetCount.objects.filter(province__in=provinces, facet__in=names)
    for facet, value, number in rows.values_list("facet", "value", "rows"):
        counts[facet][value] = counts[facet].get(value, 0) + number
    return counts


def counted(facet: Facet, today: date) -> Any:
    """(province, value, rows) of a facet over the whole register, for the job that counts."""
    listed = Enterprise.objects.listed().order_by()
    rows = listed.annotate(of_facet=facet.value(today)).values_list("province_id", "of_facet")
    return rows.annotate(number=Count("pk"))
