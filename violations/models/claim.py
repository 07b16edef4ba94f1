"""Workers affected by an act, what is owed to each, and what each received."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ecms.core.constraints import paired
from enterprises.enums import IdentityKind
from violations.models.decided import actor
from violations.querysets import CaseChildQuerySet, PaymentQuerySet


class ClaimTerms(models.Model):
    """How interest on the sums of one act is reckoned. ``percent`` per ``rule.per``."""

    act = models.OneToOneField(
        "violations.Act", verbose_name=_("act"), on_delete=models.CASCADE, related_name="terms"
    )
    case = models.ForeignKey(
        "violations.ViolationCase", on_delete=models.CASCADE, related_name="claim_terms"
    )
    rule = models.ForeignKey(
        "law.InterestRule", verbose_name=_("interest"), on_delete=models.PROTECT, related_name="+"
    )
    percent = models.DecimalField(_("per cent"), max_digits=7, decimal_places=4)
    source = models.CharField(_("where the rate was announced"), max_length=300, blank=True)
    history = HistoricalRecords()

    objects = CaseChildQuerySet.as_manager()

    class Meta:
        verbose_name = _("interest of an act")
        verbose_name_plural = _("interest of acts")
        constraints = [
            models.CheckConstraint(name="terms_percent_positive", condition=Q(percent__gt=0))
        ]

    def __str__(self) -> str:
        return f"{self.percent} %"


class WorkerClaim(models.Model):
    """A worker affected by an act. Sums in whole VND, 0 where no money is owed.

    The identity number is kept as in the register of workers: encrypted, and found by a keyed
    hash. ``person`` is that hash of the number, else of name and staff code: once in an act, and
    the same person in another act of the case. ``owed_on`` is the last day on which the sum
    should have been paid.
    """

    case = models.ForeignKey(
        "violations.ViolationCase", on_delete=models.CASCADE, related_name="claims"
    )
    act = models.ForeignKey(
        "violations.Act", verbose_name=_("act"), on_delete=models.CASCADE, related_name="claims"
    )
    name = models.CharField(_("name"), max_length=200, blank=True)
    folded = models.CharField(max_length=200, editable=False)
    staff_code = models.CharField(_("staff code"), max_length=40, blank=True)
    identity_kind = models.CharField(
        _("identity paper"), max_length=8, choices=IdentityKind, blank=True
    )
    identity = models.BinaryField(null=True)
    person = models.BinaryField()
    owed = models.BigIntegerField(_("owed"), default=0)
    owed_on = models.DateField(_("should have been paid by"), null=True, blank=True)
    right_on = models.DateField(_("right restored on"), null=True, blank=True)
    right_note = models.CharField(
        _("what was restored, and the proof"), max_length=300, blank=True
    )
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    objects = CaseChildQuerySet.as_manager()

    class Meta:
        verbose_name = _("worker affected")
        verbose_name_plural = _("workers affected")
        ordering = ("folded", "pk")
        indexes = [models.Index(fields=("act", "folded", "id"), name="claim_by_name")]
        constraints = [
            paired("recorded"),
            models.UniqueConstraint(fields=("act", "person"), name="worker_once_per_act"),
            models.CheckConstraint(name="owed_not_negative", condition=Q(owed__gte=0)),
            models.CheckConstraint(
                name="right_restored_with_proof",
                condition=Q(right_on__isnull=True) | ~Q(right_note=""),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"  # a name has no business in logs and messages


class Recovery(models.Model):
    """Money that one worker received, with what proves it; taken back it counts no more."""

    case = models.ForeignKey(
        "violations.ViolationCase", on_delete=models.PROTECT, related_name="recoveries"
    )
    claim = models.ForeignKey(WorkerClaim, on_delete=models.PROTECT, related_name="recoveries")
    amount = models.BigIntegerField(_("amount"))
    paid_on = models.DateField(_("received on"))
    reference = models.CharField(_("proof"), max_length=200)
    file = models.ForeignKey(
        "documents.StoredFile", verbose_name=_("file"), null=True, blank=True,
        on_delete=models.PROTECT, related_name="+",
    )  # fmt: skip
    submission = models.UUIDField()
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    cancelled_at = models.DateTimeField(_("taken back at"), null=True, blank=True)
    cancelled_by = actor()
    cancel_reason = models.CharField(_("why it was taken back"), max_length=500, blank=True)

    objects = PaymentQuerySet.as_manager()

    class Meta:
        verbose_name = _("sum received by a worker")
        verbose_name_plural = _("sums received by workers")
        ordering = ("paid_on", "pk")
        constraints = [
            paired("recorded"),
            paired("cancelled"),
            models.CheckConstraint(name="recovery_positive", condition=Q(amount__gt=0)),
            models.CheckConstraint(name="recovery_proved", condition=~Q(reference="")),
            models.CheckConstraint(
                name="recovery_taken_back_with_reason",
                condition=Q(cancelled_at__isnull=True) | ~Q(cancel_reason=""),
            ),
            models.UniqueConstraint(fields=("claim", "submission"), name="recovery_sent_once"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.amount}"
