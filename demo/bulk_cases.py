"""Violation cases of bulk data, and the tables that all bulk rows go through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

from demo import samples, travel
from demo.people import Office, offices
from demo.tables import Table
from ecms.documents.models import NumberBook
from inspections.models import Finding, Inspection, Requirement, TeamMember, Visit
from violations.models import Act, Payment, RemedyOrder, ViolationCase
from violations.states import CaseState, PartyKind, RemedyState

MODELS = (
    Inspection, TeamMember, Visit, Finding, Requirement, ViolationCase, Act, RemedyOrder, Payment
)  # fmt: skip


@dataclass(frozen=True)
class Firm:
    """What a case copies from the register."""

    pk: int
    name: str
    address: str
    tax_code: str
    province_id: int
    household: bool
    workers: int


class Filler:
    """The tables with numbers and keys; flushed in chunks."""

    def __init__(self, *, seed: int) -> None:
        self.random = Random(seed)
        self.tables = {model: Table(model) for model in MODELS}
        self.offices = {office.province_id: office for office in offices()}
        self.samples = samples.make()
        books = NumberBook.objects.values_list("issuer", "kind", "year", "last")
        self.numbers = {(issuer, kind, year): last for issuer, kind, year, last in books}

    def flush(self) -> None:
        """COPY every table in order of dependence."""
        for model in MODELS:
            self.tables[model].flush()

    def finish(self) -> dict[str, int]:
        """Load the rest; returns rows per kind. Number books continue after our numbers."""
        loaded = {
            str(model._meta.verbose_name_plural): self.tables[model].finish() for model in MODELS
        }
        for (issuer, kind, year), last in self.numbers.items():
            NumberBook.objects.update_or_create(
                issuer=issuer, kind=kind, year=year, defaults={"last": last}
            )
        return loaded

    def number(self, issuer: str, kind: str, year: int) -> int:
        """The next number of a book."""
        key = (issuer, kind, year)
        self.numbers[key] = self.numbers.get(key, 0) + 1
        return self.numbers[key]

    def uuid(self) -> UUID:
        """A submission number."""
        return UUID(int=self.random.getrandbits(128), version=4)


class CaseFiller(Filler):
    """Adds the violation case of an inspection."""

    def violation_case(
        self, firm: Firm, office: Office, inspection_id: int, sample: samples.Sample,
        findings: Sequence[int], on: date, age: int,
    ) -> None:  # fmt: skip
        minutes = on + timedelta(days=7)
        served = minutes + timedelta(days=8)
        closed = age >= 10_000 or (age > 120 and self.random.random() < 0.85)
        state = CaseState.CLOSED if closed else CaseState.EXECUTING
        if age < 45:
            state = CaseState.MINUTES
        year = on.year
        number = self.number(f"province:{office.code}", "VP", year)
        values = {
            "code": f"VP-{office.code}-{year}-{number:05d}", "state": state,
            "inspection_id": inspection_id, "enterprise_id": firm.pk,
            "agency_id": office.agency_id, "province_id": office.province_id,
            "party": PartyKind.HOUSEHOLD if firm.household else PartyKind.ORGANISATION,
            "subject": {"name": firm.name, "address": firm.address, "tax_code": firm.tax_code},
            "submission": self.uuid(), "discovered_on": on, "opened_at": travel.moment(on, 14),
            "opened_by_id": office.inspectors[0], "minutes_at": travel.moment(minutes, 15),
            "minutes_by_id": office.inspectors[0], "minutes_on": minutes,
            "explanation_right": False, "limitation_ends_on": on + timedelta(days=345),
            "decision_due_on": minutes + timedelta(days=11),
        }  # fmt: skip
        if state != CaseState.MINUTES:
            values |= _decision(office, sample, minutes, closed=closed)
        pk = self.tables[ViolationCase].add(**values)
        self._acts(pk, sample, findings, on, decided=state != CaseState.MINUTES)
        if state != CaseState.MINUTES:
            self._execution(pk, sample, office, served, closed=closed)

    def _acts(
        self, pk: int, sample: samples.Sample, findings: Sequence[int], on: date, *, decided: bool
    ) -> None:
        for act, finding in zip(sample.acts, findings, strict=True):
            settled = (
                {"frame_min": act.frame_min, "frame_max": act.frame_max, "fine": act.fine}
                if decided
                else {}
            )
            self.tables[Act].add(
                case_id=pk, finding_id=finding, provision_id=act.provision_id,
                description=act.words, ended_on=on - timedelta(days=20), discovered_on=on,
                workers=act.workers, units=act.units, base_amount=act.base, **settled,
            )  # fmt: skip

    def _execution(
        self, pk: int, sample: samples.Sample, office: Office, served: date, *, closed: bool
    ) -> None:
        proof = {
            "state": RemedyState.ACCEPTED, "submitted_at": travel.moment(served, 11),
            "submitted_by_id": office.inspectors[0], "accepted_at": travel.moment(served, 16),
            "accepted_by_id": office.inspectors[1], "workers_helped": 5,
            "amount_restored": 6_000_000,
        }  # fmt: skip
        for act in sample.acts:
            for remedy_id, text in act.remedies:
                self.tables[RemedyOrder].add(
                    case_id=pk, remedy_id=remedy_id, text=text,
                    due_on=served + timedelta(days=10), **(proof if closed else {}),
                )  # fmt: skip
        if closed:
            self.tables[Payment].add(
                case_id=pk, amount=max(sample.fine, 1), paid_on=served + timedelta(days=8),
                reference=f"GNT-{pk:08d}", recorded_at=travel.moment(served, 15),
                recorded_by_id=office.inspectors[0],
            )  # fmt: skip


def _decision(
    office: Office, sample: samples.Sample, minutes: date, *, closed: bool
) -> dict[str, Any]:
    """Decision, service and, for a closed case, the end."""
    decided, served, fine = minutes + timedelta(days=6), minutes + timedelta(days=8), sample.fine
    values = {
        "submitted_at": travel.moment(minutes + timedelta(days=1), 9),
        "submitted_by_id": office.inspectors[0], "signatory_id": office.director_office,
        "decided_at": travel.moment(decided, 10), "decided_by_id": office.director,
        "decided_on": decided, "worksheet": sample.worksheet, "fine_decided": fine,
        "fine_current": fine, "served_at": travel.moment(served, 10),
        "served_by_id": office.inspectors[0], "served_on": served, "service_method": "DIRECT",
        "execution_due_on": served + timedelta(days=10),
    }  # fmt: skip
    if closed:
        end = travel.moment(served + timedelta(days=20), 16)
        values |= {
            "paid_total": fine, "executed_at": end, "closed_at": end,
            "executed_by_id": office.inspectors[0], "closed_by_id": office.inspectors[0],
        }  # fmt: skip
    return values
