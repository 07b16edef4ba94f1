"""What happens between the minutes and the decision: hearings and inquiries; and what the case
keeps of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ecms.core.constraints import paired
from violations.models.decided import actor
from violations.querysets import CaseChildQuerySet
from violations.states import HearingOutcome, NoSanction, VerificationKind


class Proceeding(models.Model):
    """Abstract: how a case came to its decision."""

    explanation_right = models.BooleanField(_("right to explain"), null=True, blank=True)
    written_explanation_until = models.DateField(
        _("written explanation until"), null=True, blank=True
    )
    hearing_request_until = models.DateField(
        _("hearing may be asked until"), null=True, blank=True
    )
    decision_due_on = models.DateField(_("decision due on"), null=True, blank=True)
    limitation_ends_on = models.DateField(_("limitation ends on"), null=True, blank=True)

    no_sanction_reason = models.CharField(
        _("why without sanction"), max_length=20, choices=NoSanction, blank=True
    )
    on_spot = models.BooleanField(_("sanctioned on the spot, without minutes"), default=False)
    explanation_extended_until = models.DateField(
        _("written explanation extended until"), null=True, blank=True
    )
    limitation_extended = models.BooleanField(
        _("limitation longer by one year after the return of the file"), default=False
    )

    class Meta:
        abstract = True


class Hearing(models.Model):
    """The session at which the violator explains in person (LHAV art. 61.3)."""

    explanation = models.OneToOneField(
        "violations.Explanation",
        verbose_name=_("request for a hearing"),
        on_delete=models.CASCADE,
        related_name="hearing",
    )
    case = models.ForeignKey(
        "violations.ViolationCase",
        verbose_name=_("case"),
        on_delete=models.CASCADE,
        related_name="hearings",
    )
    planned_for = models.DateTimeField(_("time of the hearing"))
    place = models.CharField(_("place"), max_length=500)
    chair = models.CharField(_("who holds the hearing"), max_length=200)
    invited_at = models.DateTimeField(_("invited at"))
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    invitation_number = models.CharField(_("number of the invitation"), max_length=80, blank=True)
    outcome = models.CharField(
        _("outcome"), max_length=8, choices=HearingOutcome, default=HearingOutcome.PLANNED
    )
    held_on = models.DateField(_("held on"), null=True, blank=True)
    participants = models.TextField(_("participants"), blank=True)
    statements = models.TextField(_("what the violator explained"), blank=True)
    questions = models.TextField(_("questions and answers"), blank=True)
    papers = models.TextField(_("documents handed in"), blank=True)
    conclusion = models.TextField(_("conclusion"), blank=True)
    signed_names = models.CharField(_("names of those who signed"), max_length=500, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"), null=True, blank=True)
    recorded_by = actor()
    history = HistoricalRecords()

    objects = CaseChildQuerySet.as_manager()

    class Meta:
        verbose_name = _("hearing")
        verbose_name_plural = _("hearings")
        ordering = ("pk",)
        constraints = [
            paired("invited"),
            paired("recorded"),
            models.CheckConstraint(
                name="hearing_outcome_has_day",
                condition=Q(outcome=HearingOutcome.PLANNED) | Q(held_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.planned_for:%d/%m/%Y}"


class Verification(models.Model):
    """Circumstances verified, exhibits valued or an expertise (LHAV arts. 59, 60).

    ``value`` is whole VND, of exhibits only.
    """

    case = models.ForeignKey(
        "violations.ViolationCase",
        verbose_name=_("case"),
        on_delete=models.CASCADE,
        related_name="verifications",
    )
    kind = models.CharField(_("kind"), max_length=12, choices=VerificationKind)
    matter = models.TextField(_("what has to be found out"))
    asked_of = models.CharField(_("who is asked"), max_length=300, blank=True)
    asked_on = models.DateField(_("ordered on"))
    number = models.CharField(_("number of the request"), max_length=80, blank=True)
    ordered_at = models.DateTimeField(_("ordered at"))
    ordered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    result_on = models.DateField(_("result received on"), null=True, blank=True)
    result = models.TextField(_("result"), blank=True)
    value = models.BigIntegerField(_("value of the exhibits"), null=True, blank=True)
    signed_names = models.CharField(_("names of those who signed"), max_length=500, blank=True)
    result_at = models.DateTimeField(_("result recorded at"), null=True, blank=True)
    result_by = actor()
    history = HistoricalRecords()

    objects = CaseChildQuerySet.as_manager()

    class Meta:
        verbose_name = _("verification")
        verbose_name_plural = _("verifications")
        ordering = ("pk",)
        constraints = [
            paired("ordered"),
            paired("result"),
            models.CheckConstraint(
                name="inquiry_result_has_day",
                condition=Q(result_at__isnull=True)
                | Q(result_on__isnull=False, result_on__gte=models.F("asked_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.matter[:60]}"
