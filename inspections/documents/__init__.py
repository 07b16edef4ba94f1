"""Official documents of a case: each function answers ``(form, context)`` for the issuing."""

from inspections.documents.conclusion import (
    conclusion,
    publication,
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
from inspections.documents.followup import (
    more_time,
    referral,
    reminder,
    stop_work,
    then_and_now_report,
    work_again,
)
from inspections.documents.outcome import rectification, result

__all__ = [
    "Paper",
    "announcement",
    "conclusion",
    "decision",
    "extension",
    "minutes",
    "more_time",
    "notice",
    "plan",
    "publication",
    "rectification",
    "referral",
    "reminder",
    "report",
    "result",
    "resumption",
    "stop_work",
    "supervision",
    "suspension",
    "termination",
    "then_and_now_report",
    "work_again",
]
