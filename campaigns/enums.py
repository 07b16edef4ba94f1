"""Words of plans, campaigns, their letters, strategic plans and directives."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """Life of a campaign."""

    DRAFT = "DRAFT", pgettext_lazy("campaign", "Being prepared")
    RUNNING = "RUNNING", pgettext_lazy("campaign", "Running")
    CLOSED = "CLOSED", pgettext_lazy("campaign", "Closed")
    CANCELLED = "CANCELLED", pgettext_lazy("campaign", "Cancelled")


LIVE = (State.DRAFT, State.RUNNING)


class PlanState(models.TextChoices):
    """Life of the plan of a year."""

    DRAFT = "DRAFT", pgettext_lazy("plan", "Being drafted")
    SUBMITTED = "SUBMITTED", pgettext_lazy("plan", "Submitted")
    APPROVED = "APPROVED", pgettext_lazy("plan", "Approved")
    CLOSED = "CLOSED", pgettext_lazy("plan", "Closed")


class ItemState(models.TextChoices):
    """What became of a proposed item."""

    PROPOSED = "PROPOSED", pgettext_lazy("item of a plan", "Proposed")
    ACCEPTED = "ACCEPTED", pgettext_lazy("item of a plan", "In the plan")
    DECLINED = "DECLINED", pgettext_lazy("item of a plan", "Not taken up")
    DROPPED = "DROPPED", pgettext_lazy("item of a plan", "Taken out")


class How(models.TextChoices):
    """How a target was chosen."""

    RISK = "RISK", _("By risk")
    RANDOM = "RANDOM", _("At random")
    ADDED = "ADDED", _("Added by hand")
    SILENT = "SILENT", _("No answer to the letter")


BY_HAND = (How.ADDED, How.SILENT)  # a new draw leaves them on the list


class Out(models.TextChoices):
    """Why an enterprise that meets the criteria is left out."""

    VISITED = "VISITED", _("Visited this year")
    OPEN = "OPEN", _("A check is open")
    CAMPAIGN = "CAMPAIGN", _("In another campaign of the year")
    FOREIGN = "FOREIGN", _("In the plan of another body")


class Ask(models.TextChoices):
    """What the letters of a campaign ask for."""

    MEND = "MEND", _("To put right what is wrong and report it")
    CHECK = "CHECK", _("To check themselves and send the self-check")


class To(models.TextChoices):
    """To whom the letters of a campaign go."""

    TARGETS = "TARGETS", _("Targets without a check")
    OTHERS = "OTHERS", _("All others that meet the criteria")


class Answered(models.TextChoices):
    """What an enterprise answered to a letter."""

    ANSWERED = "ANSWERED", _("Answered")
    CHECKED = "CHECKED", _("Self-check received")
    MENDED = "MENDED", _("Put right")
    RETURNED = "RETURNED", _("Letter came back")


class Mail(models.TextChoices):
    """How the copy of a letter by e-mail fares."""

    NONE = "NONE", _("No address")
    WAITING = "WAITING", _("Waiting to be sent")
    SENT = "SENT", _("Sent")
    FAILED = "FAILED", _("Given up after many tries")
    BOUNCED = "BOUNCED", _("Came back")


class StrategyState(models.TextChoices):
    """Life of a strategic plan."""

    DRAFT = "DRAFT", pgettext_lazy("plan", "Being drafted")
    APPROVED = "APPROVED", pgettext_lazy("plan", "Approved")
    CLOSED = "CLOSED", pgettext_lazy("plan", "Closed")


class Way(models.TextChoices):
    """How enterprises are brought to comply (ILO strategic compliance planning)."""

    VISIT = "VISIT", pgettext_lazy("tool", "Visits")
    LETTER = "LETTER", pgettext_lazy("tool", "Letters")
    CHECK = "CHECK", pgettext_lazy("tool", "Self-checks")
    ADVICE = "ADVICE", pgettext_lazy("tool", "Advice")
    NEWS = "NEWS", pgettext_lazy("tool", "Information")


class DirectiveState(models.TextChoices):
    """Life of a directive."""

    GIVEN = "GIVEN", pgettext_lazy("directive", "To be answered")
    ANSWERED = "ANSWERED", pgettext_lazy("directive", "Answered")
    DONE = "DONE", pgettext_lazy("directive", "Done")
    WITHDRAWN = "WITHDRAWN", pgettext_lazy("directive", "Withdrawn")


OPEN_DIRECTIVES = (DirectiveState.GIVEN, DirectiveState.ANSWERED)


class Verdict(models.TextChoices):
    """What a leader says to an answer."""

    ACCEPTED = "ACCEPTED", pgettext_lazy("directive", "Accepted")
    RETURNED = "RETURNED", pgettext_lazy("directive", "Returned")
