"""Which accidents a user may see, who handles them, and how lists find them."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db.models import F, Q

from ecms.core.scoping import ScopedQuerySet
from intake.enums.accident import (
    OPEN_STATES,
    UNDER_CLOCK,
    AccidentState,
    MemberRole,
    TeamLevel,
)

READ, EDIT, DECIDE = "accident.read", "accident.edit", "accident.decide"


def handles(user: Any) -> bool:
    """Whether the user's role handles accidents at all."""
    return bool(user.can(EDIT) or user.can(DECIDE))


class AccidentQuerySet(ScopedQuerySet):
    """Accidents."""

    def visible_to(self, user: Any) -> Self:
        """Those that happened in the own province, and those of its enterprises elsewhere; all
        for a national user. Persons are shown to handlers only, who are where it happened."""
        if not user.is_authenticated or not user.can(READ):
            return self.none()
        if user.scope.national:
            return self.all()
        mine = user.scope.province_ids
        return self.filter(Q(province_id__in=mine) | Q(enterprise__province_id__in=mine))

    def elsewhere(self, user: Any) -> Self:
        """Of enterprises of the own province, in another one; nothing for a national user."""
        if user.scope.national:
            return self.none()
        mine = user.scope.province_ids
        return self.filter(enterprise__province_id__in=mine).exclude(province_id__in=mine)

    def handled_by(self, user: Any) -> Self:
        """Those of the user's own bodies, where the role handles accidents."""
        if not user.is_authenticated or not handles(user):
            return self.none()
        return self.filter(agency_id__in=user.scope.agency_ids)

    def open(self) -> Self:
        """Not finished."""
        return self.filter(state__in=OPEN_STATES)

    def incomplete(self) -> Self:
        """Declared, but no victim is recorded yet: class and term stand on what was told."""
        return self.filter(state=AccidentState.REPORTED, victims__isnull=True)

    def counted(self) -> Self:
        """Occupational accidents as far as is known; dismissed ones are not."""
        return self.exclude(state=AccidentState.DISMISSED).exclude(finding="NOT")

    def overdue(self, on: date) -> Self:
        """The minutes should have been announced before ``on``."""
        return self.filter(state__in=UNDER_CLOCK, due_on__lt=on)

    def mine(self, user: Any) -> Self:
        """On whose present team ``user`` is, or which ``user`` received or looks after."""
        own = self.model._default_manager.filter(
            members__user=user, members__round=F("round")
        ).values("pk")
        return self.filter(Q(pk__in=own) | Q(received_by=user) | Q(officer=user))

    def waiting_for(self, user: Any) -> Self:
        """What ``user`` must do something about next."""
        waiting = Q(pk__in=[])
        here = Q(agency_id__in=user.scope.agency_ids)
        provincial = Q(level=TeamLevel.PROVINCIAL)
        if user.can(DECIDE):
            waiting |= (
                here & provincial & Q(state=AccidentState.REPORTED, team_asked_at__isnull=False)
            )
            waiting |= (
                here
                & provincial
                & Q(
                    state=AccidentState.INVESTIGATING,
                    extension_asked_at__isnull=False,
                    extended_at__isnull=True,
                )
            )
        if user.can(EDIT):
            headed = self.model._default_manager.filter(
                members__user=user, members__role=MemberRole.HEAD, members__round=F("round")
            ).values("pk")
            working = (AccidentState.INVESTIGATING, AccidentState.MINUTES_SIGNED)
            waiting |= Q(pk__in=headed, state__in=(*working, AccidentState.ANNOUNCED))
            waiting |= here & Q(state=AccidentState.REPORTED, team_asked_at__isnull=True)
        return self.filter(waiting)

    def for_list(self) -> Self:
        """With what a list row shows; nothing sealed is read."""
        return self.select_related("enterprise", "province", "agency").defer(
            "caller", "caller_phone"
        )


class BesideAccidentQuerySet(ScopedQuerySet):
    """Rows about persons: they exist for those who handle the accident, and nobody else."""

    def visible_to(self, user: Any) -> Self:
        """Rows of accidents of the user's own bodies, where the role handles accidents."""
        if not user.is_authenticated or not handles(user):
            return self.none()
        return self.filter(accident__agency_id__in=user.scope.agency_ids)


class AccidentFactQuerySet(ScopedQuerySet):
    """Rows without persons: seen with the accident."""

    def visible_to(self, user: Any) -> Self:
        """Rows of accidents of the user's provinces."""
        if not user.is_authenticated or not user.can(READ):
            return self.none()
        return self.in_province_of(user, "accident__province")


class PeriodReportQuerySet(ScopedQuerySet):
    """Reports of employers."""

    def visible_to(self, user: Any) -> Self:
        """Reports of enterprises of the user's provinces."""
        if not user.is_authenticated or not user.can(READ):
            return self.none()
        return self.in_province_of(user)
