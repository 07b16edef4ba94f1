"""States of plans and campaigns, and how a target came into one."""

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


class Out(models.TextChoices):
    """Why an enterprise that meets the criteria is left out."""

    VISITED = "VISITED", _("Visited this year")
    OPEN = "OPEN", _("A check is open")
    CAMPAIGN = "CAMPAIGN", _("In another campaign of the year")
    FOREIGN = "FOREIGN", _("In the plan of another body")
