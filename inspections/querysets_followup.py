"""Which requirements, orders and referrals a user may see, and what lists ask of them."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db.models import Exists, OuterRef, Q

from ecms.core.scoping import ScopedQuerySet
from inspections.enums import OUTSTANDING, RequirementState
from inspections.querysets import InspectionChildQuerySet
from inspections.states_followup import STOPPED, ExtensionState, ReferralState


class RequirementQuerySet(InspectionChildQuerySet):
    """Requirements and recommendations."""

    def outstanding(self) -> Self:
        """Not yet accepted, withdrawn or replaced."""
        return self.filter(state__in=OUTSTANDING)

    def issued(self) -> Self:
        """Of results that were signed; drafts of the team are not asked of anybody yet."""
        return self.exclude(inspection__concluded_at=None)

    def overdue(self, on: date) -> Self:
        """The last day has passed and no evidence waits."""
        late = Q(state__in=(RequirementState.OPEN, RequirementState.SENT_BACK))
        return self.filter(late, due_on__lt=on)

    def waiting(self) -> Self:
        """Evidence waits to be judged."""
        return self.filter(state=RequirementState.EVIDENCE)

    def asked(self) -> Self:
        """More time was asked for, and nobody has decided."""
        from inspections.models import DueExtension

        open_requests = DueExtension.objects.filter(
            requirement=OuterRef("pk"), state=ExtensionState.ASKED
        )
        return self.outstanding().filter(Exists(open_requests))

    def followed_by(self, user: Any) -> Self:
        """That ``user`` follows up."""
        return self.filter(assignee=user)

    def for_list(self) -> Self:
        """With what a list row shows."""
        return self.select_related("inspection__enterprise", "inspection__province", "assignee")


class RequirementChildQuerySet(ScopedQuerySet):
    """Rows that hang on a requirement and are seen with its case."""

    def visible_to(self, user: Any) -> Self:
        """Rows of the inspections that the user may see."""
        from inspections.models import Inspection

        cases = Inspection.objects.visible_to(user).values("pk")
        return self.filter(requirement__inspection__in=cases)


class StopOrderQuerySet(InspectionChildQuerySet):
    """Stop-work orders."""

    def in_force(self) -> Self:
        """Not lifted."""
        return self.filter(state__in=STOPPED)


class ReferralQuerySet(InspectionChildQuerySet):
    """Referrals."""

    def unanswered(self) -> Self:
        """No answer yet."""
        return self.exclude(state=ReferralState.RETURNED)
