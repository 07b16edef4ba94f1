"""Requirements of the rectification letter, the evidence for them, and more time for them."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ecms.core.constraints import paired
from inspections.enums import OUTSTANDING, RequirementState
from inspections.querysets import InspectionChildQuerySet
from inspections.querysets_followup import RequirementChildQuerySet, RequirementQuerySet
from inspections.rules_followup import Tally
from inspections.states_followup import (
    Addressee,
    ExtensionState,
    FulfilmentState,
    RequirementKind,
)


def _actor(**more: object) -> models.ForeignKey:  # type: ignore[type-arg]
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        **more,  # type: ignore[arg-type]
    )


class Requirement(models.Model):
    """Something the enterprise must put right by a date, or is advised to; sums in VND.

    ``amount`` and ``workers`` are what was asked, ``amount_done`` and ``workers_done`` what
    accepted evidence has shown so far. ``author`` wrote it, ``assignee`` follows it up.
    """

    inspection = models.ForeignKey(
        "inspections.Inspection",
        verbose_name=_("inspection"),
        on_delete=models.CASCADE,
        related_name="requirements",
    )
    finding = models.ForeignKey(
        "inspections.Finding",
        verbose_name=_("finding"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="requirements",
    )
    kind = models.CharField(
        _("kind"), max_length=10, choices=RequirementKind, default=RequirementKind.ORDER
    )
    addressee = models.CharField(
        _("addressed to"), max_length=10, choices=Addressee, default=Addressee.ENTERPRISE
    )
    addressee_name = models.CharField(_("state body"), max_length=300, blank=True)
    text = models.TextField(_("what must be put right"))
    legal_basis = models.CharField(_("legal basis"), max_length=500, blank=True)
    responsible = models.CharField(_("responsible at the enterprise"), max_length=200, blank=True)
    due_on = models.DateField(_("due on"))
    first_due_on = models.DateField(_("first due on"), null=True, blank=True)
    amount = models.BigIntegerField(_("amount to be paid or repaid"), null=True, blank=True)
    amount_done = models.BigIntegerField(_("amount restored"), default=0)
    workers = models.PositiveIntegerField(_("workers concerned"), null=True, blank=True)
    workers_done = models.PositiveIntegerField(_("workers whose rights are restored"), default=0)
    high_risk = models.BooleanField(_("high risk"), default=False)
    state = models.CharField(
        _("state"), max_length=10, choices=RequirementState, default=RequirementState.OPEN
    )
    author = _actor(verbose_name=_("author"))
    assignee = _actor(verbose_name=_("followed up by"))
    evidence_note = models.TextField(_("evidence"), blank=True)
    submitted_at = models.DateTimeField(_("evidence received at"), null=True, blank=True)
    submitted_by = _actor()
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    accepted_by = _actor()
    settled_on = models.DateField(_("put right on"), null=True, blank=True)
    reason = models.TextField(_("why withdrawn, replaced or sent back"), blank=True)
    replaced_by = models.ForeignKey(
        "self",
        verbose_name=_("replaced by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="replaces",
    )
    history = HistoricalRecords()

    objects = RequirementQuerySet.as_manager()

    class Meta:
        verbose_name = _("requirement")
        verbose_name_plural = _("requirements")
        ordering = ("due_on", "pk")
        indexes = [models.Index(fields=("state", "due_on"), name="requirement_by_due")]
        constraints = [
            paired("submitted"),
            paired("accepted"),
            models.CheckConstraint(
                name="requirement_ended_has_reason",
                condition=~Q(state__in=[RequirementState.WITHDRAWN, RequirementState.REPLACED])
                | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="requirement_sums_not_negative",
                condition=Q(amount_done__gte=0) & (Q(amount__isnull=True) | Q(amount__gte=0)),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def province_id(self) -> int:
        """The province of the case, by which due items are scoped."""
        return self.inspection.province_id

    @property
    def is_accepted(self) -> bool:
        """The evidence has been accepted in full."""
        return self.state == RequirementState.ACCEPTED

    @property
    def is_outstanding(self) -> bool:
        """Still to be put right."""
        return self.state in OUTSTANDING

    @property
    def is_partly_done(self) -> bool:
        """Something was accepted, and something is missing."""
        return self.is_outstanding and bool(self.amount_done or self.workers_done)

    @property
    def money(self) -> Tally:
        """Money asked and restored."""
        return Tally(self.amount, self.amount_done)

    @property
    def people(self) -> Tally:
        """Workers concerned and helped."""
        return Tally(self.workers, self.workers_done)


class Fulfilment(models.Model):
    """One piece of evidence that a requirement was met, whole or in part, and its judgement."""

    requirement = models.ForeignKey(
        Requirement,
        verbose_name=_("requirement"),
        on_delete=models.CASCADE,
        related_name="fulfilments",
    )
    received_on = models.DateField(_("received on"))
    note = models.TextField(_("what was done"))
    amount = models.BigIntegerField(_("amount restored"), null=True, blank=True)
    workers = models.PositiveIntegerField(_("workers helped"), null=True, blank=True)
    files = models.ManyToManyField(
        "documents.StoredFile", verbose_name=_("files"), blank=True, related_name="+"
    )
    state = models.CharField(
        _("state"), max_length=10, choices=FulfilmentState, default=FulfilmentState.WAITING
    )
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    judged_at = models.DateTimeField(_("judged at"), null=True, blank=True)
    judged_by = _actor()
    reason = models.TextField(_("reason"), blank=True)
    submission = models.UUIDField(_("submission"), null=True, unique=True, editable=False)
    history = HistoricalRecords()

    objects = RequirementChildQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence of rectification")
        verbose_name_plural = _("evidence of rectification")
        ordering = ("pk",)
        constraints = [
            paired("recorded"),
            paired("judged"),
            models.UniqueConstraint(
                fields=("requirement",),
                condition=Q(state=FulfilmentState.WAITING),
                name="one_evidence_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.received_on:%d/%m/%Y} {self.note[:60]}"


class DueExtension(models.Model):
    """A request of the addressee for more time, and the decision on it."""

    requirement = models.ForeignKey(
        Requirement,
        verbose_name=_("requirement"),
        on_delete=models.CASCADE,
        related_name="extensions",
    )
    asked_on = models.DateField(_("asked on"))
    until = models.DateField(_("more time until"))
    reason = models.TextField(_("reason of the enterprise"))
    state = models.CharField(
        _("state"), max_length=10, choices=ExtensionState, default=ExtensionState.ASKED
    )
    answer = models.TextField(_("reason of the decision"), blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = _actor()
    history = HistoricalRecords()

    objects = RequirementChildQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for more time")
        verbose_name_plural = _("requests for more time")
        ordering = ("pk",)
        constraints = [
            paired("recorded"),
            paired("decided"),
            models.UniqueConstraint(
                fields=("requirement",),
                condition=Q(state=ExtensionState.ASKED),
                name="one_extension_asked",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.until:%d/%m/%Y} {self.get_state_display()}"


class Reminder(models.Model):
    """A reminder letter (công văn đôn đốc) and the requirements it names."""

    inspection = models.ForeignKey(
        "inspections.Inspection",
        verbose_name=_("inspection"),
        on_delete=models.CASCADE,
        related_name="reminders",
    )
    requirements = models.ManyToManyField(
        Requirement, verbose_name=_("requirements"), related_name="reminders"
    )
    sent_on = models.DateField(_("sent on"))
    answer_until = models.DateField(_("to be answered by"))
    to_superior = models.BooleanField(_("also to the superior body"), default=False)
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    objects = InspectionChildQuerySet.as_manager()

    class Meta:
        verbose_name = _("reminder letter")
        verbose_name_plural = _("reminder letters")
        ordering = ("pk",)
        constraints = [paired("recorded")]

    def __str__(self) -> str:
        return f"{self.sent_on:%d/%m/%Y}"


def first_due(requirement: Requirement) -> date:
    """The day in the letter, before any extension."""
    return requirement.first_due_on or requirement.due_on
