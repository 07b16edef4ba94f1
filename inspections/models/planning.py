"""Before a visit: plans of other bodies, what was known, the route of a day; other work."""

from __future__ import annotations

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ecms.core.constraints import paired
from inspections.enums import WorkKind
from inspections.querysets import (
    DayPlanQuerySet,
    FeedQuerySet,
    ForeignPlanQuerySet,
    InspectionChildQuerySet,
    OtherWorkQuerySet,
)


def _actor(*, required: bool = True) -> models.ForeignKey:  # type: ignore[type-arg]
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=not required,
        blank=not required,
        on_delete=models.PROTECT,
        related_name="+",
    )


class ForeignPlan(models.Model):
    """An inspection or check that another body plans, from a list it sent (Decree 217/2025
    art. 7.2a). Without ``enterprise`` the register did not know the tax code."""

    province = models.ForeignKey(
        "accounts.Province", verbose_name=_("province"), on_delete=models.PROTECT, related_name="+"
    )
    body = models.CharField(_("body"), max_length=200)
    tax_code = models.CharField(_("tax code"), max_length=14)
    name = models.CharField(_("name"), max_length=300, blank=True)
    enterprise = models.ForeignKey(
        "enterprises.Enterprise",
        verbose_name=_("enterprise"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    year = models.PositiveSmallIntegerField(_("year"))
    month = models.PositiveSmallIntegerField(_("month"), null=True, blank=True)
    content = models.CharField(_("content"), max_length=500, blank=True)
    job = models.ForeignKey(
        "enterprises.ImportJob",
        verbose_name=_("import"),
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = ForeignPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan of another body")
        verbose_name_plural = _("plans of other bodies")
        ordering = ("-year", "month", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("province", "body", "tax_code", "year"), name="planned_once_by_a_body"
            ),
            models.CheckConstraint(
                name="month_of_a_plan",
                condition=Q(month__isnull=True) | Q(month__gte=1, month__lte=12),
            ),
        ]
        indexes = [models.Index(fields=("tax_code", "year"), name="plans_by_tax_code")]

    def __str__(self) -> str:
        return f"{self.body} {self.year}: {self.tax_code}"


class Dossier(models.Model):
    """What was known of the enterprise when the check was prepared: data, and a stored PDF."""

    inspection = models.OneToOneField(
        "inspections.Inspection",
        verbose_name=_("inspection"),
        on_delete=models.CASCADE,
        related_name="dossier",
    )
    data = models.JSONField(_("what was known"), encoder=DjangoJSONEncoder)
    file = models.ForeignKey(
        "documents.StoredFile",
        verbose_name=_("file"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    taken_at = models.DateTimeField(_("taken at"))
    taken_by = _actor()

    objects = InspectionChildQuerySet.as_manager()

    class Meta:
        verbose_name = _("pre-visit dossier")
        verbose_name_plural = _("pre-visit dossiers")
        constraints = [paired("taken")]

    def __str__(self) -> str:
        return str(self.inspection)


class DayPlan(models.Model):
    """The visits of one person on one day, in the order of the route."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="day_plans",
    )
    on = models.DateField(_("day"))
    starts = models.TimeField(_("first visit from"))
    visit_minutes = models.PositiveSmallIntegerField(_("minutes a visit"))
    made_at = models.DateTimeField(_("made at"))
    made_by = _actor()

    objects = DayPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("day plan")
        verbose_name_plural = _("day plans")
        ordering = ("-on",)
        constraints = [
            paired("made"),
            models.UniqueConstraint(fields=("user", "on"), name="one_plan_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.on:%d/%m/%Y}"


class DayStop(models.Model):
    """One stop of a day plan; ``arrives`` and ``leaves`` are times of the day."""

    plan = models.ForeignKey(
        DayPlan, verbose_name=_("day plan"), on_delete=models.CASCADE, related_name="stops"
    )
    inspection = models.ForeignKey(
        "inspections.Inspection",
        verbose_name=_("inspection"),
        on_delete=models.CASCADE,
        related_name="stops",
    )
    order = models.PositiveSmallIntegerField(_("order"))
    arrives = models.TimeField(_("arrives"))
    leaves = models.TimeField(_("leaves"))
    why = models.CharField(_("why here"), max_length=100, blank=True)

    objects = InspectionChildQuerySet.as_manager()

    class Meta:
        verbose_name = _("stop of a day plan")
        verbose_name_plural = _("stops of day plans")
        ordering = ("plan", "order")
        constraints = [
            models.UniqueConstraint(fields=("plan", "inspection"), name="stop_once"),
            models.UniqueConstraint(fields=("plan", "order"), name="stop_order"),
        ]

    def __str__(self) -> str:
        return f"{self.order} {self.inspection_id}"


class OtherWork(models.Model):
    """Work outside a case that counts: a call, advice, a visit that found nothing."""

    kind = models.CharField(_("kind"), max_length=8, choices=WorkKind)
    enterprise = models.ForeignKey(
        "enterprises.Enterprise",
        verbose_name=_("enterprise"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    province = models.ForeignKey(
        "accounts.Province", verbose_name=_("province"), on_delete=models.PROTECT, related_name="+"
    )
    agency = models.ForeignKey(
        "accounts.Agency", verbose_name=_("body"), on_delete=models.PROTECT, related_name="+"
    )
    done_on = models.DateField(_("date"))
    note = models.CharField(_("note"), max_length=500, blank=True)
    submission = models.UUIDField(_("submission"), unique=True)
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = _actor()
    history = HistoricalRecords()

    objects = OtherWorkQuerySet.as_manager()

    class Meta:
        verbose_name = _("other work")
        verbose_name_plural = _("other work")
        ordering = ("-done_on", "-pk")
        constraints = [paired("recorded")]
        indexes = [
            models.Index(fields=("recorded_by", "done_on"), name="other_work_by_person"),
            models.Index(fields=("province", "done_on"), name="other_work_by_province"),
        ]

    def __str__(self) -> str:
        return f"{self.done_on:%d/%m/%Y} {self.get_kind_display()}"


class CalendarFeed(models.Model):
    """The secret address under which a calendar program fetches one person's work; only a keyed
    hash of it is stored. Making a new one ends the old."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="calendar_feed",
    )
    token_hash = models.BinaryField(max_length=32, unique=True, editable=False)
    made_at = models.DateTimeField(_("made at"))
    made_by = _actor()

    objects = FeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")
        constraints = [paired("made")]

    def __str__(self) -> str:
        return str(self.user)
