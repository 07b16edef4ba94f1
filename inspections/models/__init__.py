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
from inspections.models.procedure import (
    Procedure,
    ProcedureState,
    ProcedureStep,
    ProcedureTerm,
)
from inspections.models.progress import CaseStep
from inspections.models.sample import Sample, SampleKind
from inspections.models.team import Allotment, Guest, MemberTask, TeamChange, TeamMember

__all__ = [
    "Allotment",
    "Answer",
    "CalendarFeed",
    "CaseQuestion",
    "CaseStep",
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
    "ProcedureState",
    "ProcedureStep",
    "ProcedureTerm",
    "Requirement",
    "TeamChange",
    "Interview",
    "InterviewQuestion",
    "Sample",
    "SampleKind",
    "TeamMember",
    "Visit",
]
