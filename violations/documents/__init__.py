"""Official documents of a violation case: each function answers ``(form, context)``."""

from violations.documents import building_before as before
from violations.documents.building import (
    decision,
    minutes,
    submission,
    worksheet,
    worksheet_in_english,
)
from violations.documents.catalogue import DECISION, MINUTES, RULINGS, SUBMISSION, WORKSHEET
from violations.documents.rulings import ruling

__all__ = [
    "DECISION",
    "MINUTES",
    "RULINGS",
    "SUBMISSION",
    "WORKSHEET",
    "before",
    "decision",
    "minutes",
    "ruling",
    "submission",
    "worksheet",
    "worksheet_in_english",
]
