"""Read-only support for cases: administrators look, officials work on the pages."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest
from simple_history.admin import SimpleHistoryAdmin

from violations.models import (
    Act,
    ClaimTerms,
    Payment,
    RemedyOrder,
    Statement,
    StatementSource,
    ViolationCase,
)


class ReadOnly:
    """Nothing is added, changed or deleted here."""

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        """Never."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never; viewing stays possible."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False


class ActInline(ReadOnly, admin.TabularInline):
    """Acts of the case."""

    model = Act
    extra = 0
    fields = ("provision", "ongoing", "ended_on", "frame_min", "frame_max", "fine")


class PaymentInline(ReadOnly, admin.TabularInline):
    """Payments of the case."""

    model = Payment
    extra = 0
    fields = ("reference", "amount", "paid_on", "recorded_by")


class RemedyInline(ReadOnly, admin.TabularInline):
    """Remedial measures of the case."""

    model = RemedyOrder
    extra = 0
    fields = ("text", "due_on", "state", "submitted_by", "accepted_by")


@admin.register(ViolationCase)
class ViolationCaseAdmin(ReadOnly, SimpleHistoryAdmin):
    """A case with its history, to help officials who ask."""

    list_display = ("code", "enterprise", "province", "state", "decided_on", "fine_current")
    list_filter = ("state", "province")
    list_select_related = ("enterprise", "province")
    search_fields = ("code", "decision_number", "enterprise__tax_code", "enterprise__folded")
    show_full_result_count = False
    inlines = (ActInline, PaymentInline, RemedyInline)

    def get_queryset(self, request: HttpRequest) -> Any:
        """Administrators keep the system; sensitive cases are none of their business."""
        hidden = Q(inspection__is_sensitive=True)
        return super().get_queryset(request).exclude(hidden)


@admin.register(Statement)
class StatementAdmin(ReadOnly, admin.ModelAdmin):
    """Statements of receipts, to help officials who ask; their rows stay on the pages."""

    list_display = ("source", "filename", "agency", "state", "recorded_at", "recorded_by")
    list_filter = ("state",)
    list_select_related = ("source", "agency", "recorded_by")
    exclude = ("cells",)
    show_full_result_count = False


@admin.register(StatementSource)
class StatementSourceAdmin(ReadOnly, admin.ModelAdmin):
    """Sources of statements with the columns last chosen."""

    list_display = ("name", "agency")
    list_select_related = ("agency",)


@admin.register(ClaimTerms)
class ClaimTermsAdmin(ReadOnly, admin.ModelAdmin):
    """Interest of acts, to help officials who ask. Workers stay on the pages of their case."""

    list_display = ("case", "rule", "percent", "source")
    list_select_related = ("case__enterprise", "rule")
