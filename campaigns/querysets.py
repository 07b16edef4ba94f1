"""Which campaigns a user may see."""

from __future__ import annotations

from typing import Any, Self

from django.db.models import Q

from campaigns.enums import LIVE
from ecms.core.scoping import ScopedQuerySet


class CampaignQuerySet(ScopedQuerySet):
    """Campaigns."""

    def visible_to(self, user: Any) -> Self:
        """Of the own bodies and provinces, all for a national user; for who reads inspections."""
        if not user.is_authenticated or not user.can("inspection.read"):
            return self.none()
        scope = user.scope
        if scope.national:
            return self
        return self.filter(
            Q(agency_id__in=scope.agency_ids) | Q(province_id__in=scope.province_ids)
        )

    def live(self) -> Self:
        """In preparation or running."""
        return self.filter(state__in=LIVE)


class TargetQuerySet(ScopedQuerySet):
    """Targets, seen with their campaign."""

    def visible_to(self, user: Any) -> Self:
        """Those of the campaigns that the user may see."""
        from campaigns.models import Campaign

        return self.filter(campaign__in=Campaign.objects.visible_to(user).values("pk"))

    def kept(self) -> Self:
        """Not dropped."""
        return self.filter(dropped_at__isnull=True)

    def to_open(self) -> Self:
        """Without a case yet."""
        return self.kept().filter(inspection__isnull=True)
