"""Self-checks: versioned questionnaires, and what employers answered."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ecms.core.constraints import ordered, paired
from ecms.core.dated import Bilingual, Dated, DatedQuerySet
from enterprises.enums import SelfCheckDuty
from enterprises.querysets import BesideEnterpriseQuerySet


class SelfCheckForm(Bilingual, Dated):
    """A version of a questionnaire; a published one does not change.

    ``per_year`` is how often it is due (OSH: twice; labour law: voluntary since 15/02/2025).
    """

    code = models.CharField(_("code"), max_length=20)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    duty = models.CharField(_("duty"), max_length=10, choices=SelfCheckDuty)
    per_year = models.PositiveSmallIntegerField(_("times a year"), default=1)
    legal_basis = models.CharField(_("legal basis"), max_length=300, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    questions = models.ManyToManyField(
        "law.Question", verbose_name=_("questions"), through="enterprises.SelfCheckItem"
    )
    history = HistoricalRecords()

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("self-check form")
        verbose_name_plural = _("self-check forms")
        ordering = ("code", "-version")
        constraints = [
            models.UniqueConstraint(fields=("code", "version"), name="self_check_version"),
            ordered(),
        ]


class SelfCheckItem(models.Model):
    """A question in a self-check form."""

    form = models.ForeignKey(
        SelfCheckForm, verbose_name=_("form"), on_delete=models.CASCADE, related_name="items"
    )
    question = models.ForeignKey(
        "law.Question", verbose_name=_("question"), on_delete=models.PROTECT, related_name="+"
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("question of a self-check")
        verbose_name_plural = _("questions of a self-check")
        ordering = ("order", "pk")
        constraints = [
            models.UniqueConstraint(fields=("form", "question"), name="self_check_question_once")
        ]

    def __str__(self) -> str:
        return str(self.order)


class SelfCheck(models.Model):
    """What an employer found out about itself."""

    enterprise = models.ForeignKey(
        "enterprises.Enterprise", on_delete=models.PROTECT, related_name="self_checks"
    )
    form = models.ForeignKey(SelfCheckForm, on_delete=models.PROTECT, related_name="+")
    done_on = models.DateField(_("done on"))
    source = models.CharField(_("received by"), max_length=200)
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    # {question code: {"value": "YES"|"NO"|"NA"|number|text, "note": …}}
    answers = models.JSONField(default=dict)
    # {topic: {"yes": n, "no": n, "na": n}}, counted when it was submitted
    results = models.JSONField(default=dict)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = BesideEnterpriseQuerySet.as_manager()

    class Meta:
        verbose_name = _("self-check")
        verbose_name_plural = _("self-checks")
        ordering = ("-done_on", "-pk")
        indexes = [models.Index(fields=("enterprise", "-done_on"), name="self_check_by_day")]
        constraints = [
            paired("recorded"),
            paired("submitted"),
            models.UniqueConstraint(
                fields=("enterprise", "form", "done_on"), name="self_check_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enterprise_id} {self.done_on}"
