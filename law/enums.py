"""Kinds used by the legal rules. Plain enumerations: the rules import no Django.

The values are stored in the database and in the reference files: never rename one.
"""

from enum import StrEnum


class Party(StrEnum):
    """Who is sanctioned. A household business is fined as an individual."""

    ORGANISATION = "organisation"
    INDIVIDUAL = "individual"
    HOUSEHOLD = "household"


class StatedFor(StrEnum):
    """For whom the decree states the amounts of a provision."""

    INDIVIDUAL = "individual"
    ORGANISATION = "organisation"


class FineType(StrEnum):
    """How a provision states its fine."""

    FIXED_RANGE = "fixed_range"
    BRACKET = "bracket"
    PER_UNIT = "per_unit_with_cap"
    PERCENT = "percent_with_cap"
    WARNING = "warning"


class Power(StrEnum):
    """What a competent title may impose."""

    WARNING = "warning"
    FINE = "fine"
    DEPRIVATION = "deprivation"
    SUSPENSION = "suspension"
    CONFISCATION = "confiscation"
    EXPULSION = "expulsion"
    REMEDIAL = "remedial"


class DecisionRoute(StrEnum):
    """Which time limit applies to the sanction decision (LHAV art. 66.1)."""

    NORMAL = "normal"
    TRANSFERRED = "transferred"
    EXPLAINED = "explained"
    COMPLEX = "complex"


class BodyLevel(StrEnum):
    """Level of the body a competent title belongs to."""

    COMMUNE = "commune"
    DISTRICT = "district"
    PROVINCE = "province"
    MINISTRY = "ministry"


class TermUnit(StrEnum):
    """Units of the time limits in ``data/deadlines.csv``."""

    WORKING_DAYS = "working days"
    DAYS = "days"
    MONTHS = "months"
    YEARS = "years"
    HOURS = "hours"
