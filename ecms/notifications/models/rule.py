"""When somebody is told and in which words: data that an administrator changes."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ecms.core.constraints import ordered
from ecms.core.dated import Dated, DatedQuerySet
from ecms.notifications.enums import Audience, DayUnit, Moment, NoReminder


class ReminderRule(Dated):
    """One step of a ladder of reminders.

    Without ``kind`` it holds for every kind that has no rule of its own in force on the day.
    Validity is that of the day on which the reminder is due.
    """

    code = models.SlugField(_("code"), max_length=60, unique=True)
    kind = models.CharField(_("kind of message"), max_length=60, blank=True)
    moment = models.CharField(_("moment"), max_length=6, choices=Moment)
    days = models.PositiveSmallIntegerField(_("number of days"), default=0)
    unit = models.CharField(
        _("days counted"), max_length=8, choices=DayUnit, default=DayUnit.WORKING
    )
    audience = models.CharField(_("who is told"), max_length=11, choices=Audience)
    urgent = models.BooleanField(
        _("urgent"), default=False,
        help_text=_("Also sent at once by mail, SMS or chat, as each person wishes."),
    )  # fmt: skip
    history = HistoricalRecords()

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("reminder rule")
        verbose_name_plural = _("reminder rules")
        ordering = ("kind", "pk")
        constraints = [
            ordered(),
            models.CheckConstraint(
                name="reminder_days",
                condition=Q(moment=Moment.ON, days=0) | (~Q(moment=Moment.ON) & Q(days__gte=1)),
            ),
            models.CheckConstraint(name="reminder_within_a_year", condition=Q(days__lte=400)),
        ]

    def __str__(self) -> str:
        return self.code

    def clean(self) -> None:
        """Days belong to before and after, not to the date itself."""
        super().clean()
        if (self.moment == Moment.ON) != (self.days == 0):
            raise ValidationError(
                {"days": _("Give days before or after the date; on the date itself give 0.")}
            )
        if self.days > 400:
            raise ValidationError({"days": _("A reminder lies at most 400 days from the date.")})


class DeadlineReminder(models.Model):
    """Which kind of message reminds of a row of the table of time limits, or why none does."""

    number = models.PositiveIntegerField(_("row of the table of time limits"), unique=True)
    reminder = models.CharField(_("kind of message"), max_length=60, blank=True)
    no_reminder = models.CharField(_("why none"), max_length=10, choices=NoReminder, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("reminder of a time limit")
        verbose_name_plural = _("reminders of time limits")
        ordering = ("number",)
        constraints = [
            models.CheckConstraint(
                name="reminder_or_why_none",
                condition=Q(reminder="", no_reminder__gt="") | Q(reminder__gt="", no_reminder=""),
            )
        ]

    def __str__(self) -> str:
        return str(self.number)

    def clean(self) -> None:
        """One of the two, not both."""
        super().clean()
        if bool(self.reminder) == bool(self.no_reminder):
            raise ValidationError(
                {"no_reminder": _("Choose a kind of message, or say why there is none.")}
            )


class LetterWording(models.Model):
    """Words of one kind of message that replace those it ships with; empty ones do not."""

    kind = models.CharField(_("kind of message"), max_length=60, unique=True)
    title_vi = models.CharField(_("heading in Vietnamese"), max_length=200, blank=True)
    title_en = models.CharField(_("heading in English"), max_length=200, blank=True)
    text_vi = models.TextField(_("what to do, in Vietnamese"), blank=True)
    text_en = models.TextField(_("what to do, in English"), blank=True)
    late_vi = models.TextField(_("what can be done when overdue, in Vietnamese"), blank=True)
    late_en = models.TextField(_("what can be done when overdue, in English"), blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("wording of messages")
        verbose_name_plural = _("wordings of messages")
        ordering = ("kind",)

    def __str__(self) -> str:
        return self.kind

    def said(self, part: str, language: str) -> str:
        """``part`` (title, text, late) in the language, or ""."""
        value: Any = getattr(self, f"{part}_{'vi' if language.startswith('vi') else 'en'}")
        return str(value)
