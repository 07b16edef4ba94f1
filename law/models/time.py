"""Time limits of the law and the days that do not count."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ecms.core.constraints import ordered
from ecms.core.dated import Dated, DatedQuerySet
from law.models.catalogue import Sourced


class DeadlineRule(Dated, Sourced):
    """One row of the table of time limits; ``number`` is its row in the pack."""

    number = models.PositiveIntegerField(_("row"), unique=True)
    key = models.CharField(_("key"), max_length=40, blank=True, db_index=True)
    regime = models.CharField(_("regime"), max_length=30)
    step = models.CharField(_("step"), max_length=300)
    trigger = models.CharField(_("runs from"), max_length=300, blank=True)
    limit = models.TextField(_("limit"), blank=True)
    value = models.CharField(_("value"), max_length=120, blank=True)
    unit = models.CharField(_("unit"), max_length=30, blank=True)
    extension = models.CharField(_("extension"), max_length=200, blank=True)
    extension_value = models.PositiveSmallIntegerField(
        _("extension, number"), null=True, blank=True
    )
    who = models.CharField(_("who"), max_length=200, blank=True)
    legal_basis = models.CharField(_("legal basis"), max_length=300)
    notes = models.TextField(_("notes"), blank=True)
    history = HistoricalRecords()

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("time limit")
        verbose_name_plural = _("time limits")
        ordering = ("number",)
        constraints = [ordered()]

    def __str__(self) -> str:
        return f"{self.number} {self.step}"


class DayKind(models.TextChoices):
    """Why a day is not as the week says."""

    HOLIDAY = "HOLIDAY", _("Public holiday")
    MOVED = "MOVED", _("Working day moved here")


class CalendarDay(Sourced):
    """A public holiday, or a weekend day worked in exchange."""

    day = models.DateField(_("day"), unique=True)
    kind = models.CharField(_("kind"), max_length=8, choices=DayKind)
    replaces = models.DateField(_("worked instead of"), null=True, blank=True)
    name_vi = models.CharField(_("name in Vietnamese"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("calendar day")
        verbose_name_plural = _("calendar days")
        ordering = ("day",)

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y} {self.name_vi}"
