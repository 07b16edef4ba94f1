"""Words of what follows a visit: requirements, evidence, extensions, orders, referrals."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RequirementKind(models.TextChoices):
    """Whether it binds."""

    ORDER = "ORDER", _("Requirement (must be done)")
    ADVICE = "ADVICE", _("Recommendation")


class Addressee(models.TextChoices):
    """Whom it is addressed to."""

    ENTERPRISE = "ENTERPRISE", _("The enterprise")
    STATE = "STATE", _("A state body")


class FulfilmentState(models.TextChoices):
    """Life of one piece of evidence."""

    WAITING = "WAITING", _("Waiting to be judged")
    ACCEPTED = "ACCEPTED", _("Accepted in full")
    PARTLY = "PARTLY", _("Accepted in part")
    SENT_BACK = "SENT_BACK", _("Sent back")


class ExtensionState(models.TextChoices):
    """Life of a request for more time."""

    ASKED = "ASKED", _("Asked for")
    GRANTED = "GRANTED", _("Granted")
    REFUSED = "REFUSED", _("Refused")


class Rating(models.TextChoices):
    """What a follow-up check finds about one open item."""

    DONE = "DONE", _("Put right")
    PARTLY = "PARTLY", _("Put right in part")
    NOT_DONE = "NOT_DONE", _("Not put right")


class StopScope(models.TextChoices):
    """How far a stop-work order reaches."""

    MACHINE = "MACHINE", _("Machine or equipment")
    PLACE = "PLACE", _("Workplace")
    WHOLE = "WHOLE", _("Whole establishment")


class StopState(models.TextChoices):
    """Life of a stop-work order."""

    ACTIVE = "ACTIVE", _("Work is stopped")
    EVIDENCE = "EVIDENCE", _("Evidence received, still stopped")
    LIFTED = "LIFTED", _("Lifted")


STOPPED = (StopState.ACTIVE, StopState.EVIDENCE)


class ReferralKind(models.TextChoices):
    """To whom a matter goes."""

    INSPECTION = "INSPECTION", _("Inspectorate")
    POLICE = "POLICE", _("Police (signs of a crime)")
    OTHER = "OTHER", _("Another body")


class ReferralState(models.TextChoices):
    """Life of a referral."""

    SENT = "SENT", _("Sent")
    RECEIVED = "RECEIVED", _("Receipt confirmed")
    RETURNED = "RETURNED", _("Answered or returned")


class ReferralResult(models.TextChoices):
    """How the other body answered."""

    TAKEN = "TAKEN", _("Taken over and handled there")
    PROSECUTED = "PROSECUTED", _("Prosecution begun")
    NOT_PROSECUTED = "NOT_PROSECUTED", _("No prosecution; the file came back")
    REFUSED = "REFUSED", _("Not within its competence; the file came back")


CAME_BACK = (ReferralResult.NOT_PROSECUTED, ReferralResult.REFUSED)
