"""Reminder rules and words of messages in the administration."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.admin.base import HistoryAdmin, period
from accounts.admin.filters import InForceFilter
from ecms.notifications import registry
from ecms.notifications.admin import KindFilter, heading
from ecms.notifications.models import LetterWording, ReminderRule


def kinds() -> list[tuple[str, str]]:
    """Every kind of message with its heading, by heading."""
    named = [(kind, str(registry.letter(kind).title)) for kind in registry.kinds()]
    return sorted(named, key=lambda pair: (pair[1], pair[0]))


def kind_field(label: Any, *, empty: Any) -> forms.ChoiceField:
    """A choice among the kinds, in words; with ``empty`` it may be left out."""
    first = [("", empty)] if empty else []
    return forms.ChoiceField(
        label=label, required=not empty, choices=lambda: [*first, *_labelled()]
    )


def _labelled() -> list[tuple[str, str]]:
    return [(kind, f"{title} ({kind})") for kind, title in kinds()]


class OfKindAdmin(HistoryAdmin):
    """Rows that belong to a kind of message."""

    every_kind = False
    kind_name = "kind"
    no_kind = _("Every kind without a rule of its own")

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """The kinds in words."""
        if db_field.name == self.kind_name:
            label = db_field.verbose_name.capitalize()
            return kind_field(label, empty=self.no_kind if self.every_kind else "")
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    @admin.display(description=_("kind of message"))
    def kind_words(self, row: Any) -> str:
        """The heading of the kind."""
        kind: str = getattr(row, self.kind_name)
        if not kind:
            return str(self.no_kind)
        return heading(kind)


@admin.register(ReminderRule)
class ReminderRuleAdmin(OfKindAdmin):
    """When who is told. A rule that no longer holds gets an end date; it is not deleted."""

    every_kind = True
    list_display = ("kind_words", "moment", "days", "unit", "audience", "urgent", "in_force")
    list_filter = (InForceFilter, "moment", "audience", "urgent", KindFilter)
    search_fields = ("code", "kind")
    fields = ("code", "kind", "moment", "days", "unit", "audience", "urgent", "valid_from",
              "valid_to")  # fmt: skip

    @admin.display(description=_("in force"))
    def in_force(self, row: ReminderRule) -> str:
        """From when until when."""
        return period(row)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Messages name the rule by which they came."""
        return False


@admin.register(LetterWording)
class LetterWordingAdmin(OfKindAdmin):
    """Words put over those that a kind of message ships with."""

    list_display = ("kind_words", "title_vi", "title_en")
    search_fields = ("kind", "title_vi", "title_en")
    fields = ("kind", "title_vi", "text_vi", "late_vi", "title_en", "text_en", "late_en")
