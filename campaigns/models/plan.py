"""The plan of a year of one body, and its items."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from campaigns.enums import ItemState, PlanState
from campaigns.models.campaign import actor
from campaigns.querysets import PlanItemQuerySet, PlanQuerySet
from ecms.core.constraints import ordered, paired, state_needs

MONTH = (MinValueValidator(1), MaxValueValidator(12))


class Plan(models.Model):
    """The checks or inspections that a body means to carry out in a year.

    ``programme_on`` and ``orientation_on`` are the days on which the orientation programme of the
    country was handed to the Prime Minister and approved (Law 84/2025 art. 18.1), kept by the
    Government Inspectorate. ``submitted`` is the sending to whoever gives an opinion or approves;
    ``opinion_on`` the day of the written opinion of the head of the state body (art. 18);
    ``sent_on`` the day it went to the inspectorates to remove overlaps (Decree 217/2025
    art. 7.2a); ``told_on`` the day those concerned had it; ``published_on`` the day its extract
    was made public.
    """

    code = models.CharField(_("plan number"), max_length=30, unique=True)
    year = models.PositiveSmallIntegerField(_("year"))
    agency = models.ForeignKey(
        "accounts.Agency", verbose_name=_("body"), on_delete=models.PROTECT, related_name="+"
    )
    province = models.ForeignKey(
        "accounts.Province", verbose_name=_("province"), on_delete=models.PROTECT,
        related_name="+", null=True, blank=True,
    )  # fmt: skip
    purpose = models.TextField(_("aims of the year"), max_length=4000)
    state = models.CharField(_("state"), max_length=10, choices=PlanState, default=PlanState.DRAFT)
    reason = models.CharField(_("reason"), max_length=1000, blank=True)
    begun_at = models.DateTimeField(_("begun"))
    begun_by = actor(required=True)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    submitted_by = actor()
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)
    approved_by = actor()
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    closed_by = actor()
    result = models.TextField(_("result of the year"), max_length=5000, blank=True)
    programme_on = models.DateField(_("orientation programme handed in on"), null=True, blank=True)
    orientation_on = models.DateField(
        _("orientation programme approved on"), null=True, blank=True
    )
    opinion_on = models.DateField(_("day of the written opinion"), null=True, blank=True)
    sent_on = models.DateField(_("sent to the inspectorates on"), null=True, blank=True)
    told_on = models.DateField(_("sent to those concerned on"), null=True, blank=True)
    published_on = models.DateField(_("extract made public on"), null=True, blank=True)

    history = HistoricalRecords()
    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan of a year")
        verbose_name_plural = _("plans of a year")
        ordering = ("-year", "-pk")
        constraints = [
            paired("begun"),
            paired("submitted"),
            paired("approved"),
            paired("closed"),
            state_needs("submitted", (PlanState.SUBMITTED, PlanState.APPROVED), "submitted_at"),
            state_needs("approved", (PlanState.APPROVED, PlanState.CLOSED), "approved_at"),
            state_needs("closed", (PlanState.CLOSED,), "closed_at"),
            models.UniqueConstraint(fields=("agency", "year"), name="one_plan_a_year"),
            models.CheckConstraint(
                name="plan_year", condition=Q(year__gte=2020) & Q(year__lte=2100)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} ({self.year})"

    def days(self) -> tuple[date, date]:
        """First and last day of the year."""
        return date(self.year, 1, 1), date(self.year, 12, 31)


class PlanItem(models.Model):
    """One theme of a plan: what is checked, where, in which months, at how many enterprises.

    Without ``section`` it is about all sectors. Of a body that is not of one province,
    ``place`` may name the province it is about.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="items")
    order = models.PositiveSmallIntegerField(_("order"))
    title = models.CharField(_("theme"), max_length=300)
    scope = models.CharField(_("content of the checks"), max_length=1000)
    section = models.ForeignKey(
        "enterprises.Sector", verbose_name=_("economic section"), on_delete=models.PROTECT,
        related_name="+", null=True, blank=True,
    )  # fmt: skip
    place = models.ForeignKey(
        "accounts.Province", verbose_name=_("province"), on_delete=models.PROTECT,
        related_name="+", null=True, blank=True,
    )  # fmt: skip
    month_from = models.PositiveSmallIntegerField(_("from month"), validators=MONTH)
    month_to = models.PositiveSmallIntegerField(_("to month"), validators=MONTH)
    size = models.PositiveIntegerField(
        _("number of enterprises"), validators=[MinValueValidator(1), MaxValueValidator(5000)]
    )
    unit = models.ForeignKey(
        "accounts.Unit", verbose_name=_("unit in charge"), on_delete=models.PROTECT,
        related_name="+", null=True, blank=True,
    )  # fmt: skip
    partners = models.CharField(_("bodies taking part"), max_length=300, blank=True)
    tool = models.ForeignKey(
        "campaigns.Tool", verbose_name=_("tool of the strategic plan"), on_delete=models.PROTECT,
        related_name="items", null=True, blank=True,
    )  # fmt: skip
    state = models.CharField(
        _("state"), max_length=10, choices=ItemState, default=ItemState.PROPOSED
    )
    reason = models.CharField(_("reason"), max_length=1000, blank=True)
    proposed_at = models.DateTimeField(_("proposed"))
    proposed_by = actor(required=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = actor()
    submission = models.UUIDField(_("submission"), unique=True)

    history = HistoricalRecords()
    objects = PlanItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("item of a plan")
        verbose_name_plural = _("items of a plan")
        ordering = ("order", "pk")
        constraints = [
            paired("proposed"),
            paired("decided"),
            ordered("month_from", "month_to"),
            state_needs("decided", (ItemState.ACCEPTED, ItemState.DECLINED, ItemState.DROPPED),
                        "decided_at"),
            models.CheckConstraint(
                name="item_given_up_for_a_reason",
                condition=~Q(state__in=(ItemState.DECLINED, ItemState.DROPPED)) | ~Q(reason=""),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    def values(self) -> dict[str, Any]:
        """What was said of it, by name of the column."""
        return {name: getattr(self, name) for name in ITEM_FACTS}


ITEM_FACTS = (
    "title", "scope", "section", "place", "month_from", "month_to", "size", "unit", "partners",
    "tool",
)  # fmt: skip
