"""Why an inspection is looked at again, and by whose order (Law 84/2025 art. 25)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ecms.core.constraints import ordered, paired
from ecms.core.dated import Bilingual, Dated, DatedQuerySet
from inspections.querysets import InspectionChildQuerySet


class ReinspectionGround(Bilingual, Dated):
    """What speaks for looking at a concluded inspection again; kept by administrators."""

    code = models.CharField(_("code"), max_length=12, unique=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    cited_vi = models.CharField(_("as the decision cites it"), max_length=500)
    legal_basis = models.CharField(_("legal basis"), max_length=200)
    source = models.CharField(_("source"), max_length=500, blank=True)
    confidence = models.CharField(_("confidence"), max_length=200, blank=True)

    objects = DatedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("ground of a re-inspection")
        verbose_name_plural = _("grounds of re-inspections")
        ordering = ("order", "code")
        constraints = [ordered()]

    @property
    def label(self) -> str:
        """The ground with its article."""
        return f"{self.name} ({self.legal_basis})"


class Reinspection(models.Model):
    """The order behind a re-inspection; the earlier case is ``inspection.reinspection_of``."""

    inspection = models.OneToOneField(
        "inspections.Inspection",
        verbose_name=_("re-inspection"),
        on_delete=models.CASCADE,
        related_name="reinspection",
    )
    ground = models.ForeignKey(
        ReinspectionGround,
        verbose_name=_("ground of the re-inspection"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    reason = models.TextField(_("facts that speak for it"))
    authority = models.CharField(_("who orders it"), max_length=200)
    order_number = models.CharField(_("number of the order"), max_length=80)
    ordered_on = models.DateField(_("date of the order"))
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    objects = InspectionChildQuerySet.as_manager()

    class Meta:
        verbose_name = _("order of a re-inspection")
        verbose_name_plural = _("orders of re-inspections")
        constraints = [paired("recorded")]

    def __str__(self) -> str:
        return f"{self.order_number}, {self.ordered_on:%d/%m/%Y}"
