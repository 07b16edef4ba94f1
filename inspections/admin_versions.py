"""Versions in the administration: a draft is edited and published, a published one succeeded."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.admin.base import HistoryAdmin, period
from ecms.core import clock
from inspections.services.refusal import Refusal


def is_draft(row: Any) -> bool:
    """Whether a version may still be edited."""
    return row is None or row.published_on is None


class PartInline(admin.TabularInline):
    """A part of a version; read-only once the version is published."""

    extra = 0

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only drafts change."""
        return is_draft(obj) and super().has_change_permission(request, obj)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only drafts change."""
        return is_draft(obj) and super().has_add_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only drafts change."""
        return is_draft(obj) and super().has_delete_permission(request, obj)


class VersionAdmin(HistoryAdmin):
    """``versions`` is the module of services that publishes and begins versions; ``always_shown``
    are the fields that nobody edits, a draft's neither."""

    versions: Any
    always_shown: tuple[str, ...] = ("published_on",)
    actions = ["publish", "new_version"]

    @admin.display(description=_("valid"))
    def validity(self, row: Any) -> str:
        """From – to."""
        return period(row)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """A published version only gets its last day."""
        if is_draft(obj):
            return self.always_shown
        return tuple(str(name) for name in self.fields or () if name != "valid_to")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Cases hang on published versions."""
        return is_draft(obj) and super().has_delete_permission(request, obj)

    @admin.action(description=_("Publish the chosen versions"))
    def publish(self, request: HttpRequest, queryset: Any) -> None:
        """From their first day; each refusal is told."""
        for row in queryset:
            try:
                self.versions.publish(row, by=request.user, at=clock.now(), on=clock.today())
            except Refusal as error:
                messages.error(request, f"{row}: {error.reason}")
            else:
                messages.success(request, _("%(name)s is published.") % {"name": row})

    @admin.action(description=_("Begin a new version"))
    def new_version(self, request: HttpRequest, queryset: Any) -> None:
        """A draft with the same parts."""
        for row in queryset:
            copy = self.versions.new_version(row, by=request.user, at=clock.now())
            words = _("Version %(version)s of %(name)s was begun.")
            messages.success(request, words % {"version": copy.version, "name": copy})
