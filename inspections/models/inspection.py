"""The inspection and its team. Constraints say what each phase presupposes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.enums import Level
from ecms.core.constraints import ordered, paired, state_needs
from inspections.enums import (
    ANNOUNCED_PHASES,
    DECIDED_PHASES,
    HEADS,
    OUTCOME_PHASES,
    DurationUnit,
    Ground,
    Kind,
    Manner,
    Mode,
    Phase,
    State,
)
from inspections.models.course import CourseOfCase
from inspections.models.procedure import definition_of
from inspections.querysets import InspectionQuerySet

if TYPE_CHECKING:
    from inspections.models.team import TeamMember


def _phase_needs(name: str, phases: Sequence[str], *fields: str) -> models.CheckConstraint:
    return state_needs(name, phases, *fields, of="phase")


# What each phase presupposes, once more: the database refuses an impossible case file.
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
    paired("published"),
    paired("closed"),
    paired("reopened"),
    paired("ended_early"),
    paired("plan_sent"),
    paired("plan_approved"),
    ordered("period_from", "period_to"),
    _phase_needs("decided_needs_decision", DECIDED_PHASES, "decided_at", "decided_on"),
    _phase_needs("announced_needs_clock", ANNOUNCED_PHASES, "announced_on", "ends_on"),
    _phase_needs(
        "minutes_need_date",
        (Phase.REPORTING, Phase.CONCLUDED, Phase.FOLLOW_UP),
        "minutes_signed_at",
        "minutes_signed_on",
    ),
    _phase_needs("suspended_needs_date", (Phase.PAUSED,), "suspended_at", "suspended_on"),
    _phase_needs("concluded_needs_moment", OUTCOME_PHASES, "concluded_at"),
    _phase_needs("closed_needs_moment", (Phase.CLOSED,), "closed_at"),
    models.CheckConstraint(
        name="extended_once_with_days",
        condition=Q(extended_at__isnull=True, extension_days=0)
        | Q(extended_at__isnull=False, extension_days__gt=0),
    ),
]


class Inspection(CourseOfCase):
    """One case file: who is inspected, why, by whom, under which procedure, how far it is."""

    code = models.CharField(_("file number"), max_length=30, unique=True)  # KT-75-2026-00012
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.CHECK)
    procedure = models.ForeignKey(
        "inspections.Procedure",
        verbose_name=_("procedure"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    state = models.CharField(_("state"), max_length=30, default=State.PROPOSED)
    phase = models.CharField(
        _("phase"), max_length=12, choices=Phase, default=Phase.PREPARING, editable=False
    )
    ground = models.CharField(_("ground"), max_length=10, choices=Ground)
    ground_detail = models.CharField(_("ground in detail"), max_length=1000)
    mode = models.CharField(_("mode"), max_length=8, choices=Mode, default=Mode.DIRECT)
    manner = models.CharField(
        _("carried out by"), max_length=12, choices=Manner, default=Manner.TEAM
    )
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
    reinspection_of = models.ForeignKey(
        "self",
        verbose_name=_("inspection that is looked at again"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="reinspections",
    )
    taken_over_from = models.CharField(_("taken over from"), max_length=200, blank=True)
    follow_up_of = models.ForeignKey(
        "self",
        verbose_name=_("follow-up of"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="follow_ups",
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

    history = HistoricalRecords()

    objects = InspectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("inspection")
        verbose_name_plural = _("inspections")
        ordering = ("-pk",)
        permissions = [("share_inspection", _("Sees this inspection of another province"))]
        indexes = [
            models.Index(fields=("province", "state", "-id"), name="inspection_by_state"),
            models.Index(fields=("province", "phase", "-id"), name="inspection_by_phase"),
            models.Index(fields=("province", "-id"), name="inspection_by_province"),
            models.Index(
                fields=("proposed_by",),
                name="inspection_sensitive",
                condition=models.Q(is_sensitive=True),
            ),
            models.Index(fields=("phase", "ends_on"), name="inspection_by_end"),
        ]
        constraints = CONSTRAINTS

    def __str__(self) -> str:
        return f"{self.code} – {self.enterprise.name}"

    def get_state_display(self) -> str:
        """The name of the state in the procedure of the case."""
        return definition_of(self.procedure_id).state_name(self.state)

    @property
    def head(self) -> TeamMember | None:
        """The team head; uses the prefetched team where there is one."""
        return next((m for m in self.team.all() if m.role in HEADS), None)
