"""Which records of the administration module a person may see."""

from __future__ import annotations

from typing import Any, Self

from django.db.models import Q

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
