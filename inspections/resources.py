"""Import and export of the question bank; questions are found by their code."""

from import_export.fields import Field
from import_export.widgets import SimpleArrayWidget

from accounts.spreadsheets import CatalogueResource
from law.models import Question


class QuestionResource(CatalogueResource):
    """Questions of the bank; ``violation_codes`` are separated by blanks."""

    violation_codes = Field("violation_codes", "violation_codes", SimpleArrayWidget(separator=" "))

    class Meta(CatalogueResource.Meta):
        model = Question
        import_id_fields = ("code",)
        fields = ("code", "topic", "topic_vi", "text_vi", "text_en", "answer_type",
                  "limit_key", "parts",
                  "legal_basis", "violation_codes", "evidence", "evidence_vi",
                  "valid_from", "valid_to",
                  "source", "confidence")  # fmt: skip
