"""The audit trail in the admin: to look at, never to change."""

from __future__ import annotations

from django.contrib import admin

from ecms.audit.models import AuditEvent, ReadAccess
from ecms.audit.readonly import ReadOnlyAdmin


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnlyAdmin):
    """What happened, newest first."""

    list_display = ("at", "event", "actor_name", "thing_label", "address")
    list_filter = ("event",)
    search_fields = ("actor_name", "thing_label", "event", "hash")
    date_hierarchy = "at"
    show_full_result_count = False


@admin.register(ReadAccess)
class ReadAccessAdmin(ReadOnlyAdmin):
    """Who opened which record."""

    list_display = ("at", "reader", "content_type", "object_id", "purpose")
    list_select_related = ("reader", "content_type")
    search_fields = ("reader__username",)
    date_hierarchy = "at"
    show_full_result_count = False
