"""What contests or outlasts a decision: complaint, lawsuit, stay, evasion of the debtor."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ecms.core.constraints import paired
from violations.enforcement_states import ChallengeKind, ChallengeResult
from violations.models.decided import actor
from violations.models.enforcement import recorder
from violations.querysets import CaseChildQuerySet


class Challenge(models.Model):
    """A complaint or lawsuit against the sanction decision. ``fine_before`` keeps the penalty
    that was contested, ``fine_after`` the one the result names; whole VND."""

    case = models.ForeignKey(
        "violations.ViolationCase",
        verbose_name=_("case"),
        on_delete=models.PROTECT,
        related_name="challenges",
    )
    kind = models.CharField(_("kind"), max_length=10, choices=ChallengeKind)
    complaint = models.ForeignKey(
        "intake.Complaint",
        verbose_name=_("complaint in the book"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    of_decision = models.CharField(_("number of the sanction decision"), max_length=80)
    filed_on = models.DateField(_("filed on"))
    until = models.DateField(_("could be filed until"), null=True, blank=True)
    late_reason = models.CharField(_("why it was taken late"), max_length=500, blank=True)
    body = models.CharField(_("body or court that settles it"), max_length=300)
    content = models.TextField(_("what is asked for"))
    fine_before = models.BigIntegerField(_("fine contested"), null=True, blank=True)
    submission = models.UUIDField(unique=True)
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = recorder()
    result = models.CharField(_("result"), max_length=10, choices=ChallengeResult, blank=True)
    result_on = models.DateField(_("date of the result"), null=True, blank=True)
    result_number = models.CharField(
        _("number of the decision or judgement"), max_length=120, blank=True
    )
    result_words = models.TextField(_("what it says"), blank=True)
    fine_after = models.BigIntegerField(_("fine afterwards"), null=True, blank=True)
    settled_at = models.DateTimeField(_("result recorded at"), null=True, blank=True)
    settled_by = actor()
    history = HistoricalRecords()

    objects = CaseChildQuerySet.as_manager()

    class Meta:
        verbose_name = _("challenge of a decision")
        verbose_name_plural = _("challenges of decisions")
        ordering = ("-pk",)
        constraints = [
            paired("recorded"),
            paired("settled"),
            models.CheckConstraint(
                name="challenge_result_is_dated",
                condition=Q(result="") | Q(result_on__isnull=False),
            ),
            models.CheckConstraint(
                name="late_challenge_has_reason",
                condition=Q(until__isnull=True) | Q(filed_on__lte=F("until")) | ~Q(late_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.filed_on:%d/%m/%Y}"


class Stay(models.Model):
    """Execution stands still because the settling body or the court ordered it."""

    case = models.ForeignKey(
        "violations.ViolationCase",
        verbose_name=_("case"),
        on_delete=models.PROTECT,
        related_name="stays",
    )
    challenge = models.ForeignKey(
        Challenge, verbose_name=_("challenge"), on_delete=models.PROTECT, related_name="stays"
    )
    of_decision = models.CharField(_("number of the sanction decision"), max_length=80)
    stayed_on = models.DateField(_("execution stands since"))
    due_before = models.DateField(_("last day before"))
    number = models.CharField(_("number of the order"), max_length=120)
    body = models.CharField(_("who ordered it"), max_length=300)
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = recorder()
    lifted_on = models.DateField(_("lifted on"), null=True, blank=True)
    lift_number = models.CharField(_("number of the lifting"), max_length=120, blank=True)
    lifted_at = models.DateTimeField(_("lifting recorded at"), null=True, blank=True)
    lifted_by = actor()

    objects = CaseChildQuerySet.as_manager()

    class Meta:
        verbose_name = _("stay of execution")
        verbose_name_plural = _("stays of execution")
        ordering = ("stayed_on", "pk")
        constraints = [
            paired("recorded"),
            paired("lifted"),
            models.UniqueConstraint(
                fields=("case",), condition=Q(lifted_on__isnull=True), name="one_stay_at_a_time"
            ),
            models.CheckConstraint(
                name="stay_ends_after_it_began",
                condition=Q(lifted_on__isnull=True) | Q(lifted_on__gte=F("stayed_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.stayed_on:%d/%m/%Y}"


class Evasion(models.Model):
    """The debtor evades or delays on purpose; the year of art. 74 begins anew when it ends."""

    case = models.ForeignKey(
        "violations.ViolationCase",
        verbose_name=_("case"),
        on_delete=models.PROTECT,
        related_name="evasions",
    )
    began_on = models.DateField(_("began on"))
    evidence = models.TextField(_("evidence"))
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = recorder()
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    ended_at = models.DateTimeField(_("end recorded at"), null=True, blank=True)
    ended_by = actor()

    objects = CaseChildQuerySet.as_manager()

    class Meta:
        verbose_name = _("evasion")
        verbose_name_plural = _("evasions")
        ordering = ("began_on", "pk")
        constraints = [
            paired("recorded"),
            paired("ended"),
            models.UniqueConstraint(
                fields=("case",), condition=Q(ended_on__isnull=True), name="one_evasion_at_a_time"
            ),
            models.CheckConstraint(
                name="evasion_ends_after_it_began",
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("began_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.began_on:%d/%m/%Y}"
