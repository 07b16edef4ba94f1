"""Versioned checklists composed from the question bank."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ecms.core.constraints import ordered
from ecms.core.dated import Bilingual, Dated, DatedQuerySet
from law.models import Question


class Checklist(Bilingual, Dated):
    """A version of a checklist; published ones do not change, running cases keep theirs."""

    code = models.CharField(_("code"), max_length=30)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    questions = models.ManyToManyField(
        Question, verbose_name=_("questions"), through="inspections.ChecklistItem"
    )
    history = HistoricalRecords()

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("checklist")
        verbose_name_plural = _("checklists")
        ordering = ("code", "-version")
        constraints = [
            models.UniqueConstraint(fields=("code", "version"), name="checklist_version"),
            ordered(),
        ]


class ChecklistItem(models.Model):
    """A question in a checklist."""

    checklist = models.ForeignKey(
        Checklist, verbose_name=_("checklist"), on_delete=models.CASCADE, related_name="items"
    )
    question = models.ForeignKey(
        Question, verbose_name=_("question"), on_delete=models.PROTECT, related_name="+"
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("question of a checklist")
        verbose_name_plural = _("questions of a checklist")
        ordering = ("order", "pk")
        constraints = [
            models.UniqueConstraint(fields=("checklist", "question"), name="question_once")
        ]

    def __str__(self) -> str:
        return f"{self.order} {self.question_id}"
