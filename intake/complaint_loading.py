"""Reference data of complaints: bodies, routes, time limits."""

from __future__ import annotations

from typing import Any

from ecms.core.datafile import DATA_DIR, Row, read_rows
from ecms.core.reference import DataSet, Outcome, sync
from intake.enums.complaint import (
    ComplaintKind,
    ComplaintLevel,
    ComplaintSubject,
    Handling,
    Respondent,
    TermStep,
)
from intake.models import CompetentBody, ComplaintRoute, ComplaintTerm
from intake.rules.complaint_routes import clashes
from intake.selectors.complaint_reference import table

BODIES, ROUTES, TERMS = "complaint_bodies.csv", "complaint_routes.csv", "complaint_terms.csv"
ANY = ("",)


def load_bodies() -> Outcome:
    """Who settles complaints, each office with its dates."""
    columns = ("code", "name_vi", "name_en", "is_own", "title_code", "legal_basis")
    rows = read_rows(DATA_DIR / BODIES, columns)
    return sync(CompetentBody, ("code", "valid_from"), (_body(row) for row in rows))


def _body(row: Row) -> dict[str, Any]:
    return {
        "code": row.required("code"), "name_vi": row.required("name_vi"),
        "name_en": row.text("name_en"), "is_own": row.choice("is_own", ("yes", "no")) == "yes",
        "title_code": row.text("title_code"), "legal_basis": row.text("legal_basis"),
        **_sourced(row),
    }  # fmt: skip


def _sourced(row: Row) -> dict[str, Any]:
    return {
        "valid_from": row.day("valid_from"), "valid_to": row.day("valid_to"),
        "source": row.text("source"), "confidence": row.text("confidence"),
    }  # fmt: skip


def load_routes() -> Outcome:
    """The table of competence; two rows that say different things of one case are refused."""
    rows = list(read_rows(DATA_DIR / ROUTES, ("kind", "respondent", "level", "subject")))
    known = set(CompetentBody.objects.values_list("code", flat=True))
    values = [_route(row, known) for row in rows]
    found = clashes(table(ComplaintRoute(**value) for value in values))
    if found:
        raise rows[0].fail(f"two routes for the same case: {found[0][0]}")
    return sync(ComplaintRoute, ("kind", "respondent", "level", "subject", "valid_from"), values)


def _route(row: Row, known: set[str]) -> dict[str, Any]:
    if row.required("competent") not in known:
        raise row.fail(f"unknown body {row.text('competent')}")
    return {
        "kind": row.choice("kind", ComplaintKind.values),
        "respondent": row.choice("respondent", (*ANY, *Respondent.values)),
        "level": row.choice("level", (*ANY, *ComplaintLevel.values)),
        "subject": row.choice("subject", (*ANY, *ComplaintSubject.values)),
        "competent": row.required("competent"),
        "handling": row.choice("handling", Handling.values), "clock": row.required("clock"),
        "note_vi": row.text("note_vi"), "note_en": row.text("note_en"),
        "legal_basis": row.text("legal_basis"), **_sourced(row),
    }  # fmt: skip


def load_terms() -> Outcome:
    """The clocks: lengths of remote areas and of extensions beside the table of time limits."""
    rows = read_rows(DATA_DIR / TERMS, ("clock", "step", "deadline_row", "value", "unit"))
    return sync(ComplaintTerm, ("clock", "step", "valid_from"), (_term(row) for row in rows))


def _term(row: Row) -> dict[str, Any]:
    return {
        "clock": row.required("clock"), "step": row.choice("step", TermStep.values),
        "deadline_row": row.integer("deadline_row"), "value": row.integer("value"),
        "unit": row.text("unit"), "extended": _lengths(row, "extended"),
        "remote": row.integer("remote"), "remote_extended": _lengths(row, "remote_extended"),
        "basis_vi": row.required("basis_vi"), "basis_en": row.text("basis_en"),
        **_sourced(row),
    }  # fmt: skip


def _lengths(row: Row, column: str) -> list[int]:
    return [row.build(lambda word=word: int(word)) for word in row.words(column)]  # type: ignore[misc]


DATA_SETS = (
    DataSet("complaint_bodies", 70, (BODIES,), load_bodies),
    DataSet("complaint_routes", 71, (ROUTES,), load_routes),
    DataSet("complaint_terms", 72, (TERMS,), load_terms),
)
