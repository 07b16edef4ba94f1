"""Loading the law catalogue into the database from the checked files under ``data/``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ecms.core.datafile import DATA_DIR, Row, read_rows
from ecms.core.reference import DataSet, Outcome, sync
from ecms.core.text import fold
from law import reference as files
from law.loading_enforcement import DATA_SETS as ENFORCEMENT
from law.loading_interest import DATA_SETS as INTEREST
from law.loading_limits import DATA_SETS as LIMITS
from law.loading_search import DATA_SETS as SEARCH
from law.models import (
    AdditionalSanction,
    CalendarDay,
    CompetenceRule,
    CompetenceScope,
    DeadlineRule,
    Frame,
    Instrument,
    Provision,
    ReliefKind,
    ReliefParty,
    ReliefRule,
    Remedy,
    ViolationTopic,
)
from law.models.time import DayKind
from law.rules.catalogue import Provision as CheckedProvision


def load_instruments() -> Outcome:
    """Legal texts; sanction decrees have passed the checks of the rules."""
    files.read_instruments()
    rows = read_rows(DATA_DIR / "instruments.csv", ("code", "kind", "title_vi", "title_en"))
    return sync(Instrument, ("number",), (_instrument(row) for row in rows))


def _instrument(row: Row) -> dict[str, Any]:
    return {
        "number": row.required("code"), "kind": row.required("kind"),
        "name_vi": row.required("title_vi"), "name_en": row.text("title_en"),
        "signed_on": row.day("signed_on"), "valid_from": row.day("valid_from"),
        "valid_to": row.day("valid_to"),
        "fine_level_article_vi": row.text("fine_level_article_vi"),
        "fine_level_article_en": row.text("fine_level_article_en"),
        "fine_most": row.integer("fine_most_vnd"),
        "fine_most_overseas": row.integer("fine_most_overseas_vnd"),
        "source": row.text("source"), "confidence": row.text("confidence"),
    }  # fmt: skip


def load_remedies() -> Outcome:
    """Remedial measures."""
    files.read_remedies()
    rows = read_rows(DATA_DIR / "remedial_measures.csv", ("code", "title_vi", "title_en"))
    extra = ("due_deadline_key",)
    return sync(Remedy, ("code",), (_coded(row, extra) for row in rows))


def load_additional() -> Outcome:
    """Additional sanctions."""
    files.read_additional()
    rows = read_rows(DATA_DIR / "additional_sanctions.csv", ("code", "title_vi", "power"))
    return sync(AdditionalSanction, ("code",), (_coded(row, ("power",)) for row in rows))


def _coded(row: Row, extra: tuple[str, ...]) -> dict[str, Any]:
    return {
        "code": row.required("code"), "name_vi": row.required("title_vi"),
        "name_en": row.text("title_en"), "source": row.text("source"),
        "confidence": row.text("confidence"), **{name: row.text(name) for name in extra},
    }  # fmt: skip


def load_provisions() -> Outcome:
    """Every act of both decrees with its frames, after the checks of the rules."""
    checked = files.read_provisions()
    rows = {row.required("row_id"): row for row in _raw_provisions()}
    topics = {r.required("category"): r.required("category_vi") for r in rows.values()}
    sync(ViolationTopic, ("code",), (_topic(*item) for item in sorted(topics.items())))
    heads = {(p.instrument, p.code): p for p in reversed(checked)}
    outcome = sync(Provision, ("instrument_id", "code"), _provisions(heads.values(), rows))
    _link(heads)
    sync(Frame, ("row_id",), _frames(checked, rows))
    return outcome


def _raw_provisions() -> Iterator[Row]:
    return read_rows(DATA_DIR / "violations.csv", (*files.PROVISION_COLUMNS, "category_vi"))


# Topics whose code alone is no good English: the file names them in Vietnamese only.
ENGLISH_TOPICS = {
    "contract_performance": "Performance of contracts",
    "contract_termination": "Change and end of contracts",
    "dialogue": "Dialogue at the workplace",
    "discipline": "Labour discipline",
    "elderly_disabled": "Elderly and disabled workers",
    "female_workers": "Female workers, gender equality",
    "foreign_employers": "Vietnamese working for foreign employers",
    "harassment_forced_labour": "Sexual harassment, forced labour",
    "insurance_dossiers": "Files and benefits of social insurance",
    "labour_contract": "Conclusion of contracts",
    "osh_accident_duty": "Safety and health: duties after accidents and diseases",
    "osh_equipment": "Safety and health: strictly controlled equipment",
    "osh_measures": "Safety and health: measures",
    "osh_monitoring": "Safety and health: monitoring of the working environment",
    "osh_prevention": "Safety and health: prevention",
    "osh_reporting": "Safety and health: reports",
    "osh_tech_inspection": "Safety and health: technical inspection",
    "osh_training": "Safety and health: training",
    "outsourcing": "Labour outsourcing",
    "recruitment_management": "Recruitment and management of workers",
    "union_fund": "Trade union fund",
    "vocational_training": "Training and apprenticeship",
    "worker_organisation": "Workers’ organisations, trade unions",
    "working_time": "Working time and rest",
}


def _topic(code: str, name_vi: str) -> dict[str, Any]:
    return {
        "code": code, "name_vi": name_vi,
        "name_en": ENGLISH_TOPICS.get(code, code.replace("_", " ").capitalize()),
    }  # fmt: skip


def _provisions(heads: Any, rows: dict[str, Row]) -> Iterator[dict[str, Any]]:
    instruments = dict(Instrument.objects.values_list("number", "pk"))
    topics = dict(ViolationTopic.objects.values_list("code", "pk"))
    for head in heads:
        yield _provision(head, rows[head.row_id], instruments[head.instrument],
                         topics[head.category])  # fmt: skip


def _provision(
    head: CheckedProvision, row: Row, instrument_id: int, topic_id: int
) -> dict[str, Any]:
    copied = (
        "clause", "point", "legal_basis", "severity", "violator", "fine_stated_for",
        "org_multiplier", "fine_type", "scale_unit", "percent_of", "criminal_referral",
        "explanation_right", "notes", "source", "confidence",
    )  # fmt: skip
    return {
        "instrument_id": instrument_id, "topic_id": topic_id, "code": head.code,
        "article": row.required("article"), **{name: row.text(name) for name in copied},
        "name_vi": head.title_vi, "name_en": head.title_en, "valid_from": head.valid_from,
        "valid_to": head.valid_to, "counterpart": row.text("counterpart_in_other_decree"),
        "folded": fold(f"{head.code} {head.title_vi} {head.title_en} {row.text('category_vi')}"),
    }  # fmt: skip


def _link(heads: dict[tuple[str, str], CheckedProvision]) -> None:
    """Set the remedies and additional sanctions of every provision."""
    remedies = dict(Remedy.objects.values_list("code", "pk"))
    additional = dict(AdditionalSanction.objects.values_list("code", "pk"))
    for provision in Provision.objects.select_related("instrument").prefetch_related(
        "remedies", "additional_sanctions"
    ):
        head = heads.get((provision.instrument.number, provision.code))
        if head is None:
            continue
        if {r.code for r in provision.remedies.all()} != set(head.remedial_codes):
            provision.remedies.set([remedies[code] for code in head.remedial_codes])
        if {a.code for a in provision.additional_sanctions.all()} != set(head.additional_codes):
            provision.additional_sanctions.set([additional[c] for c in head.additional_codes])


def _frames(checked: list[CheckedProvision], rows: dict[str, Row]) -> Iterator[dict[str, Any]]:
    ids = {
        (number, code): pk
        for number, code, pk in Provision.objects.values_list("instrument__number", "code", "pk")
    }
    for item in checked:
        row = rows[item.row_id]
        yield {
            "row_id": item.row_id, "provision_id": ids[item.instrument, item.code],
            "bracket_from": item.bracket_from, "bracket_to": item.bracket_to,
            "fine_min": row.integer("fine_min_vnd"), "fine_max": row.integer("fine_max_vnd"),
            "percent_min": item.percent_min, "percent_max": item.percent_max, "cap": item.cap,
            "org_fine_min": row.integer("org_fine_min_vnd"),
            "org_fine_max": row.integer("org_fine_max_vnd"),
            "org_cap": row.integer("org_cap_vnd"),
        }  # fmt: skip


def load_competence() -> Outcome:
    """Powers by title and date, with their scopes."""
    files.read_competence()
    columns = ("title_code", "level", "title_vi", "decree", "power_codes", "only_during_check")
    rows = [
        row
        for row in read_rows(DATA_DIR / "competence.csv", columns)
        if not row.text("title_code").startswith(files.RULE_PREFIX)
    ]
    outcome = sync(CompetenceRule, ("row_key",), (_competence(row) for row in rows))
    scopes = read_rows(DATA_DIR / "competence_scope.csv", ("title_code", "decree", "provisions"))
    sync(
        CompetenceScope,
        ("title_code", "instrument_number", "provisions"),
        (_scope(row) for row in scopes),
    )
    return outcome


def _competence(row: Row) -> dict[str, Any]:
    starts = row.day("valid_from")
    return {
        "row_key": f"{row.required('title_code')}:{row.required('decree')}:{starts}",
        "title_code": row.required("title_code"), "level": row.required("level"),
        "instrument_number": row.required("decree"), "name_vi": row.required("title_vi"),
        "name_en": row.text("title_en"),
        "max_individual": row.integer("max_individual_vnd") or 0,
        "max_organisation": row.integer("max_organisation_vnd") or 0,
        "scope_text": row.text("scope"), "powers": row.text("powers"),
        "power_codes": list(row.words("power_codes")),
        "only_during_check": row.text("only_during_check") == "yes",
        "valid_from": starts, "valid_to": row.day("valid_to"), "notes": row.text("notes"),
        "source": row.text("source"), "confidence": row.text("confidence"),
    }  # fmt: skip


def _scope(row: Row) -> dict[str, Any]:
    return {
        "title_code": row.required("title_code"), "instrument_number": row.required("decree"),
        "provisions": row.required("provisions"),
        "max_individual": row.integer("max_individual_vnd"),
        "max_organisation": row.integer("max_organisation_vnd"),
        "source": row.text("source"), "confidence": row.text("confidence"),
    }  # fmt: skip


def load_deadlines() -> Outcome:
    """All time limits, with and without a number."""
    files.read_deadlines()
    columns = ("id", "step", "regime", "legal_basis", "applies_from", "applies_to", "key")
    rows = read_rows(DATA_DIR / "deadlines.csv", columns)
    return sync(DeadlineRule, ("number",), (_deadline(row) for row in rows))


def _deadline(row: Row) -> dict[str, Any]:
    texts = ("trigger", "limit", "value", "unit", "extension", "who", "notes", "source",
             "confidence", "key")  # fmt: skip
    return {
        "number": row.integer("id"), "step": row.required("step"),
        "regime": row.required("regime"), "legal_basis": row.required("legal_basis"),
        **{name: row.text(name) for name in texts},
        "extension_value": row.integer("extension_value"),
        "valid_from": row.day("applies_from"), "valid_to": row.day("applies_to"),
    }  # fmt: skip


def load_relief() -> Outcome:
    """When the payment of a fine may be deferred, reduced or split."""
    columns = ("key", "party", "fine_least_vnd", "legal_basis_vi", "valid_from")
    rows = read_rows(DATA_DIR / "fine_relief.csv", columns)
    return sync(ReliefRule, ("kind", "party", "valid_from"), (_relief(row) for row in rows))


def _relief(row: Row) -> dict[str, Any]:
    return {
        "kind": row.choice("key", ReliefKind.values),
        "party": row.choice("party", ReliefParty.values),
        "fine_least": row.integer("fine_least_vnd") or 0,
        "months_most": row.integer("months_most"), "parts_most": row.integer("parts_most"),
        "first_percent_least": row.integer("first_percent_least"),
        "legal_basis_vi": row.required("legal_basis_vi"),
        "legal_basis_en": row.text("legal_basis_en"),
        "valid_from": row.day("valid_from"), "valid_to": row.day("valid_to"),
        "source": row.text("source"), "confidence": row.text("confidence"),
    }  # fmt: skip


def load_days() -> Outcome:
    """Public holidays and moved working days."""
    return sync(CalendarDay, ("day",), [*_holidays(), *_moved()])


def _holidays() -> Iterator[dict[str, Any]]:
    for row in read_rows(DATA_DIR / "holidays.csv", ("date", "name_vi", "name_en")):
        yield _day(row, "date", DayKind.HOLIDAY, "name")


def _moved() -> Iterator[dict[str, Any]]:
    columns = ("day_off", "worked_instead", "occasion_vi", "occasion_en")
    for row in read_rows(DATA_DIR / "moved_working_days.csv", columns):
        yield _day(row, "day_off", DayKind.HOLIDAY, "occasion")
        yield {
            **_day(row, "worked_instead", DayKind.MOVED, "occasion"),
            "replaces": row.day("day_off"),
        }


def _day(row: Row, column: str, kind: str, name: str) -> dict[str, Any]:
    return {
        "day": row.day(column), "kind": kind, "name_vi": row.required(f"{name}_vi"),
        "name_en": row.text(f"{name}_en"), "source": row.text("source"),
        "confidence": row.text("confidence"),
    }  # fmt: skip


DATA_SETS = (
    DataSet("instruments", 60, ("instruments.csv",), load_instruments),
    DataSet("remedies", 61, ("remedial_measures.csv", "deadlines.csv"), load_remedies),
    DataSet("additional sanctions", 62, ("additional_sanctions.csv",), load_additional),
    DataSet("provisions", 63, ("violations.csv",), load_provisions),
    DataSet("competence", 64, ("competence.csv", "competence_scope.csv"), load_competence),
    DataSet("deadlines", 65, ("deadlines.csv",), load_deadlines),
    DataSet("reliefs of payment", 65, ("fine_relief.csv",), load_relief),
    DataSet("calendar", 66, ("holidays.csv", "moved_working_days.csv"), load_days),
    *INTEREST,
    *ENFORCEMENT,
    *LIMITS,
    *SEARCH,
)
