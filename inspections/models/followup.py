"""Requirements of the rectification letter, until a second person accepts the evidence."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ecms.core.constraints import paired
from inspections.enums import RequirementState
from inspections.querysets import InspectionChildQuerySet


class Requirement(models.Model):
    """Something the enterprise must put right by a date."""

    inspection = models.ForeignKey(
        "inspections.Inspection",
        verbose_name=_("inspection"),
        on_delete=models.CASCADE,
        related_name="requirements",
    )
    finding = models.ForeignKey(
        "inspections.Finding",
        verbose_name=_("finding"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="requirements",
    )
    text = models.TextField(_("what must be put right"))
    due_on = models.DateField(_("due on"))
    state = models.CharField(
        _("state"), max_length=10, choices=RequirementState, default=RequirementState.OPEN
    )
    evidence_note = models.TextField(_("evidence"), blank=True)
    submitted_at = models.DateTimeField(_("evidence received at"), null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    history = HistoricalRecords()

    objects = InspectionChildQuerySet.as_manager()

    class Meta:
        verbose_name = _("requirement")
        verbose_name_plural = _("requirements")
        ordering = ("due_on", "pk")
        constraints = [paired("submitted"), paired("accepted")]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def province_id(self) -> int:
        """The province of the case, by which due items are scoped."""
        return self.inspection.province_id

    @property
    def is_accepted(self) -> bool:
        """A second person has accepted the evidence."""
        return self.state == RequirementState.ACCEPTED
