"""Codes of accidents in the administration; cases are worked on the pages."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from accounts.admin.base import CatalogueAdmin, period
from accounts.admin.filters import InForceFilter
from accounts.spreadsheets import CatalogueResource
from ecms.core.text import fold
from intake.models import AccidentCode


class CodeResource(CatalogueResource):
    """Injuries, causes, factors and occupations, found by list and code."""

    class Meta(CatalogueResource.Meta):
        model = AccidentCode
        import_id_fields = ("kind", "code")
        fields = ("kind", "code", "group_code", "group_vi", "group_en", "name_vi", "name_en",
                  "legal_basis", "order", "valid_from", "valid_to", "source",
                  "confidence")  # fmt: skip

    def before_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        """The search text follows the words."""
        instance.folded = search_text(instance)
        super().before_save_instance(instance, row, **kwargs)


def search_text(row: AccidentCode) -> str:
    """What an entry is found by, without accents."""
    return fold(" ".join((row.code, row.name_vi, row.name_en, row.group_vi, row.group_en)))


@admin.register(AccidentCode)
class AccidentCodeAdmin(CatalogueAdmin):
    """The list of serious injuries with how sure we are of each row; causes and factors."""

    resource_classes = [CodeResource]
    list_display = ("code", "kind", "name_vi", "group_vi", "confidence", "validity")
    list_filter = ("kind", InForceFilter)
    search_fields = ("code", "name_vi", "name_en")

    @admin.display(description=_("valid"))
    def validity(self, code: AccidentCode) -> str:
        """From – to."""
        return period(code)

    def save_model(self, request: Any, obj: Any, form: Any, change: bool) -> None:
        """The search text follows the words."""
        obj.folded = search_text(obj)
        super().save_model(request, obj, form, change)
