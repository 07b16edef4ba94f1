"""Aggregates of the enterprise register, one file each."""

from enterprises.models.duplicate import Duplicate, Merge
from enterprises.models.enterprise import Enterprise
from enterprises.models.facts import (
    Contact,
    EnterpriseHazard,
    Flag,
    Hazard,
    Headcount,
    StatusChange,
)
from enterprises.models.imports import ImportJob, ImportRow, ImportSource
from enterprises.models.place import IndustrialZone, Site
from enterprises.models.relation import Relation
from enterprises.models.search import FacetCount, SearchWord
from enterprises.models.sector import Sector
from enterprises.models.selfcheck import SelfCheck, SelfCheckForm, SelfCheckItem
from enterprises.models.tracing import Tracing
from enterprises.models.worker import (
    Badge,
    SharedPlace,
    SharedStay,
    Spell,
    Training,
    Worker,
)

__all__ = [
    "Badge",
    "Contact",
    "Duplicate",
    "Enterprise",
    "EnterpriseHazard",
    "FacetCount",
    "Flag",
    "Hazard",
    "Headcount",
    "ImportJob",
    "ImportRow",
    "ImportSource",
    "IndustrialZone",
    "Merge",
    "Relation",
    "SearchWord",
    "Sector",
    "SelfCheck",
    "SelfCheckForm",
    "SelfCheckItem",
    "SharedPlace",
    "SharedStay",
    "Site",
    "Spell",
    "StatusChange",
    "Tracing",
    "Training",
    "Worker",
]
