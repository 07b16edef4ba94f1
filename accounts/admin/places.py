"""Bodies, units, provinces and wards."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.admin.base import (
    CatalogueAdmin,
    ExportedAdmin,
    HistoryAdmin,
    PlainRelations,
    period,
)
from accounts.admin.filters import InForceFilter
from accounts.models import Agency, Province, Unit, Ward
from accounts.resources import AgencyResource, UnitResource, WardResource
from ecms.core.text import fold


class UnitInline(PlainRelations, admin.TabularInline):
    """Units inside their body."""

    model = Unit
    extra = 0
    can_delete = False
    show_change_link = True
    fields = ("code", "name_vi", "name_en", "symbol", "valid_from", "valid_to")


@admin.register(Agency)
class AgencyAdmin(CatalogueAdmin):
    """A body: its letterhead, account, dates and successor."""

    resource_classes = [AgencyResource]
    list_display = ("code", "name", "level", "province", "symbol", "validity")
    list_filter = (InForceFilter, "level")
    list_select_related = ("province",)
    search_fields = ("code", "name_vi", "name_en")
    autocomplete_fields = ("province", "successor")
    inlines = [UnitInline]
    fieldsets = (
        (None, {"fields": ("code", "name_vi", "name_en", "level", "province")}),
        (_("On documents"), {"fields": ("superior_vi", "place_vi", "symbol", "address", "phone",
                                        "email")}),
        (_("Where fines are paid"), {"fields": ("treasury_name", "treasury_account",
                                                "treasury_codes")}),
        (_("Validity"), {"fields": ("valid_from", "valid_to", "successor")}),
    )  # fmt: skip

    @admin.display(description=_("name"), ordering="name_vi")
    def name(self, agency: Agency) -> str:
        """In the language of the page."""
        return agency.name

    @admin.display(description=_("valid"))
    def validity(self, agency: Agency) -> str:
        """From – to."""
        return period(agency)


@admin.register(Unit)
class UnitAdmin(CatalogueAdmin):
    """A division of a body."""

    resource_classes = [UnitResource]
    list_display = ("code", "name", "agency", "symbol", "validity")
    list_filter = (InForceFilter, "agency")
    list_select_related = ("agency",)
    search_fields = ("code", "name_vi", "name_en")
    autocomplete_fields = ("agency", "successor")

    @admin.display(description=_("name"), ordering="name_vi")
    def name(self, unit: Unit) -> str:
        """In the language of the page."""
        return unit.name

    @admin.display(description=_("valid"))
    def validity(self, unit: Unit) -> str:
        """From – to."""
        return period(unit)


@admin.register(Province)
class ProvinceAdmin(HistoryAdmin):
    """Provinces of both lists; an old one points to its successor."""

    list_display = ("code", "name_vi", "scheme", "kind_vi", "successor", "validity")
    list_filter = ("scheme", InForceFilter)
    list_select_related = ("successor",)
    search_fields = ("code", "name_vi", "name_en")
    autocomplete_fields = ("successor",)

    @admin.display(description=_("valid"))
    def validity(self, province: Province) -> str:
        """From – to."""
        return period(province)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Provinces end; they are not deleted."""
        return False


@admin.register(Ward)
class WardAdmin(ExportedAdmin):
    """Wards of the 34 provinces; a merger is the last day and the successor."""

    resource_classes = [WardResource]
    list_display = ("code", "name_vi", "kind_vi", "province", "validity", "successor")
    list_filter = (InForceFilter, "province")
    list_select_related = ("province", "successor")
    search_fields = ("code", "name_vi", "folded")
    autocomplete_fields = ("province", "successor")

    @admin.display(description=_("valid"))
    def validity(self, ward: Ward) -> str:
        """From – to."""
        return period(ward)

    def save_model(self, request: HttpRequest, obj: Ward, form: Any, change: bool) -> None:
        """Keep the search key with the name."""
        obj.folded = fold(obj.name_vi)
        super().save_model(request, obj, form, change)

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[Any, bool]:
        """Accents do not matter."""
        return super().get_search_results(request, queryset, fold(search_term) or search_term)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Wards end; they are not deleted."""
        return False
