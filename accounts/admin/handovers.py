"""Hand-overs of work: to look up, not to change."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from accounts.models import Handover


@admin.register(Handover)
class HandoverAdmin(admin.ModelAdmin):
    """Whose work went to whom; the lines name cases and stay with those who may read them."""

    list_display = ("person", "agency", "absence", "reason", "done_by", "done_at")
    list_filter = ("absence", "agency")
    list_select_related = ("person", "agency", "done_by")
    search_fields = ("person__full_name__unaccent", "reason")
    fields = ("person", "agency", "absence", "reason", "override_reason", "done_by", "done_at")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """On the page of those who lead the work only."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A record of what was done."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A record of what was done."""
        return False
