"""Sectors in and out of spreadsheets."""

from typing import Any

from import_export.fields import Field

from accounts.spreadsheets import CatalogueResource, CodeWidget
from enterprises.models import Sector


class ParentWidget(CodeWidget):
    """The parent within the classification of the row: letters mean other sections elsewhere."""

    def get_queryset(self, value: Any, row: Any, *args: Any, **kwargs: Any) -> Any:
        """Sectors of the same classification."""
        return Sector.objects.filter(scheme=row["scheme"])


class SectorResource(CatalogueResource):
    """Both classifications; a row is known by classification and code."""

    parent = Field("parent", "parent", ParentWidget(Sector, "code"))

    class Meta(CatalogueResource.Meta):
        model = Sector
        import_id_fields = ("scheme", "code")
        fields = (
            "scheme", "level", "code", "name_vi", "name_en", "section_2025", "valid_from",
            "valid_to", "source", "confidence", "parent",
        )  # fmt: skip
