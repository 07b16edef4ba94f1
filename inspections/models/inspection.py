"""The inspection and its team. Constraints mirror the transition table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.enums import Level
from ecms.core.constraints import ordered, paired, state_needs
from inspections.enums import (
    ANNOUNCED_STATES,
    DECIDED_STATES,
    DurationUnit,
    Ground,
    Kind,
    Mode,
    SignedHow,
    State,
    TeamRole,
)
from inspections.querysets import InspectionQuerySet

if TYPE_CHECKING:
    from inspections.models.team import TeamMember


def _actor() -> models.ForeignKey:  # type: ignore[type-arg]
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )


# The transition table (workflow.py) once more: the database refuses an impossible case file.
CONSTRAINTS: list[models.BaseConstraint] = [
    paired("proposed"),
    paired("decided"),
    paired("notified"),
    paired("announced"),
    paired("extended"),
    paired("extension_asked"),
    paired("suspended"),
    paired("minutes_signed"),
    paired("concluded"),
    paired("closed"),
    paired("ended_early"),
    ordered("period_from", "period_to"),
    state_needs("decided_needs_decision", list(DECIDED_STATES), "decided_at", "decided_on"),
    state_needs("announced_needs_clock", list(ANNOUNCED_STATES), "announced_on", "ends_on"),
    state_needs(
        "minutes_need_date",
        [State.MINUTES_SIGNED, State.CONCLUDED],
        "minutes_signed_at",
        "minutes_signed_on",
    ),
    state_needs("suspended_needs_date", [State.SUSPENDED], "suspended_at", "suspended_on"),
    state_needs("concluded_needs_moment", [State.CONCLUDED, State.CLOSED], "concluded_at"),
    state_needs("closed_needs_moment", [State.CLOSED], "closed_at"),
    models.CheckConstraint(
        name="extended_once_with_days",
        condition=Q(extended_at__isnull=True, extension_days=0)
        | Q(extended_at__isnull=False, extension_days__gt=0),
    ),
]


class Inspection(models.Model):
    """One case file: who is inspected, why, by whom, under which procedure, how far it is."""

    code = models.CharField(_("file number"), max_length=30, unique=True)  # KT-75-2026-00012
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.CHECK)
    procedure = models.ForeignKey(
        "inspections.Procedure",
        verbose_name=_("procedure"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    state = models.CharField(_("state"), max_length=16, choices=State, default=State.PROPOSED)
    ground = models.CharField(_("ground"), max_length=10, choices=Ground)
    ground_detail = models.CharField(_("ground in detail"), max_length=1000)
    mode = models.CharField(_("mode"), max_length=8, choices=Mode, default=Mode.DIRECT)
    level = models.CharField(_("level"), max_length=10, choices=Level, default=Level.PROVINCE)
    agency = models.ForeignKey(
        "accounts.Agency",
        verbose_name=_("deciding body"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    unit = models.ForeignKey(
        "accounts.Unit",
        verbose_name=_("unit in charge"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    province = models.ForeignKey(
        "accounts.Province",
        verbose_name=_("province"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    enterprise = models.ForeignKey(
        "enterprises.Enterprise",
        verbose_name=_("enterprise"),
        on_delete=models.PROTECT,
        related_name="inspections",
    )
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
    checklist = models.ForeignKey(
        "inspections.Checklist",
        verbose_name=_("checklist"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    scope = models.TextField(_("scope and content"))
    period_from = models.DateField(_("period checked from"))
    period_to = models.DateField(_("period checked to"))
    planned_on = models.DateField(_("planned start"))
    place = models.CharField(_("place"), max_length=500, blank=True)
    duration_days = models.PositiveSmallIntegerField(_("duration in days"))
    extension_days = models.PositiveSmallIntegerField(_("extension in days"), default=0)
    duration_unit = models.CharField(
        _("unit of the duration"), max_length=20, choices=DurationUnit, default=DurationUnit.DAYS
    )
    suspended_days = models.PositiveSmallIntegerField(_("days suspended"), default=0)
    overlap_reason = models.TextField(_("why in spite of other cases"), blank=True)
    is_sensitive = models.BooleanField(_("sensitive"), default=False)
    submission = models.UUIDField(_("submission"), unique=True)  # makes a double submit harmless

    proposed_at = models.DateTimeField(_("proposed at"))
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = _actor()
    decision_number = models.CharField(_("decision number"), max_length=80, blank=True)
    decided_on = models.DateField(_("date of the decision"), null=True, blank=True)
    notified_at = models.DateTimeField(_("notice sent at"), null=True, blank=True)
    notified_by = _actor()
    announced_at = models.DateTimeField(_("announced at"), null=True, blank=True)
    announced_by = _actor()
    announced_on = models.DateField(_("announced on"), null=True, blank=True)
    ends_on = models.DateField(_("last day of the check"), null=True, blank=True)
    extended_at = models.DateTimeField(_("extended at"), null=True, blank=True)
    extended_by = _actor()
    extension_reason = models.TextField(_("reason of the extension"), blank=True)
    extension_asked_at = models.DateTimeField(_("extension asked at"), null=True, blank=True)
    extension_asked_by = _actor()
    suspended_at = models.DateTimeField(_("suspended at"), null=True, blank=True)
    suspended_by = _actor()
    suspended_on = models.DateField(_("suspended on"), null=True, blank=True)
    minutes_signed_at = models.DateTimeField(_("minutes signed at"), null=True, blank=True)
    minutes_signed_by = _actor()
    minutes_signed_on = models.DateField(_("date of the minutes"), null=True, blank=True)
    signed_how = models.CharField(
        _("how the subject signed"), max_length=10, choices=SignedHow, blank=True
    )
    signed_names = models.CharField(_("names of those who signed"), max_length=500, blank=True)
    subject_opinion = models.TextField(_("opinion of the subject"), blank=True)
    concluded_at = models.DateTimeField(_("concluded at"), null=True, blank=True)
    concluded_by = _actor()
    concluded_on = models.DateField(_("date of the result"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    closed_by = _actor()
    ended_early_at = models.DateTimeField(_("ended early at"), null=True, blank=True)
    ended_early_by = _actor()
    reason = models.TextField(_("reason of return, rejection or termination"), blank=True)
    history = HistoricalRecords()

    objects = InspectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("inspection")
        verbose_name_plural = _("inspections")
        ordering = ("-pk",)
        permissions = [("share_inspection", _("Sees this inspection of another province"))]
        indexes = [
            models.Index(fields=("province", "state", "-id"), name="inspection_by_state"),
            models.Index(fields=("province", "-id"), name="inspection_by_province"),
            models.Index(fields=("state", "ends_on"), name="inspection_by_end"),
        ]
        constraints = CONSTRAINTS

    def __str__(self) -> str:
        return f"{self.code} – {self.enterprise.name}"

    @property
    def head(self) -> TeamMember | None:
        """The team head; uses the prefetched team where there is one."""
        return next((m for m in self.team.all() if m.role == TeamRole.HEAD), None)
