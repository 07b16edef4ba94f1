"""Official documents of a check: each function answers ``(form, context)`` for the issuing."""

from inspections.documents.catalogue import (
    ANNOUNCEMENT,
    DECISION,
    EXTENSION,
    MINUTES,
    NOTICE,
    PLAN,
    RECTIFICATION,
    RESULT,
    RESUMPTION,
    SUSPENSION,
    TERMINATION,
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
    "ANNOUNCEMENT",
    "DECISION",
    "EXTENSION",
    "MINUTES",
    "NOTICE",
    "PLAN",
    "RECTIFICATION",
    "RESULT",
    "RESUMPTION",
    "SUSPENSION",
    "TERMINATION",
    "Paper",
    "announcement",
    "decision",
    "extension",
    "minutes",
    "notice",
    "plan",
    "rectification",
    "result",
    "resumption",
    "suspension",
    "termination",
]
