"""The enterprise: identity, place, sector, headcount, and where each fact comes from."""

from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from enterprises.enums import EnterpriseStatus, LegalForm, Ownership
from enterprises.fulltext import all_words, name_words
from enterprises.models.enterprise_parts import Risk, Searched, WorkforceFigures
from enterprises.querysets import EnterpriseQuerySet
from enterprises.rules.size import size_of

LISTED = models.Q(merged_into__isnull=True)

# One for each order and filter of the list, here and in the whole country.
INDEXES = [
    GinIndex(fields=["folded"], name="enterprise_search", opclasses=["gin_trgm_ops"]),
    GinIndex(all_words(), "province", name="enterprise_words_all"),
    GinIndex(name_words(), "province", name="enterprise_words_name"),
    # The list leaves merged records out; so do its indexes, and need not look at rows.
    models.Index(
        fields=("province", "name", "id"), name="enterprise_by_province", condition=LISTED
    ),
    models.Index(fields=("name", "id"), name="enterprise_by_name", condition=LISTED),
    models.Index(fields=("province", "sector"), name="enterprise_by_sector"),
    models.Index(fields=("ward",), name="enterprise_by_ward"),
    models.Index(fields=("section_2025", "province"), name="enterprise_by_section"),
    models.Index(
        fields=("zone",), name="enterprise_by_zone", condition=models.Q(zone__isnull=False)
    ),
    models.Index(
        fields=("insurance_code",),
        name="enterprise_by_insurance",
        condition=~models.Q(insurance_code=""),
    ),
    models.Index(
        fields=("registration_number",),
        name="enterprise_by_register",
        condition=~models.Q(registration_number=""),
    ),
    models.Index(
        fields=("province", "workforce_due_on"),
        name="enterprise_workforce_due",
        condition=models.Q(workforce_due_on__isnull=False),
    ),
    models.Index(
        fields=("merged_into",),
        name="enterprise_merged",
        condition=models.Q(merged_into__isnull=False),
    ),
    models.Index(
        fields=("status", "province"),
        name="enterprise_not_active",
        condition=~models.Q(status=EnterpriseStatus.ACTIVE),
    ),
    # Unknown values first: read backwards, "most workers first" ends with them.
    *(
        models.Index(
            *lead, models.F(field).asc(nulls_first=True), "id", name=name, condition=LISTED
        )
        for lead, suffix in ((("province",), "here"), ((), "all"))
        for field, name in (
            ("workers", f"enterprise_workers_{suffix}"),
            ("risk_score", f"enterprise_risk_{suffix}"),
            ("last_visited_on", f"enterprise_visit_{suffix}"),
        )
    ),
]


class Enterprise(WorkforceFigures, Risk, Searched):
    """An employer.

    ``provenance`` holds {field: {source, as_of, by, reason}}: where a fact comes from. The key
    "*" speaks for every field that has no entry of its own (a whole row of an import).
    ``tax_code`` is stored as ``enterprises.rules.tax_code`` reads it. ``folded`` is
    ``search_parts()`` through ``enterprises.rules.search.search_text``, and services keep it so.
    """

    tax_code = models.CharField(_("tax code"), max_length=14, unique=True)
    registration_number = models.CharField(
        _("registration number"), max_length=30, blank=True, default="", db_default=""
    )
    insurance_code = models.CharField(
        _("social insurance code"), max_length=20, blank=True, default="", db_default=""
    )
    name = models.CharField(_("name"), max_length=300)
    foreign_name = models.CharField(_("foreign name"), max_length=300, blank=True)
    short_name = models.CharField(_("short name"), max_length=100, blank=True)
    legal_form = models.CharField(
        _("legal form"), max_length=10, choices=LegalForm, default=LegalForm.OTHER
    )
    ownership = models.CharField(
        _("ownership"), max_length=10, choices=Ownership, blank=True, default="", db_default=""
    )
    status = models.CharField(
        _("status"), max_length=10, choices=EnterpriseStatus, default=EnterpriseStatus.ACTIVE
    )
    status_on = models.DateField(_("status since"), null=True, blank=True)
    address = models.CharField(_("address"), max_length=500, blank=True)
    ward = models.ForeignKey(
        "accounts.Ward",
        verbose_name=_("ward"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    province = models.ForeignKey(
        "accounts.Province",
        verbose_name=_("province"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    sector = models.ForeignKey(
        "enterprises.Sector",
        verbose_name=_("sector"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="enterprises",
    )
    # The section of VSIC 2025 beside the division of VSIC 2018 that ``sector`` usually holds.
    section_2025 = models.ForeignKey(
        "enterprises.Sector",
        verbose_name=_("section in VSIC 2025"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    zone = models.ForeignKey(
        "enterprises.IndustrialZone",
        verbose_name=_("industrial zone"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="enterprises",
    )
    representative = models.CharField(_("legal representative"), max_length=200, blank=True)
    representative_title = models.CharField(_("title"), max_length=100, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    caution = models.CharField(_("safety caution for visitors"), max_length=500, blank=True)
    provenance = models.JSONField(default=dict, encoder=DjangoJSONEncoder, blank=True)
    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("merged into"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="merged_from",
    )
    created_at = models.DateTimeField(_("created at"))
    updated_at = models.DateTimeField(_("updated at"))
    # The history is read by enterprise only; more indexes would slow big imports down.
    history = HistoricalRecords(
        excluded_fields=["folded"],
        no_db_index=[
            "tax_code", "ward", "province", "sector", "section_2025", "zone", "merged_into",
        ],
    )  # fmt: skip

    objects = EnterpriseQuerySet.as_manager()

    class Meta:
        verbose_name = _("enterprise")
        verbose_name_plural = _("enterprises")
        indexes = INDEXES
        constraints = [
            models.CheckConstraint(
                name="women_among_workers",
                condition=models.Q(women__isnull=True)
                | models.Q(workers__isnull=True)
                | models.Q(women__lte=models.F("workers")),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def size(self) -> str:
        """Size class by headcount; empty where it is not known."""
        return size_of(self.workers)

    def origin(self, field: str) -> dict[str, Any]:
        """Where the value of ``field`` comes from: {source, as_of, by, reason}, or {}."""
        return self.provenance.get(field) or self.provenance.get("*") or {}
