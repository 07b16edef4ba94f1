"""Enforcement: minutes of non-execution, verification of means, measures and their steps."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ecms.core.constraints import paired, state_needs
from law.models import MeasureKind
from violations.enforcement_states import EnforcementState, InquiryKind, StepKind
from violations.models.decided import actor
from violations.querysets import CaseChildQuerySet, EnforcementStepQuerySet


def recorder() -> models.ForeignKey:  # type: ignore[type-arg]
    """Who wrote a row down."""
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")


class Signed(models.Model):
    """Abstract: proposed by an official, signed or refused by an office with power."""

    submission = models.UUIDField(unique=True)
    proposed_at = models.DateTimeField(_("proposed at"))
    proposed_by = recorder()
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = actor()
    decided_on = models.DateField(_("date of the order"), null=True, blank=True)
    number = models.CharField(_("number"), max_length=80, blank=True)
    signed_as = models.ForeignKey(
        "accounts.Position",
        verbose_name=_("signatory"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    delegation = models.ForeignKey(
        "accounts.Delegation",
        verbose_name=_("delegation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    refusal = models.TextField(_("why it was refused"), blank=True)

    class Meta:
        abstract = True


class NonExecution(models.Model):
    """Minutes that the decision was not carried out of free will. Sums in whole VND."""

    case = models.ForeignKey(
        "violations.ViolationCase",
        verbose_name=_("case"),
        on_delete=models.PROTECT,
        related_name="non_executions",
    )
    of_decision = models.CharField(_("number of the sanction decision"), max_length=80)
    discovered_on = models.DateField(_("non-execution found on"))
    due_on = models.DateField(_("minutes due on"))
    drawn_up_on = models.DateField(_("drawn up on"))
    place = models.CharField(_("place"), max_length=500)
    fine_rest = models.BigIntegerField(_("fine not paid"), default=0)
    surcharge_rest = models.BigIntegerField(_("surcharge not paid"), default=0)
    measures = models.JSONField(_("measures not carried out"), default=list)
    present = models.CharField(_("who was present"), max_length=500, blank=True)
    opinion = models.TextField(_("opinion of the violator"), blank=True)
    late_reason = models.CharField(_("why it came late"), max_length=500, blank=True)
    number = models.CharField(_("number"), max_length=80, blank=True)
    submission = models.UUIDField(unique=True)
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = recorder()

    objects = CaseChildQuerySet.as_manager()

    class Meta:
        verbose_name = _("minutes of non-execution")
        verbose_name_plural = _("minutes of non-execution")
        ordering = ("-pk",)
        constraints = [
            paired("recorded"),
            models.CheckConstraint(
                name="late_non_execution_has_reason",
                condition=Q(drawn_up_on__lte=models.F("due_on")) | ~Q(late_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"MBB09 {self.number}"


class Inquiry(models.Model):
    """A question about the means of the debtor, and its answer."""

    case = models.ForeignKey(
        "violations.ViolationCase",
        verbose_name=_("case"),
        on_delete=models.PROTECT,
        related_name="inquiries",
    )
    kind = models.CharField(_("kind"), max_length=12, choices=InquiryKind)
    addressee = models.CharField(_("addressee"), max_length=300)
    question = models.TextField(_("what is asked"))
    asked_on = models.DateField(_("asked on"))
    due_on = models.DateField(_("answer due on"))
    number = models.CharField(_("number of the letter"), max_length=80, blank=True)
    submission = models.UUIDField(unique=True)
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = recorder()
    answered_on = models.DateField(_("answer received on"), null=True, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(_("answer recorded at"), null=True, blank=True)
    answered_by = actor()

    objects = CaseChildQuerySet.as_manager()

    class Meta:
        verbose_name = _("verification of means")
        verbose_name_plural = _("verifications of means")
        ordering = ("-pk",)
        constraints = [
            paired("recorded"),
            paired("answered"),
            models.CheckConstraint(
                name="answer_has_words", condition=Q(answered_on__isnull=True) | ~Q(answer="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.addressee}"

    @property
    def province_id(self) -> int:
        """The province of the case, for reminders and scoping."""
        return self.case.province_id


class Enforcement(Signed):
    """One measure against the debtor. ``amount`` is what it is to bring in, whole VND (None for
    remediation); ``holder`` the bank, employer or third party; ``round`` counts how often the
    means were found wanting."""

    case = models.ForeignKey(
        "violations.ViolationCase",
        verbose_name=_("case"),
        on_delete=models.PROTECT,
        related_name="enforcements",
    )
    kind = models.CharField(_("measure"), max_length=12, choices=MeasureKind)
    state = models.CharField(
        _("state"), max_length=10, choices=EnforcementState, default=EnforcementState.PROPOSED
    )
    of_decision = models.CharField(_("number of the sanction decision"), max_length=80, blank=True)
    minutes = models.ForeignKey(
        NonExecution,
        verbose_name=_("minutes of non-execution"),
        on_delete=models.PROTECT,
        related_name="enforcements",
    )
    inquiry = models.ForeignKey(
        Inquiry,
        verbose_name=_("verification of means"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="enforcements",
    )
    amount = models.BigIntegerField(_("amount to be collected"), null=True, blank=True)
    holder = models.CharField(_("bank, employer or third party"), max_length=300, blank=True)
    account = models.CharField(_("account or file"), max_length=120, blank=True)
    percent = models.PositiveSmallIntegerField(_("per cent each time"), null=True, blank=True)
    of_income = models.BooleanField(_("of income other than salary"), default=False)
    content = models.TextField(_("what is taken or must be done"), blank=True)
    reason = models.TextField(_("reason"))
    planned_on = models.DateField(_("to be carried out on"), null=True, blank=True)
    order_due_on = models.DateField(_("order due on"), null=True, blank=True)
    sent_on = models.DateField(_("sent on"), null=True, blank=True)
    round = models.PositiveSmallIntegerField(_("round of verification"), default=0)
    verify_due_on = models.DateField(_("means to be verified by"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    history = HistoricalRecords()

    objects = CaseChildQuerySet.as_manager()

    class Meta:
        verbose_name = _("enforcement")
        verbose_name_plural = _("enforcements")
        ordering = ("-pk",)
        indexes = [models.Index(fields=("state", "case"), name="enforcement_by_state")]
        constraints = [
            paired("proposed"),
            paired("decided"),
            state_needs(
                "ordered_enforcement_is_signed",
                ["ORDERED", "RUNNING", "SUSPENDED", "NOT_YET", "DONE", "ENDED"],
                "decided_on",
                "signed_as",
            ),
            state_needs("running_enforcement_was_sent", ["RUNNING", "NOT_YET", "DONE"], "sent_on"),
            models.CheckConstraint(
                name="money_is_enforced_by_amount",
                condition=Q(kind=MeasureKind.REMEDY) | Q(amount__gt=0),
            ),
            models.CheckConstraint(
                name="refused_enforcement_has_reason",
                condition=~Q(state=EnforcementState.REFUSED) | ~Q(refusal=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}".strip()

    @property
    def province_id(self) -> int:
        """The province of the case, for reminders and scoping."""
        return self.case.province_id


class EnforcementStep(models.Model):
    """What happened in the course of a measure; ``amount`` in whole VND."""

    enforcement = models.ForeignKey(
        Enforcement, verbose_name=_("enforcement"), on_delete=models.PROTECT, related_name="steps"
    )
    kind = models.CharField(_("step"), max_length=10, choices=StepKind)
    on = models.DateField(_("date"))
    text = models.TextField(_("content"), blank=True)
    names = models.CharField(_("who was present"), max_length=500, blank=True)
    amount = models.BigIntegerField(_("amount"), null=True, blank=True)
    reference = models.CharField(_("receipt or number"), max_length=80, blank=True)
    payment = models.ForeignKey(
        "violations.Payment",
        verbose_name=_("payment"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    submission = models.UUIDField(unique=True)
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = recorder()

    objects = EnforcementStepQuerySet.as_manager()

    class Meta:
        verbose_name = _("step of an enforcement")
        verbose_name_plural = _("steps of enforcements")
        ordering = ("on", "pk")
        constraints = [
            paired("recorded"),
            models.CheckConstraint(
                name="enforcement_amount_positive",
                condition=Q(amount__isnull=True) | Q(amount__gt=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on:%d/%m/%Y}"
