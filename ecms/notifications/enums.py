"""Words of alerts: how near a date is, who is told, by which way."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    """How near a due date is when somebody is told."""

    SOON = "SOON", _("Due soon")
    LAST = "LAST", _("Last day to act")
    LATE = "LATE", _("Overdue")
    EVENT = "EVENT", _("News")


class Moment(models.TextChoices):
    """Where a reminder stands, seen from the due date."""

    BEFORE = "BEFORE", _("Before the date")
    ON = "ON", _("On the date")
    AFTER = "AFTER", _("After the date")


class DayUnit(models.TextChoices):
    """Which days are counted."""

    WORKING = "WORKING", _("Working days")
    CALENDAR = "CALENDAR", _("Calendar days")


class Audience(models.TextChoices):
    """Who is told."""

    RESPONSIBLE = "RESPONSIBLE", _("Who must act")
    HEAD = "HEAD", _("Head of the unit")
    DIRECTOR = "DIRECTOR", _("Head of the body")


class Channel(models.TextChoices):
    """Ways out of ECMS; the list behind the bell is always there besides."""

    MAIL = "MAIL", _("E-mail")
    SMS = "SMS", _("SMS")
    CHAT = "CHAT", _("Chat")


class Purpose(models.TextChoices):
    """Why something is sent."""

    DIGEST = "DIGEST", _("Digest")
    URGENT = "URGENT", _("Urgent alert")
    SUMMARY = "SUMMARY", _("Summary of the unit")


class Outcome(models.TextChoices):
    """What became of something sent."""

    WAITING = "WAITING", _("Waiting to be sent")
    SENT = "SENT", _("Sent")
    FAILED = "FAILED", _("Given up after many tries")
    BOUNCED = "BOUNCED", _("Came back")
    DROPPED = "DROPPED", _("Not needed any more")


class Rhythm(models.TextChoices):
    """How often the digest comes."""

    DAILY = "DAILY", _("Every working day")
    WEEKLY = "WEEKLY", _("Once a week")
    NEVER = "NEVER", _("Never")


class Weekday(models.IntegerChoices):
    """Working days as Python counts them."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")


class NoReminder(models.TextChoices):
    """Why ECMS does not remind of a time limit of the law."""

    OTHERS = "OTHERS", _("A duty of somebody outside, of which no file is kept")
    ON_ACTING = "ON_ACTING", _("A bound that is looked at when the step is taken")
    CONDITION = "CONDITION", _("A condition or amount, or “promptly”: no day to keep")
    VALIDITY = "VALIDITY", _("Says which law applies")
    LEGACY = "LEGACY", _("Earlier law: only files taken over")
