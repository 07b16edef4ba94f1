"""Import and export of the words by which inspectors look for an act."""

from import_export.fields import Field
from import_export.widgets import SimpleArrayWidget

from accounts.spreadsheets import CatalogueResource
from law.models import Saying


class SayingResource(CatalogueResource):
    """``codes`` are separated by blanks, ``written`` by ``|``."""

    codes = Field("codes", "codes", SimpleArrayWidget(separator=" "))

    class Meta(CatalogueResource.Meta):
        model = Saying
        import_id_fields = ("said",)
        fields = ("said", "written", "codes", "source", "confidence")
