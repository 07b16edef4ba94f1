"""Kinds and states of the register."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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

    ACTIVE = "ACTIVE", pgettext_lazy("enterprise", "Active")
    SUSPENDED = "SUSPENDED", pgettext_lazy("enterprise", "Suspended")
    DISSOLVED = "DISSOLVED", pgettext_lazy("enterprise", "Dissolved")
    MOVED = "MOVED", pgettext_lazy("enterprise", "Not found at its address")


class ImportState(models.TextChoices):
    """Life of an import."""

    UPLOADED = "UPLOADED", pgettext_lazy("import", "Uploaded")
    CHECKING = "CHECKING", pgettext_lazy("import", "Being checked")
    READY = "READY", pgettext_lazy("import", "Ready to confirm")
    COMMITTING = "COMMITTING", pgettext_lazy("import", "Being carried out")
    DONE = "DONE", pgettext_lazy("import", "Carried out")
    REFUSED = "REFUSED", pgettext_lazy("import", "File refused")
    CANCELLED = "CANCELLED", pgettext_lazy("import", "Cancelled")
    FAILED = "FAILED", pgettext_lazy("import", "Failed")


RUNNING_STATES = frozenset({ImportState.UPLOADED, ImportState.CHECKING, ImportState.COMMITTING})


class RowVerdict(models.TextChoices):
    """What an import will do with a row."""

    NEW = "NEW", pgettext_lazy("import", "New")
    CHANGED = "CHANGED", pgettext_lazy("import", "Changed")
    UNCHANGED = "SAME", pgettext_lazy("import", "Unchanged")
    REFUSED = "REFUSED", pgettext_lazy("import", "Refused")
