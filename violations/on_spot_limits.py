"""The limits of a sanction without minutes, read once from ``data/on_spot_limits.csv``."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from ecms.core.datafile import DATA_DIR, Row, read_rows
from violations.proceeding_rules import SpotLimit, spot_limit

COLUMNS = ("individual", "organisation", "valid_from", "valid_to", "legal_basis_vi")


@lru_cache(maxsize=1)
def limits() -> tuple[SpotLimit, ...]:
    """Every period. Raises DataFileError for a broken file."""
    return tuple(_limit(row) for row in read_rows(DATA_DIR / "on_spot_limits.csv", COLUMNS))


def limit_on(day: date) -> SpotLimit:
    """The limits in force on a day. Raises LookupError before the law had any."""
    return spot_limit(limits(), day)


def _limit(row: Row) -> SpotLimit:
    start = row.day("valid_from")
    if start is None:
        raise row.fail("valid_from is empty")
    return SpotLimit(
        individual=int(row.required("individual")),
        organisation=int(row.required("organisation")),
        valid_from=start,
        valid_to=row.day("valid_to"),
        legal_basis_vi=row.required("legal_basis_vi"),
        legal_basis_en=row.required("legal_basis_en"),
    )
