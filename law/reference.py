"""Reading the sanction law from the files under ``data/``, strictly; imports no Django.

Every error is a DataFileError that names file, row (header = row 1) and reason. The doubled
amounts given in ``violations.csv`` are recomputed and must agree: they are a check, not a source.
"""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TypeVar

from ecms.core.calendar import load_calendar
from ecms.core.datafile import DATA_DIR, DataFileError, Row, read_rows
from law.enums import BodyLevel, FineType, Power, StatedFor, TermUnit
from law.rules.catalogue import (
    AdditionalSanction,
    Competence,
    Deadline,
    Instrument,
    Provision,
    Remedy,
    Scope,
    group_provisions,
)
from law.rules.competence import expand
from law.rules.errors import InvalidReference
from law.rules.reference import Reference

T = TypeVar("T")
RULE_PREFIX = "RULE_"  # rows that state a general rule in words; not a title
DEFERRED = "(deferred"
UNITS = {
    "working days": TermUnit.WORKING_DAYS,
    "working day": TermUnit.WORKING_DAYS,
    "days": TermUnit.DAYS,
    "month": TermUnit.MONTHS,
    "months": TermUnit.MONTHS,
    "year": TermUnit.YEARS,
    "years": TermUnit.YEARS,
    "hours": TermUnit.HOURS,
}
PROVISION_COLUMNS = [
    "row_id",
    "code",
    "decree",
    "valid_from",
    "valid_to",
    "article",
    "clause",
    "point",
    "legal_basis",
    "title_en",
    "title_vi",
    "category",
    "severity",
    "violator",
    "fine_stated_for",
    "org_multiplier",
    "fine_type",
    "scale_unit",
    "bracket_from",
    "bracket_to",
    "fine_min_vnd",
    "fine_max_vnd",
    "percent_min",
    "percent_max",
    "percent_of",
    "cap_vnd",
    "org_fine_min_vnd",
    "org_fine_max_vnd",
    "org_cap_vnd",
    "additional_sanction_codes",
    "remedial_codes",
    "criminal_referral",
    "notes",
    "source",
    "confidence",
]


def load_from_files(directory: Path = DATA_DIR) -> Reference:
    """Read all files and build the Reference. Raises DataFileError."""
    parts = {
        "instruments": read_instruments(directory),
        "provisions": read_provisions(directory),
        "competence": read_competence(directory),
        "deadlines": read_deadlines(directory),
        "remedies": read_remedies(directory),
        "additional": read_additional(directory),
    }
    try:
        return Reference(**parts, calendar=load_calendar(directory))  # type: ignore[arg-type]
    except InvalidReference as error:
        raise DataFileError(str(directory.name), None, str(error)) from error


def read_instruments(directory: Path = DATA_DIR) -> list[Instrument]:
    """Read the sanction decrees of ``instruments.csv``; other kinds are only citations."""
    columns = ("code", "kind", "valid_from", "valid_to", "fine_most_vnd", "fine_most_overseas_vnd")
    rows = read_rows(directory / "instruments.csv", columns)
    return [_instrument(row) for row in rows if row.text("kind") == "sanction_decree"]


def _instrument(row: Row) -> Instrument:
    return row.build(
        lambda: Instrument(
            code=row.required("code"),
            title_vi=row.required("title_vi"),
            title_en=row.required("title_en"),
            valid_from=_needed_day(row, "valid_from"),
            valid_to=row.day("valid_to"),
            fine_level_article_vi=row.required("fine_level_article_vi"),
            fine_level_article_en=row.required("fine_level_article_en"),
            fine_most=row.integer("fine_most_vnd"),
            fine_most_overseas=row.integer("fine_most_overseas_vnd"),
        )
    )


def read_provisions(directory: Path = DATA_DIR) -> list[Provision]:
    """Read ``violations.csv``: every act with every bracket of both decrees."""
    path = directory / "violations.csv"
    rows = list(read_rows(path, PROVISION_COLUMNS))
    seen: dict[str, Row] = {}
    provisions = []
    for row in rows:
        provision = row.build(lambda row=row: provision_of(row))  # type: ignore[misc]
        if provision.row_id in seen:
            raise row.fail(f"row_id {provision.row_id} is given twice")
        seen[provision.row_id] = row
        provisions.append(provision)
    _check_groups(provisions, seen)
    return provisions


def provision_of(row: Row) -> Provision:
    """The act and bracket of a row. Raises DataFileError or InvalidReference."""
    deferred = row.text("valid_from").startswith(DEFERRED)
    multiplier = row.choice("org_multiplier", ("1", "2", "n/a"))
    provision = Provision(
        row_id=row.required("row_id"),
        code=row.required("code"),
        instrument=row.required("decree"),
        valid_from=None if deferred else _needed_day(row, "valid_from"),
        valid_to=row.day("valid_to"),
        article=row.integer("article") or 0,
        clause=row.integer("clause") or 0,
        point=row.text("point"),
        legal_basis=row.required("legal_basis"),
        title_vi=row.required("title_vi"),
        title_en=row.required("title_en"),
        category=row.required("category"),
        severity=row.required("severity"),
        violator=row.required("violator"),
        stated_for=StatedFor(row.choice("fine_stated_for", list(StatedFor))),
        org_multiplier=None if multiplier == "n/a" else int(multiplier),
        fine_type=FineType(row.choice("fine_type", list(FineType))),
        scale_unit=row.text("scale_unit"),
        bracket_from=row.integer("bracket_from"),
        bracket_to=row.integer("bracket_to"),
        fine_min=row.integer("fine_min_vnd") or 0,
        fine_max=row.integer("fine_max_vnd") or 0,
        percent_min=_percent(row, "percent_min"),
        percent_max=_percent(row, "percent_max"),
        percent_of=row.text("percent_of"),
        cap=row.integer("cap_vnd"),
        additional_codes=row.words("additional_sanction_codes"),
        remedial_codes=row.words("remedial_codes"),
        criminal_referral=row.text("criminal_referral"),
        notes=row.text("notes"),
        source=row.text("source"),
        confidence=row.required("confidence"),
    )
    _check_doubled(row, provision)
    return provision


def _check_doubled(row: Row, provision: Provision) -> None:
    """The file's own amounts for organisations must be the stated ones times the multiplier."""
    times = provision.org_multiplier
    for column, stated in (
        ("org_fine_min_vnd", provision.fine_min),
        ("org_fine_max_vnd", provision.fine_max),
        ("org_cap_vnd", provision.cap or 0),
    ):
        expected = 0 if times is None else stated * times
        if (row.integer(column) or 0) != expected:
            raise row.fail(f"column {column} is {row.text(column) or 'empty'}, not {expected}")


def _check_groups(provisions: list[Provision], rows: dict[str, Row]) -> None:
    by_code: dict[tuple[str, str], list[Provision]] = {}
    for provision in provisions:
        by_code.setdefault((provision.instrument, provision.code), []).append(provision)
    for group in by_code.values():
        try:
            group_provisions(group)
        except InvalidReference as error:
            raise rows[group[0].row_id].fail(str(error)) from error


def read_competence(directory: Path = DATA_DIR) -> list[Competence]:
    """Read ``competence.csv`` with the normalised scopes of ``competence_scope.csv``."""
    scopes = _read_scopes(directory)
    rows = read_rows(directory / "competence.csv", ("title_code", "level", "power_codes"))
    return [
        row.build(lambda row=row: _competence(row, scopes))  # type: ignore[misc]
        for row in rows
        if not row.text("title_code").startswith(RULE_PREFIX)
    ]


def _competence(row: Row, scopes: dict[str, list[Scope]]) -> Competence:
    code = row.required("title_code")
    if code not in scopes:
        raise row.fail(f"{code} has no row in competence_scope.csv")
    return Competence(
        title_code=code,
        title_vi=row.required("title_vi"),
        title_en=row.required("title_en"),
        level=BodyLevel(row.choice("level", list(BodyLevel))),
        max_individual=row.integer("max_individual_vnd") or 0,
        max_organisation=row.integer("max_organisation_vnd") or 0,
        powers=frozenset(Power(word) for word in row.words("power_codes")),
        scopes=tuple(scopes[code]),
        valid_from=_needed_day(row, "valid_from"),
        valid_to=row.day("valid_to"),
        only_during_check=row.choice("only_during_check", ("", "yes")) == "yes",
        notes=row.text("notes"),
        source=row.text("source"),
        confidence=row.required("confidence"),
    )


def _read_scopes(directory: Path) -> dict[str, list[Scope]]:
    found: dict[str, list[Scope]] = {}
    path = directory / "competence_scope.csv"
    for row in read_rows(path, ("title_code", "decree", "provisions")):
        scope = Scope(
            instrument=row.required("decree"),
            provisions=row.required("provisions"),
            max_individual=row.integer("max_individual_vnd"),
            max_organisation=row.integer("max_organisation_vnd"),
        )
        row.build(lambda scope=scope: expand(scope.provisions))  # type: ignore[misc]
        found.setdefault(row.required("title_code"), []).append(scope)
    return found


def read_deadlines(directory: Path = DATA_DIR) -> list[Deadline]:
    """Read the rows of ``deadlines.csv`` that carry a key, a number and a unit of time."""
    rows = read_rows(
        directory / "deadlines.csv", ("key", "value", "unit", "applies_from", "applies_to")
    )
    return [
        row.build(lambda row=row: _deadline(row))  # type: ignore[misc]
        for row in rows
        if row.text("key") and row.text("unit") in UNITS
    ]


def _deadline(row: Row) -> Deadline:
    return Deadline(
        key=row.required("key"),
        value=row.integer("value") or 0,
        unit=UNITS[row.text("unit")],
        valid_from=_needed_day(row, "applies_from"),
        valid_to=row.day("applies_to"),
        legal_basis=row.text("legal_basis"),
        confidence=row.text("confidence"),
    )


def read_remedies(directory: Path = DATA_DIR) -> list[Remedy]:
    """Read ``remedial_measures.csv``."""
    rows = read_rows(directory / "remedial_measures.csv", ("code", "title_vi", "title_en"))
    return _unique(
        rows,
        lambda row: Remedy(
            code=row.required("code"),
            title_vi=row.required("title_vi"),
            title_en=row.required("title_en"),
            due_deadline_key=row.text("due_deadline_key"),
        ),
    )


def read_additional(directory: Path = DATA_DIR) -> list[AdditionalSanction]:
    """Read ``additional_sanctions.csv``."""
    rows = read_rows(directory / "additional_sanctions.csv", ("code", "title_vi", "power"))
    return _unique(
        rows,
        lambda row: AdditionalSanction(
            code=row.required("code"),
            title_vi=row.required("title_vi"),
            title_en=row.required("title_en"),
            power=Power(row.choice("power", list(Power))),
        ),
    )


def _unique(rows: Iterable[Row], make: Callable[[Row], T]) -> list[T]:
    seen: set[str] = set()
    items = []
    for row in rows:
        if row.text("code") in seen:
            raise row.fail(f"code {row.text('code')} is given twice")
        seen.add(row.text("code"))
        items.append(row.build(lambda row=row: make(row)))  # type: ignore[misc]
    return items


def _needed_day(row: Row, column: str) -> date:
    row.required(column)
    day = row.day(column)
    assert day is not None  # noqa: S101 - required() refused a blank cell
    return day


def _percent(row: Row, column: str) -> Decimal | None:
    value = row.text(column)
    if not value:
        return None
    try:
        return Decimal(value)
    except InvalidOperation:
        raise row.fail(f"column {column}: {value!r} is not a number") from None
