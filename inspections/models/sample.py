"""Samples of payrolls and time records that the team took from the employer's books."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ecms.core.constraints import paired
from inspections.querysets import InspectionChildQuerySet


class SampleKind(models.TextChoices):
    """Which book was sampled."""

    PAYROLL = "PAYROLL", _("Payroll")
    TIME = "TIME", _("Time records")
    PROBATION = "PROBATION", _("Probation contracts")


class Sample(models.Model):
    """A table of ``rows`` {"label", "note", "figures": {column: whole number}}; money in VND.

    ``variants`` says which limit applies (a region, protected workers). Frozen with the minutes:
    a trigger refuses every change afterwards.
    """

    inspection = models.ForeignKey(
        "inspections.Inspection",
        verbose_name=_("inspection"),
        on_delete=models.CASCADE,
        related_name="samples",
    )
    kind = models.CharField(_("book"), max_length=10, choices=SampleKind)
    title = models.CharField(_("name"), max_length=200)
    period_from = models.DateField(_("from"))
    period_to = models.DateField(_("to"))
    variants = models.JSONField(default=dict)
    rows = models.JSONField(_("rows"), default=list, encoder=DjangoJSONEncoder)
    source = models.ForeignKey(
        "documents.StoredFile",
        verbose_name=_("file"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    submission = models.UUIDField(_("submission"), unique=True, editable=False)
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    frozen_at = models.DateTimeField(_("frozen at"), null=True, editable=False)
    removed_at = models.DateTimeField(_("removed at"), null=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = InspectionChildQuerySet.as_manager()

    class Meta:
        verbose_name = _("sample")
        verbose_name_plural = _("samples")
        ordering = ("pk",)
        constraints = [
            paired("recorded"),
            paired("removed"),
            models.CheckConstraint(
                name="sample_period_ordered", condition=Q(period_to__gte=models.F("period_from"))
            ),
        ]

    def __str__(self) -> str:
        return self.title
