"""Aggregates of inspections, one file each."""

from inspections.models.aftermath import HeldOriginal, Recheck, Referral, StopOrder
from inspections.models.checklist import Checklist, ChecklistItem
from inspections.models.composition import CaseQuestion
from inspections.models.fieldwork import Answer, Finding, Visit
from inspections.models.followup import DueExtension, Fulfilment, Reminder, Requirement
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
from inspections.models.reinspection import Reinspection, ReinspectionGround
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
    "DueExtension",
    "Finding",
    "ForeignPlan",
    "Fulfilment",
    "Guest",
    "HeldOriginal",
    "Inspection",
    "Interview",
    "InterviewQuestion",
    "MemberTask",
    "OtherWork",
    "Procedure",
    "ProcedureState",
    "ProcedureStep",
    "ProcedureTerm",
    "Recheck",
    "Reinspection",
    "ReinspectionGround",
    "Referral",
    "Reminder",
    "Requirement",
    "Sample",
    "SampleKind",
    "StopOrder",
    "TeamChange",
    "TeamMember",
    "Visit",
]
