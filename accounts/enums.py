"""Kinds of places, bodies and grants."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PlaceScheme(models.TextChoices):
    """Which list of administrative units a code belongs to; codes were reused in 2025."""

    BEFORE_2025 = "PRE2025", _("63 provinces (until 30 June 2025)")
    SINCE_2025 = "2025", _("34 provinces (since 1 July 2025)")


class Level(models.TextChoices):
    """Level of a body; it decides durations and competences."""

    MINISTRY = "MINISTRY", _("Ministry")
    PROVINCE = "PROVINCE", _("Province")
    COMMUNE = "COMMUNE", _("Commune")


class Reach(models.TextChoices):
    """How far a role carries."""

    NATIONAL = "national", _("Whole country")
    PROVINCE = "province", _("Province of the body")
    ADMIN = "admin", _("Administration pages only")


class Language(models.TextChoices):
    """Languages of the product, each in its own words."""

    VIETNAMESE = "vi", "Tiếng Việt"
    ENGLISH = "en", "English"


class DelegationKind(models.TextChoices):
    """What is delegated (forms MQĐ34 and MQĐ35)."""

    SANCTION = "SANCTION", _("Power to sanction (MQĐ34)")
    ENFORCEMENT = "ENFORCEMENT", _("Power to order enforcement (MQĐ35)")
    INSPECTION = "INSPECTION", _("Power to decide checks")


class SignatureForm(models.TextChoices):
    """How an official signs (Decree 30/2020, Annex I)."""

    OWN = "", _("In own right")
    KT = "KT.", _("For the head (KT.)")
    TL = "TL.", _("By order (TL.)")
    TUQ = "TUQ.", _("By authorisation (TUQ.)")
    Q = "Q.", _("Acting (Q.)")


class Absence(models.TextChoices):
    """Why somebody's work goes to others."""

    LEAVES = "LEAVES", _("Leaves the body")
    AWAY = "AWAY", _("Is away for long")
    LOAD = "LOAD", _("Has too much work")


class EndReason(models.TextChoices):
    """Why a session ended without the person signing out."""

    CLOSED = "closed", _("The account is not in use")
    ELSEWHERE = "elsewhere", _("Signed out elsewhere, or the password was changed")
    IDLE = "idle", _("Nothing was done for a while")
    LONG = "long", _("The longest time of one session has passed")
