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
from law.models.draft import DecreeDraft
from law.models.enforcement import EnforcementRule, EnforcementTitle, LateRate, MeasureKind
from law.models.interest import InterestPer, InterestRule
from law.models.limit import (
    Direction,
    Limit,
    LimitKey,
    LimitUnit,
    MinimumWage,
    Region,
    WageRegion,
)
from law.models.question import (
    AnswerType,
    ConditionTest,
    Group,
    Question,
    QuestionCondition,
    QuestionScope,
)
from law.models.relief import ReliefKind, ReliefParty, ReliefRule
from law.models.search import Favourite, Saying
from law.models.time import CalendarDay, DeadlineRule

__all__ = [
    "AdditionalSanction",
    "AnswerType",
    "CalendarDay",
    "CompetenceRule",
    "CompetenceScope",
    "ConditionTest",
    "DeadlineRule",
    "DecreeDraft",
    "Direction",
    "EnforcementRule",
    "EnforcementTitle",
    "Favourite",
    "Frame",
    "Group",
    "Instrument",
    "InterestPer",
    "InterestRule",
    "LateRate",
    "Limit",
    "LimitKey",
    "LimitUnit",
    "MeasureKind",
    "MinimumWage",
    "Provision",
    "Question",
    "QuestionCondition",
    "QuestionScope",
    "Region",
    "ReliefKind",
    "ReliefParty",
    "ReliefRule",
    "Remedy",
    "Saying",
    "ViolationTopic",
    "WageRegion",
]
