"""A campaign and its targets."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from campaigns.enums import How, State
from campaigns.querysets import CampaignQuerySet, TargetQuerySet
from ecms.core.constraints import ordered, paired, state_needs


def actor(*, required: bool = False) -> Any:
    """A person who did something; PROTECT, so that nobody vanishes from the record."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=not required,
        blank=not required,
        on_delete=models.PROTECT,
        related_name="+",
    )


class Campaign(models.Model):
    """Checks of many enterprises on one theme, in one period, by one body.

    ``criteria`` is the query of the register that names who is meant. ``facts`` is what the last
    draw found: ``population``, ``strata`` {name: size} and ``out`` {reason: number}.
    """

    code = models.CharField(_("campaign number"), max_length=30, unique=True)
    title = models.CharField(_("title"), max_length=200)
    purpose = models.TextField(_("purpose"), max_length=2000)
    agency = models.ForeignKey(
        "accounts.Agency", verbose_name=_("body in charge"), on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    province = models.ForeignKey(
        "accounts.Province", verbose_name=_("province"), on_delete=models.PROTECT,
        related_name="+", null=True, blank=True,
    )  # fmt: skip
    period_from = models.DateField(_("visits from"))
    period_to = models.DateField(_("visits until"))
    ground_detail = models.CharField(_("plan it belongs to"), max_length=300)
    item = models.ForeignKey(
        "campaigns.PlanItem", verbose_name=_("item of the plan"), on_delete=models.PROTECT,
        related_name="campaigns", null=True, blank=True,
    )  # fmt: skip
    tool = models.ForeignKey(
        "campaigns.Tool", verbose_name=_("tool of the strategic plan"), on_delete=models.PROTECT,
        related_name="campaigns", null=True, blank=True,
    )  # fmt: skip
    scope = models.CharField(_("content of the checks"), max_length=1000)
    checked_from = models.DateField(_("period checked, from"))
    checked_to = models.DateField(_("period checked, until"))
    checklist = models.ForeignKey(
        "inspections.Checklist", verbose_name=_("checklist"), on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    size = models.PositiveIntegerField(
        _("number of enterprises"), validators=[MinValueValidator(1), MaxValueValidator(5000)]
    )
    random_share = models.PositiveSmallIntegerField(
        _("of these at random, percent"), validators=[MaxValueValidator(100)]
    )
    team_size = models.PositiveSmallIntegerField(
        _("people in a team"), default=2, validators=[MinValueValidator(2), MaxValueValidator(9)]
    )
    criteria = models.CharField(_("criteria"), max_length=2000, blank=True)
    seed = models.CharField(_("seed of the draw"), max_length=40, blank=True)
    facts = models.JSONField(_("what the draw found"), default=dict, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    lessons = models.TextField(_("lessons for the next"), max_length=5000, blank=True)
    reason = models.CharField(_("reason"), max_length=1000, blank=True)
    proposed_at = models.DateTimeField(_("opened"))
    proposed_by = actor(required=True)
    drawn_at = models.DateTimeField(_("drawn"), null=True, blank=True)
    drawn_by = actor()
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)
    approved_by = actor()
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    closed_by = actor()
    submission = models.UUIDField(_("submission"), unique=True)  # makes a double submit harmless

    history = HistoricalRecords()
    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        ordering = ("-pk",)
        indexes = [models.Index(fields=("province", "-id"), name="campaign_by_province")]
        constraints = [
            paired("proposed"),
            paired("drawn"),
            paired("approved"),
            paired("closed"),
            ordered("period_from", "period_to"),
            ordered("checked_from", "checked_to"),
            state_needs("approved", (State.RUNNING, State.CLOSED), "approved_at", "drawn_at"),
            state_needs("ended", (State.CLOSED, State.CANCELLED), "closed_at"),
            models.CheckConstraint(name="campaign_share", condition=Q(random_share__lte=100)),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def year(self) -> int:
        """The year of the plan: that of its first visit."""
        return self.period_from.year


class Target(models.Model):
    """One enterprise of a campaign.

    ``stratum`` is "section/size" as the draw saw it, ``score`` the stated risk of that day.
    ``problem`` says why its check could not be opened; ``overlap_reason`` why it is opened in
    spite of another check or plan.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="targets")
    enterprise = models.ForeignKey(
        "enterprises.Enterprise", verbose_name=_("enterprise"), on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    how = models.CharField(_("chosen"), max_length=6, choices=How)
    stratum = models.CharField(_("stratum"), max_length=30, blank=True)
    score = models.PositiveSmallIntegerField(_("risk when drawn"), null=True, blank=True)
    order = models.PositiveIntegerField(_("order"))
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    overlap_reason = models.CharField(_("reason for going on"), max_length=500, blank=True)
    problem = models.CharField(_("problem"), max_length=500, blank=True)
    dropped_at = models.DateTimeField(_("dropped"), null=True, blank=True)
    dropped_by = actor()
    inspection = models.OneToOneField(
        "inspections.Inspection", verbose_name=_("inspection"), on_delete=models.PROTECT,
        null=True, blank=True, related_name="campaign_target",
    )  # fmt: skip
    submission = models.UUIDField(unique=True, default=uuid.uuid4)

    objects = TargetQuerySet.as_manager()

    class Meta:
        verbose_name = _("target of a campaign")
        verbose_name_plural = _("targets of a campaign")
        ordering = ("order", "pk")
        constraints = [
            paired("dropped"),
            models.UniqueConstraint(fields=("campaign", "enterprise"), name="target_once"),
            models.CheckConstraint(
                name="target_dropped_before_a_case",
                condition=Q(dropped_at__isnull=True) | Q(inspection__isnull=True),
            ),
            models.CheckConstraint(
                name="target_dropped_for_a_reason",
                condition=Q(dropped_at__isnull=True) | ~Q(reason=""),
            ),
        ]
        indexes = [
            models.Index(
                fields=("enterprise",), name="target_of_firm", condition=Q(dropped_at=None)
            )
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id}: {self.enterprise}"
