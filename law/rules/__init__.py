"""The legal rules of a violation case, pure: facts and reference data in, worksheets out.

Imports no Django and reads no clock. ``worksheet(reference, facts, party, decided_on,
minutes_on)`` is the entry point; every result carries its reasoning as bilingual sentences.
"""

from law.enums import BodyLevel, DecisionRoute, FineType, Party, Power, StatedFor, TermUnit
from law.rules.catalogue import (
    AdditionalSanction,
    Competence,
    Deadline,
    Instrument,
    Provision,
    Remedy,
    Scope,
)
from law.rules.competence import Signatory, signatories
from law.rules.errors import InvalidReference, LawRefusal
from law.rules.facts import ActFacts, Circumstances
from law.rules.fine import fine_for
from law.rules.frame import Frame, frame_for
from law.rules.reference import Reference
from law.rules.results import ActWorksheet, CaseWorksheet, RemedyDue
from law.rules.terms import CaseTerms, case_terms, last_day, limitation_ends_on, may_explain
from law.rules.wording import Sentence, cite
from law.rules.worksheet import act_worksheet, worksheet

__all__ = [
    "ActFacts",
    "ActWorksheet",
    "AdditionalSanction",
    "BodyLevel",
    "CaseTerms",
    "CaseWorksheet",
    "Circumstances",
    "Competence",
    "Deadline",
    "DecisionRoute",
    "FineType",
    "Frame",
    "Instrument",
    "InvalidReference",
    "LawRefusal",
    "Party",
    "Power",
    "Provision",
    "Reference",
    "Remedy",
    "RemedyDue",
    "Scope",
    "Sentence",
    "Signatory",
    "StatedFor",
    "TermUnit",
    "act_worksheet",
    "case_terms",
    "cite",
    "fine_for",
    "frame_for",
    "last_day",
    "limitation_ends_on",
    "may_explain",
    "signatories",
    "worksheet",
]
