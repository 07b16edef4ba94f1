"""Official documents of a violation case: each function answers ``(form, context)``."""

from violations.documents.building import decision, minutes, submission, worksheet
from violations.documents.catalogue import DECISION, MINUTES, SUBMISSION, WORKSHEET

__all__ = [
    "DECISION",
    "MINUTES",
    "SUBMISSION",
    "WORKSHEET",
    "decision",
    "minutes",
    "submission",
    "worksheet",
]
