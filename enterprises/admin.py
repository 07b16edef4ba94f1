"""The register in the administration: sectors are kept here, enterprises and imports are read."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.admin.base import AuditedAdmin, CatalogueAdmin, HistoryAdmin, period
from accounts.admin.filters import InForceFilter
from enterprises.models import Enterprise, Hazard, ImportJob, IndustrialZone, Sector
from enterprises.resources import HazardResource, SectorResource, ZoneResource
from enterprises.wording import file_words


class ReadOnly:
    """Looked at for support; changed on the pages of the register, where reasons are asked."""

    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nothing is added here."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is changed here."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is deleted here."""
        return False


@admin.register(Sector)
class SectorAdmin(CatalogueAdmin):
    """Sections and divisions of both classifications."""

    resource_classes = [SectorResource]
    list_display = ("code", "name_vi", "name_en", "scheme", "level", "section_2025", "validity")
    list_filter = ("scheme", "level", InForceFilter)
    search_fields = ("code", "name_vi", "name_en")
    autocomplete_fields = ("parent",)

    @admin.display(description=_("valid"))
    def validity(self, sector: Sector) -> str:
        """From – to."""
        return period(sector)


@admin.register(IndustrialZone)
class IndustrialZoneAdmin(CatalogueAdmin):
    """Zones with the board that looks after them."""

    resource_classes = [ZoneResource]
    list_display = ("code", "name_vi", "kind", "province", "validity")
    list_filter = ("kind", InForceFilter, "province")
    list_select_related = ("province",)
    search_fields = ("code", "name_vi", "name_en", "board")
    autocomplete_fields = ("province", "ward")

    @admin.display(description=_("valid"))
    def validity(self, zone: IndustrialZone) -> str:
        """From – to."""
        return period(zone)


@admin.register(Hazard)
class HazardAdmin(CatalogueAdmin):
    """Hazards with their legal basis and what they ask of a visitor."""

    resource_classes = [HazardResource]
    list_display = ("code", "name_vi", "name_en", "group", "legal_basis", "validity")
    list_filter = ("group", InForceFilter)
    search_fields = ("code", "name_vi", "name_en")

    @admin.display(description=_("valid"))
    def validity(self, hazard: Hazard) -> str:
        """From – to."""
        return period(hazard)


@admin.register(Enterprise)
class EnterpriseAdmin(ReadOnly, HistoryAdmin):
    """Enterprises with the history of every field."""

    list_display = ("tax_code", "name", "province", "status", "workers", "updated_at")
    list_filter = ("status", "province")
    list_select_related = ("province",)
    search_fields = ("tax_code", "folded")
    ordering = ("name", "pk")

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[Any, bool]:
        """As the register searches: every word, accents aside."""
        return queryset.matching(search_term), False


@admin.register(ImportJob)
class ImportJobAdmin(ReadOnly, AuditedAdmin):
    """Imports and how they ended."""

    list_display = (
        "original_name", "source", "as_of", "province", "state", "total", "new", "changed",
        "refused", "uploaded_by", "uploaded_at", "problem_words",
    )  # fmt: skip
    list_filter = ("state", "province")
    list_select_related = ("province", "uploaded_by")
    search_fields = ("original_name", "source")
    exclude = ("file", "mapping", "problem")

    @admin.display(description=_("problem"))
    def problem_words(self, job: ImportJob) -> str:
        """Why a file was refused or an import failed."""
        return file_words(job.problem)


from enterprises import admin_imports, admin_merge  # noqa: E402, F401 - register themselves
