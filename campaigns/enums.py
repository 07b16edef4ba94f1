"""States of a campaign, and how a target came into it."""

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


class How(models.TextChoices):
    """How a target was chosen."""

    RISK = "RISK", _("By risk")
    RANDOM = "RANDOM", _("At random")
    ADDED = "ADDED", _("Added by hand")


class Out(models.TextChoices):
    """Why an enterprise that meets the criteria is left out."""

    VISITED = "VISITED", _("Visited this year")
    OPEN = "OPEN", _("A check is open")
    CAMPAIGN = "CAMPAIGN", _("In another campaign of the year")
    FOREIGN = "FOREIGN", _("In the plan of another body")
