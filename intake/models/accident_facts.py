"""What hangs on an accident without a person: recommendations, changes of class, reports."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from ecms.core.constraints import paired
from intake.enums.accident import AccidentClass, ReportPeriod, TeamLevel
from intake.models.accident import _actor
from intake.querysets.accident import AccidentFactQuerySet, PeriodReportQuerySet


class Recommendation(models.Model):
    """A measure against a repetition, with who must take it and by when."""

    accident = models.ForeignKey(
        "intake.Accident",
        verbose_name=_("accident"),
        on_delete=models.CASCADE,
        related_name="recommendations",
    )
    submission = models.UUIDField(_("submission"), unique=True)
    text = models.TextField(_("what must be done"))
    responsible = models.CharField(_("responsible"), max_length=200)
    due_on = models.DateField(_("due on"))
    done_on = models.DateField(_("done on"), null=True, blank=True)
    done_note = models.TextField(_("what was done"), blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = _actor(required=True)
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)
    settled_by = _actor()

    objects = AccidentFactQuerySet.as_manager()

    class Meta:
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        ordering = ("due_on", "pk")
        constraints = [paired("recorded"), paired("settled")]

    def __str__(self) -> str:
        return f"{self.accident.code} – {Truncator(self.text).words(12)}"

    @property
    def province_id(self) -> int:
        """The province of the case, by which due items are scoped."""
        return self.accident.province_id


class ClassChange(models.Model):
    """The class changed: what it was, what it is, and the day from which the term now runs."""

    accident = models.ForeignKey(
        "intake.Accident",
        verbose_name=_("accident"),
        on_delete=models.CASCADE,
        related_name="class_changes",
    )
    from_class = models.CharField(_("class before"), max_length=14, choices=AccidentClass)
    to_class = models.CharField(_("class after"), max_length=14, choices=AccidentClass)
    from_level = models.CharField(_("body before"), max_length=10, choices=TeamLevel)
    to_level = models.CharField(_("body after"), max_length=10, choices=TeamLevel)
    from_due = models.DateField(_("term before"), null=True, blank=True)
    to_due = models.DateField(_("term after"), null=True, blank=True)
    notice_on = models.DateField(_("day of the notice"))
    reason = models.CharField(_("reason"), max_length=500)
    changed_at = models.DateTimeField(_("changed at"))
    changed_by = _actor(required=True)

    objects = AccidentFactQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of class")
        verbose_name_plural = _("changes of class")
        ordering = ("pk",)
        constraints = [paired("changed")]

    def __str__(self) -> str:
        return f"{self.accident.code}: {self.from_class} → {self.to_class}"


class AccidentReport(models.Model):
    """What an employer reported for a period (Annex XII): figures only."""

    enterprise = models.ForeignKey(
        "enterprises.Enterprise",
        verbose_name=_("enterprise"),
        on_delete=models.PROTECT,
        related_name="accident_reports",
    )
    province = models.ForeignKey(
        "accounts.Province",
        verbose_name=_("province"),
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    year = models.PositiveSmallIntegerField(_("year"))
    part = models.CharField(_("period"), max_length=4, choices=ReportPeriod)
    received_on = models.DateField(_("received on"))
    workers = models.PositiveIntegerField(_("workers on average"))
    hours = models.BigIntegerField(_("hours worked"), null=True, blank=True)
    cases = models.PositiveIntegerField(_("accidents"), default=0)
    fatal_cases = models.PositiveIntegerField(_("fatal accidents"), default=0)
    victims = models.PositiveIntegerField(_("victims"), default=0)
    dead = models.PositiveIntegerField(_("dead"), default=0)
    serious = models.PositiveIntegerField(_("seriously injured"), default=0)
    days_lost = models.PositiveIntegerField(_("days off work"), default=0)
    costs = models.BigIntegerField(_("costs"), default=0)
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = _actor(required=True)

    objects = PeriodReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("accident report of an employer")
        verbose_name_plural = _("accident reports of employers")
        ordering = ("-year", "part", "-pk")
        indexes = [models.Index(fields=("province", "year", "part"), name="accident_report_due")]
        constraints = [
            paired("recorded"),
            models.UniqueConstraint(
                fields=("enterprise", "year", "part"), name="accident_report_once"
            ),
            models.CheckConstraint(
                name="accident_report_adds_up",
                condition=Q(fatal_cases__lte=models.F("cases"))
                & Q(dead__lte=models.F("victims"))
                & Q(cases__lte=models.F("victims")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enterprise_id} {self.year} {self.part}"


class AccidentReturn(models.Model):
    """The report of a department to the ministry for a period (Decree 39/2016 art. 24).

    ``figures`` are frozen when it is sent, so that later corrections show as such: {line: the
    cells of the total of table I, days_lost, costs, property, workers}.
    """

    agency = models.ForeignKey(
        "accounts.Agency", verbose_name=_("body"), on_delete=models.PROTECT, related_name="+"
    )
    province = models.ForeignKey(
        "accounts.Province",
        verbose_name=_("province"),
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    year = models.PositiveSmallIntegerField(_("year"))
    part = models.CharField(_("period"), max_length=4, choices=ReportPeriod)
    due_on = models.DateField(_("last day"))
    number = models.CharField(_("number of the letter"), max_length=80, blank=True)
    sent_on = models.DateField(_("sent on"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sending recorded at"), null=True, blank=True)
    sent_by = _actor()
    figures = models.JSONField(_("figures as sent"), default=dict)

    objects = PeriodReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("accident report to the ministry")
        verbose_name_plural = _("accident reports to the ministry")
        ordering = ("-year", "part")
        constraints = [
            paired("sent"),
            models.UniqueConstraint(
                fields=("agency", "year", "part"), name="accident_return_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_part_display()} {self.year}"
