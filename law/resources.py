"""What of the law can be imported and exported; rows are found by their code or number."""

from import_export.fields import Field
from import_export.widgets import ManyToManyWidget

from accounts.spreadsheets import CatalogueResource, CodeWidget
from ecms.core.text import fold
from law.models import (
    AdditionalSanction,
    CalendarDay,
    CompetenceRule,
    CompetenceScope,
    DeadlineRule,
    Frame,
    Instrument,
    Provision,
    ReliefRule,
    Remedy,
    ViolationTopic,
)

_DATED = ("valid_from", "valid_to")
_SOURCED = ("source", "confidence")


class InstrumentResource(CatalogueResource):
    """Decrees and other texts."""

    class Meta(CatalogueResource.Meta):
        model = Instrument
        import_id_fields = ("number",)
        fields = ("number", "kind", "name_vi", "name_en", "signed_on", "fine_level_article_vi",
                  "fine_level_article_en", "fine_most", "fine_most_overseas",
                  *_DATED, *_SOURCED)  # fmt: skip


class ProvisionResource(CatalogueResource):
    """Violations without their amounts, which are rows of ``FrameResource``."""

    instrument = Field("instrument", "instrument", CodeWidget(Instrument, "number"))
    topic = Field("topic", "topic", CodeWidget(ViolationTopic, "code"))
    remedies = Field("remedies", "remedies", ManyToManyWidget(Remedy, " ", "code"))
    additional_sanctions = Field(
        "additional_sanctions",
        "additional_sanctions",
        ManyToManyWidget(AdditionalSanction, " ", "code"),
    )

    class Meta(CatalogueResource.Meta):
        model = Provision
        import_id_fields = ("instrument", "code")
        fields = ("instrument", "code", "name_vi", "name_en", "article", "clause", "point",
                  "legal_basis", "topic", "severity", "violator", "fine_stated_for",
                  "org_multiplier", "fine_type", "scale_unit", "percent_of", "remedies",
                  "additional_sanctions", "criminal_referral", "explanation_right",
                  "counterpart", "notes", *_DATED, *_SOURCED)  # fmt: skip

    def before_save_instance(self, instance: Provision, row: object, **kwargs: object) -> None:
        """Keep the search key with the title."""
        instance.folded = fold(
            f"{instance.code} {instance.name_vi} {instance.name_en} {instance.topic.name_vi}"
        )


class FrameResource(CatalogueResource):
    """Amounts: one row a band."""

    instrument = Field("provision__instrument__number", "instrument", readonly=True)
    provision_code = Field("provision__code", "provision_code", readonly=True)

    class Meta(CatalogueResource.Meta):
        model = Frame
        import_id_fields = ("row_id",)
        fields = ("row_id", "instrument", "provision_code", "bracket_from", "bracket_to",
                  "fine_min", "fine_max", "percent_min", "percent_max", "cap", "org_fine_min",
                  "org_fine_max", "org_cap")  # fmt: skip


class RemedyResource(CatalogueResource):
    """Remedial measures."""

    class Meta(CatalogueResource.Meta):
        model = Remedy
        import_id_fields = ("code",)
        fields = ("code", "name_vi", "name_en", "due_deadline_key", *_SOURCED)


class AdditionalSanctionResource(CatalogueResource):
    """Additional sanctions."""

    class Meta(CatalogueResource.Meta):
        model = AdditionalSanction
        import_id_fields = ("code",)
        fields = ("code", "name_vi", "name_en", "power", *_SOURCED)


class CompetenceResource(CatalogueResource):
    """Powers of titles."""

    class Meta(CatalogueResource.Meta):
        model = CompetenceRule
        import_id_fields = ("row_key",)
        fields = ("row_key", "title_code", "name_vi", "name_en", "instrument_number", "level",
                  "max_individual", "max_organisation", "scope_text", "powers", "power_codes",
                  "only_during_check", "notes", *_DATED, *_SOURCED)  # fmt: skip


class CompetenceScopeResource(CatalogueResource):
    """Provisions that a title may sanction."""

    class Meta(CatalogueResource.Meta):
        model = CompetenceScope
        import_id_fields = ("title_code", "instrument_number", "provisions")
        fields = (*import_id_fields, "max_individual", "max_organisation", *_SOURCED)


class DeadlineResource(CatalogueResource):
    """Time limits."""

    class Meta(CatalogueResource.Meta):
        model = DeadlineRule
        import_id_fields = ("number",)
        fields = ("number", "key", "regime", "step", "trigger", "limit", "value", "unit",
                  "extension", "extension_value", "who", "legal_basis", "notes", *_DATED,
                  *_SOURCED)  # fmt: skip


class ReliefResource(CatalogueResource):
    """Bounds of deferral, reduction and instalments."""

    class Meta(CatalogueResource.Meta):
        model = ReliefRule
        import_id_fields = ("kind", "party", "valid_from")
        fields = ("kind", "party", "fine_least", "months_most", "parts_most",
                  "first_percent_least", "legal_basis_vi", "legal_basis_en", *_DATED,
                  *_SOURCED)  # fmt: skip


class CalendarDayResource(CatalogueResource):
    """Holidays and moved working days."""

    class Meta(CatalogueResource.Meta):
        model = CalendarDay
        import_id_fields = ("day",)
        fields = ("day", "kind", "replaces", "name_vi", "name_en", *_SOURCED)
