"""Limits, minimum wages and wage regions in the administration."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from accounts.admin.base import HistoryAdmin, period
from accounts.admin.filters import InForceFilter
from law.models import Limit, MinimumWage, WageRegion


class _Dated(HistoryAdmin):
    """With validity and the doubt about a row in the list."""

    list_per_page = 50

    @admin.display(description=_("valid"))
    def validity(self, row: Any) -> str:
        """From – to."""
        return period(row)

    @admin.display(description=_("confirmed"), boolean=True)
    def is_sure(self, row: Any) -> bool:
        """Read in the law, not recalled."""
        return not row.is_recalled


@admin.register(Limit)
class LimitAdmin(_Dated):
    """Thresholds that figures found on site are compared with."""

    list_display = ("key", "name_vi", "value", "unit", "direction", "violation_code", "validity",
                    "is_sure")  # fmt: skip
    list_filter = ("key", InForceFilter)
    search_fields = ("name_vi", "name_en", "legal_basis", "violation_code")


@admin.register(MinimumWage)
class MinimumWageAdmin(_Dated):
    """Minimum wages by region and date."""

    list_display = ("region", "monthly", "hourly", "legal_basis", "validity", "is_sure")
    list_filter = ("region", InForceFilter)
    search_fields = ("region", "legal_basis")


@admin.register(WageRegion)
class WageRegionAdmin(_Dated):
    """The region of each ward; a ward that is missing makes the inspector choose."""

    list_display = ("ward", "region", "legal_basis", "validity", "is_sure")
    list_filter = ("region", "ward__province", InForceFilter)
    list_select_related = ("ward",)
    search_fields = ("ward__name_vi", "ward__code")
    raw_id_fields = ("ward",)
