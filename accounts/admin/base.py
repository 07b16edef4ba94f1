"""What every administration page of ours has: history, audit, import and export."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db.models import BigIntegerField
from django.http import HttpRequest
from django.utils.text import capfirst
from import_export.admin import ExportMixin, ImportExportMixin
from simple_history.admin import SimpleHistoryAdmin

from accounts import spreadsheets
from accounts.admin.history import WordsHelper
from ecms.audit.services import log
from ecms.core import clock
from ecms.core.forms import VndField

AMOUNTS = frozenset(
    {"fine_min", "fine_max", "cap", "org_fine_min", "org_fine_max", "org_cap",
     "max_individual", "max_organisation"}
)  # fmt: skip


class PlainRelations:
    """Without the small buttons beside a choice: records are made on their own pages."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """As Django's, plainer; amounts are grouped as people write them."""
        if isinstance(db_field, BigIntegerField) and db_field.name in AMOUNTS:
            label = capfirst(db_field.verbose_name)
            return VndField(label=label, required=not db_field.blank)
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        widget = getattr(field, "widget", None)
        if isinstance(widget, RelatedFieldWidgetWrapper):
            widget.can_add_related = widget.can_change_related = False
            widget.can_delete_related = widget.can_view_related = False
        return field


class AuditedAdmin(PlainRelations, admin.ModelAdmin):
    """Writes an audit event with every addition, change and deletion."""

    audit_prefix = "catalogue"

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Also in the audit."""
        self._audit("added", obj, request, message)
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Also in the audit."""
        self._audit("changed", obj, request, message)
        return super().log_change(request, obj, message)

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        """Also in the audit."""
        for obj in queryset:
            self._audit("deleted", obj, request, [])
        return super().log_deletions(request, queryset)

    def _audit(self, verb: str, obj: Any, request: HttpRequest, message: Any) -> None:
        data = {"changes": message} if message else {}
        log(f"{self.audit_prefix}.{verb}", obj, by=request.user, at=clock.now(), data=data)


class HistoryAdmin(AuditedAdmin, SimpleHistoryAdmin):
    """With the history of every field."""

    history_list_per_page = 50

    def get_historical_record_context_helper(self, request: HttpRequest, record: Any) -> Any:
        """Changes in words."""
        return WordsHelper(self.model, record)


class _Spreadsheets:
    """Our formats and forms; a summary of each import and export in the audit."""

    import_formats = spreadsheets.FORMATS
    export_formats = spreadsheets.FORMATS
    import_form_class = spreadsheets.CatalogueImportForm
    confirm_form_class = spreadsheets.CatalogueConfirmForm
    export_form_class = spreadsheets.CatalogueExportForm
    import_error_display = ("message", "row")
    model: Any

    def get_export_data(
        self, file_format: Any, request: HttpRequest, queryset: Any, **kwargs: Any
    ) -> Any:
        """Noted: who took which list out."""
        data = super().get_export_data(file_format, request, queryset, **kwargs)  # type: ignore[misc]
        counts = {"list": self.model._meta.label, "rows": queryset.count()}
        log("catalogue.exported", None, by=request.user, at=clock.now(), data=counts)
        return data

    def process_result(self, result: Any, request: HttpRequest) -> Any:
        """Noted: who brought which list in."""
        counts = {"list": self.model._meta.label, **{k: v for k, v in result.totals.items() if v}}
        log("catalogue.imported", None, by=request.user, at=clock.now(), data=counts)
        return super().process_result(result, request)  # type: ignore[misc]

    def get_import_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Also the columns in words."""
        resource = self.resource_classes[0]()  # type: ignore[attr-defined]
        context: dict[str, Any] = super().get_import_context_data(**kwargs)  # type: ignore[misc]
        return {**context, "columns": resource.columns()}


class CatalogueAdmin(_Spreadsheets, ImportExportMixin, HistoryAdmin):
    """With history, import and export."""


class ExportedAdmin(_Spreadsheets, ExportMixin, AuditedAdmin):
    """With export only."""


def period(row: Any) -> str:
    """Validity in words for a list column."""
    start = f"{row.valid_from:%d/%m/%Y}" if row.valid_from else "…"
    end = f"{row.valid_to:%d/%m/%Y}" if row.valid_to else "…"
    return f"{start} – {end}" if row.valid_from or row.valid_to else "–"
