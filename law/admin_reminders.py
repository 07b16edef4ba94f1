"""Which message reminds of which time limit of the law: in the administration."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.admin.alerts import OfKindAdmin
from ecms.notifications.models import DeadlineReminder
from law.models import DeadlineRule


@admin.register(DeadlineReminder)
class DeadlineReminderAdmin(OfKindAdmin):
    """One row for each row of the table of time limits."""

    kind_name = "reminder"
    every_kind = True
    no_kind = _("None")
    list_display = ("number", "step", "kind_words", "no_reminder", "basis")
    list_filter = ("no_reminder", "reminder")
    search_fields = ("number", "reminder")
    fields = ("number", "reminder", "no_reminder")
    list_per_page = 150

    def get_queryset(self, request: HttpRequest) -> Any:
        """The table of time limits is read once a page."""
        self.__dict__.pop("_limits", None)
        return super().get_queryset(request)

    @cached_property
    def _limits(self) -> dict[int, tuple[str, str]]:
        rows = DeadlineRule.objects.values_list("number", "step", "legal_basis")
        return {number: (step, basis) for number, step, basis in rows}

    @admin.display(description=_("step"))
    def step(self, row: DeadlineReminder) -> str:
        """What the time limit is about."""
        return self._limits.get(row.number, ("–", ""))[0]

    @admin.display(description=_("legal basis"))
    def basis(self, row: DeadlineReminder) -> str:
        """Its article."""
        return self._limits.get(row.number, ("", "–"))[1]
