"""Which complaints a user may see, and how lists find them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Self

from django.db.models import Q

from ecms.core.scoping import ScopedQuerySet
from ecms.core.text import fold
from intake.enums.complaint import (
    FINAL,
    IN_WORK,
    UNACCEPTED,
    ComplaintKind,
    ComplaintState,
    Respondent,
)

OWN_HOUSE = (Respondent.OFFICIAL, Respondent.DIRECTOR)
IDENTITY, DECIDE = "complaint.identity", "complaint.decide"


class ComplaintQuerySet(ScopedQuerySet):
    """Complaints, denunciations, petitions and tips."""

    def visible_to(self, user: Any) -> Self:
        """Those of the user's provinces, never one that is about the user; a denunciation of the
        department's own people only to who received it, who handles it and who heads or decides
        (Law on Denunciations arts. 8, 10: the denounced neither settles nor learns who spoke)."""
        if not user.is_authenticated or not user.can("complaint.read"):
            return self.none()
        rows = self.in_province_of(user).exclude(accused=user)
        if user.can(IDENTITY) or user.can(DECIDE):
            return rows
        own = Q(kind=ComplaintKind.DENUNCIATION, respondent__in=OWN_HOUSE)
        return rows.filter(~own | Q(received_by=user) | Q(handler=user))

    def open(self) -> Self:
        """Not finished."""
        return self.exclude(state__in=FINAL)

    def mine(self, user: Any) -> Self:
        """Assigned to the user, or received by the user and assigned to nobody yet."""
        return self.filter(Q(handler=user) | Q(handler__isnull=True, received_by=user))

    def overdue(self, on: date) -> Self:
        """Acceptance, decision or sending past its last day."""
        return self.filter(
            Q(state__in=UNACCEPTED, accept_due_on__lt=on)
            | Q(state__in=IN_WORK, settle_due_on__lt=on)
            | Q(state=ComplaintState.DECIDED, served_on__isnull=True, serve_due_on__lt=on)
        )

    def found_by(self, query: str) -> Self:
        """Number in the book, enterprise (accents aside), tax code, words of the summary.

        Never by the person: that is asked on a page of its own, and noted.
        """
        words = Q()
        for word in fold(query).split():
            words &= Q(enterprise__folded__contains=word) | Q(folded__contains=word)
        return self.filter(words | Q(code__icontains=query))

    def for_list(self) -> Self:
        """With what a list row shows."""
        return self.select_related("enterprise", "province", "agency", "handler")


class ComplaintChildQuerySet(ScopedQuerySet):
    """Rows that hang on a complaint and are seen with it."""

    def visible_to(self, user: Any) -> Self:
        """Rows of the complaints that the user may see."""
        from intake.models.complaint import Complaint

        return self.filter(complaint__in=Complaint.objects.visible_to(user).values("pk"))


class ComplainantQuerySet(ScopedQuerySet):
    """Who complained: a class of its own."""

    def visible_to(self, user: Any) -> Self:
        """Rows whose identity the user may see now: by duty, or opened with a reason."""
        from ecms.core import clock
        from intake.models.complaint import Complaint

        if not user.is_authenticated:
            return self.none()
        seen = Complaint.objects.visible_to(user)
        return self.filter(complaint__in=seen.values("pk")).filter(
            self.by_duty(user) | self.opened_by(user, clock.now())
        )

    @staticmethod
    def by_duty(user: Any) -> Q:
        """Holders of the permission who handle it, or decide in its body."""
        if not user.can(IDENTITY):
            return Q(pk__in=[])
        duty = Q(complaint__handler=user)
        if user.can(DECIDE):
            duty |= Q(complaint__agency__in=user.scope.agency_ids)
        return duty

    @staticmethod
    def opened_by(user: Any, at: datetime) -> Q:
        """Opened by the user with a reason, for a short time."""
        return Q(complaint__openings__opened_by=user, complaint__openings__until__gt=at)
