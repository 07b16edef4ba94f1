"""Import and export of catalogues as CSV and XLSX: safe cells, codes instead of keys, our words.

A cell that a spreadsheet program would run as a formula is written with a leading apostrophe,
and read back without it, so that a file may go out and come back unchanged.
"""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from io import BytesIO
from typing import Any

from diff_match_patch import diff_match_patch
from django import forms
from django.utils.encoding import force_str
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from import_export import resources
from import_export.formats.base_formats import CSV, XLSX
from import_export.forms import ConfirmImportForm, ExportForm, ImportForm
from import_export.widgets import DateWidget, ForeignKeyWidget, Widget

from ecms.core.text import nfc

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
MAX_BYTES = 10 * 1024 * 1024  # catalogues are small; employer lists have their own import
MAX_UNPACKED = 100 * 1024 * 1024


def neutralise(value: Any) -> Any:
    """A text cell that no spreadsheet program takes for a formula."""
    if isinstance(value, str):
        value = value.replace("\x00", "")
        return f"'{value}" if value.lstrip("'").startswith(FORMULA_STARTS) else value
    return value


def restore(value: Any) -> Any:
    """The text behind ``neutralise``, in one Unicode form; other values as they are."""
    if not isinstance(value, str):
        return value
    text = nfc(value).strip()
    guarded = text.startswith("'") and text.lstrip("'").startswith(FORMULA_STARTS)
    return text[1:] if guarded else text


class CatalogueCsv(CSV):
    """CSV in UTF-8 with a mark that Excel understands."""

    def get_title(self) -> str:
        """As the choice in the form reads."""
        return "csv"

    def export_data(self, dataset: Any, **kwargs: Any) -> str:
        """With the byte order mark."""
        return "\ufeff" + super().export_data(dataset, **kwargs)

    def create_dataset(self, in_stream: Any, **kwargs: Any) -> Any:
        """Without the byte order mark."""
        text = in_stream.decode("utf-8-sig") if isinstance(in_stream, bytes) else in_stream
        return super().create_dataset(text.lstrip("\ufeff"), **kwargs)


class CatalogueXlsx(XLSX):
    """XLSX whose unpacked size is bounded."""

    def create_dataset(self, in_stream: Any) -> Any:
        """Read the first sheet.

        Raises:
            ValueError: not a workbook, or one that unpacks to more than MAX_UNPACKED bytes.
        """
        check_workbook(in_stream)
        return super().create_dataset(in_stream)


def check_workbook(content: bytes) -> None:
    """Refuse what is no workbook, and what would fill the memory."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
    except zipfile.BadZipFile:
        raise ValueError(_("The file is not an Excel workbook (.xlsx).")) from None
    if size > MAX_UNPACKED:
        raise ValueError(_("The workbook is too large when unpacked."))


FORMATS = [CatalogueCsv, CatalogueXlsx]


class CatalogueImportForm(ImportForm):
    """The file first; its format follows from its name."""

    def clean_import_file(self) -> Any:
        """Refuse an empty or oversized file before it is read."""
        upload = self.cleaned_data["import_file"]
        if upload.size > MAX_BYTES:
            raise forms.ValidationError(_("The file is larger than 10 MB."))
        return upload


class CatalogueExportForm(ExportForm):
    """Only the format is asked."""


class CatalogueConfirmForm(ConfirmImportForm):
    """The hidden form under the preview."""


class CodeWidget(ForeignKeyWidget):
    """A related row by its code; a wrong code is named."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        """The row with the code.

        Raises:
            ValueError: there is none.
        """
        try:
            return super().clean(
                str(value).strip() if value not in (None, "") else "", row, **kwargs
            )
        except self.model.DoesNotExist:
            raise ValueError(
                _("There is no %(kind)s with the code “%(code)s”.")
                % {"kind": self.model._meta.verbose_name, "code": value}
            ) from None


class DayWidget(DateWidget):
    """A date: 2026-09-10, 10/09/2026, or a date cell."""

    def __init__(self) -> None:
        super().__init__()
        self.formats = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y")

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> date | None:
        """The date, or None when the cell is empty.

        Raises:
            ValueError: not a date.
        """
        if isinstance(value, datetime):
            return value.date()
        try:
            return super().clean(value, row, **kwargs)
        except ValueError:
            raise ValueError(_("“%(value)s” is not a date.") % {"value": value}) from None


class Difference(resources.Diff):
    """Old and new text of a row, marked without inline styles (the policy forbids them)."""

    def as_html(self) -> list[str]:
        """One cell a column: kept text plain, what goes in ``del``, what comes in ``ins``."""
        return [self._cell(old, new) for old, new in zip(self.left, self.right, strict=True)]

    def _cell(self, old: Any, new: Any) -> str:
        matcher = diff_match_patch()
        left = "" if self.new and old != new else force_str(old)
        parts = matcher.diff_main(left, force_str(new))
        matcher.diff_cleanupSemantic(parts)
        return format_html_join("", "{}", ((_marked(kind, text),) for kind, text in parts))


def _marked(kind: int, text: str) -> str:
    if kind == diff_match_patch.DIFF_EQUAL:
        return text
    mark = "<del>{}</del>" if kind == diff_match_patch.DIFF_DELETE else "<ins>{}</ins>"
    return format_html(mark, text)


class CatalogueResource(resources.ModelResource):
    """Rows of a catalogue: found by their code, validated like a form, unchanged ones skipped."""

    def get_diff_class(self) -> type[resources.Diff]:
        """Without inline styles."""
        return Difference

    def before_import_row(self, row: Any, **kwargs: Any) -> None:
        """Take the protection off the cells and bring text into one form."""
        for column in list(row):
            row[column] = restore(row[column])

    def export_field(self, field: Any, instance: Any, **kwargs: Any) -> Any:
        """A cell that does nothing when it is opened."""
        return neutralise(super().export_field(field, instance, **kwargs))

    @classmethod
    def widget_from_django_field(cls, field: Any, default: Any = Widget) -> Any:
        """Dates as our people write them."""
        if field.get_internal_type() == "DateField":
            return DayWidget
        return super().widget_from_django_field(field, default)

    def columns(self) -> list[tuple[str, str]]:
        """Every column with the words of its field, for the import page."""
        meta = self._meta.model._meta
        names = {
            field.name: field.verbose_name
            for field in meta.get_fields()
            if hasattr(field, "verbose_name")
        }
        return [
            (self.fields[name].column_name, str(names.get(name, "")))
            for name in self.get_import_order()
        ]

    class Meta:
        skip_unchanged = True
        report_skipped = True
        clean_model_instances = True
        store_instance = False
