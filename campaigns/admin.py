"""Campaigns to look at, for administrators who are asked."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from simple_history.admin import SimpleHistoryAdmin

from campaigns.models import Campaign, Directive, Mailing, Plan, Strategy


class Seen(SimpleHistoryAdmin):
    """Looked at with its history; officials work on the pages."""

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        """Never."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never; viewing stays possible."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False


@admin.register(Campaign)
class CampaignAdmin(Seen):
    """A campaign."""

    list_display = ("code", "title", "agency", "state", "period_from", "period_to", "size")
    list_filter = ("state", "province")
    search_fields = ("code", "title")
    list_select_related = ("agency",)


@admin.register(Plan)
class PlanAdmin(Seen):
    """The plan of a year of a body."""

    list_display = ("code", "year", "agency", "state")
    list_filter = ("state", "year", "province")
    search_fields = ("code",)
    list_select_related = ("agency",)


@admin.register(Mailing)
class MailingAdmin(Seen):
    """Letters before visits, all of one text together."""

    list_display = ("subject", "campaign", "ask", "reply_until", "issued_at", "taken_at")
    list_filter = ("ask",)
    search_fields = ("subject", "campaign__code")
    list_select_related = ("campaign",)


@admin.register(Strategy)
class StrategyAdmin(Seen):
    """A strategic plan."""

    list_display = ("title", "agency", "state", "year_from", "year_to")
    list_filter = ("state", "province")
    search_fields = ("title",)
    list_select_related = ("agency",)


@admin.register(Directive)
class DirectiveAdmin(Seen):
    """A leader's directive."""

    list_display = ("title", "agency", "to", "due_on", "state")
    list_filter = ("state",)
    search_fields = ("title",)
    list_select_related = ("agency", "to")
