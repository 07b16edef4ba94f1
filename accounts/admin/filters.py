"""Filters of the administration lists."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import SimpleListFilter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ecms.core import clock


class InForceFilter(SimpleListFilter):
    """In force today, not yet, or no more."""

    title = _("validity")
    parameter_name = "in_force"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """The choices."""
        return [("now", _("In force today")), ("later", _("Begins later")), ("past", _("Ended"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Rows of the choice."""
        today = clock.today()
        if self.value() == "now":
            return (queryset.exclude(valid_from__gt=today)).exclude(valid_to__lt=today)
        if self.value() == "later":
            return queryset.filter(valid_from__gt=today)
        if self.value() == "past":
            return queryset.filter(valid_to__lt=today)
        return queryset


class RoleFilter(SimpleListFilter):
    """Holders of a role, today or ever."""

    title = _("role")
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """All roles."""
        from accounts.models import Role

        return [(role.code, role.name) for role in Role.objects.all()]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Users with a grant of the role."""
        if self.value():
            return queryset.filter(grants__role__code=self.value()).distinct()
        return queryset
