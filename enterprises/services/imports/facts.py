"""The facts of an enterprise that a list may state, and how SQL reads and writes them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Fact:
    """A fact: its field, the type of its column, and the column that holds its day."""

    field: str
    kind: str = "text"
    day: str = ""

    @property
    def column(self) -> str:
        """The column in ``enterprises_enterprise``."""
        return f"{self.field}_id" if self.field in KEYS else self.field


KEYS = ("ward", "sector", "section_2025", "zone")
TEXTS = (
    "name", "foreign_name", "short_name", "legal_form", "ownership", "status", "address",
    "representative", "representative_title", "phone", "email", "registration_number",
    "insurance_code",
)  # fmt: skip
FACTS = (
    *(Fact(field) for field in TEXTS),
    *(Fact(field, "bigint") for field in KEYS),
    Fact("workers", "int", "workers_on"),
    Fact("women", "int", "workers_on"),
    Fact("insured", "int", "insured_on"),
    Fact("arrears", "bigint", "arrears_on"),
    Fact("has_union", "boolean"),
    Fact("status_on", "date"),
)
DAYS = {"workers_on": ("workers", "women"), "insured_on": ("insured",), "arrears_on": ("arrears",)}
SEARCHED = (
    "name", "foreign_name", "short_name", "address", "ward", "representative",
    "registration_number", "insurance_code",
)  # fmt: skip
SCORED = ("sector", "workers")
# Facts of a headcount that a list may state: field of the row, column of the headcount.
HEADS = {"workers": "total", "women": "women", "insured": "insured"}
