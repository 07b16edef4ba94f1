"""Exhibits of a violation and the public notices that look for an unknown violator."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ecms.core.constraints import paired
from violations.models.decided import actor
from violations.querysets import CaseChildQuerySet
from violations.states import ExhibitFate


class Exhibit(models.Model):
    """A thing that proves the violation or served it; ``value`` in whole VND where known."""

    case = models.ForeignKey(
        "violations.ViolationCase",
        verbose_name=_("case"),
        on_delete=models.CASCADE,
        related_name="exhibits",
    )
    name = models.CharField(_("exhibit"), max_length=300)
    quantity = models.CharField(_("quantity and unit"), max_length=60)
    condition = models.CharField(_("kind and condition"), max_length=300, blank=True)
    kept_at = models.CharField(_("where it is kept"), max_length=300, blank=True)
    prohibited = models.BooleanField(
        _("of a kind whose storing or circulation is prohibited"), default=False
    )
    value = models.BigIntegerField(_("value"), null=True, blank=True)
    taken_on = models.DateField(_("taken on"))
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    fate = models.CharField(
        _("what became of it"), max_length=11, choices=ExhibitFate, default=ExhibitFate.KEPT
    )
    settled_on = models.DateField(_("settled on"), null=True, blank=True)
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)
    settled_by = actor()
    seizure = models.ForeignKey(  # the decision that keeps it, where one was signed
        "violations.Seizure",
        verbose_name=_("temporary seizure"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="exhibits",
    )
    history = HistoricalRecords()

    objects = CaseChildQuerySet.as_manager()

    class Meta:
        verbose_name = _("exhibit")
        verbose_name_plural = _("exhibits")
        ordering = ("pk",)
        constraints = [
            paired("recorded"),
            paired("settled"),
            models.CheckConstraint(
                name="exhibit_settled_has_day",
                condition=Q(fate=ExhibitFate.KEPT) | Q(settled_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.quantity})"


class OwnerNotice(models.Model):
    """A public notice that asks the unknown violator or owner to come (LHAV art. 126.4)."""

    case = models.ForeignKey(
        "violations.ViolationCase",
        verbose_name=_("case"),
        on_delete=models.CASCADE,
        related_name="owner_notices",
    )
    turn = models.PositiveSmallIntegerField(_("which notice"))
    posted_on = models.DateField(_("published on"))
    place = models.CharField(_("where it was published"), max_length=500)
    number = models.CharField(_("number"), max_length=80, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    history = HistoricalRecords()

    objects = CaseChildQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice to an unknown owner")
        verbose_name_plural = _("notices to unknown owners")
        ordering = ("turn",)
        constraints = [
            paired("recorded"),
            models.UniqueConstraint(fields=("case", "turn"), name="owner_notice_once"),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.turn}"
