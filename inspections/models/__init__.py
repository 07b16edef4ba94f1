"""Aggregates of inspections, one file each."""

from inspections.models.checklist import Checklist, ChecklistItem
from inspections.models.fieldwork import Answer, Finding, Visit
from inspections.models.followup import Requirement
from inspections.models.inspection import Inspection
from inspections.models.planning import (
    CalendarFeed,
    DayPlan,
    DayStop,
    Dossier,
    ForeignPlan,
    OtherWork,
)
from inspections.models.procedure import Procedure
from inspections.models.team import Allotment, Guest, MemberTask, TeamChange, TeamMember

__all__ = [
    "Allotment",
    "Answer",
    "CalendarFeed",
    "Checklist",
    "ChecklistItem",
    "DayPlan",
    "DayStop",
    "Dossier",
    "Finding",
    "ForeignPlan",
    "Guest",
    "Inspection",
    "MemberTask",
    "OtherWork",
    "Procedure",
    "Requirement",
    "TeamChange",
    "TeamMember",
    "Visit",
]
