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


class Ownership(models.TextChoices):
    """Whose capital it is."""

    STATE = "STATE", pgettext_lazy("ownership", "State")
    PRIVATE = "PRIVATE", pgettext_lazy("ownership", "Private, domestic")
    COLLECTIVE = "COLLECT", pgettext_lazy("ownership", "Collective")
    FOREIGN = "FOREIGN", pgettext_lazy("ownership", "Foreign investment")
    MIXED = "MIXED", pgettext_lazy("ownership", "Mixed")


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
    UNDOING = "UNDOING", pgettext_lazy("import", "Being undone")
    UNDONE = "UNDONE", pgettext_lazy("import", "Undone")
    REFUSED = "REFUSED", pgettext_lazy("import", "File refused")
    CANCELLED = "CANCELLED", pgettext_lazy("import", "Cancelled")
    FAILED = "FAILED", pgettext_lazy("import", "Failed")


RUNNING_STATES = frozenset(
    {ImportState.UPLOADED, ImportState.CHECKING, ImportState.COMMITTING, ImportState.UNDOING}
)


class RowVerdict(models.TextChoices):
    """What an import will do with a row."""

    NEW = "NEW", pgettext_lazy("import", "New")
    CHANGED = "CHANGED", pgettext_lazy("import", "Changed")
    UNCHANGED = "SAME", pgettext_lazy("import", "Unchanged")
    REFUSED = "REFUSED", pgettext_lazy("import", "Refused")


class ImportKind(models.TextChoices):
    """What a file holds; each kind has an adapter in ``services.imports.adapters``."""

    EMPLOYERS = "EMPLOYERS", pgettext_lazy("import", "List of employers")
    BUSINESS = "BUSINESS", pgettext_lazy("import", "Business register")
    INSURANCE = "INSURANCE", pgettext_lazy("import", "Social insurance")
    TAX = "TAX", pgettext_lazy("import", "Tax authority")
    WORKERS = "WORKERS", pgettext_lazy("import", "Workers, whole list")
    MOVES = "MOVES", pgettext_lazy("import", "Workers, changes only")
    PLANS = "PLANS", pgettext_lazy("import", "Plans of other bodies")
    CASES = "CASES", pgettext_lazy("import", "Inspections of the former laws")


class ZoneKind(models.TextChoices):
    """Kinds of zones with a board of their own."""

    INDUSTRIAL = "IZ", _("Industrial park")
    EXPORT = "EPZ", _("Export processing zone")
    HIGH_TECH = "HTP", _("High-tech park")
    ECONOMIC = "EZ", _("Economic zone")
    CLUSTER = "IC", _("Industrial cluster")


class RelationKind(models.TextChoices):
    """How one enterprise stands to another; read "source is ... of target"."""

    PARENT = "PARENT", _("parent company")
    BRANCH = "BRANCH", _("head office of the branch")
    GROUP = "GROUP", _("leading company of the group")
    PRINCIPAL = "PRINCIPAL", _("principal of the contractor")
    LEASING = "LEASING", _("lessor of workers to")


class HazardGroup(models.TextChoices):
    """Groups of hazards."""

    CHEMICAL = "CHEMICAL", _("Chemicals")
    EQUIPMENT = "EQUIPMENT", _("Machines and equipment under strict requirements")
    PHYSICAL = "PHYSICAL", _("Noise, dust, heat, radiation")
    PLACE = "PLACE", _("Places: height, depth, confined space")
    BIOLOGICAL = "BIO", _("Biological agents")


class FlagKind(models.TextChoices):
    """What a machine noticed and a person should look at."""

    INSURED_GAP = "INSURED_GAP", _("Fewer insured workers than declared")
    TWO_FULL_TIME = "TWO_JOBS", _("A worker in two full-time jobs")
    ELSEWHERE = "ELSEWHERE", _("Listed by another province")
    HEADCOUNT_JUMP = "JUMP", _("Headcount changed by more than half")


class Sex(models.TextChoices):
    """As the identity paper has it."""

    FEMALE = "F", _("Female")
    MALE = "M", _("Male")


class IdentityKind(models.TextChoices):
    """Papers by which a person is known."""

    CITIZEN = "CCCD", _("Citizen identity number")
    OLD_CARD = "CMND", _("Former identity card")
    PASSPORT = "PASSPORT", _("Passport")


class ContractKind(models.TextChoices):
    """Labour contracts (Labour Code 45/2019 art. 20) and what stands in their place."""

    INDEFINITE = "INDEF", pgettext_lazy("contract", "Indefinite term")
    FIXED = "FIXED", pgettext_lazy("contract", "Fixed term")
    PROBATION = "PROB", pgettext_lazy("contract", "Probation")
    APPRENTICE = "APPR", pgettext_lazy("contract", "Apprenticeship")
    LEASED = "LEASED", pgettext_lazy("contract", "Leased worker")
    NONE = "NONE", pgettext_lazy("contract", "No written contract")


class SharedPlaceKind(models.TextChoices):
    """What workers share besides a site."""

    SHIFT = "SHIFT", _("Shift")
    HOUSING = "HOUSING", _("Housing")
    VEHICLE = "VEHICLE", _("Vehicle")


class TracingPurpose(models.TextChoices):
    """For what contacts of a worker may be traced."""

    ACCIDENT = "ACCIDENT", _("Investigation of an accident")
    EXPOSURE = "EXPOSURE", _("Exposure to a harmful substance")
    EPIDEMIC = "EPIDEMIC", _("Epidemic at work")


class SelfCheckDuty(models.TextChoices):
    """Whether an employer must check itself."""

    DUTY = "DUTY", _("Duty")
    VOLUNTARY = "VOLUNTARY", _("Voluntary")


class DuplicateState(models.TextChoices):
    """What became of two records that look like one enterprise."""

    OPEN = "OPEN", pgettext_lazy("duplicate", "To be decided")
    MERGED = "MERGED", pgettext_lazy("duplicate", "Merged")
    DIFFERENT = "DIFFERENT", pgettext_lazy("duplicate", "Different enterprises")
