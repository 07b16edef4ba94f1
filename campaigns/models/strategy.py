"""The strategic plan: issue, objective, indicator, target groups, tool, result.

After the strategic compliance planning of the ILO: first what is wrong and why, then what shall
be different and how it is measured, then who must change and which tools reach them.
"""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from campaigns.enums import StrategyState, Way
from campaigns.models.campaign import actor
from campaigns.querysets import StrategyPartQuerySet, StrategyQuerySet
from ecms.core.constraints import ordered, paired, state_needs

YEAR = (MinValueValidator(2020), MaxValueValidator(2100))


class Strategy(models.Model):
    """What a body wants to have changed after some years."""

    title = models.CharField(_("title"), max_length=200)
    agency = models.ForeignKey(
        "accounts.Agency", verbose_name=_("body"), on_delete=models.PROTECT, related_name="+"
    )
    province = models.ForeignKey(
        "accounts.Province", verbose_name=_("province"), on_delete=models.PROTECT,
        related_name="+", null=True, blank=True,
    )  # fmt: skip
    year_from = models.PositiveSmallIntegerField(_("from year"), validators=YEAR)
    year_to = models.PositiveSmallIntegerField(_("to year"), validators=YEAR)
    vision = models.TextField(_("what shall be different at the end"), max_length=4000)
    state = models.CharField(
        _("state"), max_length=10, choices=StrategyState, default=StrategyState.DRAFT
    )
    result = models.TextField(_("result in words"), max_length=5000, blank=True)
    begun_at = models.DateTimeField(_("begun"))
    begun_by = actor(required=True)
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)
    approved_by = actor()
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    closed_by = actor()
    submission = models.UUIDField(_("submission"), unique=True)

    history = HistoricalRecords()
    objects = StrategyQuerySet.as_manager()

    class Meta:
        verbose_name = _("strategic plan")
        verbose_name_plural = _("strategic plans")
        ordering = ("-year_from", "-pk")
        constraints = [
            paired("begun"),
            paired("approved"),
            paired("closed"),
            ordered("year_from", "year_to"),
            state_needs("approved", (StrategyState.APPROVED, StrategyState.CLOSED), "approved_at"),
            state_needs("closed", (StrategyState.CLOSED,), "closed_at"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.year_from}–{self.year_to})"


class Issue(models.Model):
    """What is wrong, how one knows, and why it is so."""

    strategy = models.ForeignKey(Strategy, on_delete=models.CASCADE, related_name="issues")
    order = models.PositiveSmallIntegerField(_("order"))
    title = models.CharField(_("issue"), max_length=300)
    evidence = models.TextField(_("how we know"), max_length=2000)
    cause = models.TextField(_("why it is so"), max_length=2000, blank=True)

    history = HistoricalRecords()
    objects = StrategyPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("issue")
        verbose_name_plural = _("issues")
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return self.title


class Objective(models.Model):
    """What shall be different about an issue, and at whom."""

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="objectives")
    order = models.PositiveSmallIntegerField(_("order"))
    title = models.CharField(_("objective"), max_length=300)
    groups = models.TextField(_("target groups"), max_length=1000)

    history = HistoricalRecords()
    objects = StrategyPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("objective")
        verbose_name_plural = _("objectives")
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return self.title


class Indicator(models.Model):
    """How an objective is measured: from ``baseline`` to ``target``, which may be lower."""

    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="indicators")
    order = models.PositiveSmallIntegerField(_("order"))
    title = models.CharField(_("indicator"), max_length=300)
    unit = models.CharField(_("unit of measure"), max_length=40)
    source = models.CharField(_("where the figure comes from"), max_length=300)
    baseline = models.DecimalField(_("at the beginning"), max_digits=14, decimal_places=2)
    target = models.DecimalField(_("wanted"), max_digits=14, decimal_places=2)
    due_on = models.DateField(_("to be reached by"))

    history = HistoricalRecords()
    objects = StrategyPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("indicator of a strategic plan")
        verbose_name_plural = _("indicators of strategic plans")
        ordering = ("order", "pk")
        constraints = [
            models.CheckConstraint(
                name="indicator_wants_a_change", condition=~Q(target=models.F("baseline"))
            )
        ]

    def __str__(self) -> str:
        return self.title


class Reading(models.Model):
    """The figure of an indicator on a day; a second one of the same day replaces the first."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="readings")
    on = models.DateField(_("day"))
    value = models.DecimalField(_("figure"), max_digits=14, decimal_places=2)
    note = models.CharField(_("note"), max_length=300, blank=True)
    recorded_at = models.DateTimeField(_("recorded"))
    recorded_by = actor(required=True)

    history = HistoricalRecords()
    objects = StrategyPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("figure of an indicator")
        verbose_name_plural = _("figures of indicators")
        ordering = ("on", "pk")
        constraints = [
            paired("recorded"),
            models.UniqueConstraint(fields=("indicator", "on"), name="one_figure_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d}: {self.value}"


class Tool(models.Model):
    """How the target groups are reached, and how many of them shall be.

    Themes of plans of a year and campaigns name the tool that they carry out; what they reached
    is counted. ``reached`` is what was reached besides (advice, information), in ``outcome`` how.
    """

    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="tools")
    order = models.PositiveSmallIntegerField(_("order"))
    way = models.CharField(_("tool"), max_length=8, choices=Way)
    title = models.CharField(_("what is done"), max_length=300)
    wanted = models.PositiveIntegerField(_("enterprises to be reached"))
    reached = models.PositiveIntegerField(_("reached besides"), default=0)
    outcome = models.CharField(_("what came of it"), max_length=1000, blank=True)

    history = HistoricalRecords()
    objects = StrategyPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("tool of a strategic plan")
        verbose_name_plural = _("tools of strategic plans")
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return f"{self.get_way_display()}: {self.title}"
