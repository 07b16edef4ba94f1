"""Support may look at documents, files and number books; nobody changes them here."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from ecms.audit.readonly import ReadOnlyAdmin
from ecms.documents.models import GeneratedDocument, NumberBook, StoredFile


@admin.register(NumberBook)
class NumberBookAdmin(ReadOnlyAdmin):
    """Where each series of numbers stands."""

    list_display = ("issuer", "kind", "year", "last")
    list_filter = ("kind", "year")
    search_fields = ("issuer",)


@admin.register(GeneratedDocument)
class GeneratedDocumentAdmin(ReadOnlyAdmin):
    """What was issued; the content stays with those who may see the case."""

    list_display = ("reference", "form_code", "issuer", "issued_on", "state", "version")
    list_filter = ("state", "form_code", "year")
    search_fields = ("reference", "verify_code", "sha256")
    date_hierarchy = "issued_on"
    exclude = ("context", "html", "corrections", "title", "file")


@admin.register(StoredFile)
class StoredFileAdmin(ReadOnlyAdmin):
    """Sizes and hashes of files; their names and contents stay with the case."""

    list_display = ("pk", "kind", "media_type", "size", "uploaded_at", "frozen_at", "removed_at")
    list_filter = ("kind", "media_type")
    search_fields = ("sha256", "original_sha256")
    fields = (
        "kind", "media_type", "size", "sha256", "original_sha256", "uploaded_at", "frozen_at",
        "removed_at",
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> Any:
        """Without the columns that identify people."""
        return super().get_queryset(request).defer("caption", "original_name")
