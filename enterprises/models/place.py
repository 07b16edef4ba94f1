"""Where enterprises work: industrial zones and sites."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ecms.core.constraints import ordered
from ecms.core.dated import Bilingual, Dated, DatedQuerySet
from enterprises.enums import ZoneKind
from enterprises.querysets import BesideEnterpriseQuerySet


class IndustrialZone(Bilingual, Dated):
    """An industrial park or another zone, with the board that looks after it."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    kind = models.CharField(_("kind"), max_length=5, choices=ZoneKind)
    province = models.ForeignKey(
        "accounts.Province", verbose_name=_("province"), on_delete=models.PROTECT, related_name="+"
    )
    ward = models.ForeignKey(
        "accounts.Ward",
        verbose_name=_("ward"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    board = models.CharField(_("management board"), max_length=200, blank=True)
    source = models.TextField(_("source"), blank=True)
    confidence = models.CharField(_("confidence"), max_length=200, blank=True)
    history = HistoricalRecords()

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("industrial zone")
        verbose_name_plural = _("industrial zones")
        ordering = ("name_vi",)
        constraints = [ordered()]


class Site(models.Model):
    """A place of work of an enterprise; perhaps in another province than its head office.

    ``address`` is the text as it came; ``ward`` and ``province`` are what it was resolved to,
    ``former_province`` the province of the list before 2025 that the text names.
    ``provenance`` is as in :class:`enterprises.models.Enterprise`.
    """

    enterprise = models.ForeignKey(
        "enterprises.Enterprise",
        verbose_name=_("enterprise"),
        on_delete=models.CASCADE,
        related_name="sites",
    )
    code = models.CharField(_("code of the employer"), max_length=30, blank=True)
    name = models.CharField(_("name"), max_length=200)
    address = models.CharField(_("address"), max_length=500, blank=True)
    province = models.ForeignKey(
        "accounts.Province", verbose_name=_("province"), on_delete=models.PROTECT, related_name="+"
    )
    ward = models.ForeignKey(
        "accounts.Ward",
        verbose_name=_("ward"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    former_province = models.ForeignKey(
        "accounts.Province",
        verbose_name=_("province before 1 July 2025"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    zone = models.ForeignKey(
        IndustrialZone,
        verbose_name=_("industrial zone"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="sites",
    )
    is_head_office = models.BooleanField(_("head office"), default=False)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    caution = models.CharField(_("safety caution for visitors"), max_length=500, blank=True)
    opened_on = models.DateField(_("opened on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    folded = models.TextField(editable=False, default="")
    provenance = models.JSONField(default=dict, encoder=DjangoJSONEncoder, blank=True)
    history = HistoricalRecords(excluded_fields=["folded"])

    objects = BesideEnterpriseQuerySet.as_manager()

    class Meta:
        verbose_name = _("site")
        verbose_name_plural = _("sites")
        ordering = ("-is_head_office", "name", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("enterprise",),
                condition=models.Q(is_head_office=True),
                name="one_head_office",
            ),
            models.CheckConstraint(
                name="site_closed_after_opened",
                condition=models.Q(closed_on__isnull=True)
                | models.Q(opened_on__isnull=True)
                | models.Q(closed_on__gte=models.F("opened_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.name
