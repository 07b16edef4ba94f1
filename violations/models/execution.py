"""Execution: payments into the treasury and remedial measures carried out."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ecms.core.constraints import paired
from violations.models.decided import actor
from violations.querysets import CaseChildQuerySet, PaymentQuerySet
from violations.states import RemedyState


class Payment(models.Model):
    """Money received; a treasury reference counts once. One taken back counts no more."""

    case = models.ForeignKey(
        "violations.ViolationCase",
        verbose_name=_("case"),
        on_delete=models.PROTECT,
        related_name="payments",
    )
    amount = models.BigIntegerField(_("amount"))
    paid_on = models.DateField(_("paid on"))
    reference = models.CharField(_("receipt number"), max_length=80)
    note = models.CharField(_("note"), max_length=300, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    cancelled_at = models.DateTimeField(_("taken back at"), null=True, blank=True)
    cancelled_by = actor()
    cancel_reason = models.CharField(_("why it was taken back"), max_length=500, blank=True)
    history = HistoricalRecords()

    objects = PaymentQuerySet.as_manager()

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        ordering = ("paid_on", "pk")
        constraints = [
            paired("recorded"),
            paired("cancelled"),
            models.CheckConstraint(name="payment_positive", condition=models.Q(amount__gt=0)),
            models.CheckConstraint(
                name="payment_taken_back_with_reason",
                condition=models.Q(cancelled_at__isnull=True) | ~models.Q(cancel_reason=""),
            ),
            models.UniqueConstraint(
                fields=("case", "reference"),
                condition=models.Q(cancelled_at__isnull=True),
                name="receipt_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.amount}"


class RemedyOrder(models.Model):
    """A remedial measure ordered by the decision; accepted by a second person."""

    case = models.ForeignKey(
        "violations.ViolationCase",
        verbose_name=_("case"),
        on_delete=models.CASCADE,
        related_name="remedies",
    )
    act = models.ForeignKey(
        "violations.Act",
        verbose_name=_("act"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="remedies",
    )
    remedy = models.ForeignKey(
        "law.Remedy",
        verbose_name=_("remedial measure"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    text = models.TextField(_("what must be done"))
    due_on = models.DateField(_("due on"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=RemedyState, default=RemedyState.OPEN
    )
    workers_helped = models.PositiveIntegerField(_("workers helped"), null=True, blank=True)
    amount_restored = models.BigIntegerField(
        _("amount restored to workers"), null=True, blank=True
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

    objects = CaseChildQuerySet.as_manager()

    class Meta:
        verbose_name = _("ordered remedial measure")
        verbose_name_plural = _("ordered remedial measures")
        ordering = ("due_on", "pk")
        constraints = [
            paired("submitted"),
            paired("accepted"),
            models.CheckConstraint(
                name="accepted_by_second_person",
                condition=models.Q(accepted_by__isnull=True)
                | ~models.Q(accepted_by=models.F("submitted_by")),
            ),
            models.CheckConstraint(
                name="accepted_state_has_moment",
                condition=~models.Q(state=RemedyState.ACCEPTED)
                | models.Q(accepted_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def province_id(self) -> int:
        """The province of the case, for reminders and scoping."""
        return self.case.province_id
