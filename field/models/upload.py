"""Files of devices on their way, and signatures on the glass."""

from __future__ import annotations

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from ecms.core.constraints import paired
from field.enums import Signed, SignerRole, UploadKind, UploadState
from field.models.device import Device, actor
from field.models.exchange import Command
from field.models.outing import Checkout
from field.querysets import ExchangeQuerySet, InspectionChildQuerySet


class Upload(models.Model):
    """A file that arrives in pieces. ``arrived`` bytes are kept; ``sha256`` was taken on the
    device at capture, ``original_sha256`` before it was scaled down."""

    key = models.UUIDField(_("number made on the device"), unique=True, editable=False)
    device = models.ForeignKey(
        Device, verbose_name=_("device"), on_delete=models.PROTECT, related_name="uploads"
    )
    checkout = models.ForeignKey(
        Checkout, verbose_name=_("check-out"), on_delete=models.PROTECT, related_name="uploads"
    )
    inspection = models.ForeignKey(
        "inspections.Inspection", verbose_name=_("inspection"), on_delete=models.CASCADE,
        related_name="+",
    )  # fmt: skip
    kind = models.CharField(_("kind"), max_length=10, choices=UploadKind)
    name = models.CharField(_("name of the file"), max_length=200)
    mime = models.CharField(_("type that the device stated"), max_length=100, blank=True)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("hash on the device"), max_length=64)
    original_sha256 = models.CharField(_("hash of the original"), max_length=64, blank=True)
    device_time = models.DateTimeField(_("time on the device"), null=True)
    clock_offset_ms = models.BigIntegerField(_("clock ahead by (ms)"), null=True)
    latitude = models.DecimalField(_("latitude"), max_digits=9, decimal_places=6, null=True)
    longitude = models.DecimalField(_("longitude"), max_digits=9, decimal_places=6, null=True)
    accuracy = models.PositiveIntegerField(_("accuracy in metres"), null=True)
    caption = models.CharField(_("caption"), max_length=500, blank=True)
    question = models.ForeignKey(
        "law.Question", verbose_name=_("question"), null=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    arrived = models.PositiveBigIntegerField(_("bytes received"), default=0)
    state = models.CharField(
        _("state"), max_length=8, choices=UploadState, default=UploadState.OPEN
    )
    message = models.CharField(_("why not accepted"), max_length=500, blank=True)
    stored = models.OneToOneField(
        "documents.StoredFile", verbose_name=_("file"), null=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    begun_at = models.DateTimeField(_("begun at"))
    begun_by = actor(required=True)
    moved_at = models.DateTimeField(_("last piece at"))

    objects = ExchangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")
        ordering = ("-pk",)
        constraints = [
            paired("begun"),
            models.CheckConstraint(
                name="no_more_than_announced", condition=models.Q(arrived__lte=models.F("size"))
            ),
        ]
        indexes = [
            models.Index(fields=("inspection", "-id"), name="uploads_of_case"),
            models.Index(
                fields=("moved_at",), name="uploads_open", condition=models.Q(state="OPEN")
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def receipt(self) -> str:
        """The number that the sync page shows once the whole file is here: TB-00000123."""
        return f"TB-{self.pk:08d}" if self.state == UploadState.DONE else ""


class SignedText(models.Model):
    """The very words that somebody signed on the glass; kept once for each hash."""

    inspection = models.ForeignKey(
        "inspections.Inspection", verbose_name=_("inspection"), on_delete=models.CASCADE,
        related_name="+",
    )  # fmt: skip
    sha256 = models.CharField(_("hash of the text"), max_length=64)
    text = models.TextField(_("text"))

    objects = InspectionChildQuerySet.as_manager()

    class Meta:
        verbose_name = _("text that was signed")
        verbose_name_plural = _("texts that were signed")
        constraints = [
            models.UniqueConstraint(fields=("inspection", "sha256"), name="signed_text_once")
        ]

    def __str__(self) -> str:
        return self.sha256[:12]


class Signature(models.Model):
    """A signature on the glass: strokes, image, and the text that was on the screen."""

    command = models.OneToOneField(
        Command, verbose_name=_("command of a device"), on_delete=models.PROTECT,
        related_name="signature",
    )  # fmt: skip
    inspection = models.ForeignKey(
        "inspections.Inspection", verbose_name=_("inspection"), on_delete=models.CASCADE,
        related_name="signatures",
    )  # fmt: skip
    upload = models.OneToOneField(
        Upload, verbose_name=_("image"), on_delete=models.PROTECT, related_name="signature"
    )
    text = models.ForeignKey(
        SignedText, verbose_name=_("text"), on_delete=models.PROTECT, related_name="signatures"
    )
    document = models.CharField(_("what was signed"), max_length=10, choices=Signed)
    role = models.CharField(_("for whom"), max_length=8, choices=SignerRole)
    name = models.CharField(_("full name"), max_length=200)
    title = models.CharField(_("title"), max_length=200, blank=True)
    strokes = models.JSONField(encoder=DjangoJSONEncoder)
    device_time = models.DateTimeField(_("time on the device"), null=True)
    attached_at = models.DateTimeField(_("received at"))
    attached_by = actor(required=True)

    objects = InspectionChildQuerySet.as_manager()

    class Meta:
        verbose_name = _("signature on a device")
        verbose_name_plural = _("signatures on devices")
        ordering = ("pk",)
        constraints = [paired("attached")]

    def __str__(self) -> str:
        return f"{self.name} – {self.get_document_display()}"
