"""Rates of late payment, measures of enforcement and titles in the administration."""

from __future__ import annotations

from django.contrib import admin

from accounts.admin.filters import InForceFilter
from law.admin_limits import _Dated
from law.models import EnforcementRule, EnforcementTitle, LateRate


@admin.register(LateRate)
class LateRateAdmin(_Dated):
    """A new rate is a new row with its dates; the days before keep the old one."""

    list_display = ("percent_a_day", "legal_basis_vi", "validity", "is_sure")
    list_filter = (InForceFilter,)


@admin.register(EnforcementRule)
class EnforcementRuleAdmin(_Dated):
    """Measures with their bounds."""

    list_display = ("kind", "individuals_only", "salary_percent_most", "income_percent_most",
                    "validity", "is_sure")  # fmt: skip
    list_filter = ("kind", InForceFilter)


@admin.register(EnforcementTitle)
class EnforcementTitleAdmin(_Dated):
    """Who may order enforcement; titles as in the table of competence."""

    list_display = ("title_code", "legal_basis_vi", "validity", "is_sure")
    list_filter = (InForceFilter,)
    search_fields = ("title_code",)
