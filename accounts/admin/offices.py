"""Offices and delegations: who signs, and for whom."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.admin.base import CatalogueAdmin, HistoryAdmin, period
from accounts.admin.filters import InForceFilter
from accounts.admin.forms import PositionForm
from accounts.models import Delegation, Position
from accounts.resources import PositionResource


@admin.register(Position)
class PositionAdmin(CatalogueAdmin):
    """Offices end by their date; files keep pointing to them."""

    form = PositionForm
    resource_classes = [PositionResource]
    list_display = ("user", "title_vi", "agency", "title_code", "is_head", "is_deputy", "validity")
    list_filter = (InForceFilter, "is_head", "is_deputy", "agency")
    list_select_related = ("user", "agency")
    search_fields = ("title_vi", "title_code", "user__full_name__unaccent", "user__username")
    autocomplete_fields = ("user", "agency")

    @admin.display(description=_("valid"))
    def validity(self, position: Position) -> str:
        """From – to."""
        return period(position)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Offices end; they are not deleted."""
        return False


@admin.register(Delegation)
class DelegationAdmin(HistoryAdmin):
    """Numbered decisions by which a head lets a deputy sign."""

    list_display = ("number", "decided_on", "kind", "giver", "holder", "form", "validity")
    list_filter = (InForceFilter, "kind")
    list_select_related = ("giver__user", "holder__user")
    search_fields = ("number", "giver__user__full_name__unaccent",
                     "holder__user__full_name__unaccent")  # fmt: skip
    autocomplete_fields = ("giver", "holder")
    date_hierarchy = "decided_on"

    @admin.display(description=_("valid"))
    def validity(self, delegation: Delegation) -> str:
        """From – to."""
        return period(delegation)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Delegations end; documents cite them."""
        return False
