"""Who takes part in a check: members, people of other bodies, tasks, changes, how it was drawn."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ecms.core.constraints import paired
from inspections.enums import HEADS, TeamRole
from inspections.querysets import AllotmentQuerySet, InspectionChildQuerySet


def _of(name: str) -> models.ForeignKey:  # type: ignore[type-arg]
    return models.ForeignKey(
        "inspections.Inspection",
        verbose_name=_("inspection"),
        on_delete=models.CASCADE,
        related_name=name,
    )


def _actor(*, required: bool = False) -> models.ForeignKey:  # type: ignore[type-arg]
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=not required,
        blank=not required,
        on_delete=models.PROTECT,
        related_name="+",
    )


class TeamMember(models.Model):
    """A member of the inspection team. ``conflict`` is what a member declared to stand in the
    way; such a member is replaced before the check is announced."""

    inspection = _of("team")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="teams",
    )
    role = models.CharField(_("role in the team"), max_length=12, choices=TeamRole)
    no_conflict = models.BooleanField(_("declared no conflict of interest"), default=False)
    conflict = models.CharField(_("declared conflict of interest"), max_length=500, blank=True)
    task = models.CharField(_("task"), max_length=500, blank=True)
    history = HistoricalRecords()

    objects = InspectionChildQuerySet.as_manager()

    class Meta:
        verbose_name = _("team member")
        verbose_name_plural = _("team members")
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=("inspection", "user"), name="member_once"),
            models.UniqueConstraint(
                fields=("inspection",), condition=Q(role__in=HEADS), name="one_team_head"
            ),
            models.CheckConstraint(
                name="conflict_or_none", condition=Q(no_conflict=False) | Q(conflict="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.get_role_display()})"


class Guest(models.Model):
    """Somebody of another body who was invited to take part; ``user`` where they have an account,
    which the case is then shared with until ``until``."""

    inspection = _of("guests")
    name = models.CharField(_("full name"), max_length=200)
    title = models.CharField(_("title"), max_length=200, blank=True)
    organisation = models.CharField(_("body"), max_length=200)
    task = models.CharField(_("task"), max_length=500, blank=True)
    user = _actor()
    no_conflict = models.BooleanField(_("declared no conflict of interest"), default=False)
    conflict = models.CharField(_("declared conflict of interest"), max_length=500, blank=True)
    declared_at = models.DateTimeField(_("declared at"), null=True, blank=True)
    declared_by = _actor()
    invited_at = models.DateTimeField(_("invited at"))
    invited_by = _actor(required=True)
    history = HistoricalRecords()

    objects = InspectionChildQuerySet.as_manager()

    class Meta:
        verbose_name = _("invited person")
        verbose_name_plural = _("invited persons")
        ordering = ("pk",)
        constraints = [
            paired("invited"),
            paired("declared"),
            models.UniqueConstraint(
                fields=("inspection", "name", "organisation"), name="guest_once"
            ),
            models.CheckConstraint(
                name="guest_conflict_or_none", condition=Q(no_conflict=False) | Q(conflict="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.organisation})"


class MemberTask(models.Model):
    """What one member does in the check, by when (Decree 217/2025 art. 14.2)."""

    inspection = _of("tasks")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="inspection_tasks",
    )
    text = models.CharField(_("task"), max_length=300)
    due_on = models.DateField(_("due on"))
    submission = models.UUIDField(_("submission"), unique=True)
    assigned_at = models.DateTimeField(_("assigned at"))
    assigned_by = _actor(required=True)
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)
    done_by = _actor()
    history = HistoricalRecords()

    objects = InspectionChildQuerySet.as_manager()

    class Meta:
        verbose_name = _("task of a member")
        verbose_name_plural = _("tasks of members")
        ordering = ("due_on", "pk")
        constraints = [paired("assigned"), paired("done")]
        indexes = [
            models.Index(
                fields=("user", "due_on"), condition=Q(done_at__isnull=True), name="open_tasks"
            )
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def province_id(self) -> int:
        """The province of the case, by which due items are scoped."""
        return self.inspection.province_id


class TeamChange(models.Model):
    """A change of the team after the decision: asked for with a reason, decided by a document.

    ``seats`` is the whole new team as [{"user": pk, "role": TeamRole}].
    """

    inspection = _of("team_changes")
    seats = models.JSONField(_("new team"), default=list)
    reason = models.CharField(_("reason"), max_length=1000)
    asked_at = models.DateTimeField(_("asked at"))
    asked_by = _actor(required=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = _actor()
    is_refused = models.BooleanField(_("refused"), default=False)
    answer = models.CharField(_("why refused"), max_length=1000, blank=True)
    number = models.CharField(_("decision number"), max_length=80, blank=True)
    history = HistoricalRecords()

    objects = InspectionChildQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of the team")
        verbose_name_plural = _("changes of the team")
        ordering = ("-pk",)
        constraints = [
            paired("asked"),
            paired("decided"),
            models.UniqueConstraint(
                fields=("inspection",),
                condition=Q(decided_at__isnull=True),
                name="one_open_team_change",
            ),
            models.CheckConstraint(
                name="refused_change_decided",
                condition=Q(is_refused=False) | Q(decided_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.reason


class Allotment(models.Model):
    """A team that was drawn by the rule: its seed and everything that spoke for each person.

    ``facts`` is [{"user", "name", "load", "travel", "topics", "barred", "points", "chance"}],
    best first; ``team`` the persons drawn, the head first. Drawing again makes another row, so
    that it can be seen how often somebody drew.
    """

    enterprise = models.ForeignKey(
        "enterprises.Enterprise",
        verbose_name=_("enterprise"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    agency = models.ForeignKey(
        "accounts.Agency",
        verbose_name=_("body in charge"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    inspection = models.ForeignKey(
        "inspections.Inspection",
        verbose_name=_("inspection"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="allotments",
    )
    seed = models.CharField(_("seed"), max_length=40)
    size = models.PositiveSmallIntegerField(_("persons wanted"))
    drawn_on = models.DateField(_("drawn on"))
    facts = models.JSONField(_("reasons for each person"), default=list)
    team = models.JSONField(_("persons drawn"), default=list)
    override_reason = models.CharField(_("why another team"), max_length=500, blank=True)
    drawn_at = models.DateTimeField(_("drawn at"))
    drawn_by = _actor(required=True)

    objects = AllotmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("allotment")
        verbose_name_plural = _("allotments")
        ordering = ("-pk",)
        constraints = [paired("drawn")]

    def __str__(self) -> str:
        return self.seed
