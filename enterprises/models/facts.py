"""Facts of an enterprise that change over time: headcounts, status, hazards, contacts, flags."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ecms.core.constraints import paired
from ecms.core.dated import Bilingual, Dated, DatedQuerySet
from enterprises.enums import EnterpriseStatus, FlagKind, HazardGroup
from enterprises.querysets import BesideEnterpriseQuerySet

PARTS = ("women", "minors", "elderly", "disabled", "foreign", "leased", "union", "insured")


class Stated(models.Model):
    """A fact with its source, its day, who entered it and who verified it."""

    source = models.CharField(_("source"), max_length=200)
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("recorded by"),
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    verified_at = models.DateTimeField(_("verified at"), null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("verified by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )

    class Meta:
        abstract = True


class Headcount(Stated):
    """How many people worked there on a day, according to a source; heads."""

    enterprise = models.ForeignKey(
        "enterprises.Enterprise",
        on_delete=models.CASCADE,
        related_name="headcounts",
        db_index=False,  # "headcount_by_day" begins with it
    )
    on = models.DateField(_("as of"))
    total = models.PositiveIntegerField(_("workers"), null=True, blank=True)
    women = models.PositiveIntegerField(_("women"), null=True, blank=True)
    minors = models.PositiveIntegerField(_("minors"), null=True, blank=True)
    elderly = models.PositiveIntegerField(_("elderly"), null=True, blank=True)
    disabled = models.PositiveIntegerField(_("disabled"), null=True, blank=True)
    foreign = models.PositiveIntegerField(_("foreign"), null=True, blank=True)
    leased = models.PositiveIntegerField(_("leased"), null=True, blank=True)
    union = models.PositiveIntegerField(_("union members"), null=True, blank=True)
    insured = models.PositiveIntegerField(_("insured"), null=True, blank=True)
    job = models.ForeignKey(
        "enterprises.ImportJob",
        verbose_name=_("import"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = BesideEnterpriseQuerySet.as_manager()

    class Meta:
        verbose_name = _("headcount")
        verbose_name_plural = _("headcounts")
        ordering = ("-on", "-pk")
        indexes = [models.Index(fields=("enterprise", "-on"), name="headcount_by_day")]
        constraints = [
            paired("recorded"),
            paired("verified"),
            models.UniqueConstraint(fields=("enterprise", "on", "source"), name="headcount_once"),
            # Insured workers and union members are counted by others, so they may exceed it.
            *(
                models.CheckConstraint(
                    name=f"headcount_{part}_in_total",
                    condition=models.Q(**{f"{part}__isnull": True})
                    | models.Q(total__isnull=True)
                    | models.Q(**{f"{part}__lte": models.F("total")}),
                )
                for part in ("women", "minors", "elderly", "disabled", "foreign")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enterprise_id} {self.on}: {self.total}"


class StatusChange(Stated):
    """Since when an enterprise has a status."""

    enterprise = models.ForeignKey(
        "enterprises.Enterprise", on_delete=models.CASCADE, related_name="status_changes"
    )
    status = models.CharField(_("status"), max_length=10, choices=EnterpriseStatus)
    on = models.DateField(_("since"))
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = BesideEnterpriseQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of status")
        verbose_name_plural = _("changes of status")
        ordering = ("-on", "-pk")
        constraints = [
            paired("recorded"),
            paired("verified"),
            models.UniqueConstraint(fields=("enterprise", "on"), name="one_status_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.enterprise_id} {self.on}: {self.status}"


class Hazard(Bilingual, Dated):
    """A hazard of the catalogue: chemicals, pressure equipment, work at height …"""

    code = models.CharField(_("code"), max_length=20, unique=True)
    group = models.CharField(_("group"), max_length=10, choices=HazardGroup)
    legal_basis = models.CharField(_("legal basis"), max_length=300, blank=True)
    precaution_vi = models.CharField(
        _("precaution for visitors, in Vietnamese"), max_length=300, blank=True
    )
    precaution_en = models.CharField(
        _("precaution for visitors, in English"), max_length=300, blank=True
    )
    source = models.TextField(_("source"), blank=True)
    confidence = models.CharField(_("confidence"), max_length=200, blank=True)
    history = HistoricalRecords()

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("hazard")
        verbose_name_plural = _("hazards")
        ordering = ("group", "code")


class EnterpriseHazard(Stated):
    """A hazard at an enterprise or at one of its sites."""

    enterprise = models.ForeignKey(
        "enterprises.Enterprise", on_delete=models.CASCADE, related_name="hazards"
    )
    site = models.ForeignKey(
        "enterprises.Site",
        verbose_name=_("site"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    hazard = models.ForeignKey(
        Hazard, verbose_name=_("hazard"), on_delete=models.PROTECT, related_name="+"
    )
    quantity = models.CharField(_("how much"), max_length=100, blank=True)
    on = models.DateField(_("as of"))
    gone_on = models.DateField(_("gone since"), null=True, blank=True)

    objects = BesideEnterpriseQuerySet.as_manager()

    class Meta:
        verbose_name = _("hazard at an enterprise")
        verbose_name_plural = _("hazards at enterprises")
        ordering = ("hazard", "pk")
        constraints = [
            paired("recorded"),
            paired("verified"),
            models.UniqueConstraint(
                fields=("enterprise", "site", "hazard"),
                condition=models.Q(gone_on__isnull=True),
                nulls_distinct=False,
                name="hazard_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enterprise_id}: {self.hazard_id}"


class Contact(Stated):
    """A person to talk to at an enterprise."""

    enterprise = models.ForeignKey(
        "enterprises.Enterprise", on_delete=models.CASCADE, related_name="contacts"
    )
    name = models.CharField(_("name"), max_length=200)
    title = models.CharField(_("title"), max_length=100, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    ended_on = models.DateField(_("until"), null=True, blank=True)

    objects = BesideEnterpriseQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ("name", "pk")
        constraints = [paired("recorded"), paired("verified")]

    def __str__(self) -> str:
        return self.name


class Flag(models.Model):
    """Something a machine noticed about an enterprise; a person settles it with a note."""

    enterprise = models.ForeignKey(
        "enterprises.Enterprise", on_delete=models.CASCADE, related_name="flags"
    )
    kind = models.CharField(_("kind"), max_length=12, choices=FlagKind)
    # Figures behind it, without names of persons: {"declared": 120, "insured": 80, "on": …}.
    facts = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    job = models.ForeignKey(
        "enterprises.ImportJob",
        verbose_name=_("import"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    raised_on = models.DateField(_("noticed on"))
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("settled by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    note = models.CharField(_("note"), max_length=500, blank=True)

    objects = BesideEnterpriseQuerySet.as_manager()

    class Meta:
        verbose_name = _("flag")
        verbose_name_plural = _("flags")
        ordering = ("-raised_on", "-pk")
        constraints = [
            paired("settled"),
            models.UniqueConstraint(
                fields=("enterprise", "kind"),
                condition=models.Q(settled_at__isnull=True),
                name="one_open_flag",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enterprise_id}: {self.kind}"
