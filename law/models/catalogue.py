"""Sanction decrees, their provisions and the frames of fines."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ecms.core.constraints import ordered
from ecms.core.dated import Bilingual, Dated, DatedQuerySet


class Sourced(models.Model):
    """Where a reference row comes from and how sure it is."""

    source = models.TextField(_("source"), blank=True)
    confidence = models.CharField(_("confidence"), max_length=200, blank=True)

    class Meta:
        abstract = True

    @property
    def is_recalled(self) -> bool:
        """Plausible, to be confirmed by the department."""
        return "verified" not in self.confidence


class Instrument(Bilingual, Dated):
    """A legal text; acts fall under the sanction decree in force when they ended.

    ``fine_level_article_*`` is the clause that says for whom amounts are stated.
    """

    SANCTION = "sanction_decree"

    number = models.CharField(_("number"), max_length=40, unique=True)  # 283/2026/NĐ-CP
    kind = models.CharField(_("kind"), max_length=30)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    fine_level_article_vi = models.CharField(
        _("clause on levels of fines"), max_length=100, blank=True
    )
    fine_level_article_en = models.CharField(
        _("clause on levels of fines (English)"), max_length=100, blank=True
    )
    fine_most = models.BigIntegerField(
        _("highest fine of the field, individual"), null=True, blank=True
    )
    fine_most_overseas = models.BigIntegerField(
        _("highest fine of the chapter on work abroad, individual"), null=True, blank=True
    )
    source = models.TextField(_("source"), blank=True)
    confidence = models.CharField(_("confidence"), max_length=200, blank=True)
    history = HistoricalRecords()

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("instrument")
        verbose_name_plural = _("instruments")
        ordering = ("valid_from",)
        constraints = [ordered()]


class ViolationTopic(Bilingual):
    """Area of law of a violation (wages, working time …)."""

    code = models.SlugField(_("code"), max_length=40, unique=True)

    class Meta:
        verbose_name = _("area of law")
        verbose_name_plural = _("areas of law")
        ordering = ("code",)


class Remedy(Bilingual, Sourced):  # noqa: DJ008 - inherited
    """A remedial measure (biện pháp khắc phục hậu quả)."""

    code = models.CharField(_("code"), max_length=10, unique=True)
    due_deadline_key = models.CharField(_("time limit"), max_length=40, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("remedial measure")
        verbose_name_plural = _("remedial measures")
        ordering = ("code",)


class AdditionalSanction(Bilingual, Sourced):  # noqa: DJ008 - inherited
    """An additional sanction (hình thức xử phạt bổ sung); ``power`` is what a title needs."""

    code = models.CharField(_("code"), max_length=10, unique=True)
    power = models.CharField(_("power needed"), max_length=40)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("additional sanction")
        verbose_name_plural = _("additional sanctions")
        ordering = ("code",)


class Provision(Bilingual, Dated, Sourced):
    """One violation of one instrument: article, clause, point, who commits it, what follows.

    ``valid_from`` is empty while a clause is deferred and not yet in force.
    """

    instrument = models.ForeignKey(
        Instrument,
        verbose_name=_("instrument"),
        on_delete=models.PROTECT,
        related_name="provisions",
    )
    code = models.CharField(_("violation code"), max_length=10)  # TL-18
    article = models.CharField(_("article"), max_length=10)
    clause = models.CharField(_("clause"), max_length=10, blank=True)
    point = models.CharField(_("point"), max_length=10, blank=True)
    legal_basis = models.CharField(_("legal basis"), max_length=300)
    topic = models.ForeignKey(
        ViolationTopic,
        verbose_name=_("area of law"),
        on_delete=models.PROTECT,
        related_name="provisions",
    )
    severity = models.CharField(_("severity"), max_length=20)
    violator = models.CharField(_("who commits it"), max_length=100)
    fine_stated_for = models.CharField(_("fine stated for"), max_length=20)
    org_multiplier = models.CharField(_("multiplier for organisations"), max_length=5)
    fine_type = models.CharField(_("kind of fine"), max_length=30)
    scale_unit = models.CharField(_("scale"), max_length=30, blank=True)
    percent_of = models.CharField(_("percentage of"), max_length=100, blank=True)
    remedies = models.ManyToManyField(Remedy, verbose_name=_("remedial measures"), blank=True)
    additional_sanctions = models.ManyToManyField(
        AdditionalSanction, verbose_name=_("additional sanctions"), blank=True
    )
    criminal_referral = models.CharField(_("criminal referral"), max_length=200, blank=True)
    explanation_right = models.CharField(_("right to explain (pack)"), max_length=40, blank=True)
    counterpart = models.CharField(_("counterpart in the other decree"), max_length=60, blank=True)
    notes = models.TextField(_("notes"), blank=True)
    folded = models.TextField(editable=False)  # accent-free title and code, for search
    history = HistoricalRecords(excluded_fields=["folded"])

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("provision")
        verbose_name_plural = _("provisions")
        ordering = ("instrument", "code")
        constraints = [
            models.UniqueConstraint(fields=("instrument", "code"), name="provision_identity")
        ]
        indexes = [
            GinIndex(fields=["folded"], name="provision_search", opclasses=["gin_trgm_ops"])
        ]

    def __str__(self) -> str:
        return f"{self.code} – {self.name}"


class Frame(models.Model):
    """A fine band of a provision; brackets are several frames. Amounts in whole VND."""

    provision = models.ForeignKey(
        Provision, verbose_name=_("provision"), on_delete=models.CASCADE, related_name="frames"
    )
    row_id = models.CharField(_("row of the catalogue file"), max_length=30, unique=True)
    bracket_from = models.PositiveIntegerField(_("from"), null=True, blank=True)
    bracket_to = models.PositiveIntegerField(_("to"), null=True, blank=True)
    fine_min = models.BigIntegerField(_("minimum"), null=True, blank=True)
    fine_max = models.BigIntegerField(_("maximum"), null=True, blank=True)
    percent_min = models.DecimalField(
        _("minimum per cent"), max_digits=6, decimal_places=3, null=True, blank=True
    )
    percent_max = models.DecimalField(
        _("maximum per cent"), max_digits=6, decimal_places=3, null=True, blank=True
    )
    cap = models.BigIntegerField(_("cap"), null=True, blank=True)
    org_fine_min = models.BigIntegerField(_("minimum, organisation"), null=True, blank=True)
    org_fine_max = models.BigIntegerField(_("maximum, organisation"), null=True, blank=True)
    org_cap = models.BigIntegerField(_("cap, organisation"), null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("frame of the fine")
        verbose_name_plural = _("frames of the fine")
        ordering = ("provision", "bracket_from")

    def __str__(self) -> str:
        return self.row_id
