"""Aggregates of violations and sanctions, one file each."""

from violations.models.act import Act, Circumstance, UnsanctionedFinding
from violations.models.case import Explanation, ViolationCase
from violations.models.claim import ClaimTerms, Recovery, WorkerClaim
from violations.models.execution import Payment, RemedyOrder
from violations.models.ledger import Statement, StatementLine, StatementSource
from violations.models.ruling import Instalment, Ruling

__all__ = [
    "Act",
    "Circumstance",
    "ClaimTerms",
    "Explanation",
    "Instalment",
    "Payment",
    "Recovery",
    "RemedyOrder",
    "Ruling",
    "Statement",
    "StatementLine",
    "StatementSource",
    "UnsanctionedFinding",
    "ViolationCase",
    "WorkerClaim",
]
