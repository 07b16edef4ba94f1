"""Which campaigns a user may see."""

from __future__ import annotations

from typing import Any, Self

from ecms.core.scoping import ScopedQuerySet


class CampaignQuerySet(ScopedQuerySet):
    """Campaigns."""

    def visible_to(self, user: Any) -> Self:
        """Of the own province, all for a national user; for who reads inspections."""
        if not user.is_authenticated or not user.can("inspection.read"):
            return self.none()
        return self.in_province_of(user)


class TargetQuerySet(ScopedQuerySet):
    """Targets of campaigns."""

    def visible_to(self, user: Any) -> Self:
        """Those of the campaigns that the user may see."""
        if not user.is_authenticated or not user.can("inspection.read"):
            return self.none()
        return self.in_province_of(user, "campaign__province")

    def kept(self) -> Self:
        """Not dropped."""
        return self.filter(dropped_at__isnull=True)

    def to_open(self) -> Self:
        """Without a case yet."""
        return self.kept().filter(inspection__isnull=True)


class PlanQuerySet(ScopedQuerySet):
    """Plans of a year."""

    def visible_to(self, user: Any) -> Self:
        """Of the own province, all for a national user; for who reads inspections."""
        if not user.is_authenticated or not user.can("inspection.read"):
            return self.none()
        return self.in_province_of(user)


class PlanItemQuerySet(ScopedQuerySet):
    """Items of plans."""

    def visible_to(self, user: Any) -> Self:
        """Those of the plans that the user may see."""
        if not user.is_authenticated or not user.can("inspection.read"):
            return self.none()
        return self.in_province_of(user, "plan__province")

    def planned(self) -> Self:
        """In the plan."""
        return self.filter(state="ACCEPTED")
