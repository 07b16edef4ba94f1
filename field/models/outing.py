"""What a device took along: the check-out of a case and the compiled checklist."""

from __future__ import annotations

from datetime import datetime

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from ecms.core.constraints import paired
from field.enums import CheckoutState
from field.models.device import Device, actor
from field.querysets import CheckoutQuerySet, InspectionChildQuerySet


class Blueprint(models.Model):
    """The checklist of a case with all its rules, as it was given to a device; never changed.
    ``version`` is a hash of ``content``: what was given once is accepted for ever."""

    inspection = models.ForeignKey(
        "inspections.Inspection", verbose_name=_("inspection"), on_delete=models.CASCADE,
        related_name="blueprints",
    )  # fmt: skip
    version = models.CharField(_("version"), max_length=16)
    content = models.JSONField(encoder=DjangoJSONEncoder)
    compiled_at = models.DateTimeField(_("compiled at"))
    compiled_by = actor(required=True)

    objects = InspectionChildQuerySet.as_manager()

    class Meta:
        verbose_name = _("compiled checklist")
        verbose_name_plural = _("compiled checklists")
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(fields=("inspection", "version"), name="blueprint_once"),
            paired("compiled"),
        ]

    def __str__(self) -> str:
        return f"{self.inspection_id} {self.version}"


class Checkout(models.Model):
    """A case on a device. ``dossier`` is what was known at that moment; ``taken_by`` holds it."""

    key = models.UUIDField(_("number made on the device"), unique=True, editable=False)
    inspection = models.ForeignKey(
        "inspections.Inspection", verbose_name=_("inspection"), on_delete=models.CASCADE,
        related_name="checkouts",
    )  # fmt: skip
    device = models.ForeignKey(
        Device, verbose_name=_("device"), on_delete=models.PROTECT, related_name="checkouts"
    )
    blueprint = models.ForeignKey(
        Blueprint, verbose_name=_("compiled checklist"), on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    dossier = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    valid_until = models.DateTimeField(_("valid until"))
    taken_at = models.DateTimeField(_("checked out at"))
    taken_by = actor(required=True)
    finished_at = models.DateTimeField(_("work on site finished at"), null=True)
    finished_by = actor()
    returned_at = models.DateTimeField(_("returned at"), null=True)
    returned_by = actor()

    objects = CheckoutQuerySet.as_manager()

    class Meta:
        verbose_name = _("check-out")
        verbose_name_plural = _("check-outs")
        ordering = ("-pk",)
        constraints = [paired("taken"), paired("finished"), paired("returned")]
        indexes = [
            models.Index(
                fields=("valid_until",), name="checkouts_out",
                condition=models.Q(returned_at__isnull=True, finished_at__isnull=True),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.inspection} – {self.taken_by}"

    @property
    def province_id(self) -> int:
        """The province of the case, for reminders."""
        return int(self.inspection.province_id)

    def state(self, now: datetime) -> str:
        """A CheckoutState at a moment."""
        if self.returned_at is not None:
            return CheckoutState.RETURNED
        if self.finished_at is not None:
            return CheckoutState.FINISHED
        return CheckoutState.OPEN if now <= self.valid_until else CheckoutState.EXPIRED
