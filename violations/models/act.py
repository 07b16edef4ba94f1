"""The acts of a case, each tied to a provision, and the circumstances."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ecms.core.constraints import paired
from violations.querysets import CaseChildQuerySet, UnsanctionedFindingQuerySet
from violations.states import CircumstanceKind, NoSanction


class Act(models.Model):
    """One act: facts, provision, and the fine the signatory settles inside the frame."""

    case = models.ForeignKey(
        "violations.ViolationCase",
        verbose_name=_("case"),
        on_delete=models.CASCADE,
        related_name="acts",
    )
    finding = models.ForeignKey(
        "inspections.Finding",
        verbose_name=_("finding"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="acts",
    )
    provision = models.ForeignKey(
        "law.Provision", verbose_name=_("provision"), on_delete=models.PROTECT, related_name="+"
    )
    description = models.TextField(_("description of the act"))
    evidence_note = models.TextField(_("evidence"), blank=True)
    ongoing = models.BooleanField(_("still going on"), default=False)
    ended_on = models.DateField(_("act ended on"), null=True, blank=True)
    discovered_on = models.DateField(_("discovered on"))
    workers = models.PositiveIntegerField(_("workers concerned"), null=True, blank=True)
    units = models.PositiveIntegerField(_("other units concerned"), null=True, blank=True)
    base_amount = models.BigIntegerField(
        _("amount the fine is a percentage of"), null=True, blank=True
    )
    frame_min = models.BigIntegerField(_("frame minimum"), null=True, blank=True)
    frame_max = models.BigIntegerField(_("frame maximum"), null=True, blank=True)
    fine = models.BigIntegerField(_("fine"), null=True, blank=True)
    additional_terms = models.TextField(
        _("additional sanction as imposed"),
        blank=True,
        help_text=_("Licence or activity concerned, number of months."),
    )
    override_fine = models.BigIntegerField(_("fine set by the signatory"), null=True, blank=True)
    override_reason = models.TextField(_("reason"), blank=True)
    left_out = models.CharField(
        _("why it is not fined"), max_length=20, choices=NoSanction, blank=True
    )
    left_out_words = models.TextField(_("reason in words"), blank=True)
    history = HistoricalRecords()

    objects = CaseChildQuerySet.as_manager()

    class Meta:
        verbose_name = _("act")
        verbose_name_plural = _("acts")
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                name="act_ended_or_ongoing",
                condition=Q(ongoing=True, ended_on__isnull=True)
                | Q(ongoing=False, ended_on__isnull=False),
            ),
            models.CheckConstraint(
                name="fine_inside_frame",
                condition=Q(fine__isnull=True)
                | Q(fine__gte=models.F("frame_min"), fine__lte=models.F("frame_max")),
            ),
            models.CheckConstraint(
                name="override_has_reason",
                condition=Q(override_fine__isnull=True) | ~Q(override_reason=""),
            ),
            models.CheckConstraint(
                name="act_left_out_has_no_fine",
                condition=Q(left_out="") | Q(fine__isnull=True) & ~Q(left_out_words=""),
            ),
            models.UniqueConstraint(fields=("case", "finding"), name="finding_once_per_case"),
        ]

    def __str__(self) -> str:
        return f"{self.provision.code} {self.description[:60]}"


class Circumstance(models.Model):
    """A mitigating or aggravating circumstance from the law's list, with its evidence."""

    case = models.ForeignKey(
        "violations.ViolationCase",
        verbose_name=_("case"),
        on_delete=models.CASCADE,
        related_name="circumstances",
    )
    act = models.ForeignKey(
        Act,
        verbose_name=_("act"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="circumstances",
    )
    kind = models.CharField(_("kind"), max_length=12, choices=CircumstanceKind)
    code = models.CharField(_("circumstance"), max_length=20)
    evidence = models.TextField(_("evidence"))
    history = HistoricalRecords()

    objects = CaseChildQuerySet.as_manager()

    class Meta:
        verbose_name = _("circumstance")
        verbose_name_plural = _("circumstances")
        ordering = ("kind", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("case", "act", "code"), name="circumstance_once", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.code}"


class UnsanctionedFinding(models.Model):
    """A confirmed finding for which, with a reason, no violation case is opened."""

    finding = models.OneToOneField(
        "inspections.Finding",
        verbose_name=_("finding"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    reason = models.TextField(_("why it is not sanctioned"))
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    history = HistoricalRecords()

    objects = UnsanctionedFindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("finding without sanction")
        verbose_name_plural = _("findings without sanction")
        constraints = [paired("recorded")]

    def __str__(self) -> str:
        return self.reason[:80]
