"""What goes out by mail, SMS or chat, with its result; and what each person wishes."""

from datetime import date, time

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ecms.core.constraints import ordered
from ecms.notifications.enums import Channel, Outcome, Purpose, Rhythm, Weekday


class Dispatch(models.Model):
    """One thing sent to one person by one channel: the outbox and its log.

    A worker claims the row (``attempts``, ``next_try_at``) before it sends, so that a killed one
    is tried again after that moment. ``reference`` is the Message-ID or the provider's number,
    ``address`` where it went.
    """

    key = models.CharField(max_length=120, unique=True)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="dispatches",
        verbose_name=_("recipient"),
    )  # fmt: skip
    channel = models.CharField(_("channel"), max_length=4, choices=Channel)
    purpose = models.CharField(_("purpose"), max_length=8, choices=Purpose)
    day = models.DateField(_("day"))
    delivery = models.ForeignKey(
        "notifications.Delivery", null=True, on_delete=models.CASCADE, related_name="dispatches"
    )
    address = models.CharField(_("address"), max_length=254, blank=True)
    state = models.CharField(_("result"), max_length=8, choices=Outcome, default=Outcome.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_try_at = models.DateTimeField(_("next try"))
    sent_at = models.DateTimeField(_("sent at"), null=True)
    reference = models.CharField(_("reference"), max_length=200, blank=True)
    last_error = models.CharField(_("last error"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("sending")
        verbose_name_plural = _("sendings")
        ordering = ("-pk",)
        indexes = [
            models.Index(
                fields=("next_try_at",), condition=Q(state=Outcome.WAITING), name="to_be_sent"
            ),
            models.Index(
                fields=("reference",), condition=~Q(reference=""), name="dispatch_reference"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.channel} {self.purpose} {self.recipient_id}"


class Preference(models.Model):
    """How one person wants to be told; without a row the defaults hold.

    Quiet hours are local and may pass midnight. While away, the ``deputy`` is told as well.
    ``dead_address`` is the one that no mail reaches: nothing is sent there.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="alert_preference",
        verbose_name=_("person"),
    )  # fmt: skip
    rhythm = models.CharField(
        _("digest by mail"), max_length=6, choices=Rhythm, default=Rhythm.DAILY
    )
    weekday = models.PositiveSmallIntegerField(
        _("day of the weekly digest"), choices=Weekday, default=Weekday.MONDAY
    )
    hour = models.PositiveSmallIntegerField(
        _("hour of the digest"), default=7, validators=[MaxValueValidator(23)]
    )
    urgent_mail = models.BooleanField(_("urgent alerts by mail"), default=True)
    urgent_sms = models.BooleanField(_("urgent alerts by SMS"), default=False)
    urgent_chat = models.BooleanField(_("urgent alerts by chat"), default=False)
    chat_address = models.CharField(_("chat name"), max_length=100, blank=True)
    quiet_from = models.TimeField(_("quiet from"), default=time(20))
    quiet_to = models.TimeField(_("quiet until"), default=time(6, 30))
    unit_summary = models.BooleanField(_("weekly summary of my unit"), default=True)
    away_from = models.DateField(_("away from"), null=True, blank=True)
    away_to = models.DateField(_("away until"), null=True, blank=True)
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+", verbose_name=_("deputy while away"),
    )  # fmt: skip
    mail_bounced_at = models.DateTimeField(_("mail came back at"), null=True, editable=False)
    dead_address = models.CharField(max_length=254, blank=True, editable=False)

    class Meta:
        verbose_name = _("wishes about messages")
        verbose_name_plural = _("wishes about messages")
        constraints = [ordered("away_from", "away_to")]

    def __str__(self) -> str:
        return str(self.user_id)

    def clean(self) -> None:
        """An absence has a first and a last day, and its deputy is somebody else."""
        super().clean()
        problems = {}
        if (self.away_from is None) != (self.away_to is None):
            missing = "away_to" if self.away_from else "away_from"
            problems[missing] = _("Give the first and the last day of the absence.")
        elif self.away_from and self.away_to and self.away_to < self.away_from:
            problems["away_to"] = _("The last day lies before the first.")
        if self.deputy_id and self.deputy_id == self.user_id:
            problems["deputy"] = _("Choose somebody else as your deputy.")
        if self.urgent_chat and not self.chat_address.strip():
            problems["chat_address"] = _("Give your name in the chat, or switch the chat off.")
        if problems:
            raise ValidationError(problems)

    def is_away(self, on: date) -> bool:
        """Whether the person is away on the day."""
        return bool(self.away_from and self.away_to and self.away_from <= on <= self.away_to)
