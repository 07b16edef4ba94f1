"""Which figures and reports a user may see."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, Self

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from analytics.enums import UNFINISHED, Share
from analytics.periods import Period
from ecms.core.dated import DatedQuerySet
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


class FrozenQuerySet(FigureQuerySet):
    """Figures as they were reported."""

    def at_end_of(self, period: Period) -> Self:
        """Months as frozen; how things stood is told by the last month of the period."""
        return self.filter(Q(month__isnull=False) | Q(closing__month=period.last))


class ConfirmationQuerySet(ScopedQuerySet):
    """Which department has confirmed which month."""

    def visible_to(self, user: Any) -> Self:
        """That a month is confirmed is no secret of a province; its figures are."""
        if not user.is_authenticated or not user.can("dashboard.read"):
            return self.none()
        return self.all()

    def within(self, period: Period) -> Self:
        """Of the months of a period."""
        return self.filter(month__gte=period.first, month__lte=period.last)


class PaperQuerySet(ScopedQuerySet):
    """Reports that are signed."""

    def visible_to(self, user: Any) -> Self:
        """Those of the own province; all for a national user."""
        if not user.is_authenticated or not user.can("report.export"):
            return self.none()
        return self.in_province_of(user)


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


class SavedQuerySet(ScopedQuerySet):
    """Saved dashboards and questions."""

    def visible_to(self, user: Any) -> Self:
        """One's own and what others share; the figures in them are always the reader's."""
        if not user.is_authenticated or not user.can("dashboard.read"):
            return self.none()
        body = Q(share=Share.BODY, agency__isnull=False, agency=user.agency_id)
        return self.filter(Q(saved_by=user) | body | Q(share=Share.ALL))

    def of_kind(self, kind: str) -> Self:
        """Dashboards, or questions."""
        return self.filter(kind=kind)

    def to_send(self, today: date) -> Self:
        """Questions whose letter is due."""
        return self.exclude(every="").filter(next_on__lte=today)


class IndicatorQuerySet(DatedQuerySet):
    """Definitions of indicators."""

    def within(self, period: Period) -> Self:
        """The newest version of each that was in force in the period, in their order."""
        rows: Any = self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=period.end),
            Q(valid_to__isnull=True) | Q(valid_to__gte=period.start),
        )
        newest = rows.order_by("code", "-version").distinct("code").values("pk")
        return self.filter(pk__in=newest).order_by("order", "code")


class MeasureQuerySet(QuerySet):  # type: ignore[type-arg]
    """Definitions of measures."""

    def by_code(self) -> dict[str, Any]:
        """All measures by their code."""
        measures: Any = self
        return {measure.code: measure for measure in measures}
