"""Due items (what must happen by when) and deliveries (who was told what)."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ecms.notifications.enums import Stage


class DueItem(models.Model):
    """Something that must happen by a date; one open item per kind and thing.

    ``kind`` names a registered letter; ``legal_basis`` is the article, kept as text so that
    a change of law does not rewrite history. ``paused_at`` silences it while a clock stands.
    The clock runs from ``runs_from`` (opened, moved or resumed): a reminder whose day lies before
    it is told on that day. ``told_through`` is the last day whose reminders were told.
    """

    kind = models.CharField(_("kind"), max_length=60)
    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, db_index=False)
    object_id = models.BigIntegerField()
    thing = GenericForeignKey()
    label = models.CharField(_("subject"), max_length=300)
    legal_basis = models.CharField(_("legal basis"), max_length=300, blank=True)
    due_on = models.DateField(_("due on"))
    opened_at = models.DateTimeField(_("opened at"))
    runs_from = models.DateField(_("clock runs from"))
    paused_at = models.DateTimeField(_("paused at"), null=True)
    closed_at = models.DateTimeField(_("closed at"), null=True)
    outcome = models.CharField(max_length=20, blank=True)  # done, cancelled
    told_through = models.DateField(_("told up to"), null=True)
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


class Delivery(models.Model):
    """One message to one person in the list behind the bell; written with what caused it.

    ``rule`` is the reminder it tells, ``rules`` also those folded into it because several came up
    at once (after an outage, for a new item). ``is_late``: one of them should have been told
    earlier. ``on_behalf_of`` is the absent person whose deputy this is. ``moved_on_at``: the work
    went to somebody else, who was told instead.

    Hundreds of thousands may be written in one morning, so that each index and each reference
    that the database checks has to earn its place.
    """

    key = models.CharField(max_length=200)  # kind, object, due date, rule, person
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="deliveries"
    )
    kind = models.CharField(_("kind"), max_length=60)
    stage = models.CharField(_("stage"), max_length=6, choices=Stage)
    due_item = models.ForeignKey(
        DueItem, null=True, on_delete=models.CASCADE, related_name="deliveries"
    )
    rule = models.ForeignKey(
        "notifications.ReminderRule", null=True, on_delete=models.PROTECT, related_name="+",
        db_index=False, db_constraint=False,
    )  # fmt: skip
    rules = ArrayField(models.BigIntegerField(), default=list)
    on_behalf_of = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+",
        db_index=False,
    )  # fmt: skip
    content_type = models.ForeignKey(
        ContentType, null=True, on_delete=models.PROTECT, db_index=False, db_constraint=False
    )
    object_id = models.BigIntegerField(null=True)
    thing = GenericForeignKey()
    label = models.CharField(_("subject"), max_length=300)
    due_on = models.DateField(_("due on"), null=True)
    is_late = models.BooleanField(_("told late"), default=False)
    created_at = models.DateTimeField(_("created at"))
    read_at = models.DateTimeField(_("read at"), null=True)
    snoozed_until = models.DateField(_("put off until"), null=True)
    moved_on_at = models.DateTimeField(_("went to somebody else at"), null=True)
    digest = models.ForeignKey(
        "notifications.Dispatch", null=True, on_delete=models.SET_NULL, related_name="deliveries",
        db_index=False,
    )  # fmt: skip

    class Meta:
        verbose_name = _("message to a person")
        verbose_name_plural = _("messages to persons")
        ordering = ("-pk",)
        constraints = [models.UniqueConstraint(fields=("key",), name="told_once")]
        indexes = [
            models.Index(
                fields=("digest",), condition=Q(digest__isnull=False), name="mailed_in_digest"
            ),
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
