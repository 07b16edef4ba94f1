"""Figures that the law limits, the regional minimum wages, and the region of each ward."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ecms.core.constraints import ordered
from ecms.core.dated import Bilingual, Dated, DatedQuerySet
from law.models.catalogue import Sourced


class LimitKey(models.TextChoices):
    """What a figure measures. The values are stored and stand in the files: never rename one."""

    OVERTIME_DAY = "overtime-day", _("Overtime in a day")
    OVERTIME_MONTH = "overtime-month", _("Overtime in a month")
    OVERTIME_YEAR = "overtime-year", _("Overtime in a year")
    WORKING_WEEK = "working-week", _("Normal hours in a week")
    PROBATION_DAYS = "probation-days", _("Length of the probation")
    PROBATION_PAY = "probation-pay", _("Pay during probation")
    WAGE_MONTH = "wage-month", _("Monthly wage")
    WAGE_HOUR = "wage-hour", _("Hourly wage")
    LATE_PAYMENT = "late-payment", _("Days the wage was late")
    WAGE_DEDUCTION = "wage-deduction", _("Deduction from the wage")


class LimitUnit(models.TextChoices):
    """What a figure is counted in."""

    HOURS = "hours", _("hours")
    DAYS = "days", _("days")
    PERCENT = "percent", _("per cent")
    VND = "vnd", _("đồng")


class Direction(models.TextChoices):
    """Which side of the limit is unlawful."""

    MOST = "MOST", _("At most")
    LEAST = "LEAST", _("At least")


class Region(models.TextChoices):
    """Regions of the minimum wage (Labour Code art. 91.2)."""

    I = "I", _("Region I")  # noqa: E741 - its name in the decree
    II = "II", _("Region II")
    III = "III", _("Region III")
    IV = "IV", _("Region IV")


class Limit(Bilingual, Dated, Sourced):
    """A threshold with its article; ``variant`` tells apart whom it is for."""

    key = models.CharField(_("measures"), max_length=20, choices=LimitKey)
    variant = models.SlugField(_("variant"), max_length=20)
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    value = models.PositiveIntegerField(_("limit"))
    unit = models.CharField(_("unit"), max_length=10, choices=LimitUnit)
    direction = models.CharField(_("which side"), max_length=5, choices=Direction)
    violation_code = models.CharField(_("violation code"), max_length=10, blank=True)
    legal_basis = models.CharField(_("legal basis"), max_length=300)
    history = HistoricalRecords()

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("limit")
        verbose_name_plural = _("limits")
        ordering = ("key", "order", "valid_from")
        constraints = [
            models.UniqueConstraint(fields=("key", "variant", "valid_from"), name="limit_once"),
            ordered(),
        ]


class MinimumWage(Dated, Sourced):
    """The minimum wage of a region in whole VND; hourly since 1 July 2022."""

    region = models.CharField(_("region"), max_length=3, choices=Region)
    monthly = models.PositiveIntegerField(_("a month"))
    hourly = models.PositiveIntegerField(_("an hour"), null=True, blank=True)
    legal_basis = models.CharField(_("legal basis"), max_length=300)
    history = HistoricalRecords()

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("minimum wage")
        verbose_name_plural = _("minimum wages")
        ordering = ("-valid_from", "region")
        constraints = [
            models.UniqueConstraint(fields=("region", "valid_from"), name="minimum_wage_once"),
            ordered(),
        ]

    def __str__(self) -> str:
        return f"{self.region} {self.valid_from}"


class WageRegion(Dated, Sourced):
    """The region of the minimum wage that a ward belongs to."""

    ward = models.ForeignKey(
        "accounts.Ward", verbose_name=_("ward"), on_delete=models.PROTECT, related_name="+"
    )
    region = models.CharField(_("region"), max_length=3, choices=Region)
    legal_basis = models.CharField(_("legal basis"), max_length=300)
    history = HistoricalRecords()

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("wage region of a ward")
        verbose_name_plural = _("wage regions of wards")
        ordering = ("ward", "valid_from")
        constraints = [
            models.UniqueConstraint(fields=("ward", "valid_from"), name="wage_region_once"),
            ordered(),
        ]

    def __str__(self) -> str:
        return f"{self.ward} {self.region}"
