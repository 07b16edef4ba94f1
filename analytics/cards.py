"""One number with its comparison, as a card of the dashboard and a line of reports."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from analytics.enums import Unit
from analytics.models import Measure
from ecms.core.formatting import NOTHING, grouped, vnd

LATE = frozenset({"inspections_overdue", "cases_overdue"})


@dataclass(frozen=True)
class Card:
    """One number: ``value`` in the period or now, ``before`` in the period before (or None)."""

    measure: Measure
    value: int | None
    before: int | None
    rows: int
    url: str
    year_ago: int | None = None

    @property
    def words(self) -> str:
        """The number with its unit where it needs one."""
        if self.value is None:
            return NOTHING
        return vnd(self.value) if self.measure.unit == Unit.VND else grouped(self.value)

    @property
    def change(self) -> int | None:
        """The difference to the period before."""
        if self.measure.is_stock or self.value is None or self.before is None:
            return None
        return self.value - self.before

    @property
    def hint(self) -> str:
        """The comparison, or what the sum is made of."""
        if self.measure.is_stock:
            return "" if self.measure.unit != Unit.VND else _("in %(n)s cases") % {
                "n": grouped(self.rows)
            }  # fmt: skip
        if self.before is None:
            return _("nothing to compare in the period before")
        told = vnd if self.measure.unit == Unit.VND else grouped
        text = _("%(change)s against %(before)s in the period before") % {
            "change": self._signed(), "before": told(self.before),
        }  # fmt: skip
        if self.year_ago is None:
            return text
        return _("%(text)s; %(year)s a year ago") % {"text": text, "year": told(self.year_ago)}

    def _signed(self) -> str:
        change = self.change
        if change is None:
            return NOTHING
        if change == 0:
            return "±0"
        return f"{'+' if change > 0 else '−'}{grouped(abs(change))}"

    @property
    def kind(self) -> str:
        """Red where something is overdue; no other number is good or bad by itself."""
        return "danger" if self.measure.code in LATE and self.value else "neutral"


@dataclass(frozen=True)
class CardGroup:
    """Cards under one heading."""

    code: str
    title: str
    cards: tuple[Card, ...]
