"""Kinds and states of inspections."""

from django.db import models
from django.utils.translation import gettext_lazy as _


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


class State(models.TextChoices):
    """States of a check; the transition table is in workflow.py."""

    PROPOSED = "PROPOSED", _("Proposed")
    RETURNED = "RETURNED", _("Returned for correction")
    REJECTED = "REJECTED", _("Rejected")
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")
    DECIDED = "DECIDED", _("Decided")
    IN_PROGRESS = "IN_PROGRESS", _("In progress")
    SUSPENDED = "SUSPENDED", _("Suspended")
    MINUTES_SIGNED = "MINUTES_SIGNED", _("Minutes signed")
    CONCLUDED = "CONCLUDED", _("Result issued, follow-up")
    CLOSED = "CLOSED", _("Closed")
    TERMINATED = "TERMINATED", _("Terminated")


OPEN_STATES = (
    State.PROPOSED,
    State.RETURNED,
    State.DECIDED,
    State.IN_PROGRESS,
    State.SUSPENDED,
    State.MINUTES_SIGNED,
    State.CONCLUDED,
)
DECIDED_STATES = (
    State.DECIDED,
    State.IN_PROGRESS,
    State.SUSPENDED,
    State.MINUTES_SIGNED,
    State.CONCLUDED,
    State.CLOSED,
    State.TERMINATED,
)
ANNOUNCED_STATES = (State.IN_PROGRESS, State.SUSPENDED, State.MINUTES_SIGNED, State.CONCLUDED)


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


class AnswerValue(models.TextChoices):
    """Answer to a yes/no question; "no" means not complied with."""

    YES = "YES", _("Complied with")
    NO = "NO", _("Not complied with")
    NOT_APPLICABLE = "NA", _("Not applicable")


class FindingState(models.TextChoices):
    """Life of a finding."""

    DRAFT = "DRAFT", _("Draft")
    CONFIRMED = "CONFIRMED", _("Confirmed in the minutes")
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
    ACCEPTED = "ACCEPTED", _("Accepted")


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
