"""Interest on money that an employer owes to workers, by date and by remedial measure."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ecms.core.constraints import ordered
from ecms.core.dated import Bilingual, Dated, DatedQuerySet
from law.models.catalogue import Sourced


class InterestPer(models.TextChoices):
    """What the percentage is of."""

    YEAR = "YEAR", _("a year")
    DAY = "DAY", _("a day")


class InterestRule(Bilingual, Dated, Sourced):
    """How interest on a late sum is reckoned. ``percent`` is empty where a bank or a fund
    announces it: then the official enters it. ``remedy_codes`` are the measures that ask for it.
    """

    key = models.SlugField(_("key"), max_length=30)
    per = models.CharField(_("per"), max_length=4, choices=InterestPer)
    percent = models.DecimalField(
        _("per cent"), max_digits=7, decimal_places=4, null=True, blank=True
    )
    remedy_codes = ArrayField(
        models.CharField(max_length=10), verbose_name=_("remedial measures"), default=list,
        blank=True,
    )  # fmt: skip
    legal_basis = models.CharField(_("legal basis"), max_length=300)
    history = HistoricalRecords()

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("interest on money owed")
        verbose_name_plural = _("interest on money owed")
        ordering = ("key", "valid_from")
        constraints = [
            ordered(),
            models.UniqueConstraint(fields=("key", "valid_from"), name="interest_once"),
            models.CheckConstraint(
                name="interest_positive",
                condition=models.Q(percent__isnull=True) | models.Q(percent__gt=0),
            ),
        ]
