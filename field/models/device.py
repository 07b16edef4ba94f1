"""Devices that keep case files: one row for each person on each browser."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ecms.core.constraints import paired
from field.enums import DeviceState
from field.querysets import BesideDeviceQuerySet, DeviceQuerySet


def actor(*, required: bool = False) -> models.ForeignKey:  # type: ignore[type-arg]
    """The account behind a moment."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, null=not required, blank=not required,
        on_delete=models.PROTECT, related_name="+",
    )  # fmt: skip


class Device(models.Model):
    """A phone, tablet or laptop of one person. ``unsent`` and ``unsent_since`` are what the
    device said at its last contact; ``clock_offset_ms`` is its clock minus the server's."""

    key = models.UUIDField(_("number made on the device"), unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.PROTECT,
        related_name="devices",
    )  # fmt: skip
    agency = models.ForeignKey(
        "accounts.Agency", verbose_name=_("body"), null=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    label = models.CharField(_("name of the device"), max_length=100)
    agent = models.CharField(_("browser"), max_length=300, blank=True)
    app = models.CharField(_("version of the page"), max_length=40, blank=True)
    registered_at = models.DateTimeField(_("registered at"))
    registered_by = actor(required=True)
    last_seen_at = models.DateTimeField(_("last contact"), null=True)
    unsent = models.PositiveIntegerField(_("items not sent yet"), default=0)
    unsent_since = models.DateTimeField(_("oldest item not sent"), null=True)
    clock_offset_ms = models.BigIntegerField(_("clock ahead by (ms)"), null=True)
    keeps_storage = models.BooleanField(_("storage is kept by the browser"), null=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True)
    revoked_by = actor()
    revoked_reason = models.CharField(_("why revoked"), max_length=500, blank=True)
    wiped_at = models.DateTimeField(_("wiped at"), null=True)

    objects = DeviceQuerySet.as_manager()

    class Meta:
        verbose_name = _("device")
        verbose_name_plural = _("devices")
        ordering = ("-last_seen_at", "-pk")
        constraints = [
            paired("registered"),
            paired("revoked"),
            models.CheckConstraint(
                name="wiped_after_revoked",
                condition=models.Q(wiped_at__isnull=True) | models.Q(revoked_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} ({self.user})"

    @property
    def state(self) -> str:
        """A DeviceState."""
        return DeviceState.REVOKED if self.revoked_at else DeviceState.ACTIVE

    @property
    def must_wipe(self) -> bool:
        """Revoked, and has not said yet that it forgot everything."""
        return self.revoked_at is not None and self.wiped_at is None


class DeviceFault(models.Model):
    """A small fault that the page met; names no person and no case."""

    device = models.ForeignKey(
        Device, verbose_name=_("device"), on_delete=models.CASCADE, related_name="faults"
    )
    code = models.SlugField(_("code"), max_length=60)
    detail = models.CharField(_("detail"), max_length=200, blank=True)
    device_time = models.DateTimeField(_("time on the device"), null=True)
    received_at = models.DateTimeField(_("received at"))
    received_by = actor(required=True)

    objects = BesideDeviceQuerySet.as_manager()

    class Meta:
        verbose_name = _("fault of a device")
        verbose_name_plural = _("faults of devices")
        ordering = ("-pk",)
        constraints = [paired("received")]

    def __str__(self) -> str:
        return self.code
