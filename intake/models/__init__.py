"""Aggregates of intake, one file each."""

from intake.models.accident import Accident
from intake.models.accident_code import AccidentCode
from intake.models.accident_facts import (
    AccidentReport,
    AccidentReturn,
    ClassChange,
    Recommendation,
)
from intake.models.accident_people import Dossier, SceneNote, Statement, TeamMember, Victim
from intake.models.complaint import (
    Complainant,
    Complaint,
    ComplaintLink,
    ComplaintNote,
    IdentityOpening,
)
from intake.models.complaint_reference import CompetentBody, ComplaintRoute, ComplaintTerm

__all__ = [
    "Accident",
    "AccidentCode",
    "AccidentReport",
    "AccidentReturn",
    "ClassChange",
    "CompetentBody",
    "Complainant",
    "Complaint",
    "ComplaintLink",
    "ComplaintNote",
    "ComplaintRoute",
    "ComplaintTerm",
    "Dossier",
    "IdentityOpening",
    "Recommendation",
    "SceneNote",
    "Statement",
    "TeamMember",
    "Victim",
]
