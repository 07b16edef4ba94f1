"""Inspections and violation cases at the size of the country, by COPY."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from accounts.models import Agency
from demo import samples, travel
from demo.people import Office, offices
from demo.tables import Table
from ecms.audit.services import log
from enterprises.models import Enterprise
from inspections.enums import FindingState, Ground, State, TeamRole, VisitOutcome
from inspections.models import (
    Checklist,
    Finding,
    Inspection,
    Procedure,
    Requirement,
    TeamMember,
    Visit,
)
from violations.models import Act, Payment, RemedyOrder, ViolationCase
from violations.states import CaseState, PartyKind, RemedyState

CHUNK = 10_000
MODELS = (Inspection, TeamMember, Visit, Finding, Requirement, ViolationCase, Act, RemedyOrder,
          Payment)  # fmt: skip
SINCE = date(2021, 12, 1)
LAW_OF_2025 = date(2025, 8, 5)
LEGACY_UNTIL = date(2025, 6, 30)
LEGACY_SINCE = date(2023, 7, 1)
DETAIL = "Theo kế hoạch kiểm tra hằng năm."
SCOPE = "Việc chấp hành pháp luật lao động và bảo hiểm xã hội."


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


class Loader:
    """Fills the tables case by case; flushed in chunks."""

    def __init__(self, *, today: date, seed: int) -> None:
        self.random = Random(seed)
        self.today = today
        self.tables = {model: Table(model) for model in MODELS}
        self.offices = {office.province_id: office for office in offices()}
        self.procedures = {row.code: row for row in Procedure.objects.all()}
        self.checklist_id = Checklist.objects.get(code="TIEN-LUONG", version=1).pk
        self.samples = samples.make()
        self.numbers: dict[tuple[str, str, int], int] = {}

    def load(self, count: int) -> dict[str, int]:
        """``count`` inspections with their findings and violation cases."""
        for firm in firms(count, self.random):
            self._inspection(firm)
            if len(self.tables[Inspection].rows) >= CHUNK:
                self.flush()
        return self.finish()

    def flush(self) -> None:
        """COPY every table in order of dependence."""
        for model in MODELS:
            self.tables[model].flush()

    def finish(self) -> dict[str, int]:
        """Load the rest; returns rows per kind. Number books continue after our numbers."""
        from ecms.documents.models import NumberBook

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

    # --- One case -----------------------------------------------------------------------------
    def _inspection(self, firm: Firm) -> None:
        random, office = self.random, self.offices[firm.province_id]
        days = (self.today - SINCE).days
        decided = SINCE + timedelta(days=random.randrange(days))
        age = (self.today - decided).days
        sample = random.choice(self.samples[firm.household, decided >= samples.NEW_LAW])
        state = _state(random, age)
        pk = self.inspection_row(firm, office, decided, state)
        if state in (State.DECIDED,):
            return
        announced = decided + timedelta(days=5)
        self._team(pk, office)
        self.tables[Visit].add(
            inspection_id=pk, visited_on=announced, outcome=VisitOutcome.DONE, place=firm.address,
            workers_present=firm.workers, recorded_at=travel.moment(announced, 10),
            recorded_by_id=office.inspectors[0],
        )  # fmt: skip
        if state == State.IN_PROGRESS:
            return
        findings = self._findings(pk, sample, office, announced)
        if random.random() < 0.86:
            self._case(firm, office, pk, sample, findings, announced, age)

    def finished(self, firm: Firm, decided: date) -> None:
        """A closed check whose sanction is executed and closed too."""
        office = self.offices[firm.province_id]
        announced = decided + timedelta(days=5)
        sample = self.random.choice(self.samples[firm.household, announced >= samples.NEW_LAW])
        pk = self.inspection_row(firm, office, decided, State.CLOSED)
        self._team(pk, office)
        findings = self._findings(pk, sample, office, announced)
        if self.random.random() < 0.75:
            self._case(firm, office, pk, sample, findings, announced, 10_000)

    def inspection_row(
        self, firm: Firm, office: Office, decided: date, state: str, agency_id: int | None = None
    ) -> int:
        """The inspection itself, dates and actors as its state demands."""
        procedure = self._procedure(decided)
        announced, signed = decided + timedelta(days=5), decided + timedelta(days=12)
        concluded, closed = decided + timedelta(days=25), decided + timedelta(days=70)
        number = self.number(f"province:{office.code}", "KT", decided.year)
        rank = _RANK[state]
        values: dict[str, Any] = {
            "code": f"KT-{office.code}-{decided.year}-{number:05d}", "kind": procedure.kind,
            "procedure_id": procedure.pk, "state": state, "ground": Ground.PLAN,
            "ground_detail": DETAIL, "scope": SCOPE, "agency_id": agency_id or office.agency_id,
            "province_id": office.province_id, "enterprise_id": firm.pk, "place": firm.address,
            "checklist_id": self.checklist_id, "period_from": date(decided.year - 1, 1, 1),
            "period_to": decided, "planned_on": announced, "submission": self.uuid(),
            "duration_days": procedure.durations["PROVINCE"]["days"],
            "proposed_at": travel.moment(decided - timedelta(days=2), 9),
            "proposed_by_id": office.inspectors[0],
        }  # fmt: skip
        stamps = (
            (1, "decided", decided, office.director, "decided_on"),
            (2, "announced", announced, office.inspectors[0], "announced_on"),
            (3, "minutes_signed", signed, office.inspectors[0], "minutes_signed_on"),
            (4, "concluded", concluded, office.director, "concluded_on"),
            (5, "closed", closed, office.inspectors[0], None),
        )
        for level, stamp, day, who, field in stamps:
            if rank >= level:
                values[f"{stamp}_at"], values[f"{stamp}_by_id"] = travel.moment(day, 15), who
                if field:
                    values[field] = day
        if rank >= 2:
            values["ends_on"] = announced + timedelta(days=values["duration_days"])
        return self.tables[Inspection].add(**values)

    def _procedure(self, decided: date) -> Procedure:
        if decided >= LAW_OF_2025:
            return self.procedures["CHECK_217"]
        return self.procedures["LEGACY_2022" if decided >= LEGACY_SINCE else "LEGACY_2010"]

    def _team(self, pk: int, office: Office) -> None:
        for user, role in zip(office.inspectors, (TeamRole.HEAD, TeamRole.MEMBER), strict=True):
            self.tables[TeamMember].add(
                inspection_id=pk, user_id=user, role=role, no_conflict=True
            )

    def _findings(self, pk: int, sample: samples.Sample, office: Office, on: date) -> list[int]:
        return [
            self.tables[Finding].add(
                inspection_id=pk, state=FindingState.CONFIRMED, violation_code=act.code,
                provision_id=act.provision_id, description=act.words, discovered_on=on,
                ended_on=on - timedelta(days=20), workers=act.workers, units=act.units,
                base_amount=act.base, recorded_at=travel.moment(on, 11),
                recorded_by_id=office.inspectors[0],
            )
            for act in sample.acts
        ]  # fmt: skip

    def _case(
        self, firm: Firm, office: Office, inspection_id: int, sample: samples.Sample,
        findings: Sequence[int], on: date, age: int,
    ) -> None:  # fmt: skip
        minutes = on + timedelta(days=7)
        decided, served = minutes + timedelta(days=6), minutes + timedelta(days=8)
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
            fine = sample.fine
            values |= {
                "submitted_at": travel.moment(minutes + timedelta(days=1), 9),
                "submitted_by_id": office.inspectors[0], "signatory_id": office.director_office,
                "decided_at": travel.moment(decided, 10), "decided_by_id": office.director,
                "decided_on": decided, "worksheet": sample.worksheet, "fine_decided": fine,
                "fine_current": fine, "served_at": travel.moment(served, 10),
                "served_by_id": office.inspectors[0], "served_on": served,
                "service_method": "DIRECT", "execution_due_on": served + timedelta(days=10),
            }  # fmt: skip
        if closed:
            end = travel.moment(served + timedelta(days=20), 16)
            values |= {
                "paid_total": sample.fine, "executed_at": end, "closed_at": end,
                "executed_by_id": office.inspectors[0], "closed_by_id": office.inspectors[0],
            }  # fmt: skip
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


_RANK = {
    State.DECIDED: 1, State.IN_PROGRESS: 2, State.MINUTES_SIGNED: 3, State.CONCLUDED: 4,
    State.CLOSED: 5,
}  # fmt: skip


def _state(random: Random, age: int) -> str:
    if age < 6:
        return State.DECIDED
    if age < 20:
        return State.IN_PROGRESS
    if age < 40:
        return State.MINUTES_SIGNED
    return State.CLOSED if age > 90 and random.random() < 0.9 else State.CONCLUDED


def firms(count: int, random: Random) -> list[Firm]:
    """``count`` enterprises, spread over the register; read before COPY takes the connection."""
    total = Enterprise.objects.count()
    step = max(1, total // count)
    rows = Enterprise.objects.order_by("pk").values_list(
        "pk", "name", "address", "tax_code", "province_id", "legal_form", "workers"
    )
    chosen = [
        Firm(pk, name, address, code, province, form == "HOUSEHOLD", workers or 1)
        for index, (pk, name, address, code, province, form, workers) in enumerate(
            rows.iterator(chunk_size=20_000)
        )
        if index % step == 0
    ]
    random.shuffle(chosen)
    return chosen[:count]


def load(inspections: int, *, today: date, seed: int) -> dict[str, int]:
    """Load inspections with all that belongs to them; returns rows per kind."""
    with transaction.atomic():
        made = Loader(today=today, seed=seed).load(inspections)
        _remember_visits()
    return made


def _remember_visits() -> None:
    """The register knows the last visit, as the services would have told it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE enterprises_enterprise e SET last_visited_on = v.last FROM ("
            " SELECT i.enterprise_id, max(s.visited_on) AS last FROM inspections_visit s"
            " JOIN inspections_inspection i ON i.id = s.inspection_id GROUP BY 1) v"
            " WHERE e.id = v.enterprise_id"
        )


def load_migrated(legacy: int, closed: int, *, today: date, seed: int) -> int:
    """Finished cases taken over from an earlier system: data without documents.

    ``legacy`` ones are of the former law, ``closed`` ones of the present law with their paid
    sanctions; each gets one audit event that says where it comes from.
    """
    old_body = Agency.objects.get(code="SLDTBXH-75").pk
    with transaction.atomic():
        loader = Loader(today=today, seed=seed)
        chosen = firms(legacy + closed, loader.random)
        first = today - timedelta(days=730)
        for firm in chosen[:legacy]:
            decided = _between(loader.random, first, LEGACY_UNTIL - timedelta(days=120))
            office = loader.offices[firm.province_id]
            is_old = office.code == "75" and decided <= date(2025, 2, 28)
            agency = old_body if is_old else None
            loader.inspection_row(firm, office, decided, State.CLOSED, agency_id=agency)
        for firm in chosen[legacy:]:
            last = today - timedelta(days=160)
            loader.finished(firm, _between(loader.random, LAW_OF_2025, last))
        loader.finish()
        _remember_visits()
        _say_where_from(travel.moment(today, 6))
    return legacy + closed


def _between(random: Random, first: date, last: date) -> date:
    return first + timedelta(days=random.randrange(max(1, (last - first).days)))


def _say_where_from(at: Any) -> None:
    for model in (Inspection, ViolationCase):
        for row in model.objects.order_by("pk"):
            log("demo.migrated", row, by=None, at=at, data={})
