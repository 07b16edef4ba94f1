"""Aggregates of violations and sanctions, one file each."""

from violations.models.act import Act, Circumstance, UnsanctionedFinding
from violations.models.case import Explanation, ViolationCase
from violations.models.challenge import Challenge, Evasion, Stay
from violations.models.claim import ClaimTerms, Recovery, WorkerClaim
from violations.models.elsewhere import FileAway
from violations.models.enforcement import Enforcement, EnforcementStep, Inquiry, NonExecution
from violations.models.execution import Payment, RemedyOrder
from violations.models.exhibit import Exhibit, OwnerNotice
from violations.models.ledger import Statement, StatementLine, StatementSource
from violations.models.proceeding import Hearing, Verification
from violations.models.publication import Publication, ReminderLetter, ReminderRun
from violations.models.ruling import Instalment, Ruling
from violations.models.seizure import Seizure

__all__ = [
    "Act",
    "Challenge",
    "Circumstance",
    "ClaimTerms",
    "Enforcement",
    "EnforcementStep",
    "Evasion",
    "Exhibit",
    "Explanation",
    "FileAway",
    "Hearing",
    "Inquiry",
    "Instalment",
    "NonExecution",
    "OwnerNotice",
    "Payment",
    "Recovery",
    "Publication",
    "ReminderLetter",
    "ReminderRun",
    "RemedyOrder",
    "Ruling",
    "Seizure",
    "Statement",
    "StatementLine",
    "StatementSource",
    "Stay",
    "UnsanctionedFinding",
    "Verification",
    "ViolationCase",
    "WorkerClaim",
]
