"""The violation case: one subject, one violation minutes, one sanction decision."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ecms.core.constraints import paired, state_needs
from violations.models.decided import Decided, actor
from violations.models.proceeding import Proceeding
from violations.querysets import CaseChildQuerySet, ViolationCaseQuerySet
from violations.states import (
    DUE_STATES,
    WITH_MINUTES,
    CaseState,
    ExplanationKind,
    PartyKind,
)


class Followed(models.Model):
    """What a case follows where it follows no check."""

    origin_complaint = models.ForeignKey(
        "intake.Complaint",
        verbose_name=_("complaint that gave rise to it"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    origin_accident = models.ForeignKey(
        "intake.Accident",
        verbose_name=_("accident that gave rise to it"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        abstract = True


class ViolationCase(Followed, Proceeding, Decided):
    """``officer`` looks after it where it is no longer who opened it. ``subject`` is the
    violator's data as printed in the minutes (frozen at opening, editable until the minutes are
    signed); ``worksheet`` is the frozen computation of the decision."""

    code = models.CharField(_("file number"), max_length=30, unique=True)  # VP-75-2026-00007
    state = models.CharField(
        _("state"), max_length=12, choices=CaseState, default=CaseState.DETECTED
    )
    inspection = models.ForeignKey(
        "inspections.Inspection",
        verbose_name=_("inspection"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="violation_cases",
    )
    enterprise = models.ForeignKey(
        "enterprises.Enterprise",
        verbose_name=_("enterprise"),
        on_delete=models.PROTECT,
        related_name="violation_cases",
    )
    agency = models.ForeignKey(
        "accounts.Agency", verbose_name=_("body"), on_delete=models.PROTECT, related_name="+"
    )
    province = models.ForeignKey(
        "accounts.Province",
        verbose_name=_("province"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    party = models.CharField(_("party"), max_length=12, choices=PartyKind)
    subject = models.JSONField(_("subject"), default=dict, encoder=DjangoJSONEncoder)
    submission = models.UUIDField(unique=True)
    opened_at = models.DateTimeField(_("opened at"))
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("official in charge"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    discovered_on = models.DateField(_("discovered on"))
    is_complex = models.BooleanField(_("especially serious, many details"), default=False)
    expertise_on = models.DateField(
        _("result of verification or expertise received on"), null=True, blank=True
    )

    minutes_at = models.DateTimeField(_("minutes signed at"), null=True, blank=True)
    minutes_by = actor()
    minutes_on = models.DateField(_("date of the minutes"), null=True, blank=True)
    minutes_number = models.CharField(_("number of the minutes"), max_length=80, blank=True)
    minutes_place = models.CharField(_("place"), max_length=500, blank=True)
    minutes_signed_how = models.CharField(_("how the subject signed"), max_length=10, blank=True)
    minutes_signed_names = models.CharField(
        _("names of those who signed"), max_length=500, blank=True
    )
    violator_opinion = models.TextField(_("opinion of the violator"), blank=True)
    reason = models.TextField(
        _("reason of return, transfer or closing without sanction"), blank=True
    )
    history = HistoricalRecords()

    objects = ViolationCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("violation case")
        verbose_name_plural = _("violation cases")
        ordering = ("-pk",)
        indexes = [
            models.Index(fields=("province", "state", "-id"), name="case_by_state"),
            models.Index(fields=("province", "-id"), name="case_by_province"),
            models.Index(fields=("state", "execution_due_on"), name="case_by_execution"),
        ]
        constraints = [
            paired("opened"),
            paired("minutes"),
            paired("submitted"),
            paired("transferred"),
            paired("decided"),
            paired("served"),
            paired("executed"),
            paired("lapsed"),
            paired("closed"),
            models.CheckConstraint(
                name="minutes_or_on_the_spot",
                condition=~Q(state__in=list(WITH_MINUTES))
                | Q(minutes_at__isnull=False, minutes_on__isnull=False)
                | Q(on_spot=True),
            ),
            state_needs(
                "decided_needs_decision",
                [CaseState.DECIDED, *DUE_STATES, CaseState.EXECUTED, CaseState.LAPSED],
                "decided_at",
                "decided_on",
                "fine_decided",
                "fine_current",
                "worksheet",
                "signatory",
            ),
            state_needs(
                "executing_needs_service",
                [*DUE_STATES, CaseState.EXECUTED],
                "served_on",
                "execution_due_on",
            ),
            state_needs("closed_needs_moment", ["CLOSED", "NO_SANCTION"], "closed_at"),
            models.CheckConstraint(
                name="no_sanction_has_reason",
                condition=~Q(state=CaseState.NO_SANCTION) | ~Q(no_sanction_reason=""),
            ),
            models.CheckConstraint(
                name="closed_only_when_paid",
                condition=~Q(state__in=[CaseState.CLOSED, CaseState.EXECUTED])
                | Q(paid_total__gte=F("fine_current"))
                | Q(lapsed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="fine_not_negative",
                condition=Q(fine_decided__isnull=True) | Q(fine_decided__gte=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} – {self.violator}"

    @property
    def violator(self) -> str:
        """Who is or will be sanctioned; of somebody unknown, where it was found."""
        if self.party == PartyKind.UNIDENTIFIED:
            return gettext("Unknown violator, %(place)s") % {"place": self.enterprise.name}
        return str(self.subject.get("name") or self.enterprise.name)


class Explanation(models.Model):
    """What the violator said or asked for after the minutes."""

    case = models.ForeignKey(
        ViolationCase,
        verbose_name=_("case"),
        on_delete=models.CASCADE,
        related_name="explanations",
    )
    kind = models.CharField(_("kind"), max_length=10, choices=ExplanationKind)
    received_on = models.DateField(_("received on"))
    text = models.TextField(_("content"), blank=True)
    considered = models.TextField(_("how it was considered"), blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    history = HistoricalRecords()

    objects = CaseChildQuerySet.as_manager()

    class Meta:
        verbose_name = _("explanation")
        verbose_name_plural = _("explanations")
        ordering = ("received_on", "pk")
        constraints = [paired("recorded")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.received_on:%d/%m/%Y}"
