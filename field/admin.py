"""The log of exchange with devices, for administrators: who, what kind, when, what became of it.

The content of commands is sealed and not shown here; administrators run the system, they do not
read case files.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from field.models import Checkout, Command, Device, DeviceFault, Upload


class ReadOnly(admin.ModelAdmin):
    """To look at."""

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        """Never."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never; viewing stays possible."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False


@admin.register(Device)
class DeviceAdmin(ReadOnly):
    """Devices with their last contact."""

    list_display = ("label", "user", "agency", "last_seen_at", "unsent", "unsent_since",
                    "revoked_at", "wiped_at")  # fmt: skip
    list_filter = ("agency",)
    search_fields = ("label", "user__username", "user__full_name")
    list_select_related = ("user", "agency")


@admin.register(Checkout)
class CheckoutAdmin(ReadOnly):
    """Who took which case along."""

    list_display = ("inspection", "device", "taken_by", "taken_at", "valid_until", "finished_at",
                    "returned_at")  # fmt: skip
    search_fields = ("inspection__code", "taken_by__username")
    list_select_related = ("inspection__enterprise", "device__user", "taken_by")
    exclude = ("dossier",)


@admin.register(Command)
class CommandAdmin(ReadOnly):
    """The exchange log."""

    list_display = ("receipt", "kind", "verdict", "device", "received_by", "received_at",
                    "device_time")  # fmt: skip
    list_filter = ("verdict", "kind")
    search_fields = ("key", "inspection__code", "received_by__username")
    list_select_related = ("device__user", "received_by")
    date_hierarchy = "received_at"
    exclude = ("body", "result", "subject", "decision", "referred_why", "handled_note")


@admin.register(Upload)
class UploadAdmin(ReadOnly):
    """Files on their way and received."""

    list_display = ("receipt", "kind", "state", "size", "arrived", "device", "begun_by",
                    "moved_at", "message")  # fmt: skip
    list_filter = ("state", "kind")
    search_fields = ("key", "sha256", "inspection__code")
    list_select_related = ("device__user", "begun_by")
    exclude = ("caption", "latitude", "longitude", "stored", "question")


@admin.register(DeviceFault)
class DeviceFaultAdmin(ReadOnly):
    """Small faults that pages met."""

    list_display = ("code", "detail", "device", "received_at")
    list_filter = ("code",)
    list_select_related = ("device__user",)
