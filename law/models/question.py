"""The question bank: what the law asks of an employer, as questions."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ecms.core.constraints import ordered
from ecms.core.dated import Dated, DatedQuerySet
from law.models.catalogue import Sourced


class AnswerType(models.TextChoices):
    """How a checklist question is answered."""

    YES_NO = "YES_NO", _("Yes / no / not applicable")
    NUMBER = "NUMBER", _("Number")
    MONEY = "MONEY", _("Amount in đồng")
    NUMBERS = "NUMBERS", _("Several numbers")
    TEXT = "TEXT", _("Text")


class Question(Dated, Sourced):
    """A question of the bank with its legal basis and the violations a "no" points to."""

    code = models.CharField(_("code"), max_length=10, unique=True)
    topic = models.CharField(_("topic"), max_length=200)
    topic_vi = models.CharField(_("topic in Vietnamese"), max_length=200, blank=True)
    text_vi = models.TextField(_("question in Vietnamese"))
    text_en = models.TextField(_("question in English"), blank=True)
    answer_type = models.CharField(_("kind of answer"), max_length=10, choices=AnswerType)
    legal_basis = models.CharField(_("legal basis"), max_length=300, blank=True)
    violation_codes = ArrayField(
        models.CharField(max_length=10),
        verbose_name=_("violation codes"),
        default=list,
        blank=True,
    )
    evidence = models.CharField(_("evidence to look at"), max_length=500, blank=True)
    evidence_vi = models.CharField(
        _("evidence to look at, in Vietnamese"), max_length=500, blank=True
    )
    history = HistoricalRecords()

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("checklist question")
        verbose_name_plural = _("checklist questions")
        ordering = ("code",)
        constraints = [ordered()]

    def __str__(self) -> str:
        return f"{self.code} {self.text}"

    @property
    def text(self) -> str:
        """The question in the language of the page."""
        vietnamese = (get_language() or "vi").startswith("vi")
        return self.text_vi if vietnamese or not self.text_en else self.text_en

    @property
    def look_at(self) -> str:
        """The evidence to look at, in the language of the page."""
        vietnamese = (get_language() or "vi").startswith("vi")
        return self.evidence_vi if vietnamese and self.evidence_vi else self.evidence

    @property
    def topic_name(self) -> str:
        """The topic in the language of the page."""
        vietnamese = (get_language() or "vi").startswith("vi")
        return self.topic_vi if vietnamese and self.topic_vi else self.topic
