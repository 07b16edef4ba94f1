"""States and kinds of violation cases (workflow of the pack, section 3)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CaseState(models.TextChoices):
    """States of a violation case; the transition table is in workflow.py."""

    DETECTED = "DETECTED", _("Minutes being drawn up")
    MINUTES = "MINUTES", _("Violation minutes signed")
    SUBMITTED = "SUBMITTED", _("Waiting for the decision")
    TRANSFERRED = "TRANSFERRED", _("Transferred to another competent person")
    REFERRED = "REFERRED", _("Handed over as a suspected crime")
    DECIDED = "DECIDED", _("Sanction decision issued")
    EXECUTING = "EXECUTING", _("Served, being executed")
    ENFORCEMENT = "ENFORCEMENT", _("Being enforced")
    EXECUTED = "EXECUTED", _("Executed")
    LAPSED = "LAPSED", _("The fine can no longer be executed")
    CLOSED = "CLOSED", _("Closed")
    NO_SANCTION = "NO_SANCTION", _("Closed without a sanction")
    CANCELLED = "CANCELLED", _("Cancelled")


OPEN_STATES = (
    CaseState.DETECTED,
    CaseState.MINUTES,
    CaseState.SUBMITTED,
    CaseState.TRANSFERRED,
    CaseState.REFERRED,
    CaseState.DECIDED,
    CaseState.EXECUTING,
    CaseState.ENFORCEMENT,
    CaseState.EXECUTED,
    CaseState.LAPSED,
)
WITH_MINUTES = (
    CaseState.MINUTES,
    CaseState.SUBMITTED,
    CaseState.TRANSFERRED,
    CaseState.REFERRED,
    CaseState.DECIDED,
    CaseState.EXECUTING,
    CaseState.ENFORCEMENT,
    CaseState.EXECUTED,
    CaseState.LAPSED,
    CaseState.CLOSED,
    CaseState.NO_SANCTION,
)

DUE_STATES = (CaseState.EXECUTING, CaseState.ENFORCEMENT)  # served, and something is owed


class PartyKind(models.TextChoices):
    """Who is sanctioned; a household business counts as an individual."""

    ORGANISATION = "organisation", _("Organisation")
    INDIVIDUAL = "individual", _("Individual")
    HOUSEHOLD = "household", _("Household business")
    UNIDENTIFIED = "unidentified", _("Violator not identified yet")


class CircumstanceKind(models.TextChoices):
    """Mitigating (LHAV art. 9) or aggravating (art. 10)."""

    MITIGATING = "MITIGATING", _("Mitigating")
    AGGRAVATING = "AGGRAVATING", _("Aggravating")


class ExplanationKind(models.TextChoices):
    """How the violator explains (LHAV art. 61)."""

    WRITTEN = "WRITTEN", _("Written explanation")
    HEARING = "HEARING", _("Request for a hearing")
    WAIVED = "WAIVED", _("Waived in writing")


class HearingOutcome(models.TextChoices):
    """What became of a hearing."""

    PLANNED = "PLANNED", _("Invited")
    HELD = "HELD", _("Held")
    ABSENT = "ABSENT", _("The violator did not come")


class VerificationKind(models.TextChoices):
    """What is found out before the decision (LHAV arts. 59, 60)."""

    FACTS = "FACTS", _("Verification of circumstances (MBB05)")
    VALUE = "VALUE", _("Value of exhibits (MBB04)")
    EXPERTISE = "EXPERTISE", _("Order of an expertise (MQĐ41)")


class Whereto(models.TextChoices):
    """Why a file is at another body."""

    CRIME = "CRIME", _("Suspected crime (Art. 62)")
    COMPETENCE = "COMPETENCE", _("Another competent person (Art. 58.5)")
    EXECUTION = "EXECUTION", _("Execution where the violator is (Art. 71)")


class ExhibitFate(models.TextChoices):
    """What became of an exhibit."""

    KEPT = "KEPT", _("Kept")
    CONFISCATED = "CONFISCATED", _("Confiscated")
    RETURNED = "RETURNED", _("Given back")


class SeizureGround(models.TextChoices):
    """Why things are seized for a time (LHAV art. 125.1)."""

    VERIFY = "VERIFY", _("To verify facts without which nothing can be decided")
    STOP = "STOP", _("To stop the violation at once")
    SECURE = "SECURE", _("To secure the execution of the decision (Art. 125.6)")


class NoSanction(models.TextChoices):
    """Why no fine may be imposed any more, or none is due (LHAV arts. 11, 65)."""

    LIMITATION = "LIMITATION", _("The limitation has passed (Art. 65.1c)")
    TOO_LATE = "TOO_LATE", _("The time for the decision has passed (Art. 65.1c)")
    NOT_DEFINED = "NOT_DEFINED", _("The violator cannot be determined (Art. 65.1b)")
    DISSOLVED = "DISSOLVED", _("The violator died or was dissolved (Art. 65.1d)")
    NOT_SANCTIONED = "NOT_SANCTIONED", _("Not to be sanctioned under Art. 11 (Art. 65.1a)")
    CRIMINAL = "CRIMINAL", _("Handed over as a suspected crime (Art. 62)")
    HANDED_OVER = "HANDED_OVER", _("Handed over to a body outside this system")
    ANNULLED = "ANNULLED", _("The sanction decision was annulled (Decree 118/2021 Art. 13)")


class RemedyState(models.TextChoices):
    """Life of an ordered remedial measure."""

    OPEN = "OPEN", _("Open")
    EVIDENCE = "EVIDENCE", _("Evidence received")
    ACCEPTED = "ACCEPTED", _("Accepted")


class ServiceMethod(models.TextChoices):
    """How a decision reaches the violator (LHAV art. 70; Decree 118/2021 art. 17a)."""

    DIRECT = "DIRECT", _("Handed over in person")
    POST = "POST", _("Registered post")
    ELECTRONIC = "ELECTRONIC", _("Electronically")
    POSTING = "POSTING", _("Public posting")


class WhyWorking(models.TextChoices):
    """Why working minutes are drawn up in place of violation minutes (MBB02)."""

    OUTSIDE = "OUTSIDE", _("Outside the competence of the official")
    UNCLEAR = "UNCLEAR", _("Acts or circumstances have to be verified")
    EXPERTISE = "EXPERTISE", _("An expertise or a valuation is needed")


class Gone(models.TextChoices):
    """What became of the sanctioned, so that the fine is not executed (LHAV art. 75)."""

    DIED = "DIED", _("The person died")
    MISSING = "MISSING", _("The person was declared missing")
    DISSOLVED = "DISSOLVED", _("The organisation was dissolved")
    BANKRUPT = "BANKRUPT", _("The organisation went bankrupt")


INDIVIDUAL_ENDS = (Gone.DIED, Gone.MISSING)


class RulingKind(models.TextChoices):
    """Decisions about a sanction decision (LHAV arts. 18, 76-79; Decree 118/2021 arts. 13-15)."""

    DEFER = "DEFER", _("Deferral of the fine (MQĐ03)")
    REDUCE = "REDUCE", _("Reduction of or exemption from the fine (MQĐ04)")
    INSTALMENTS = "INSTALMENTS", _("Payment by instalments (MQĐ05)")
    AMEND = "AMEND", _("Amendment of the decision (MQĐ38)")
    CORRECT = "CORRECT", _("Correction of the decision (MQĐ39)")
    ANNUL = "ANNUL", _("Annulment of the decision (MQĐ40)")


RELIEFS = (RulingKind.DEFER, RulingKind.REDUCE, RulingKind.INSTALMENTS)


class RulingState(models.TextChoices):
    """Life of a ruling."""

    PROPOSED = "PROPOSED", _("Waiting for signature")
    ISSUED = "ISSUED", _("Issued")
    REFUSED = "REFUSED", _("Refused")


class StatementState(models.TextChoices):
    """Life of a statement of receipts."""

    READ = "READ", _("Columns to be checked")
    BOOKED = "BOOKED", _("Carried out")
    UNDONE = "UNDONE", _("Undone")


class LineState(models.TextChoices):
    """What became of a line of a statement."""

    BOOKED = "BOOKED", _("Booked")
    OPEN = "OPEN", _("To be reconciled")
    DOUBLE = "DOUBLE", _("Already recorded")
    ASIDE = "ASIDE", _("Set aside")


class LineWhy(models.TextChoices):
    """Why a line waits for a person."""

    NO_MATCH = "NO_MATCH", _("Neither decision, tax code nor name points at a case")
    SEVERAL = "SEVERAL", _("Several cases fit")
    UNSURE = "UNSURE", _("Only one sign points at the case")
    TOO_MUCH = "TOO_MUCH", _("More than is owed")
    NO_REFERENCE = "NO_REFERENCE", _("The line has no receipt number")
    USED = "USED", _("The receipt number is recorded with another sum or date")
    EARLY = "EARLY", _("Paid before the decision")
    FUTURE = "FUTURE", _("The date lies in the future")
    UNREADABLE = "UNREADABLE", _("Date or amount cannot be read")
    REFUSED = "REFUSED", _("The case takes no payment now")
    CANCELLED = "CANCELLED", _("The payment was taken back")
