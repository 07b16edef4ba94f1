"""Aggregates of the law catalogue, one file each."""

from law.models.catalogue import (
    AdditionalSanction,
    Frame,
    Instrument,
    Provision,
    Remedy,
    ViolationTopic,
)
from law.models.competence import CompetenceRule, CompetenceScope
from law.models.question import AnswerType, Question
from law.models.time import CalendarDay, DeadlineRule

__all__ = [
    "AdditionalSanction",
    "AnswerType",
    "CalendarDay",
    "CompetenceRule",
    "CompetenceScope",
    "DeadlineRule",
    "Frame",
    "Instrument",
    "Provision",
    "Question",
    "Remedy",
    "ViolationTopic",
]
