"""Publication of a decision (LHAV art. 72) and letters that remind many debtors at once."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ecms.core.constraints import paired, state_needs
from violations.enforcement_states import PublicationGround, PublicationState, ReminderKind
from violations.models.decided import actor
from violations.models.enforcement import Signed, recorder
from violations.querysets import AgencyRowQuerySet, CaseChildQuerySet
from violations.states import ServiceMethod


class Publication(Signed):
    """A decision made public, on one of the two grounds of the law, for at least its days."""

    case = models.ForeignKey(
        "violations.ViolationCase",
        verbose_name=_("case"),
        on_delete=models.PROTECT,
        related_name="publications",
    )
    of_decision = models.CharField(_("number of the sanction decision"), max_length=80)
    state = models.CharField(
        _("state"), max_length=10, choices=PublicationState, default=PublicationState.PROPOSED
    )
    ground = models.CharField(_("ground"), max_length=10, choices=PublicationGround)
    reason = models.TextField(_("what shows it"))
    body = models.CharField(_("publishing body"), max_length=300)
    send_due_on = models.DateField(_("to be sent by"), null=True, blank=True)
    sent_on = models.DateField(_("sent on"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sending recorded at"), null=True, blank=True)
    sent_by = actor()
    post_due_on = models.DateField(_("to be published by"), null=True, blank=True)
    posted_on = models.DateField(_("published on"), null=True, blank=True)
    posted_at = models.DateTimeField(_("publication recorded at"), null=True, blank=True)
    posted_by = actor()
    address = models.CharField(_("where it stands"), max_length=500, blank=True)
    keep_until = models.DateField(_("to stand until at least"), null=True, blank=True)
    removed_on = models.DateField(_("taken down on"), null=True, blank=True)
    removed_at = models.DateTimeField(_("taking down recorded at"), null=True, blank=True)
    removed_by = actor()
    corrected_on = models.DateField(_("corrected on"), null=True, blank=True)
    corrected_at = models.DateTimeField(_("correction recorded at"), null=True, blank=True)
    corrected_by = actor()
    correction = models.TextField(_("what is corrected"), blank=True)
    correction_number = models.CharField(_("number of the correction"), max_length=80, blank=True)
    history = HistoricalRecords()

    objects = CaseChildQuerySet.as_manager()

    class Meta:
        verbose_name = _("publication of a decision")
        verbose_name_plural = _("publications of decisions")
        ordering = ("-pk",)
        constraints = [
            paired("proposed"),
            paired("decided"),
            paired("sent"),
            paired("posted"),
            paired("removed"),
            paired("corrected"),
            models.UniqueConstraint(
                fields=("case",),
                condition=~Q(state__in=["REMOVED", "REFUSED"]),
                name="one_publication_at_a_time",
            ),
            state_needs("posted_publication_has_day", ["POSTED"], "posted_on", "keep_until"),
            models.CheckConstraint(
                name="publication_stands_long_enough",
                condition=Q(removed_on__isnull=True) | Q(removed_on__gt=F("keep_until")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_ground_display()} {self.number}".strip()

    @property
    def province_id(self) -> int:
        """The province of the case, for reminders and scoping."""
        return self.case.province_id


class ReminderRun(models.Model):
    """Letters written in one go to those who owe; ``gap_days`` is the least time between two."""

    agency = models.ForeignKey(
        "accounts.Agency", verbose_name=_("body"), on_delete=models.PROTECT, related_name="+"
    )
    province = models.ForeignKey(
        "accounts.Province", verbose_name=_("province"), on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=ReminderKind)
    answer_until = models.DateField(_("answer until"))
    gap_days = models.PositiveSmallIntegerField(_("least days between two letters"))
    submission = models.UUIDField(unique=True)
    recorded_at = models.DateTimeField(_("written at"))
    recorded_by = recorder()

    objects = AgencyRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("run of reminders")
        verbose_name_plural = _("runs of reminders")
        ordering = ("-pk",)
        constraints = [paired("recorded")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.recorded_at:%d/%m/%Y}"


class ReminderLetter(models.Model):
    """One letter of a run with its proof of delivery."""

    run = models.ForeignKey(
        ReminderRun, verbose_name=_("run"), on_delete=models.CASCADE, related_name="letters"
    )
    case = models.ForeignKey(
        "violations.ViolationCase",
        verbose_name=_("case"),
        on_delete=models.PROTECT,
        related_name="reminders",
    )
    document = models.ForeignKey(
        "documents.GeneratedDocument",
        verbose_name=_("letter"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    number = models.CharField(_("number"), max_length=80, blank=True)
    written_on = models.DateField(_("written on"))
    method = models.CharField(
        _("how it was sent"), max_length=12, choices=ServiceMethod, blank=True
    )
    delivered_on = models.DateField(_("delivered on"), null=True, blank=True)
    delivered_at = models.DateTimeField(_("delivery recorded at"), null=True, blank=True)
    delivered_by = actor()

    objects = CaseChildQuerySet.as_manager()

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ("run", "pk")
        constraints = [
            paired("delivered"),
            models.UniqueConstraint(fields=("run", "case"), name="one_reminder_of_a_run"),
        ]

    def __str__(self) -> str:
        return self.number
