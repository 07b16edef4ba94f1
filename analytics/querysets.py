"""Which figures and reports a user may see."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Self

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from analytics.enums import UNFINISHED
from analytics.periods import Period
from ecms.core.scoping import ScopedQuerySet

SILENCE = timedelta(minutes=5)
KEPT = timedelta(days=30)


class FigureQuerySet(ScopedQuerySet):
    """Pre-aggregated figures."""

    def visible_to(self, user: Any) -> Self:
        """Figures of the user's provinces; of all for a national user with dashboards."""
        if not user.is_authenticated or not user.can("dashboard.read"):
            return self.none()
        return self.in_province_of(user)

    def of(self, measures: Iterable[str]) -> Self:
        """Of some measures."""
        return self.filter(measure__in=list(measures))

    def stock(self) -> Self:
        """How things stand now, whatever the period."""
        return self.filter(month__isnull=True)

    def within(self, period: Period) -> Self:
        """Of the months of a period."""
        return self.filter(month__gte=period.first, month__lte=period.last)


class ReportQuerySet(ScopedQuerySet):
    """Reports made for download."""

    def visible_to(self, user: Any) -> Self:
        """Only one's own: a report holds what its maker may see."""
        if not user.is_authenticated or not user.can("report.export"):
            return self.none()
        return self.filter(requested_by=user)

    def silent(self, at: datetime) -> Self:
        """Unfinished, without a sign of life for five minutes."""
        last_sign = Coalesce("beat_at", "requested_at")
        return (
            self.filter(state__in=UNFINISHED)
            .annotate(last_sign=last_sign)
            .filter(last_sign__lt=at - SILENCE)
        )

    def expired(self, at: datetime) -> Self:
        """Finished so long ago that the file is no longer kept."""
        return self.exclude(state__in=UNFINISHED).filter(requested_at__lt=at - KEPT)


class MeasureQuerySet(QuerySet):  # type: ignore[type-arg]
    """Definitions of measures."""

    def by_code(self) -> dict[str, Any]:
        """All measures by their code."""
        measures: Any = self
        return {measure.code: measure for measure in measures}
