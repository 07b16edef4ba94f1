"""Talks with workers. Who the worker is, is sealed; everywhere else stands “NLĐ 1”."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ecms.core.constraints import ordered, paired
from ecms.core.dated import Bilingual, Dated, DatedQuerySet
from inspections.querysets import InspectionChildQuerySet
from intake.models.sealed import SealedTextField


class InterviewQuestion(Bilingual, Dated):
    """What inspectors ask workers; kept by administrators, by set (wages, safety …)."""

    code = models.CharField(_("code"), max_length=10, unique=True)
    topic_vi = models.CharField(_("set in Vietnamese"), max_length=100)
    topic_en = models.CharField(_("set in English"), max_length=100, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = DatedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("interview question")
        verbose_name_plural = _("interview questions")
        ordering = ("order", "code")
        constraints = [ordered()]


class Interview(models.Model):
    """One talk. The answers name nobody (checked when saved); ``number`` counts in the case."""

    inspection = models.ForeignKey(
        "inspections.Inspection",
        verbose_name=_("inspection"),
        on_delete=models.CASCADE,
        related_name="interviews",
    )
    number = models.PositiveSmallIntegerField(_("number"))
    held_on = models.DateField(_("date"))
    work = models.CharField(_("kind of work"), max_length=150, blank=True)
    name = SealedTextField(_("full name"))
    id_number = SealedTextField(_("identity number"))
    phone = SealedTextField(_("telephone"))
    answers = models.JSONField(_("answers"), default=dict, encoder=DjangoJSONEncoder)
    note = models.TextField(_("in the worker’s words"), blank=True)
    submission = models.UUIDField(_("submission"), unique=True, editable=False)
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    objects = InspectionChildQuerySet.as_manager()

    class Meta:
        verbose_name = _("interview")
        verbose_name_plural = _("interviews")
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=("inspection", "number"), name="interview_numbered"),
            paired("recorded"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """“Worker 1”: what pages and documents call the person."""
        return gettext("Worker %(number)d") % {"number": self.number}

    @property
    def is_known(self) -> bool:
        """Whether the worker said who they are."""
        return bool(self.name or self.id_number or self.phone)
