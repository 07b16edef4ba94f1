"""Temporary seizure of exhibits: ordered, made longer, ended by giving them back."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ecms.core.constraints import paired
from violations.models.decided import actor
from violations.querysets import CaseChildQuerySet
from violations.states import SeizureGround


class Seizure(models.Model):
    """One decision on temporary seizure (LHAV art. 125); its things are ``exhibits``.

    ``ends_on`` is the last day of the first term, empty where the things secure the execution of
    the decision; ``extended_until`` the last day of the longer one.
    """

    case = models.ForeignKey(
        "violations.ViolationCase",
        verbose_name=_("case"),
        on_delete=models.CASCADE,
        related_name="seizures",
    )
    ground = models.CharField(_("ground"), max_length=6, choices=SeizureGround)
    reason = models.TextField(_("reason"))
    kept_at = models.CharField(_("where they are kept, and by whom"), max_length=300)
    number = models.CharField(_("number"), max_length=80, blank=True)
    ordered_on = models.DateField(_("ordered on"))
    ordered_at = models.DateTimeField(_("ordered at"))
    ordered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    extended_until = models.DateField(_("extended until"), null=True, blank=True)
    extension_reason = models.TextField(_("why it was extended"), blank=True)
    extended_at = models.DateTimeField(_("extended at"), null=True, blank=True)
    extended_by = actor()
    history = HistoricalRecords()

    objects = CaseChildQuerySet.as_manager()

    class Meta:
        verbose_name = _("temporary seizure")
        verbose_name_plural = _("temporary seizures")
        ordering = ("pk",)
        constraints = [
            paired("ordered"),
            paired("extended"),
            models.CheckConstraint(
                name="seizure_extension_is_longer",
                condition=Q(extended_until__isnull=True)
                | Q(extended_until__gt=models.F("ends_on")),
            ),
            models.CheckConstraint(
                name="seizure_has_end_unless_it_secures",
                condition=Q(ends_on__isnull=False) | Q(ground=SeizureGround.SECURE),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} ({self.get_ground_display()})".strip()

    @property
    def until(self) -> date | None:
        """The last day of the seizure as it stands; None where it lasts until execution."""
        return self.extended_until or self.ends_on
