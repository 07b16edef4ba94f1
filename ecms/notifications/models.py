"""Due items (what must happen by when) and deliveries (who was told what)."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    """How near a due date is when somebody is told."""

    T3 = "T3", _("Due in three days")
    T1 = "T1", _("Due tomorrow")
    T0 = "T0", _("Due today")
    LATE = "LATE", _("Overdue")
    EVENT = "EVENT", _("News")


class DueItem(models.Model):
    """Something that must happen by a date; one open item per kind and thing.

    ``kind`` names a registered reminder; ``legal_basis`` is the article, kept as text so that
    a change of law does not rewrite history. ``paused_at`` silences it while a clock stands.
    """

    kind = models.CharField(_("kind"), max_length=60)
    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT)
    object_id = models.BigIntegerField()
    thing = GenericForeignKey()
    label = models.CharField(_("subject"), max_length=300)
    legal_basis = models.CharField(_("legal basis"), max_length=300, blank=True)
    due_on = models.DateField(_("due on"))
    opened_at = models.DateTimeField(_("opened at"))
    paused_at = models.DateTimeField(_("paused at"), null=True)
    closed_at = models.DateTimeField(_("closed at"), null=True)
    outcome = models.CharField(max_length=20, blank=True)  # done, cancelled
    claimed_stage = models.CharField(max_length=6, choices=Stage, blank=True)
    province_id = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = _("due item")
        verbose_name_plural = _("due items")
        constraints = [
            models.UniqueConstraint(
                fields=("kind", "content_type", "object_id"),
                condition=Q(closed_at__isnull=True),
                name="one_open_due_item",
            )
        ]
        indexes = [
            models.Index(
                fields=("due_on",), condition=Q(closed_at__isnull=True), name="open_due_items"
            ),
            models.Index(fields=("content_type", "object_id"), name="due_items_of_thing"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.due_on:%Y-%m-%d} {self.label}"


class Digest(models.Model):
    """The mail of one person on one day; the row is claimed before the mail is sent."""

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digests"
    )
    day = models.DateField(_("day"))
    claimed_at = models.DateTimeField(_("claimed at"))
    sent_at = models.DateTimeField(_("sent at"), null=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    last_error = models.CharField(_("last error"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("daily digest")
        verbose_name_plural = _("daily digests")
        ordering = ("-day", "recipient")
        constraints = [
            models.UniqueConstraint(fields=("recipient", "day"), name="one_digest_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.recipient_id}"


class Delivery(models.Model):
    """One message to one person; written in the business transaction, mailed in the digest."""

    key = models.CharField(max_length=200, unique=True)  # kind, object, due date, stage, person
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="deliveries"
    )
    kind = models.CharField(_("kind"), max_length=60)
    stage = models.CharField(_("stage"), max_length=6, choices=Stage)
    due_item = models.ForeignKey(
        DueItem, null=True, on_delete=models.CASCADE, related_name="deliveries"
    )
    content_type = models.ForeignKey(ContentType, null=True, on_delete=models.PROTECT)
    object_id = models.BigIntegerField(null=True)
    thing = GenericForeignKey()
    label = models.CharField(_("subject"), max_length=300)
    due_on = models.DateField(_("due on"), null=True)
    is_late = models.BooleanField(_("told late"), default=False)
    created_at = models.DateTimeField(_("created at"))
    read_at = models.DateTimeField(_("read at"), null=True)
    digest = models.ForeignKey(
        "notifications.Digest", null=True, on_delete=models.SET_NULL, related_name="deliveries"
    )

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ("-pk",)
        indexes = [
            models.Index(
                fields=("recipient", "-id"), condition=Q(read_at__isnull=True), name="unread"
            ),
            models.Index(
                fields=("recipient", "created_at"),
                condition=Q(digest__isnull=True),
                name="not_yet_mailed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.stage} {self.recipient_id}"
