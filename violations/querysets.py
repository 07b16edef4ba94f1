"""Which violation cases a user may see, and how lists find them."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db.models import Exists, F, OuterRef, Q

from accounts import sharing
from ecms.core.scoping import ScopedQuerySet
from ecms.core.text import fold
from inspections.models import Inspection
from inspections.querysets import SHARE
from violations.states import DUE_STATES, OPEN_STATES, CaseState

READERS_OF_LETTERS = ("violation.serve", "violation.decide")


class ViolationCaseQuerySet(ScopedQuerySet):
    """Violation cases."""

    def visible_to(self, user: Any) -> Self:
        """Own province (all for a national user); with the inspection where there is one.

        A case has the province of its inspection, which spares the look at every inspection.
        Who may not read inspections (a clerk) sees what came of one from the decision on.
        """
        if not user.is_authenticated or not user.can("violation.read"):
            return self.none()
        scope = user.scope
        reach = Q() if scope.national else Q(province_id__in=scope.province_ids)
        if not user.can("inspection.read"):
            reach &= Q(inspection__isnull=True) | Q(decided_on__isnull=False)
        elif not scope.national and (shared := sharing.keys(user, SHARE)):
            reach |= Q(inspection_id__in=shared)
        hidden = Inspection.objects.hidden_from(user).values("pk")
        return self.filter(reach).exclude(inspection__in=hidden)

    def open(self) -> Self:
        """Not finished."""
        return self.filter(state__in=OPEN_STATES)

    def overdue(self, on: date) -> Self:
        """Decision or payment past its last day; nothing is due while execution is stayed."""
        return self.running().filter(
            Q(
                state__in=(CaseState.MINUTES, CaseState.SUBMITTED, CaseState.TRANSFERRED),
                decision_due_on__lt=on,
            )
            | Q(state__in=DUE_STATES, execution_due_on__lt=on)
        )

    def running(self) -> Self:
        """Without those whose execution stands still by an order: nothing of them is due."""
        stays = self.model._meta.get_field("stays").related_model
        held = stays._default_manager.filter(case=OuterRef("pk"), lifted_on__isnull=True)  # type: ignore[union-attr]
        return self.filter(~Exists(held))

    def mine(self, user: Any) -> Self:
        """Looked after by the user, or of an inspection whose team the user is in."""
        teams = Inspection.objects.filter(team__user=user).values("pk")
        looked_after = Q(officer=user) | Q(officer__isnull=True, opened_by=user)
        return self.filter(looked_after | Q(inspection__in=teams))

    def waiting_for(self, user: Any) -> Self:
        """Submitted or transferred to an office that the user holds."""
        return self.filter(
            state__in=(CaseState.SUBMITTED, CaseState.TRANSFERRED), signatory__user=user
        )

    def found_by(self, query: str) -> Self:
        """File number, enterprise by any part of its name without accents, or tax code."""
        words = fold(query).split()
        firm = Q()
        for word in words:
            firm &= Q(enterprise__folded__contains=word)
        return self.filter(firm | Q(code__icontains=query) | Q(decision_number__icontains=query))

    def owing(self) -> Self:
        """Decided, with a fine that is not paid in full."""
        return self.filter(
            state__in=(CaseState.DECIDED, *DUE_STATES), paid_total__lt=F("fine_current")
        )

    def for_list(self) -> Self:
        """With what a list row shows."""
        rows = self.select_related("enterprise", "province", "agency", "signatory__user")
        return rows.prefetch_related("stays")


class CaseChildQuerySet(ScopedQuerySet):
    """Rows that hang on a violation case and are seen with it."""

    def visible_to(self, user: Any) -> Self:
        """Rows of the cases that the user may see."""
        from violations.models import ViolationCase

        return self.filter(case__in=ViolationCase.objects.visible_to(user).values("pk"))


class PaymentQuerySet(CaseChildQuerySet):
    """Receipts."""

    def counted(self) -> Self:
        """Those that were not taken back."""
        return self.filter(cancelled_at__isnull=True)


class StatementQuerySet(ScopedQuerySet):
    """Statements of receipts and their sources, seen in the province of the body."""

    def visible_to(self, user: Any) -> Self:
        """Own province (all for a national user), for those who keep the ledger."""
        if not user.is_authenticated or not user.can("violation.ledger"):
            return self.none()
        scope = user.scope
        return self if scope.national else self.filter(agency__province__in=scope.province_ids)


class StatementLineQuerySet(ScopedQuerySet):
    """Lines, seen with their statement."""

    def visible_to(self, user: Any) -> Self:
        """Lines of the statements that the user may see."""
        from violations.models import Statement

        return self.filter(statement__in=Statement.objects.visible_to(user).values("pk"))

    def waiting(self) -> Self:
        """To be reconciled."""
        return self.filter(state="OPEN")


class EnforcementStepQuerySet(ScopedQuerySet):
    """Steps of enforcement, seen with their case."""

    def visible_to(self, user: Any) -> Self:
        """Steps of the cases that the user may see."""
        from violations.models import ViolationCase

        cases = ViolationCase.objects.visible_to(user).values("pk")
        return self.filter(enforcement__case__in=cases)


class AgencyRowQuerySet(ScopedQuerySet):
    """Letters of a body, seen in its province by those who send them and those who decide."""

    def visible_to(self, user: Any) -> Self:
        """Own province (all for a national user)."""
        reads = user.is_authenticated and any(map(user.can, READERS_OF_LETTERS))
        if not reads:
            return self.none()
        scope = user.scope
        return self if scope.national else self.filter(agency__province__in=scope.province_ids)


class UnsanctionedFindingQuerySet(ScopedQuerySet):
    """Findings marked as not sanctioned, seen with their inspection."""

    def visible_to(self, user: Any) -> Self:
        """Rows of the inspections that the user may see."""
        return self.filter(
            finding__inspection__in=Inspection.objects.visible_to(user).values("pk")
        )
