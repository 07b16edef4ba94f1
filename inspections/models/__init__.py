"""Aggregates of inspections, one file each."""

from inspections.models.checklist import Checklist, ChecklistItem
from inspections.models.fieldwork import Answer, Finding, Visit
from inspections.models.followup import Requirement
from inspections.models.inspection import Inspection, TeamMember
from inspections.models.procedure import Procedure

__all__ = [
    "Answer",
    "Checklist",
    "ChecklistItem",
    "Finding",
    "Inspection",
    "Procedure",
    "Requirement",
    "TeamMember",
    "Visit",
]
