"""Kinds and states of the register."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LegalForm(models.TextChoices):
    """Legal form; it decides whether fines are doubled."""

    LLC_ONE = "LLC1", _("Single-member limited liability company")
    LLC_MANY = "LLC2", _("Multi-member limited liability company")
    JOINT_STOCK = "JSC", _("Joint-stock company")
    PRIVATE = "PRIVATE", _("Private enterprise")
    PARTNERSHIP = "PARTNER", _("Partnership")
    STATE = "STATE", _("State enterprise")
    COOPERATIVE = "COOP", _("Cooperative")
    FOREIGN_BRANCH = "BRANCH", _("Branch or representative office")
    PUBLIC_UNIT = "PUBLIC", _("Public service unit")
    HOUSEHOLD = "HOUSEHOLD", _("Household business")
    INDIVIDUAL = "PERSON", _("Individual employer")
    OTHER = "OTHER", _("Other")


class EnterpriseStatus(models.TextChoices):
    """Whether the enterprise works."""

    ACTIVE = "ACTIVE", _("Active")
    SUSPENDED = "SUSPENDED", _("Suspended")
    DISSOLVED = "DISSOLVED", _("Dissolved")
    MOVED = "MOVED", _("Not found at its address")


class ImportState(models.TextChoices):
    """Life of an import."""

    UPLOADED = "UPLOADED", _("Uploaded")
    CHECKING = "CHECKING", _("Being checked")
    READY = "READY", _("Ready to confirm")
    COMMITTING = "COMMITTING", _("Being carried out")
    DONE = "DONE", _("Carried out")
    REFUSED = "REFUSED", _("File refused")
    CANCELLED = "CANCELLED", _("Cancelled")
    FAILED = "FAILED", _("Failed")


RUNNING_STATES = frozenset({ImportState.UPLOADED, ImportState.CHECKING, ImportState.COMMITTING})


class RowVerdict(models.TextChoices):
    """What an import will do with a row."""

    NEW = "NEW", _("New")
    CHANGED = "CHANGED", _("Changed")
    UNCHANGED = "SAME", _("Unchanged")
    REFUSED = "REFUSED", _("Refused")
