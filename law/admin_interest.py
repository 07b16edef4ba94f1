"""Interest on money owed, in the administration."""

from __future__ import annotations

from django.contrib import admin

from accounts.admin.base import CatalogueAdmin
from accounts.admin.filters import InForceFilter
from law.admin_filters import ConfirmedFilter
from law.models import InterestRule
from law.resources_interest import InterestResource


@admin.register(InterestRule)
class InterestRuleAdmin(CatalogueAdmin):
    """Rates by date; a new rate is a new row with its first day."""

    resource_classes = [InterestResource]
    list_display = ("name_vi", "percent", "per", "legal_basis", "valid_from", "valid_to")
    list_filter = (ConfirmedFilter, InForceFilter, "per")
    search_fields = ("key", "name_vi", "name_en")
