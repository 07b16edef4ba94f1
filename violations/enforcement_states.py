"""States and kinds of what may follow a sanction decision: enforcement, appeal, publication."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EnforcementState(models.TextChoices):
    """Life of one measure of enforcement."""

    PROPOSED = "PROPOSED", _("Waiting for signature")
    ORDERED = "ORDERED", _("Ordered, to be sent")
    RUNNING = "RUNNING", _("Sent, being carried out")
    SUSPENDED = "SUSPENDED", _("Suspended")
    NOT_YET = "NOT_YET", _("Not enforceable yet")
    DONE = "DONE", _("Carried out")
    ENDED = "ENDED", _("Ended")
    REFUSED = "REFUSED", _("Refused")


ACTIVE = (
    EnforcementState.ORDERED,
    EnforcementState.RUNNING,
    EnforcementState.SUSPENDED,
    EnforcementState.NOT_YET,
)
OPEN = (EnforcementState.PROPOSED, *ACTIVE)


class StepKind(models.TextChoices):
    """What happened in the course of a measure."""

    SEND = "SEND", _("Decision sent")
    NOT_TAKEN = "NOT_TAKEN", _("Decision not received by the violator")
    NOTICE = "NOTICE", _("Notice before distraint")
    POLICE = "POLICE", _("Plan sent to the police")
    FREEZE = "FREEZE", _("Account frozen")
    DISTRAIN = "DISTRAIN", _("Property distrained")
    MINUTES = "MINUTES", _("Minutes")
    HANDOVER = "HANDOVER", _("Property handed over for custody or auction")
    COLLECT = "COLLECT", _("Sum collected")
    COST = "COST", _("Cost of enforcement")
    COST_PAID = "COST_PAID", _("Cost recovered")
    SUSPEND = "SUSPEND", _("Suspended")
    RESUME = "RESUME", _("Resumed")
    NOT_YET = "NOT_YET", _("Not enforceable yet")
    VERIFY = "VERIFY", _("Means verified again")
    FINISH = "FINISH", _("Carried out")
    END = "END", _("Ended")


class InquiryKind(models.TextChoices):
    """Who is asked about the means of the debtor."""

    BANK = "BANK", _("Bank: accounts and balances")
    EMPLOYER = "EMPLOYER", _("Employer or payer: salary and income")
    REGISTRY = "REGISTRY", _("Registry: property")
    THIRD_PARTY = "THIRD_PARTY", _("Third party: money and property held")


class ChallengeKind(models.TextChoices):
    """How a decision is contested."""

    COMPLAINT = "COMPLAINT", _("First complaint")
    SECOND = "SECOND", _("Second complaint")
    LAWSUIT = "LAWSUIT", _("Administrative lawsuit")
    APPEAL = "APPEAL", _("Appeal against the judgement")


class ChallengeResult(models.TextChoices):
    """What came out."""

    UPHELD = "UPHELD", _("The decision is upheld")
    AMENDED = "AMENDED", _("The decision is to be amended")
    ANNULLED = "ANNULLED", _("The decision is to be annulled")
    REJECTED = "REJECTED", _("Not accepted or discontinued")
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")


class PublicationGround(models.TextChoices):
    """The only grounds on which a decision is made public (LHAV art. 72)."""

    SERIOUS = "SERIOUS", _("Serious consequences")
    OPINION = "OPINION", _("Bad effect on public opinion")


class PublicationState(models.TextChoices):
    """Life of a publication."""

    PROPOSED = "PROPOSED", _("Waiting for signature")
    ORDERED = "ORDERED", _("Ordered, to be sent")
    SENT = "SENT", _("Sent to the publishing body")
    POSTED = "POSTED", _("Published")
    REMOVED = "REMOVED", _("Taken down")
    REFUSED = "REFUSED", _("Refused")


class ReminderKind(models.TextChoices):
    """What a reminder letter asks for."""

    PAYMENT = "PAYMENT", _("Overdue payments")
    REMEDY = "REMEDY", _("Remedial measures due")
