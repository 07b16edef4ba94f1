"""Kinds and states of inspections."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    """Three kinds of proceeding, each with its own law."""

    CHECK = "CHECK", _("Check (Decree 217/2025)")
    INSPECTION = "INSPECTION", _("Inspection (Law 84/2025)")
    LEGACY = "LEGACY", _("Legacy inspection (2010 and 2022 laws)")


class Ground(models.TextChoices):
    """Why the inspection is made (Decree 217/2025 art. 11.2)."""

    PLAN = "PLAN", _("By plan")
    AD_HOC = "AD_HOC", _("Ad hoc: signs of a violation")
    DIRECTED = "DIRECTED", _("By order of the head of a state agency")


class Mode(models.TextChoices):
    """Where it takes place (Decree 217/2025 art. 15.4)."""

    DIRECT = "DIRECT", _("On site")
    ONLINE = "ONLINE", _("Online, from data")


class Phase(models.TextChoices):
    """What a state means to the rest of the product; states themselves are data."""

    PREPARING = "PREPARING", pgettext_lazy("phase", "Being prepared")
    DECIDED = "DECIDED", pgettext_lazy("phase", "Decided")
    RUNNING = "RUNNING", pgettext_lazy("phase", "Fieldwork")
    PAUSED = "PAUSED", pgettext_lazy("phase", "Clock stopped")
    REPORTING = "REPORTING", pgettext_lazy("phase", "Report and outcome")
    CONCLUDED = "CONCLUDED", pgettext_lazy("phase", "Outcome signed")
    FOLLOW_UP = "FOLLOW_UP", pgettext_lazy("phase", "Follow-up")
    CLOSED = "CLOSED", pgettext_lazy("phase", "Closed")
    ENDED = "ENDED", pgettext_lazy("phase", "Ended early")


OPEN_PHASES = (
    Phase.PREPARING,
    Phase.DECIDED,
    Phase.RUNNING,
    Phase.PAUSED,
    Phase.REPORTING,
    Phase.CONCLUDED,
    Phase.FOLLOW_UP,
)
DECIDED_PHASES = (*OPEN_PHASES[1:], Phase.CLOSED)  # a case that ended early may lack a decision
ANNOUNCED_PHASES = (
    Phase.RUNNING,
    Phase.PAUSED,
    Phase.REPORTING,
    Phase.CONCLUDED,
    Phase.FOLLOW_UP,
)
OUTCOME_PHASES = (Phase.CONCLUDED, Phase.FOLLOW_UP, Phase.CLOSED)
FINAL_PHASES = (Phase.CLOSED, Phase.ENDED)


class State(models.TextChoices):
    """Codes of the states that ECMS ships with; administrators add others (ProcedureState)."""

    PROPOSED = "PROPOSED", _("Proposed")
    RETURNED = "RETURNED", _("Returned for correction")
    REJECTED = "REJECTED", _("Rejected")
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")
    DECIDED = "DECIDED", _("Decided")
    IN_PROGRESS = "IN_PROGRESS", _("In progress")
    SUSPENDED = "SUSPENDED", _("Suspended")
    MINUTES_SIGNED = "MINUTES_SIGNED", _("Minutes signed")
    FIELD_CLOSED = "FIELD_CLOSED", _("Direct inspection ended")
    REPORTED = "REPORTED", _("Report submitted")
    DRAFTING_ORDERED = "DRAFTING_ORDERED", _("Conclusion being drafted")
    DRAFT_CONCLUSION = "DRAFT_CONCLUSION", _("Draft conclusion submitted")
    APPRAISED = "APPRAISED", _("Draft conclusion appraised")
    CONCLUSION_SIGNED = "CONCLUSION_SIGNED", _("Conclusion signed")
    PUBLISHED = "PUBLISHED", _("Conclusion published")
    IMPLEMENTING = "IMPLEMENTING", _("Conclusion being implemented")
    CONCLUDED = "CONCLUDED", _("Result issued, follow-up")
    CLOSED = "CLOSED", _("Closed")
    TERMINATED = "TERMINATED", _("Terminated")


class Actor(models.TextChoices):
    """Who takes a step of a procedure."""

    DECIDER = "DECIDER", _("Deciding official")
    HEAD = "HEAD", _("Team head")
    TEAM = "TEAM", _("Any member of the team")
    PROPOSER = "PROPOSER", _("The person who proposed")
    BODY = "BODY", _("Any inspector of the body in charge")


class Late(models.TextChoices):
    """What happens to a step after its last day."""

    REASON = "REASON", _("Possible with a recorded reason")
    NEVER = "NEVER", _("No longer possible")
    FREE = "FREE", _("Possible; the term is a recommendation")


class Manner(models.TextChoices):
    """Who carries the inspection out (2010 law: also one inspector alone)."""

    TEAM = "TEAM", _("Team")
    INDEPENDENT = "INDEPENDENT", _("Independent inspector")


class Publication(models.TextChoices):
    """The form of publication beside the portal (Law 84/2025 art. 37)."""

    MEETING = "MEETING", _("Meeting or press conference")
    MEDIA = "MEDIA", _("Mass media")
    POSTING = "POSTING", _("Posted at the place inspected")


class DurationUnit(models.TextChoices):
    """What the duration is counted in; the procedure says."""

    DAYS = "days", _("Days")
    WORKING_DAYS = "working days", _("Working days")


class TeamRole(models.TextChoices):
    """Role in the team (Decree 217/2025 art. 12)."""

    HEAD = "HEAD", _("Team head")
    DEPUTY = "DEPUTY", _("Deputy team head")
    MEMBER = "MEMBER", _("Member")
    SECRETARY = "SECRETARY", _("Secretary")
    INDEPENDENT = "INDEPENDENT", _("Independent inspector")


HEADS = (TeamRole.HEAD, TeamRole.INDEPENDENT)  # of whom a case has one


class AnswerValue(models.TextChoices):
    """Answer to a yes/no question; "no" means not complied with."""

    YES = "YES", _("Complied with")
    NO = "NO", _("Not complied with")
    NOT_APPLICABLE = "NA", _("Not applicable")


class FindingState(models.TextChoices):
    """Life of a finding."""

    DRAFT = "DRAFT", _("Draft")
    CONFIRMED = "CONFIRMED", _("Confirmed for the minutes")
    DROPPED = "DROPPED", _("Dropped")


class VisitOutcome(models.TextChoices):
    """How a visit ended."""

    DONE = "DONE", _("Carried out")
    CLOSED = "CLOSED", _("Establishment closed")
    REFUSED = "REFUSED", _("Access refused")
    NOBODY = "NOBODY", _("Nobody competent present")


class RequirementState(models.TextChoices):
    """Life of a requirement of the rectification letter."""

    OPEN = "OPEN", _("Open")
    EVIDENCE = "EVIDENCE", _("Evidence received")
    SENT_BACK = "SENT_BACK", _("Sent back")
    ACCEPTED = "ACCEPTED", _("Accepted")
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")
    REPLACED = "REPLACED", _("Replaced")


OUTSTANDING = (RequirementState.OPEN, RequirementState.EVIDENCE, RequirementState.SENT_BACK)


class SignedHow(models.TextChoices):
    """How the subject signed the minutes (Decree 217/2025 art. 15.3a)."""

    SUBJECT = "SUBJECT", _("Signed by the subject")
    COMMUNE = "COMMUNE", _("Refused; confirmed by the commune’s representative")
    WITNESS = "WITNESS", _("Refused; confirmed by a witness")


class WorkKind(models.TextChoices):
    """Work outside a case; it counts as work."""

    PHONE = "PHONE", _("Phone call")
    ADVICE = "ADVICE", _("Advice given")
    VISIT = "VISIT", _("Visit without finding")
    TALK = "TALK", _("Talk or training on the law")
