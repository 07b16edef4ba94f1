"""Tracing: who shared site, shift, housing or vehicle with a worker, and why it was asked."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ecms.core.constraints import ordered, paired
from enterprises.enums import TracingPurpose
from enterprises.models.worker import Worker
from enterprises.querysets import TracingQuerySet


class Tracing(models.Model):
    """One question with its purpose; the answer is read anew, within scope, each time.

    ``keep_until`` is the day after which the question is closed and can only be counted.
    """

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    enterprise = models.ForeignKey(
        "enterprises.Enterprise", on_delete=models.PROTECT, related_name="+"
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
        constraints = [paired("asked"), ordered("started_on", "ended_on")]

    def __str__(self) -> str:
        return f"#{self.pk}"
