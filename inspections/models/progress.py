"""What was done to a case, step by step, with the legal day of each."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from ecms.core.constraints import paired
from inspections.querysets import InspectionChildQuerySet


class CaseStep(models.Model):
    """A step that was taken: from which state to which, on which legal day, late and why.

    Steps are never changed. ``facts`` keeps what was typed for the document of the step, so
    that a corrected version can be made from it.
    """

    inspection = models.ForeignKey(
        "inspections.Inspection",
        verbose_name=_("inspection"),
        on_delete=models.CASCADE,
        related_name="steps",
    )
    verb = models.CharField(_("step"), max_length=30)
    from_state = models.CharField(_("from the state"), max_length=30, blank=True)
    to_state = models.CharField(_("to the state"), max_length=30)
    on = models.DateField(_("legal day"))
    due_on = models.DateField(_("last legal day"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    late_reason = models.TextField(_("why after the last day"), blank=True)
    facts = models.JSONField(default=dict, blank=True, encoder=DjangoJSONEncoder)
    taken_at = models.DateTimeField(_("taken at"))
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("taken by"),
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = InspectionChildQuerySet.as_manager()

    class Meta:
        verbose_name = _("step taken")
        verbose_name_plural = _("steps taken")
        ordering = ("pk",)
        indexes = [models.Index(fields=("inspection", "verb"), name="case_steps")]
        constraints = [paired("taken")]

    def __str__(self) -> str:
        return f"{self.verb} {self.on:%d/%m/%Y}"
