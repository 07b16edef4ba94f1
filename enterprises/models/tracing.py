"""Tracing: who shared site, shift, housing or vehicle with a worker, and why it was asked."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ecms.core.constraints import ordered, paired
from enterprises.enums import TracingPurpose
from enterprises.models.worker import Worker
from enterprises.querysets import TracingQuerySet


class Tracing(models.Model):
    """One question with its purpose; the answer is read anew, within scope, each time.

    With ``worker``: who shared something with that person. Without: who was at the enterprise,
    or at one ``site`` of it, on these days (witnesses of an accident).
    ``keep_until`` is the last day on which the answer can be read; then only ``found`` is left.
    """

    submission = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    worker = models.ForeignKey(
        Worker,
        verbose_name=_("worker"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    enterprise = models.ForeignKey(
        "enterprises.Enterprise",
        verbose_name=_("enterprise"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    site = models.ForeignKey(
        "enterprises.Site",
        verbose_name=_("site"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    province = models.ForeignKey("accounts.Province", on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(_("purpose"), max_length=10, choices=TracingPurpose)
    reason = models.TextField(_("reason"))
    started_on = models.DateField(_("from"))
    ended_on = models.DateField(_("until"))
    kinds = models.JSONField(_("shared"), default=list)  # SITE, SHIFT, HOUSING, VEHICLE
    asked_at = models.DateTimeField(_("asked at"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    found = models.PositiveIntegerField(_("contacts found"), null=True, blank=True)
    keep_until = models.DateField(_("open until"))

    objects = TracingQuerySet.as_manager()

    class Meta:
        verbose_name = _("tracing")
        verbose_name_plural = _("tracings")
        ordering = ("-pk",)
        indexes = [models.Index(fields=("province", "-id"), name="tracing_by_province")]
        constraints = [
            paired("asked"),
            ordered("started_on", "ended_on"),
            models.CheckConstraint(
                name="tracing_of_worker_or_site",
                condition=models.Q(worker__isnull=True) | models.Q(site__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
