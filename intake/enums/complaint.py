"""Words of complaints: kinds, subjects, whom they are against, states, outcomes."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ComplaintKind(models.TextChoices):
    """What a submission is in law."""

    ADMIN = "ADMIN", _("Complaint against an official decision or act")
    LABOUR = "LABOUR", _("Complaint of a worker against the employer")
    DENUNCIATION = "DENUNCIATION", _("Denunciation")
    PETITION = "PETITION", _("Petition or feedback")
    TIP = "TIP", _("Tip")
    OTHER = "OTHER", _("Business of another body")


class ComplaintSubject(models.TextChoices):
    """Which field of law it is about; competence differs."""

    LABOUR = "LABOUR", _("Labour contracts, wages, working time")
    OSH = "OSH", _("Safety and health at work")
    INSURANCE = "INSURANCE", _("Social insurance")
    EMPLOYMENT = "EMPLOYMENT", _("Employment and job placement")
    OVERSEAS = "OVERSEAS", _("Work abroad under contract")
    OTHER = "OTHER", _("Another field")


class ComplaintLevel(models.TextChoices):
    """First or second complaint about the same matter."""

    FIRST = "FIRST", _("First")
    SECOND = "SECOND", _("Second")


class Respondent(models.TextChoices):
    """Whose decision or conduct it is against."""

    EMPLOYER = "EMPLOYER", _("Employer")
    OFFICIAL = "OFFICIAL", _("Official of the department")
    DIRECTOR = "DIRECTOR", _("Director of the department")
    CHAIR = "CHAIR", _("Chairman of the provincial People’s Committee")
    COMMUNE = "COMMUNE", _("Commune People’s Committee")
    INSURANCE = "INSURANCE", _("Social insurance body")
    MINISTRY = "MINISTRY", _("Ministry")
    OTHER = "OTHER", _("Another body or person")


class Channel(models.TextChoices):
    """How it reached the body."""

    COUNTER = "COUNTER", _("At the counter")
    POST = "POST", _("By post")
    PHONE = "PHONE", _("By telephone")
    MAIL = "MAIL", _("By e-mail")
    PORTAL = "PORTAL", _("Online portal")
    FORWARDED = "FORWARDED", _("Forwarded by another body")


class ComplaintState(models.TextChoices):
    """How far a submission is; the transition table is in workflow/complaint.py."""

    RECEIVED = "RECEIVED", _("Received")
    CLASSIFIED = "CLASSIFIED", _("Classified, waiting for acceptance")
    ACCEPTED = "ACCEPTED", _("Accepted")
    VERIFYING = "VERIFYING", _("Being verified")
    DIALOGUE = "DIALOGUE", _("Dialogue held")
    SUSPENDED = "SUSPENDED", _("Suspended for a time")
    DECIDED = "DECIDED", _("Decided or answered")
    EFFECTIVE = "EFFECTIVE", _("In legal effect")
    EXECUTED = "EXECUTED", _("Executed")
    CLOSED = "CLOSED", _("Closed")
    RETURNED = "RETURNED", _("Not accepted")
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")


UNACCEPTED = (ComplaintState.RECEIVED, ComplaintState.CLASSIFIED)
IN_WORK = (ComplaintState.ACCEPTED, ComplaintState.VERIFYING, ComplaintState.DIALOGUE)
OPEN = (*UNACCEPTED, *IN_WORK, ComplaintState.SUSPENDED)
AFTER_DECISION = (
    ComplaintState.DECIDED,
    ComplaintState.EFFECTIVE,
    ComplaintState.EXECUTED,
    ComplaintState.CLOSED,
)
FINAL = (ComplaintState.CLOSED, ComplaintState.RETURNED, ComplaintState.WITHDRAWN)


class Handling(models.TextChoices):
    """What a body does with a submission, by competence."""

    SETTLE = "SETTLE", _("This department settles it")
    FORWARD = "FORWARD", _("Forward to the competent body")
    GUIDE = "GUIDE", _("Return and tell the person where to turn")


class ReturnKind(models.TextChoices):
    """In which way a submission is not accepted."""

    REFUSED = "REFUSED", _("Not accepted")
    GUIDED = "GUIDED", _("Returned with guidance")
    FORWARDED = "FORWARDED", _("Forwarded to the competent body")


class ReturnReason(models.TextChoices):
    """Why (Law on Complaints art. 11; Law on Denunciations art. 29)."""

    COMPETENCE = "COMPETENCE", _("Not within the competence of this department")
    NOT_CONCERNED = "NOT_CONCERNED", _("Does not concern rights of the person")
    NO_CAPACITY = "NO_CAPACITY", _("No capacity or no lawful representative")
    INTERNAL = "INTERNAL", _("Internal direction of a body, or a state secret")
    OUT_OF_TIME = "OUT_OF_TIME", _("Out of time without a good reason")
    FINAL_DECISION = "FINAL_DECISION", _("A second decision was already made")
    IN_COURT = "IN_COURT", _("A court has accepted the case or judged it")
    UNCLEAR = "UNCLEAR", _("No signature, or content that cannot be verified")
    ANSWERED = "ANSWERED", _("Answered before, nothing new")


class Outcome(models.TextChoices):
    """What the decision says."""

    UPHELD = "UPHELD", _("Right in full")
    PARTLY = "PARTLY", _("Right in part")
    WRONG = "WRONG", _("Wrong in full")
    SUBSTANTIATED = "SUBSTANTIATED", _("The denunciation is true")
    PARTLY_TRUE = "PARTLY_TRUE", _("The denunciation is partly true")
    UNSUBSTANTIATED = "UNSUBSTANTIATED", _("The denunciation is not true")
    ANSWERED = "ANSWERED", _("Answered")


class NoteKind(models.TextChoices):
    """Rows of the verification."""

    NOTE = "NOTE", _("Finding of the verification")
    QUESTION = "QUESTION", _("Question asked")
    ANSWER = "ANSWER", _("Answer received")
    EVIDENCE = "EVIDENCE", _("Evidence")


class TermStep(models.TextChoices):
    """Steps that the law gives a time for."""

    FILE = "FILE", _("File the complaint")
    ACCEPT = "ACCEPT", _("Accept, or refuse with the reason")
    FORWARD = "FORWARD", _("Forward to the competent body")
    SETTLE = "SETTLE", _("Decide or answer")
    SERVE = "SERVE", _("Send the result")
    EFFECT = "EFFECT", _("Second complaint possible; then in legal effect")


class ServiceProof(models.TextChoices):
    """How the result reached the person."""

    HANDED = "HANDED", _("Handed over, receipt signed")
    POST = "POST", _("Registered post")
    MAIL = "MAIL", _("Electronically")
    POSTED = "POSTED", _("Public posting")


class LinkKind(models.TextChoices):
    """How two submissions belong together."""

    REPEAT = "REPEAT", _("Same person again")
    ALIKE = "ALIKE", _("Same matter")
    SECOND = "SECOND", _("Second complaint after the first")
    TRANSFER = "TRANSFER", _("Handed over by another department")
