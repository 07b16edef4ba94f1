"""Inspections and violation cases at the size of the country, by COPY."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from django.db import connection, transaction

from accounts.models import Agency
from demo import samples, travel
from demo.bulk_cases import CaseFiller, Firm
from demo.people import Office
from ecms.audit.services import log
from enterprises.models import Enterprise
from inspections.enums import FindingState, Ground, Phase, State, TeamRole, VisitOutcome
from inspections.models import (
    Checklist,
    Finding,
    Inspection,
    Procedure,
    TeamMember,
    Visit,
)
from inspections.models.procedure import definition_of
from inspections.selectors import duration_by
from violations.models import ViolationCase

CHUNK = 10_000
SINCE = date(2021, 12, 1)
LAW_OF_2025 = date(2025, 8, 5)
LEGACY_UNTIL = date(2025, 6, 30)
LEGACY_SINCE = date(2023, 7, 1)
DETAIL = "Theo kế hoạch kiểm tra hằng năm."
SCOPE = "Việc chấp hành pháp luật lao động và bảo hiểm xã hội."


class Loader(CaseFiller):
    """Fills the tables inspection by inspection."""

    def __init__(self, *, today: date, seed: int) -> None:
        super().__init__(seed=seed)
        self.today = today
        self.procedures = {row.code: row for row in Procedure.objects.all()}
        self.checklist_id = Checklist.objects.get(code="TIEN-LUONG", version=1).pk

    def load(self, count: int) -> dict[str, int]:
        """``count`` inspections with their findings and violation cases."""
        for firm in firms(count, self.random):
            self._inspection(firm)
            if len(self.tables[Inspection].rows) >= CHUNK:
                self.flush()
        return self.finish()

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
            self.violation_case(firm, office, pk, sample, findings, announced, age)

    def finished(self, firm: Firm, decided: date) -> None:
        """A closed check whose sanction is executed and closed too."""
        office = self.offices[firm.province_id]
        announced = decided + timedelta(days=5)
        sample = self.random.choice(self.samples[firm.household, announced >= samples.NEW_LAW])
        pk = self.inspection_row(firm, office, decided, State.CLOSED)
        self._team(pk, office)
        findings = self._findings(pk, sample, office, announced)
        if self.random.random() < 0.75:
            self.violation_case(firm, office, pk, sample, findings, announced, 10_000)

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
            "duration_days": self._days(procedure), "phase": _PHASE[state],
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

    def _days(self, procedure: Procedure) -> int:
        case = {"level": "PROVINCE", "ground": Ground.PLAN, "mode": "DIRECT", "manner": "TEAM"}
        return duration_by(definition_of(procedure.pk), **case).days

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


_PHASE = {
    State.DECIDED: Phase.DECIDED, State.IN_PROGRESS: Phase.RUNNING,
    State.MINUTES_SIGNED: Phase.REPORTING, State.CONCLUDED: Phase.FOLLOW_UP,
    State.CLOSED: Phase.CLOSED,
}  # fmt: skip
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
            " SELECT i.enterprise_id, max(coalesce(s.visited_on, i.minutes_signed_on)) AS last"
            " FROM inspections_inspection i LEFT JOIN inspections_visit s"
            " ON s.inspection_id = i.id"
            " WHERE s.visited_on IS NOT NULL OR i.minutes_signed_on IS NOT NULL GROUP BY 1) v"
            " WHERE e.id = v.enterprise_id AND e.last_visited_on IS DISTINCT FROM v.last"
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
