"""Records that need mending, by check and by unit, each number with its list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Sum
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from analytics import links, sources
from analytics.models import Measure
from analytics.names import Names
from analytics.numbers import Selection

MISSING, LATE, ODD, TWICE = "missing", "late", "odd", "twice"
NATURES: tuple[tuple[str, str | Promise], ...] = (
    (MISSING, gettext_lazy("Missing")), (LATE, gettext_lazy("Late")),
    (ODD, gettext_lazy("Implausible")), (TWICE, gettext_lazy("Duplicates")),
)  # fmt: skip
LATE_ONES = frozenset({"dq_workforce_late", "dq_inspection_silent", "dq_not_served",
                       "dq_accident_notice"})  # fmt: skip
ODD_ONES = frozenset({"dq_workers_odd", "dq_inspection_dates", "dq_case_dates", "dq_overpaid"})
CODES = tuple(source.measure for source in sources.QUALITY)


def nature_of(code: str) -> str:
    """What is wrong, in one word."""
    if code == "dq_duplicates":
        return TWICE
    if code in LATE_ONES:
        return LATE
    return ODD if code in ODD_ONES else MISSING


@dataclass(frozen=True)
class Check:
    """A check with its number and the list to mend it from."""

    measure: Measure
    count: int
    url: str


@dataclass(frozen=True)
class Nature:
    """Checks under one heading."""

    code: str
    title: str
    checks: tuple[Check, ...]

    @property
    def count(self) -> int:
        """Records in all."""
        return sum(check.count for check in self.checks)


@dataclass(frozen=True)
class UnitLine:
    """A province or a division with its numbers by nature."""

    label: str
    url: str
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """Records in all."""
        return sum(self.counts)


class Quality:
    """Everything of the page, from one statement."""

    def __init__(self, selection: Selection) -> None:
        self.selection, self.names = selection, Names()
        rows = selection.figures().stock().of(CODES).order_by()
        self.found = list(
            rows.values_list("measure", "province_id", "key").annotate(n=Sum("count"))
        )

    @property
    def natures(self) -> list[Nature]:
        """The checks under their headings, the longest list first."""
        totals: dict[str, int] = {}
        for code, _place, _key, number in self.found:
            totals[code] = totals.get(code, 0) + int(number)
        checks = [self._check(code, totals.get(code, 0)) for code in CODES]
        checks = [check for check in checks if links.may_read(self.selection.user,
                                                              check.measure.code)]  # fmt: skip
        checks.sort(key=lambda check: -check.count)
        return [
            Nature(code, str(words), tuple(c for c in checks if nature_of(c.measure.code) == code))
            for code, words in NATURES
        ]

    def _check(self, code: str, count: int) -> Check:
        url = links.flow_url(self.selection, code) if count else ""
        return Check(self.names.measures[code], count, url)

    @property
    def by_province(self) -> bool:
        """Provinces are compared; one province is taken apart by its divisions."""
        return self.selection.user.scope.national and self.selection.province is None

    @property
    def head(self) -> str:
        """What the lines are."""
        return _("Province") if self.by_province else _("Division")

    @property
    def lines(self) -> list[UnitLine]:
        """Units with something to mend, most first."""
        order = [code for code, _words in NATURES]
        found: dict[Any, list[int]] = {}
        for code, place, key, number in self.found:
            unit = place if self.by_province else key
            found.setdefault(unit, [0] * len(order))[order.index(nature_of(code))] += int(number)
        lines = [self._line(unit, counts) for unit, counts in found.items()]
        return sorted(lines, key=lambda line: (-line.total, line.label))

    def _line(self, unit: Any, counts: list[int]) -> UnitLine:
        if self.by_province:
            place = next((p for p in self.names.provinces if p.pk == unit), None)
            url = f"?province={place.code}" if place else ""
            return UnitLine(place.name if place else str(unit), url, tuple(counts))
        label = self.names.of("unit", unit) if unit else _("Whole body (register, intake)")
        return UnitLine(label, "", tuple(counts))

    @property
    def total(self) -> int:
        """Records to mend in all."""
        return sum(int(number) for *_rest, number in self.found)
