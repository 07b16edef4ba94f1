"""Kinds and states of industrial accidents."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AccidentState(models.TextChoices):
    """States of an accident; the transition table is in workflow/accident.py."""

    REPORTED = "REPORTED", _("Declared, no investigation team yet")
    INVESTIGATING = "INVESTIGATING", _("Under investigation")
    WITH_POLICE = "WITH_POLICE", _("Handed to the police")
    MINUTES_SIGNED = "MINUTES_SIGNED", _("Investigation minutes signed")
    ANNOUNCED = "ANNOUNCED", _("Minutes announced")
    FOLLOW_UP = "FOLLOW_UP", _("Minutes sent, follow-up")
    CLOSED = "CLOSED", _("File closed")
    PROSECUTED = "PROSECUTED", _("Prosecuted")
    DISMISSED = "DISMISSED", _("No occupational accident")


OPEN_STATES = (
    AccidentState.REPORTED,
    AccidentState.INVESTIGATING,
    AccidentState.WITH_POLICE,
    AccidentState.MINUTES_SIGNED,
    AccidentState.ANNOUNCED,
    AccidentState.FOLLOW_UP,
)
UNDER_CLOCK = (
    AccidentState.REPORTED,
    AccidentState.INVESTIGATING,
    AccidentState.MINUTES_SIGNED,
)
WITH_TEAM = (
    AccidentState.INVESTIGATING,
    AccidentState.WITH_POLICE,
    AccidentState.MINUTES_SIGNED,
    AccidentState.ANNOUNCED,
    AccidentState.FOLLOW_UP,
    AccidentState.CLOSED,
    AccidentState.PROSECUTED,
)


class AccidentClass(models.TextChoices):
    """Class by the worst outcome (Law 84/2015 art. 35; Decree 39/2016 art. 9)."""

    FATAL = "FATAL", _("Fatal accident")
    SERIOUS_MULTI = "SERIOUS_MULTI", _("Two or more seriously injured")
    SERIOUS = "SERIOUS", _("One seriously injured")
    MINOR = "MINOR", _("Minor accident")


class TeamLevel(models.TextChoices):
    """Who sets up the investigation team (Law 84/2015 art. 35.1-35.3)."""

    GRASSROOTS = "GRASSROOTS", _("The establishment (employer’s team)")
    COMMUNE = "COMMUNE", _("Commune: record only (no labour contract)")
    PROVINCIAL = "PROVINCIAL", _("Provincial team")
    CENTRAL = "CENTRAL", _("Central team (ministry)")


class Channel(models.TextChoices):
    """How the declaration came in."""

    PHONE = "PHONE", _("Telephone")
    PAPER = "PAPER", _("Paper, in person")
    FAX = "FAX", _("Fax")
    EMAIL = "EMAIL", _("E-mail")
    ONLINE = "ONLINE", _("Online")


class CallerRole(models.TextChoices):
    """Who declared it."""

    EMPLOYER = "EMPLOYER", _("The employer")
    VICTIM = "VICTIM", _("The victim or family")
    WITNESS = "WITNESS", _("A witness or colleague")
    COMMUNE = "COMMUNE", _("Commune People’s Committee")
    POLICE = "POLICE", _("Police")
    HOSPITAL = "HOSPITAL", _("Hospital")
    PRESS = "PRESS", _("Press or public")
    OTHER = "OTHER", _("Somebody else")


class Outcome(models.TextChoices):
    """What became of a victim."""

    INJURED = "INJURED", _("Injured")
    DEAD = "DEAD", _("Dead")


class CodeKind(models.TextChoices):
    """Lists of codes of accidents."""

    INJURY = "INJURY", _("Serious injury (Annex II)")
    CAUSE = "CAUSE", _("Cause (Annex XII)")
    FACTOR = "FACTOR", _("Injuring factor")
    OCCUPATION = "OCCUPATION", _("Occupation")


class MemberRole(models.TextChoices):
    """Role in the investigation team."""

    HEAD = "HEAD", _("Team head")
    MEMBER = "MEMBER", _("Member")
    SECRETARY = "SECRETARY", _("Secretary")


class Speaker(models.TextChoices):
    """Whose statement it is."""

    VICTIM = "VICTIM", _("Victim")
    WITNESS = "WITNESS", _("Witness")
    MANAGER = "MANAGER", _("Manager on site")
    EMPLOYER = "EMPLOYER", _("Employer")
    OTHER = "OTHER", _("Other person")


class Finding(models.TextChoices):
    """What the team concludes (Law 84/2015 arts. 3.8, 39, 45)."""

    OCCUPATIONAL = "OCCUPATIONAL", _("Occupational accident")
    COMMUTING = "COMMUTING", _("Commuting accident, treated as occupational")
    NOT_OCCUPATIONAL = "NOT", _("Not an occupational accident")


class FaultSide(models.TextChoices):
    """Whose fault it was."""

    EMPLOYER = "EMPLOYER", _("The employer")
    WORKER = "WORKER", _("Wholly the worker")
    BOTH = "BOTH", _("Employer and worker")
    OTHER = "OTHER", _("Third party or circumstances")


class ReportPeriod(models.TextChoices):
    """Periods of the report of Annex XII (Decree 39/2016 art. 24)."""

    HALF = "HALF", _("First half of the year")
    YEAR = "YEAR", _("Whole year")
