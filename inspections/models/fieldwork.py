"""What happens on site: visits, checklist answers, findings."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ecms.core.constraints import paired
from inspections.enums import AnswerValue, FindingState, VisitOutcome
from inspections.querysets import InspectionChildQuerySet


class Visit(models.Model):
    """One visit to the place and how it ended."""

    inspection = models.ForeignKey(
        "inspections.Inspection",
        verbose_name=_("inspection"),
        on_delete=models.CASCADE,
        related_name="visits",
    )
    visited_on = models.DateField(_("date"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=VisitOutcome)
    place = models.CharField(_("place"), max_length=500, blank=True)
    met = models.CharField(_("persons met"), max_length=500, blank=True)
    workers_present = models.PositiveIntegerField(_("workers present"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    submission = models.UUIDField(_("submission"), null=True, unique=True, editable=False)
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    history = HistoricalRecords()

    objects = InspectionChildQuerySet.as_manager()

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        ordering = ("-visited_on", "-pk")
        constraints = [paired("recorded")]

    def __str__(self) -> str:
        return f"{self.visited_on:%d/%m/%Y} {self.get_outcome_display()}"


class Answer(models.Model):
    """The answer to one question of the case's checklist. ``value`` is YES/NO/NA, a number or
    text; ``details`` holds several numbers, and a figure with the limit it was compared with
    (see ``services.checklist``). ``version`` grows with every change."""

    inspection = models.ForeignKey(
        "inspections.Inspection",
        verbose_name=_("inspection"),
        on_delete=models.CASCADE,
        related_name="answers",
    )
    question = models.ForeignKey(
        "law.Question",
        verbose_name=_("question"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    value = models.CharField(_("answer"), max_length=300, blank=True)
    details = models.JSONField(default=dict, blank=True, encoder=DjangoJSONEncoder)
    note = models.TextField(_("note"), blank=True)
    version = models.PositiveIntegerField(default=1)
    answered_at = models.DateTimeField(_("answered at"))
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    history = HistoricalRecords()

    objects = InspectionChildQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [
            models.UniqueConstraint(fields=("inspection", "question"), name="answered_once"),
            paired("answered"),
        ]

    def __str__(self) -> str:
        return f"{self.question_id}: {self.value}"

    @property
    def is_no(self) -> bool:
        """Not complied with."""
        return self.value == AnswerValue.NO


class Finding(models.Model):
    """A suspected violation with its provision and the facts that the fine depends on."""

    inspection = models.ForeignKey(
        "inspections.Inspection",
        verbose_name=_("inspection"),
        on_delete=models.CASCADE,
        related_name="findings",
    )
    answer = models.ForeignKey(
        Answer,
        verbose_name=_("answer"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="findings",
    )
    sample = models.ForeignKey(
        "inspections.Sample",
        verbose_name=_("sample"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="findings",
    )
    state = models.CharField(
        _("state"), max_length=10, choices=FindingState, default=FindingState.DRAFT
    )
    violation_code = models.CharField(_("violation code"), max_length=10)
    provision = models.ForeignKey(
        "law.Provision",
        verbose_name=_("provision"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    description = models.TextField(_("what was found"))
    ongoing = models.BooleanField(_("still going on"), default=False)
    ended_on = models.DateField(_("act ended on"), null=True, blank=True)
    discovered_on = models.DateField(_("discovered on"))
    workers = models.PositiveIntegerField(_("workers concerned"), null=True, blank=True)
    units = models.PositiveIntegerField(_("other units concerned"), null=True, blank=True)
    base_amount = models.BigIntegerField(
        _("amount the fine is a percentage of"), null=True, blank=True
    )
    evidence_note = models.TextField(_("evidence"), blank=True)
    files = models.ManyToManyField(
        "documents.StoredFile",
        verbose_name=_("photos and documents"),
        blank=True,
        related_name="+",
    )
    submission = models.UUIDField(_("submission"), null=True, unique=True, editable=False)
    dropped_reason = models.CharField(_("why dropped"), max_length=500, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    history = HistoricalRecords()

    objects = InspectionChildQuerySet.as_manager()

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ("pk",)
        constraints = [
            paired("recorded"),
            models.CheckConstraint(
                name="finding_ended_or_ongoing",
                condition=~Q(ongoing=True, ended_on__isnull=False),
            ),
            models.CheckConstraint(
                name="dropped_finding_has_reason",
                condition=~Q(state=FindingState.DROPPED) | ~Q(dropped_reason=""),
            ),
            models.UniqueConstraint(
                fields=("inspection", "answer", "violation_code"),
                name="finding_once_per_answer",
                condition=Q(answer__isnull=False),
            ),
            models.UniqueConstraint(
                fields=("sample", "violation_code"),
                name="finding_once_per_sample",
                condition=Q(sample__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.violation_code} {self.description[:60]}"
