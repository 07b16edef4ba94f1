"""The list of enterprises as a file: exactly the rows that the filters show, as plain values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Province, Ward
from ecms.documents.exporting.registry import Table
from enterprises.enums import EnterpriseStatus, LegalForm, Ownership
from enterprises.filters import EnterpriseFilter, Listing, in_order, listing
from enterprises.models import IndustrialZone, Sector
from enterprises.presenters import field_words

DIRECT = 5_000  # rows up to which a workbook is made while the person waits
CHUNK = 5_000  # rows fetched at a time from the cursor of the server
FIELDS = (
    "tax_code", "name", "foreign_name", "short_name", "registration_number", "insurance_code",
    "legal_form", "ownership", "status", "address", "ward_id", "province_id", "zone_id",
    "sector_id", "section_2025_id", "representative", "representative_title", "phone", "email",
    "workers", "women", "workers_on", "insured", "insured_on", "has_union", "last_visited_on",
    "workforce_on", "risk_score",
)  # fmt: skip
TITLES = {
    "registration_number": gettext_lazy("Registration number"),
    "insurance_code": gettext_lazy("Social insurance code"),
    "ownership": gettext_lazy("Ownership"),
    "zone_id": gettext_lazy("Industrial zone"),
    "section_2025_id": gettext_lazy("Economic section"),
    "insured": gettext_lazy("Insured workers"),
    "insured_on": gettext_lazy("Insured workers as of"),
    "workforce_on": gettext_lazy("Workforce as of"),
    "risk_score": gettext_lazy("Risk score"),
    "ward_id": gettext_lazy("Ward or commune"),
    "province_id": gettext_lazy("Province"),
    "sector_id": gettext_lazy("Sector"),
}


def asked_by(user: Any, query: str) -> Listing:
    """The list behind a query string."""
    data = QueryDict(query)
    return listing(user, EnterpriseFilter(data, user=user), data.get("sort", ""))


def header() -> list[str]:
    """Titles of the columns in the language of the page."""
    return [str(TITLES[name]) if name in TITLES else field_words(name) for name in FIELDS]


def rows(asked: Listing) -> Iterator[list[Any]]:
    """Every row of a list in its order, through a cursor of the server; flat memory."""
    found = in_order(asked.everything(), asked.sort)
    return worded(found.values_list(*FIELDS).iterator(chunk_size=CHUNK))


def worded(values: Iterable[tuple[Any, ...]]) -> Iterator[list[Any]]:
    """Stored values with the names of places, sectors and choices."""
    words: dict[str, dict[Any, Any]] = {
        "legal_form": dict(LegalForm.choices), "ownership": dict(Ownership.choices),
        "status": dict(EnterpriseStatus.choices), "has_union": {True: _("yes"), False: _("no")},
        "ward_id": _names(Ward), "province_id": _names(Province),
        "zone_id": _names(IndustrialZone),
        "sector_id": _names(Sector), "section_2025_id": _names(Sector),
    }  # fmt: skip
    texts = [
        (place, {key: str(text) for key, text in words[name].items()})
        for place, name in enumerate(FIELDS)
        if name in words
    ]
    for value in values:
        row = list(value)
        for place, of_field in texts:
            row[place] = of_field.get(row[place], "")
        yield row


def _names(model: Any) -> dict[int, str]:
    return {row.pk: str(row) for row in model.objects.only("pk", *_name_fields(model))}


def _name_fields(model: Any) -> tuple[str, ...]:
    return ("code", "name_vi", "name_en")


def tables(user: Any, query: str) -> list[Table]:
    """For the registry of exports."""
    asked = asked_by(user, query)
    return [Table("enterprises", header(), lambda: rows(asked), _("Enterprises of the list"))]


def total(user: Any, query: str) -> int | None:
    """How many rows the export will have; the planner's estimate is enough for a bar."""
    return asked_by(user, query).everything().count()
