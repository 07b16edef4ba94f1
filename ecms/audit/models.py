"""Append-only records: events with a hash chain, and reads."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditEvent(models.Model):
    """One thing that happened, in words a court can read.

    ``hash`` = SHA-256 over the previous hash and this row's content; a database trigger
    refuses UPDATE and DELETE, and ``manage.py verify_audit`` walks the chain.
    """

    at = models.DateTimeField(_("moment"))
    event = models.CharField(_("event"), max_length=80)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("actor"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    actor_name = models.CharField(_("actor’s name then"), max_length=200)
    content_type = models.ForeignKey(ContentType, null=True, on_delete=models.PROTECT)
    object_id = models.BigIntegerField(null=True)
    thing = GenericForeignKey()
    thing_label = models.CharField(_("subject"), max_length=300, blank=True)
    data = models.JSONField(_("details"), default=dict, encoder=DjangoJSONEncoder)
    address = models.GenericIPAddressField(_("network address"), null=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name = _("audit event")
        verbose_name_plural = _("audit events")
        ordering = ("-pk",)
        indexes = [
            models.Index(fields=("content_type", "object_id", "-id"), name="audit_of_thing"),
            models.Index(fields=("-at",), name="audit_recent"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.event}"


class ReadAccess(models.Model):
    """Somebody opened a case or personal record."""

    at = models.DateTimeField(_("moment"))
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reader"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT)
    object_id = models.BigIntegerField()
    purpose = models.CharField(_("purpose"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("read access")
        verbose_name_plural = _("read accesses")
        indexes = [
            models.Index(fields=("content_type", "object_id", "-at"), name="reads_of_thing")
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.reader_id}"
