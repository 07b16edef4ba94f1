"""Official documents of a case: each function answers ``(form, context)`` for the issuing."""

from inspections.documents.conclusion import (
    conclusion,
    publication,
    reminder,
    report,
    supervision,
)
from inspections.documents.contexts import Paper
from inspections.documents.decisions import (
    decision,
    extension,
    notice,
    plan,
    resumption,
    suspension,
    termination,
)
from inspections.documents.fieldwork import announcement, minutes
from inspections.documents.outcome import rectification, result

__all__ = [
    "Paper",
    "announcement",
    "conclusion",
    "decision",
    "extension",
    "minutes",
    "notice",
    "plan",
    "publication",
    "rectification",
    "reminder",
    "report",
    "result",
    "resumption",
    "supervision",
    "suspension",
    "termination",
]
