"""Which records of the administration module a person may see."""

from __future__ import annotations

from typing import Any, Self

from django.db.models import Q

from ecms.core.dated import DatedQuerySet
from ecms.core.scoping import ScopedQuerySet


class HandoverQuerySet(ScopedQuerySet):
    """Hand-overs of work."""

    def visible_to(self, user: Any) -> Self:
        """Of the own bodies for who assigns work there; and those one gave up or took over."""
        if not user.is_authenticated:
            return self.none()
        taken = self.model._default_manager.filter(successors=user).values("pk")
        mine = Q(person=user) | Q(pk__in=taken)
        if user.can("inspection.assign"):
            mine |= Q(agency_id__in=user.scope.agency_ids)
        return self.filter(mine)


class DelegationQuerySet(DatedQuerySet):
    """Delegations of signature."""

    def visible_to(self, user: Any) -> Self:
        """Those one gave or holds; all of the province for who signs sanction decisions."""
        if not user.is_authenticated:
            return self.none()
        mine = Q(giver__user=user) | Q(holder__user=user)
        if user.can("violation.decide"):
            if user.scope.national:
                return self.all()
            mine |= Q(giver__agency__province_id__in=user.scope.province_ids)
        return self.filter(mine)
