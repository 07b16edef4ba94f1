"""Aggregates of inspections, one file each."""

from inspections.models.checklist import Checklist, ChecklistItem
from inspections.models.composition import CaseQuestion
from inspections.models.fieldwork import Answer, Finding, Visit
from inspections.models.followup import Requirement
from inspections.models.inspection import Inspection
from inspections.models.interview import Interview, InterviewQuestion
from inspections.models.planning import (
    CalendarFeed,
    DayPlan,
    DayStop,
    Dossier,
    ForeignPlan,
    OtherWork,
)
from inspections.models.procedure import Procedure
from inspections.models.sample import Sample, SampleKind
from inspections.models.team import Allotment, Guest, MemberTask, TeamChange, TeamMember

__all__ = [
    "Allotment",
    "Answer",
    "CalendarFeed",
    "CaseQuestion",
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
    "Interview",
    "InterviewQuestion",
    "Sample",
    "SampleKind",
    "TeamMember",
    "Visit",
]
