"""Who has delivered: what a figure covers, said beside every figure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Province
from analytics.delivery import expected
from analytics.models import Closing, Confirmation
from analytics.numbers import Selection
from analytics.period_words import month_words
from analytics.periods import Period, shift
from ecms.core import clock
from ecms.core.formatting import grouped


@dataclass(frozen=True)
class Month:
    """A month of a period: who confirmed it, who did not, when it was frozen."""

    month: date
    confirmed: tuple[str, ...]
    missing: tuple[str, ...]
    closing: Closing | None
    has_ended: bool

    @property
    def words(self) -> str:
        """MM/YYYY."""
        return month_words(self.month)


@dataclass(frozen=True)
class Coverage:
    """The months of a period with their state."""

    months: tuple[Month, ...]

    @property
    def is_frozen(self) -> bool:
        """Every month of the period is frozen."""
        return all(month.closing for month in self.months)

    @property
    def sentences(self) -> list[str]:
        """What is frozen, who has not confirmed; for the page and the method of every report."""
        frozen = [month for month in self.months if month.closing]
        ended = [month for month in self.months if month.has_ended]
        late = sorted({name for month in ended for name in month.missing})
        said = [
            _("%(frozen)s of %(all)s months are frozen; figures of the others can still change.")
            % {"frozen": grouped(len(frozen)), "all": grouped(len(self.months))}
        ]
        if late:
            said.append(
                _("Not every month is confirmed by: %(names)s.") % {"names": ", ".join(late)}
            )
        elif ended:
            said.append(_("Every department has confirmed the months that have ended."))
        return said


def coverage(selection: Selection) -> Coverage:
    """The state of a period, for the provinces in reach."""
    return Coverage(tuple(months(selection.user, selection.period, selection.province)))


def months(user: Any, period: Period, province: Province | None = None) -> list[Month]:
    """Month by month who has delivered."""
    places = expected(period.last)
    if province is not None:
        places = places.filter(pk=province.pk)
    elif not user.scope.national:
        places = places.filter(pk__in=user.scope.province_ids)
    names = {place.pk: place.name for place in places}
    told: dict[date, set[int]] = {}
    for month, place in Confirmation.objects.within(period).values_list("month", "province"):
        told.setdefault(month, set()).add(place)
    frozen = {row.month: row for row in Closing.objects.filter(
        month__range=(period.first, period.last)).select_related("closed_by")}  # fmt: skip
    today = clock.today()
    return [
        Month(
            month,
            tuple(sorted(name for pk, name in names.items() if pk in told.get(month, ()))),
            tuple(sorted(name for pk, name in names.items() if pk not in told.get(month, ()))),
            frozen.get(month), shift(month, 1) <= today,
        )
        for month in period.months
    ]  # fmt: skip
