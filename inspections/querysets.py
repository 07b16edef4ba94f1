"""Which inspections a user may see, and how lists find them."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db.models import Q

from accounts import sharing
from ecms.core.scoping import ScopedQuerySet
from inspections.enums import HEADS, OPEN_PHASES, Phase

SHARE = "inspections.share_inspection"


class InspectionQuerySet(ScopedQuerySet):
    """Inspections."""

    def visible_to(self, user: Any) -> Self:
        """Own province (all for a national user) and shared cases; sensitive ones only with
        the right to read them, as a member of the team, or as the one who proposed them."""
        if not user.is_authenticated or not user.can("inspection.read"):
            return self.none()
        scope = user.scope
        reach = Q() if scope.national else Q(province_id__in=scope.province_ids)
        if not scope.national and (shared := sharing.keys(user, SHARE)):
            reach |= Q(pk__in=shared)
        if user.can("inspection.read-sensitive"):
            return self.filter(reach)
        mine = self.model._default_manager.filter(team__user=user).values("pk")
        return self.filter(reach).filter(
            Q(is_sensitive=False) | Q(pk__in=mine) | Q(proposed_by=user)
        )

    def hidden_from(self, user: Any) -> Self:
        """Sensitive ones that the user may not read, of whatever province: few."""
        if user.can("inspection.read-sensitive"):
            return self.none()
        mine = self.model._default_manager.filter(team__user=user).values("pk")
        sensitive = self.filter(is_sensitive=True).exclude(pk__in=mine)
        return sensitive.exclude(proposed_by=user)

    def open(self) -> Self:
        """Not finished."""
        return self.filter(phase__in=OPEN_PHASES)

    def overdue(self, on: date) -> Self:
        """In progress after the last day of the check."""
        return self.filter(phase=Phase.RUNNING, ends_on__lt=on)

    def of_person(self, user: Any) -> Self:
        """On whose team ``user`` is, or which ``user`` proposed."""
        mine = self.model._default_manager.filter(team__user=user).values("pk")
        return self.filter(Q(pk__in=mine) | Q(proposed_by=user))

    def waiting_for(self, user: Any) -> Self:
        """What ``user`` must do something about next.

        The deciding official: proposals, asked extensions and results to sign. The team head:
        decisions to announce and minutes to sign. The proposer: returned proposals. A member:
        a declaration still to make.
        """
        own = {"team__user": user}
        headed = self.model._default_manager.filter(team__role__in=HEADS, **own).values("pk")
        undeclared = self.model._default_manager.filter(team__no_conflict=False, **own).values(
            "pk"
        )
        waiting = (
            Q(phase__in=(Phase.DECIDED, Phase.RUNNING), pk__in=headed)
            | Q(phase=Phase.PREPARING, proposed_by=user, reason__gt="")
            | Q(phase=Phase.DECIDED, pk__in=undeclared)
        )
        if user.can("inspection.approve"):
            waiting |= Q(agency_id__in=user.scope.agency_ids) & (
                Q(phase=Phase.PREPARING, reason="")
                | Q(phase__in=(Phase.REPORTING, Phase.CONCLUDED))
                | Q(
                    phase=Phase.DECIDED,
                    plan_sent_at__isnull=False,
                    plan_approved_at__isnull=True,
                )
                | Q(
                    phase=Phase.RUNNING,
                    extension_asked_at__isnull=False,
                    extended_at__isnull=True,
                )
            )
        return self.filter(waiting)

    def for_list(self) -> Self:
        """With what a list row shows."""
        return self.select_related("enterprise", "province", "agency")


class InspectionChildQuerySet(ScopedQuerySet):
    """Rows that hang on an inspection and are seen with it."""

    def visible_to(self, user: Any) -> Self:
        """Rows of the inspections that the user may see."""
        from inspections.models import Inspection

        return self.filter(inspection__in=Inspection.objects.visible_to(user).values("pk"))


class AllotmentQuerySet(ScopedQuerySet):
    """Teams that were drawn."""

    def visible_to(self, user: Any) -> Self:
        """Those of the own body; of a case, with the case."""
        from inspections.models import Inspection

        if not user.is_authenticated or not user.can("inspection.read"):
            return self.none()
        cases = Inspection.objects.visible_to(user).values("pk")
        own = Q(inspection__isnull=True, agency_id__in=user.scope.agency_ids)
        return self.filter(own | Q(inspection__in=cases))


class ForeignPlanQuerySet(ScopedQuerySet):
    """Plans of other bodies."""

    def visible_to(self, user: Any) -> Self:
        """Of the own province, for those who read inspections."""
        if not user.is_authenticated or not user.can("inspection.read"):
            return self.none()
        return self.in_province_of(user)


class DayPlanQuerySet(ScopedQuerySet):
    """Day plans."""

    def visible_to(self, user: Any) -> Self:
        """One's own."""
        return self.filter(user=user) if user.is_authenticated else self.none()


class OtherWorkQuerySet(ScopedQuerySet):
    """Calls, advice, visits without a case."""

    def visible_to(self, user: Any) -> Self:
        """Of the own province; one's own in any case."""
        if not user.is_authenticated or not user.can("inspection.read"):
            return self.none()
        if user.scope.national:
            return self.all()
        return self.filter(Q(province_id__in=user.scope.province_ids) | Q(recorded_by=user))


class FeedQuerySet(ScopedQuerySet):
    """Calendar feeds."""

    def visible_to(self, user: Any) -> Self:
        """One's own."""
        return self.filter(user=user) if user.is_authenticated else self.none()
