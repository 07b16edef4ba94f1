"""Bodies and their units, dated, with succession: an old file keeps its old body."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.enums import Level
from ecms.core.constraints import ordered
from ecms.core.dated import Bilingual, Dated, DatedQuerySet


class Agency(Bilingual, Dated):
    """A body that issues documents: the department of a province, a bureau, the ministry."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    level = models.CharField(_("level"), max_length=10, choices=Level)
    province = models.ForeignKey(
        "accounts.Province",
        verbose_name=_("province"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="agencies",
    )
    is_inspectorate = models.BooleanField(
        _("inspectorate (inspects under Law 84/2025)"), default=False
    )
    superior_vi = models.CharField(_("superior body on documents"), max_length=200, blank=True)
    place_vi = models.CharField(_("place name on documents"), max_length=100)
    symbol = models.CharField(_("symbol on documents"), max_length=30)  # SNV
    address = models.CharField(_("address"), max_length=300, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    treasury_name = models.CharField(_("treasury or bank"), max_length=200, blank=True)
    treasury_account = models.CharField(_("account number"), max_length=40, blank=True)
    treasury_codes = models.CharField(_("budget codes"), max_length=200, blank=True)
    successor = models.ForeignKey(
        "self",
        verbose_name=_("successor"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="predecessors",
    )
    history = HistoricalRecords()

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("body")
        verbose_name_plural = _("bodies")
        ordering = ("code",)
        constraints = [ordered()]


class Unit(Bilingual, Dated):
    """A division inside a body."""

    agency = models.ForeignKey(
        Agency, verbose_name=_("body"), on_delete=models.PROTECT, related_name="units"
    )
    code = models.CharField(_("code"), max_length=40, unique=True)
    symbol = models.CharField(_("symbol on documents"), max_length=30, blank=True)
    successor = models.ForeignKey(
        "self",
        verbose_name=_("successor"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="predecessors",
    )
    history = HistoricalRecords()

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("division")
        verbose_name_plural = _("divisions")
        ordering = ("code",)
        constraints = [ordered()]
