"""What the law says about late payment and enforcement, by date (LHAV arts. 78, 86, 87)."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ecms.core.constraints import ordered
from ecms.core.dated import Dated, DatedQuerySet
from law.models.catalogue import Sourced


class Cited(Dated, Sourced):
    """A dated row with its article in both languages."""

    legal_basis_vi = models.CharField(_("legal basis in Vietnamese"), max_length=300)
    legal_basis_en = models.CharField(_("legal basis in English"), max_length=300, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True


class LateRate(Cited):
    """What each late day costs: per cent of the fine that is due and not paid."""

    percent_a_day = models.DecimalField(_("per cent a day"), max_digits=6, decimal_places=4)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("rate of late payment")
        verbose_name_plural = _("rates of late payment")
        ordering = ("valid_from",)
        constraints = [
            ordered(),
            models.UniqueConstraint(fields=("valid_from",), name="late_rate_once"),
            models.CheckConstraint(
                name="late_rate_not_negative", condition=models.Q(percent_a_day__gte=0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.percent_a_day.normalize():f} %"


class MeasureKind(models.TextChoices):
    """Measures of enforcement (LHAV art. 86; Decree 296/2025/NĐ-CP)."""

    SALARY = "SALARY", _("Deduction from salary or income")
    ACCOUNT = "ACCOUNT", _("Deduction from accounts")
    DISTRAINT = "DISTRAINT", _("Distraint of property and auction")
    THIRD_PARTY = "THIRD_PARTY", _("Money and property held by a third party")
    REMEDY = "REMEDY", _("Compulsory remediation")


class EnforcementRule(Cited):
    """The bounds of one measure. Percentages are of one payment; empty: no bound."""

    kind = models.CharField(_("measure"), max_length=12, choices=MeasureKind)
    individuals_only = models.BooleanField(_("for individuals only"), default=False)
    salary_percent_most = models.PositiveSmallIntegerField(
        _("per cent of salary at most"), null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    income_percent_most = models.PositiveSmallIntegerField(
        _("per cent of other income at most"), null=True, blank=True,
        validators=[MaxValueValidator(100)],
    )  # fmt: skip
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("measure of enforcement")
        verbose_name_plural = _("measures of enforcement")
        ordering = ("kind", "valid_from")
        constraints = [
            ordered(),
            models.UniqueConstraint(fields=("kind", "valid_from"), name="measure_once"),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class EnforcementTitle(Cited):
    """A title whose holder may order enforcement (LHAV art. 87)."""

    title_code = models.CharField(_("title"), max_length=40)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("title with power to enforce")
        verbose_name_plural = _("titles with power to enforce")
        ordering = ("title_code", "valid_from")
        constraints = [
            ordered(),
            models.UniqueConstraint(
                fields=("title_code", "valid_from"), name="enforcement_title_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title_code
