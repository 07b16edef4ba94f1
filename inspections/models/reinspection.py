"""Why an inspection is looked at again, and by whose order (Law 84/2025 art. 25)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ecms.core.constraints import paired
from inspections.enums import ReinspectionGround
from inspections.querysets import InspectionChildQuerySet


class Reinspection(models.Model):
    """The order behind a re-inspection; the earlier case is ``inspection.reinspection_of``."""

    inspection = models.OneToOneField(
        "inspections.Inspection",
        verbose_name=_("re-inspection"),
        on_delete=models.CASCADE,
        related_name="reinspection",
    )
    ground = models.CharField(
        _("ground of the re-inspection"), max_length=12, choices=ReinspectionGround
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
