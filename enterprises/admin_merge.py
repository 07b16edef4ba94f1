"""Self-check forms with their versions; duplicates, merges and self-checks to look at only."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.admin.base import AuditedAdmin, HistoryAdmin, period
from accounts.admin.filters import InForceFilter
from ecms.core import clock
from enterprises.admin import ReadOnly
from enterprises.models import Duplicate, Merge, SelfCheck, SelfCheckForm, SelfCheckItem
from enterprises.services import selfchecks
from enterprises.services.selfchecks import SelfCheckRefused


class ItemInline(admin.TabularInline):
    """Questions of a form; read-only once it is published."""

    model = SelfCheckItem
    extra = 0
    autocomplete_fields = ("question",)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only drafts change."""
        return _is_draft(obj) and super().has_change_permission(request, obj)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only drafts change."""
        return _is_draft(obj) and super().has_add_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only drafts change."""
        return _is_draft(obj) and super().has_delete_permission(request, obj)


def _is_draft(form: Any) -> bool:
    return form is None or form.published_on is None


@admin.register(SelfCheckForm)
class SelfCheckFormAdmin(HistoryAdmin):
    """Versions: a draft is composed and published; a published one gets a new version."""

    list_display = ("code", "version", "name_vi", "duty", "per_year", "published_on", "validity")
    list_filter = ("duty", "code", InForceFilter)
    search_fields = ("code", "name_vi", "name_en")
    inlines = [ItemInline]
    actions = ["publish", "new_version"]
    fields = (
        "code", "version", "name_vi", "name_en", "duty", "per_year", "legal_basis",
        "valid_from", "valid_to", "published_on",
    )  # fmt: skip

    @admin.display(description=_("valid"))
    def validity(self, row: SelfCheckForm) -> str:
        """From – to."""
        return period(row)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """A published version only gets its last day."""
        if _is_draft(obj):
            return ("published_on",)
        return tuple(name for name in self.fields if name != "valid_to")  # type: ignore[union-attr]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Self-checks may hang on a published version."""
        return _is_draft(obj) and super().has_delete_permission(request, obj)

    @admin.action(description=_("Publish the chosen versions"))
    def publish(self, request: HttpRequest, queryset: Any) -> None:
        """From today; each refusal is told."""
        for row in queryset:
            try:
                selfchecks.publish(row, on=clock.today(), by=request.user, at=clock.now())
            except SelfCheckRefused as error:
                messages.error(request, f"{row}: {error.reason}")
            else:
                messages.success(request, _("%(name)s is published.") % {"name": row})

    @admin.action(description=_("Begin a new version"))
    def new_version(self, request: HttpRequest, queryset: Any) -> None:
        """A draft with the same questions."""
        for row in queryset:
            copy = selfchecks.new_version(row, by=request.user, at=clock.now())
            messages.success(
                request,
                _("Version %(version)s of %(name)s was begun.")
                % {"version": copy.version, "name": copy},
            )


@admin.register(SelfCheck)
class SelfCheckAdmin(ReadOnly, AuditedAdmin):
    """What was received; the answers are read on the pages of the register."""

    list_display = ("enterprise", "form", "done_on", "source", "recorded_by", "submitted_at")
    list_filter = ("form",)
    list_select_related = ("enterprise", "form", "recorded_by")
    search_fields = ("enterprise__tax_code",)
    exclude = ("answers", "results")


@admin.register(Duplicate)
class DuplicateAdmin(ReadOnly, AuditedAdmin):
    """Pairs and what became of them."""

    list_display = ("first", "second", "score", "state", "found_on", "decided_by", "decided_at")
    list_filter = ("state",)
    list_select_related = ("first", "second", "decided_by")
    search_fields = ("first__tax_code", "second__tax_code")
    exclude = ("reasons",)


@admin.register(Merge)
class MergeAdmin(ReadOnly, AuditedAdmin):
    """Merges and their undoing."""

    list_display = ("survivor", "merged", "reason", "done_by", "done_at", "undone_by", "undone_at")
    list_select_related = ("survivor", "merged", "done_by", "undone_by")
    search_fields = ("survivor__tax_code", "merged__tax_code")
    exclude = ("moved", "before")
