"""Catalogues of the register in and out of spreadsheets: sectors, zones, hazards."""

from typing import Any

from import_export.fields import Field

from accounts.models import Province
from accounts.spreadsheets import CatalogueResource, CodeWidget
from enterprises.models import Hazard, ImportSource, IndustrialZone, Sector


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


class ProvinceWidget(CodeWidget):
    """The province of today with a code; the list before 2025 used the same codes."""

    def get_queryset(self, value: Any, row: Any, *args: Any, **kwargs: Any) -> Any:
        """Provinces of the present list."""
        return Province.objects.present()


class ZoneResource(CatalogueResource):
    """Industrial zones, known by their code."""

    province = Field("province", "province", ProvinceWidget(Province, "code"))

    class Meta(CatalogueResource.Meta):
        model = IndustrialZone
        import_id_fields = ("code",)
        fields = (
            "code", "kind", "province", "name_vi", "name_en", "board", "valid_from", "valid_to",
            "source", "confidence",
        )  # fmt: skip


class HazardResource(CatalogueResource):
    """The catalogue of hazards, known by their code."""

    class Meta(CatalogueResource.Meta):
        model = Hazard
        import_id_fields = ("code",)
        fields = (
            "code", "group", "name_vi", "name_en", "legal_basis", "precaution_vi",
            "precaution_en", "valid_from", "valid_to", "source", "confidence",
        )  # fmt: skip


class SourceResource(CatalogueResource):
    """Sources of lists, known by their code; columns as {"folded title": "field"}."""

    province = Field("province", "province", ProvinceWidget(Province, "code"))

    class Meta(CatalogueResource.Meta):
        model = ImportSource
        import_id_fields = ("code",)
        fields = (
            "code", "kind", "province", "name_vi", "name_en", "encoding", "mapping",
            "valid_from", "valid_to",
        )  # fmt: skip
