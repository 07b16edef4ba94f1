"""Import and export of the interest on money owed."""

from import_export.fields import Field
from import_export.widgets import SimpleArrayWidget

from accounts.spreadsheets import CatalogueResource
from law.models import InterestRule


class InterestResource(CatalogueResource):
    """Rates by date; ``remedy_codes`` are separated by blanks."""

    remedy_codes = Field("remedy_codes", "remedy_codes", SimpleArrayWidget(separator=" "))

    class Meta(CatalogueResource.Meta):
        model = InterestRule
        import_id_fields = ("key", "valid_from")
        fields = ("key", "name_vi", "name_en", "per", "percent", "remedy_codes", "legal_basis",
                  "valid_from", "valid_to", "source", "confidence")  # fmt: skip
