"""Support views of alerts: who was told what, and when; nothing is edited here."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from ecms.notifications.models import Delivery, Digest, DueItem


class ReadOnlyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Looked at, never changed."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody adds by hand."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody changes."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody deletes."""
        return False


@admin.register(DueItem)
class DueItemAdmin(ReadOnlyAdmin):
    """Due items."""

    list_display = ("label", "kind", "due_on", "claimed_stage", "paused_at", "closed_at")
    list_filter = ("kind", "claimed_stage")
    search_fields = ("label",)
    date_hierarchy = "due_on"


@admin.register(Delivery)
class DeliveryAdmin(ReadOnlyAdmin):
    """Messages."""

    list_display = ("label", "kind", "stage", "recipient", "created_at", "read_at", "is_late")
    list_filter = ("kind", "stage", "is_late")
    search_fields = ("label", "recipient__username")
    list_select_related = ("recipient",)


@admin.register(Digest)
class DigestAdmin(ReadOnlyAdmin):
    """Digest mails."""

    list_display = ("day", "recipient", "sent_at", "attempts", "last_error")
    list_select_related = ("recipient",)
