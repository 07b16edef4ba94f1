"""Indicators in the administration: targets and words may change, a formula in force may not."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.admin.base import HistoryAdmin, period
from accounts.admin.filters import InForceFilter
from analytics.models import Indicator
from analytics.services.indicators import is_settled, next_version
from ecms.core import clock
from ecms.core.refusal import Refusal

SETTLED = ("code", "version", "formula", "unit", "valid_from")


@admin.register(Indicator)
class IndicatorAdmin(HistoryAdmin):
    """Definitions with their versions; a new version begins with the next month."""

    list_display = ("code", "version", "name_vi", "group", "unit", "target", "validity")
    list_filter = ("group", InForceFilter)
    search_fields = ("code", "name_vi", "name_en", "formula")
    actions = ("new_version",)

    @admin.display(description=gettext_lazy("valid"))
    def validity(self, indicator: Indicator) -> str:
        """From – to."""
        return period(indicator)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """What gives reported figures their meaning stays."""
        return SETTLED if obj is not None and is_settled(obj, clock.today()) else ()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only a version that has not begun: reports name the others."""
        if obj is not None and is_settled(obj, clock.today()):
            return False
        return super().has_delete_permission(request, obj)

    @admin.action(description=gettext_lazy("New version from the next month"))
    def new_version(self, request: HttpRequest, queryset: Any) -> None:
        """Copy the chosen ones; edit the copies before they begin."""
        for indicator in queryset:
            try:
                new = next_version(indicator, by=request.user, at=clock.now())
            except Refusal as refusal:
                self.message_user(request, str(refusal), messages.ERROR)
            else:
                words = _("“%(name)s”: version %(n)s begins on %(day)s.")
                self.message_user(request, words % {
                    "name": new.name, "n": new.version, "day": f"{new.valid_from:%d/%m/%Y}",
                })  # fmt: skip
