"""The questions of one case, composed for its enterprise and frozen when the check begins."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ecms.core.constraints import paired
from inspections.querysets import InspectionChildQuerySet


class CaseQuestion(models.Model):
    """A question that the case asks. ``codes`` are the violations a "no" may point to, for an
    enterprise of this size and kind; ``is_extra`` was added by the team. ``files`` were taken
    for it, answered or not, and go with every finding that follows from the answer."""

    inspection = models.ForeignKey(
        "inspections.Inspection",
        verbose_name=_("inspection"),
        on_delete=models.CASCADE,
        related_name="case_questions",
    )
    question = models.ForeignKey(
        "law.Question", verbose_name=_("question"), on_delete=models.PROTECT, related_name="+"
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    codes = models.JSONField(_("violation codes"), default=list)
    is_extra = models.BooleanField(_("added by the team"), default=False)
    files = models.ManyToManyField(
        "documents.StoredFile", verbose_name=_("files"), blank=True, related_name="+"
    )
    added_at = models.DateTimeField(_("added at"))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    objects = InspectionChildQuerySet.as_manager()

    class Meta:
        verbose_name = _("question of a case")
        verbose_name_plural = _("questions of a case")
        ordering = ("order", "pk")
        constraints = [
            models.UniqueConstraint(fields=("inspection", "question"), name="case_asks_once"),
            paired("added"),
        ]

    def __str__(self) -> str:
        return f"{self.inspection_id} {self.question_id}"
