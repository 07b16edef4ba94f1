"""Commands of devices, each kept with its answer: the outbox as the server knows it."""

from __future__ import annotations

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from ecms.core.constraints import paired
from field.enums import Kind, Verdict
from field.models.device import Device, actor
from field.models.outing import Checkout
from field.querysets import CommandQuerySet
from intake.models.sealed import SealedTextField

KEPT = (Verdict.SENT, Verdict.CONFLICT, Verdict.REJECTED)


class Command(models.Model):
    """One thing that was done on a device, and what became of it.

    ``key`` is made on the device and unique: a command that arrives again gets the first answer.
    ``digest`` is a keyed hash of its content; the content itself is sealed, and of a talk the
    person is left out. ``device_time`` is what the clock of the device said: the legal time is
    ``received_at``.
    """

    key = models.UUIDField(_("number made on the device"), unique=True, editable=False)
    device = models.ForeignKey(
        Device, verbose_name=_("device"), on_delete=models.PROTECT, related_name="commands"
    )
    checkout = models.ForeignKey(
        Checkout, verbose_name=_("check-out"), on_delete=models.PROTECT, related_name="commands"
    )
    inspection = models.ForeignKey(
        "inspections.Inspection", verbose_name=_("inspection"), on_delete=models.CASCADE,
        related_name="+",
    )  # fmt: skip
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    sequence = models.PositiveIntegerField(_("place in the outbox"), default=0)
    subject = models.CharField(_("about"), max_length=60, blank=True)
    body = SealedTextField(_("content"))
    digest = models.BinaryField(editable=False, max_length=16)
    base_version = models.BigIntegerField(_("version seen on the device"), default=0)
    blueprint_version = models.CharField(_("version of the checklist"), max_length=16, blank=True)
    device_time = models.DateTimeField(_("time on the device"), null=True)
    clock_offset_ms = models.BigIntegerField(_("clock ahead by (ms)"), null=True)
    received_at = models.DateTimeField(_("received at"))
    received_by = actor(required=True)
    verdict = models.CharField(
        _("what became of it"), max_length=10,
        choices=[(verdict.value, verdict.label) for verdict in KEPT],
    )  # fmt: skip
    result = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    decided_at = models.DateTimeField(_("conflict decided at"), null=True)
    decided_by = actor()
    decision = models.CharField(_("decision"), max_length=200, blank=True)
    referred_at = models.DateTimeField(_("handed to the supervisor at"), null=True)
    referred_by = actor()
    referred_why = models.CharField(_("why handed over"), max_length=500, blank=True)
    handled_at = models.DateTimeField(_("dealt with at"), null=True)
    handled_by = actor()
    handled_note = models.CharField(_("how dealt with"), max_length=500, blank=True)

    objects = CommandQuerySet.as_manager()

    class Meta:
        verbose_name = _("command of a device")
        verbose_name_plural = _("exchange with devices")
        ordering = ("-pk",)
        constraints = [
            paired("received"), paired("decided"), paired("referred"), paired("handled"),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=("inspection", "-id"), name="commands_of_case"),
            models.Index(
                fields=("inspection",), name="conflicts_undecided",
                condition=models.Q(verdict="conflict", decided_at__isnull=True),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.receipt

    @property
    def receipt(self) -> str:
        """The number that the sync page shows: TD-00000123."""
        return f"TD-{self.pk:08d}" if self.pk else ""

    @property
    def said(self) -> dict[str, Any]:
        """The content as it is kept."""
        return dict(json.loads(str(self.body))) if self.body else {}
